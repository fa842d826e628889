#!/usr/bin/env node
// The command line: reads the arguments and hands over to a command. Mistakes are reported in a sentence and exit with 2,
// experiments that cannot run with 1.
import { parseArgs } from 'node:util';
import { EngineError } from '../engine/boundary.js';
import { exportCommand } from './export-command.js';
import { figureCommand } from './figure/figure-command.js';
import { pageCommand } from './figure/page/page-command.js';
import { InputError } from './files/input-error.js';
import { describePresets } from './load-experiment.js';
import { mergeCommand } from './merge-command.js';
import { reportCommand } from './report-command.js';
import { runCommand } from './run-command.js';
import { schemaCommand } from './schema-command.js';
import { parseShard } from './sweep/trials.js';
import { describeCommand } from './table-file.js';
import { print, say } from './text/print.js';

const kUsage = `usage: cli.js run PRESET|FILE [--set path=value ...] [--data PLACE] [--jsonl FILE] [--jobs N] [--shard i/n]
       cli.js run FILE.csv [--target NAME] [--set path=value ...]
       cli.js run IMAGES [--labels FILE] [--set path=value ...]
       cli.js describe FILE.csv|IMAGES [--target NAME] [--labels FILE] [--set PATH=VALUE] [--out FILE.json]
       cli.js merge FILE... [--jsonl OUT]
       cli.js figure FILE --out FILE.svg [--kind KIND] [--run NAME ...] [--theme light|dark]
       cli.js figure LINK|PRESET|FILE --page FOLDER [--url ADDRESS] [--playground ADDRESS] [--records FILE]
              [--kind KIND] [--run NAME ...] [--theme light|dark]
       cli.js report FILE [FILE]
       cli.js export PRESET|FILE --as FORM --out FILE [--run NAME ...] [--seed N ...] [--set path=value ...]
       cli.js presets
       cli.js schema

  run      runs an experiment: a preset's name or a JSON file; or a small network on a table, or on
           images: a folder or zip file with a subfolder of PNG or JPEG for each class, or an IDX file
    --target NAME      the column of the table to be predicted, or a file that holds it alone
    --labels FILE      the IDX file of the labels, where it is not beside that of the images under the usual name
    --set path=value   changes one value, e.g. --set training.epochs=3 (may be repeated)
    --data PLACE       the folder (or web address) with MNIST's four IDX files, plain or .gz, with the CSV file, or with
                       the images
    --jsonl FILE       writes one JSON a line: the experiment, every epoch, the summary of every trial, and the
                       statistics; after an interruption the same command continues where it stopped
    --overwrite        replaces FILE, whatever it holds
    --jobs N           how many trials at a time (1: undisturbed timings; results never depend on it)
    --shard i/n        trains the i-th of n parts of the trials, each into a FILE of its own
    --save-every S     how often unfinished trials are saved beside FILE, in seconds (30)
  describe prints what a table holds, or of which classes the images are, and an experiment for it
    --target NAME      the column to be predicted, or a file that holds it alone; without it one is guessed, and said
    --out FILE.json    writes the experiment, and two files as one (--overwrite: whatever FILE.json holds)
  merge    joins the files of an experiment's shards, lists what is missing, and prints the results
    --jsonl OUT        writes the joined file (--overwrite: whatever OUT holds)
  figure   draws what a run, a sweep or a merge wrote by --jsonl, seeds as mean and standard deviation
    --out FILE.svg     the figure, light and dark
    --kind KIND        medians (of activations, where training.probeSamples asked for them), losses, learned, a metric
                       (accuracy, r2), or a statistic of each layer (std, fractionZero, ...)
    --run NAME         only this run (may be repeated)
    --page FOLDER      a page with the figure, live and as pictures, for any static host: of a link of the playground, a
                       preset, an experiment's JSON, which is trained, or records
    --theme THEME      light or dark; without it a figure is as the reader's device is, and its PNG light
    --url ADDRESS      where the folder will stand, for link previews, oEmbed, and HTML to paste elsewhere
    --playground ADDRESS  of a playground that the page leads to, where no link gives one
    --records FILE     what a run of the link, the preset or the experiment wrote by --jsonl
    --data PLACE       as of run, where an experiment is trained (--overwrite: whatever FOLDER holds)
  report   prints what a file of records holds, or compares two: of run, of merge, of an exported script, or of a
           PyTorch model that playground_hooks.py watched
  export   writes an experiment as a PyTorch script or notebook that draws the same and gives the same results
    --as FORM          pytorch or notebook; or keras, of one run and one seed, with the arrays it reads beside it;
                       or, of one network that it trains, onnx, or the weights as safetensors, npz or json;
                       or, of a FILE of records, tensorboard, a folder for each training, or csv
    --out FILE         what is written (--overwrite: whatever FILE holds)
    --run NAME         only this run, and --seed N only this seed (may be repeated); else all of the experiment
    --data PLACE       as of run, where the experiment leaves something to its file, or a network is trained
  presets  lists the presets
  schema   prints the JSON Schema of experiments and records, for editors and other programs`;

/** Options that belong to one command only. @type {Record<string, string[]>} */
const kOptions = {
  run: ['set', 'data', 'target', 'labels', 'jsonl', 'overwrite', 'jobs', 'shard', 'save-every'],
  describe: ['target', 'labels', 'set', 'out', 'overwrite'],
  merge: ['jsonl', 'overwrite'],
  figure: ['out', 'kind', 'run', 'theme', 'page', 'url', 'playground', 'records', 'data', 'overwrite'],
  report: [],
  export: ['as', 'out', 'run', 'seed', 'set', 'data', 'overwrite'],
  presets: [],
  schema: [],
};

/** @param {string[]} argv */
async function main(argv) {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      set: { type: 'string', multiple: true },
      data: { type: 'string' },
      target: { type: 'string' },
      labels: { type: 'string' },
      jsonl: { type: 'string' },
      overwrite: { type: 'boolean' },
      jobs: { type: 'string' },
      shard: { type: 'string' },
      'save-every': { type: 'string' },
      out: { type: 'string' },
      kind: { type: 'string' },
      run: { type: 'string', multiple: true },
      seed: { type: 'string', multiple: true },
      as: { type: 'string' },
      page: { type: 'string' },
      theme: { type: 'string' },
      url: { type: 'string' },
      playground: { type: 'string' },
      records: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const [command, ...rest] = positionals;
  if (values.help) return print(kUsage);
  const problem = problemOf(command, rest);
  if (problem !== undefined) throw new InputError(`${problem ? `${problem}\n` : ''}${kUsage}`);
  const foreign = Object.keys(values).find((option) => !kOptions[command].includes(option));
  if (foreign) throw new InputError(`${command} takes no --${foreign}`);
  const { jsonl, overwrite = false } = values;
  if (command === 'describe')
    return describeCommand({
      path: rest[0],
      target: values.target,
      labels: values.labels,
      sets: values.set,
      out: values.out,
      overwrite,
    });
  if (command === 'figure') return figure(rest[0], values);
  if (command === 'export')
    return exportCommand({
      name: rest[0],
      form: values.as,
      out: values.out,
      sets: values.set ?? [],
      runs: values.run ?? [],
      seeds: values.seed ?? [],
      data: values.data,
      overwrite,
    });
  if (overwrite && jsonl === undefined) throw new InputError('--overwrite needs --jsonl FILE');
  if (command === 'presets') return print(describePresets());
  if (command === 'schema') return schemaCommand();
  if (command === 'merge') return mergeCommand({ paths: rest, jsonl, overwrite });
  if (command === 'report') return reportCommand(rest);
  return runCommand({
    name: rest[0],
    sets: values.set ?? [],
    data: values.data,
    target: values.target,
    labels: values.labels,
    jsonl,
    overwrite,
    jobs: numberOf('jobs', values.jobs ?? '1', [1, 64], 'a whole number', Number.isInteger),
    shard: parseShard(values.shard),
    saveSeconds: numberOf(
      'save-every',
      values['save-every'] ?? '30',
      [0.1, 86400],
      'a number of seconds',
      Number.isFinite,
    ),
  });
}

/**
 * @param {string} spec
 * @param {{ page?: string, out?: string, kind?: string, run?: string[], theme?: string, url?: string, playground?: string, records?: string, data?: string, overwrite?: boolean }} options
 *   as they were given
 */
function figure(spec, { page, out, kind, run: runs = [], theme: given, url, playground, records, data, overwrite }) {
  if (given !== undefined && given !== 'light' && given !== 'dark')
    throw new InputError(`--theme must be light or dark, not "${given}"`);
  const theme = /** @type {'light' | 'dark' | undefined} */ (given);
  if (page !== undefined) {
    if (out !== undefined) throw new InputError('figure takes --out FILE.svg or --page FOLDER, not both');
    return pageCommand({
      spec,
      page,
      url,
      playground,
      kind,
      runs,
      theme,
      records,
      data,
      overwrite: overwrite ?? false,
    });
  }
  const alone = Object.entries({ url, playground, records, data, overwrite }).find(([, value]) => value !== undefined);
  if (alone) throw new InputError(`figure takes --${alone[0]} with --page FOLDER only`);
  return figureCommand({ path: spec, kind, runs, theme, out });
}

/** @param {string | undefined} command @param {string[]} rest @returns {string | undefined} "": nothing was asked */
function problemOf(command, rest) {
  if (command === undefined) return '';
  if (command === 'run') return rest.length === 1 ? undefined : 'run takes one preset or file';
  if (command === 'describe') return rest.length === 1 ? undefined : 'describe takes one file or folder';
  if (command === 'merge') return rest.length > 0 ? undefined : 'merge takes the files to join';
  if (command === 'report') return rest.length > 0 ? undefined : 'report takes one file of records, or two';
  if (command === 'figure')
    return rest.length === 1
      ? undefined
      : 'figure takes one file of records, or with --page a link, a preset or an experiment';
  if (command === 'export') return rest.length === 1 ? undefined : 'export takes one preset or file';
  if (command === 'presets' || command === 'schema')
    return rest.length === 0 ? undefined : `${command} takes no argument`;
  return `unknown command "${command}"`;
}

/**
 * @param {string} option @param {string} text @param {[number, number]} limits @param {string} kind
 * @param {(value: number) => boolean} fits
 */
function numberOf(option, text, [least, largest], kind, fits) {
  const value = Number(text);
  if (text.trim() !== '' && fits(value) && value >= least && value <= largest) return value;
  throw new InputError(`--${option} must be ${kind} from ${least} to ${largest}, not "${text}"`);
}

// Where a compilation of WASM is all that a command waits for, Node leaves its event loop and waits for V8's threads, one of which
// may wait for a collection of garbage by this thread: both for ever (nodejs/node issue 54918). A timer keeps Node in the loop.
const awake = setInterval(() => {}, 60_000);

const command = main(process.argv.slice(2)).catch((error) => {
  if (error instanceof EngineError) {
    // Where not all are listed the last one only says so.
    const listed = error.errors.filter(({ code }) => code !== 'more-errors').length;
    const count = listed < error.errors.length ? `more than ${listed} errors` : `${listed} errors`;
    say(`the experiment has ${count === '1 errors' ? 'an error' : count}; nothing was run:`);
    for (const problem of error.errors) say(`  ${problem.message}`);
    process.exitCode = 1;
  } else if (error instanceof InputError || error.code?.startsWith('ERR_PARSE_ARGS')) {
    say(error.message);
    process.exitCode = 2;
  } else {
    // What the engine, a worker or a file says; the stack is for developers.
    say(process.env.PLAYGROUND_DEBUG ? error.stack : (error.message ?? String(error)));
    process.exitCode = 1;
  }
});
command.finally(() => clearInterval(awake));
