#!/usr/bin/env node
// The command line: reads the arguments and hands over to a command. Mistakes are told in a sentence and exit with 2,
// experiments that cannot run with 1.
import { parseArgs } from 'node:util';
import { EngineError } from '../engine/index.js';
import { InputError } from './input-error.js';
import { describePresets } from './load-experiment.js';
import { runCommand } from './run-command.js';

const kUsage = `usage: cli.js run PRESET|FILE [--set path=value ...] [--data PLACE] [--jsonl FILE] [--jobs N]
       cli.js presets

  run      runs an experiment: a preset's name or a JSON file
    --set path=value   changes one value, e.g. --set training.epochs=3 (may be repeated)
    --data PLACE       the folder (or web address) with MNIST's four IDX files, plain or .gz, or with the CSV file
    --jsonl FILE       writes one JSON a line: every epoch, then the summary of every run
    --jobs N           how many runs at a time (1: undisturbed timings; results never depend on it)
  presets  lists the presets`;

/** @param {string[]} argv */
async function main(argv) {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      set: { type: 'string', multiple: true, default: [] },
      data: { type: 'string' },
      jsonl: { type: 'string' },
      jobs: { type: 'string', default: '1' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const [command, ...rest] = positionals;
  if (values.help) return console.log(kUsage);
  if (command === 'presets' && rest.length === 0) return console.log(describePresets());
  if (command !== 'run' || rest.length !== 1) {
    const problem = command === 'run' ? 'run takes one preset or file' : command ? `unknown command "${command}"` : '';
    throw new InputError(`${problem ? `${problem}\n` : ''}${kUsage}`);
  }
  const jobs = Number(values.jobs);
  if (!Number.isInteger(jobs) || jobs < 1 || jobs > 64) {
    throw new InputError(`--jobs must be a whole number from 1 to 64, not "${values.jobs}"`);
  }
  return runCommand({ name: rest[0], sets: values.set ?? [], data: values.data, jsonl: values.jsonl, jobs });
}

main(process.argv.slice(2)).catch((error) => {
  if (error instanceof EngineError) {
    const count = error.errors.length;
    console.error(`the experiment has ${count === 1 ? 'an error' : `${count} errors`}; nothing was run:`);
    for (const problem of error.errors) console.error(`  ${problem.message}`);
    process.exitCode = 1;
  } else if (error instanceof InputError || error.code?.startsWith('ERR_PARSE_ARGS')) {
    console.error(error.message);
    process.exitCode = 2;
  } else {
    // What the engine, a worker or a file says; the stack is for whoever mends the program.
    console.error(process.env.PLAYGROUND_DEBUG ? error.stack : (error.message ?? String(error)));
    process.exitCode = 1;
  }
});
