// Records what the presets of the page give, by the built command line, into web/presets/results/: after ./build.sh,
// `node web/tools/record-results.js [--data DIR] [PRESET ...]`, without names all of them. MNIST's files are in DIR.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { presets } from '../presets/index.js';
import { canonicalText } from '../presets/results.js';
import { shortText } from '../text/short-numbers.js';
import { kOutlines, kResultFiles, outlinesModule, resultFilesModule } from './list-presets.js';

/** @typedef {import('../text/paths.js').Json} Json */
/** @typedef {import('../presets/preset.js').Preset} Preset */

/** @param {string} path from the project's root */
const fromRoot = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** @param {string} name of a preset */
export const resultPath = (name) => fromRoot(`web/presets/results/${name}.json`);

/** Those whose result the page can show. */
export const recordedPresets = presets.filter(({ page }) => page !== false);

/** Of an experiment: SHA-256 of its canonical text. @param {Json} experiment */
export const experimentDigest = (experiment) => createHash('sha256').update(canonicalText(experiment)).digest('hex');

/** Of an epoch's numbers, and of those in rows: the page prints four decimals of a metric, three digits of a statistic. */
const kSignificantDigits = { epoch: 5, row: 4 };
/** Epochs of all trials together. Of more, every second, third ... of a trial is kept, and its first and last. */
const kMostEpochs = 300;
/** Of a layer's entry; too long to be kept for every epoch. */
const kOfLastEpoch = ['histogram', 'unitStates'];

/** @param {Json} record @param {string[]} keys @returns {Json} */
const without = (record, keys) => Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));

/** The keys of the entries, those of the last epoch at the end. @param {Json[]} entries */
function columnsOf(entries) {
  const keys = new Set(entries.flatMap(Object.keys));
  const late = kOfLastEpoch.filter((key) => keys.delete(key));
  return [...keys, ...late];
}

/** @param {string[]} columns @param {Json} entry @param {boolean} last whether it is of the last epoch */
function rowOf(columns, entry, last) {
  const kept = columns.filter((key) => key in entry && (last || !kOfLastEpoch.includes(key)));
  if (kept.some((key, i) => key !== columns[i])) throw new Error(`an entry lacks one of ${columns.join(', ')}`);
  return kept.map((key) => entry[key]);
}

/**
 * The text of a result's file; web/presets/results.js describes the format.
 * @param {Preset} preset @param {Json[]} records what `run --jsonl` wrote
 */
export function resultText({ name, experiment }, records) {
  const epochs = records.filter(({ type }) => type === 'epoch');
  const columns = {
    layers: columnsOf(epochs.flatMap(({ layers }) => layers)),
    gradients: columnsOf(epochs.flatMap(({ gradients }) => gradients)),
  };
  const every = Math.ceil(epochs.length / kMostEpochs);
  const trials = records
    .filter(({ type }) => type === 'summary')
    .map((record) => {
      const { run, seed, ...summary } = without(record, ['type', 'meanEpochMilliseconds', 'forward1024Milliseconds']);
      const all = epochs.filter((epoch) => epoch.run === run && epoch.seed === seed);
      const own = all.filter(({ epoch }) => epoch === 1 || epoch % every === 0 || epoch === all.length);
      const lines = own.map((epoch, i) => {
        const { layers, combined, gradients, ...rest } = without(epoch, ['type', 'run', 'seed', 'milliseconds']);
        /** @param {string[]} keys @param {Json[]} entries */
        const rows = (keys, entries) => entries.map((entry) => rowOf(keys, entry, i === own.length - 1));
        const packed = {
          layers: rows(columns.layers, layers),
          combined: rows(columns.layers, combined),
          gradients: rows(columns.gradients, gradients),
        };
        const { epoch: digits, row } = kSignificantDigits;
        return `${shortText(rest, digits).slice(0, -1)},${shortText(packed, row).slice(1)}`;
      });
      return `{"run":${JSON.stringify(run)},"seed":${seed},"epochs":[\n${lines.join(',\n')}\n],\n"summary":${JSON.stringify(summary)}}`;
    });
  return `{"preset":${JSON.stringify(name)},
"experiment":"${experimentDigest(experiment)}",
"columns":${JSON.stringify(columns)},
"trials":[
${trials.join(',\n')}
]}
`;
}

/**
 * Runs a preset as its file is now, by the built command line, and gives the text of its result's file.
 * @param {Preset} preset @param {string} [data] the folder of the files that it needs
 */
export function recordPreset(preset, data) {
  const folder = mkdtempSync(join(tmpdir(), 'playground-'));
  try {
    const file = join(folder, 'records.jsonl');
    const args = [fromRoot('dist/cli.js'), 'run', fromRoot(`web/presets/experiments/${preset.name}.json`)];
    execFileSync(process.execPath, [...args, '--jsonl', file, ...(preset.files && data ? ['--data', data] : [])], {
      stdio: ['ignore', 'ignore', 'pipe'],
      maxBuffer: 2 ** 26,
    });
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    return resultText(
      preset,
      lines.map((line) => JSON.parse(line)),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param {string} name @returns {Preset} */
function presetOf(name) {
  const found = recordedPresets.find((preset) => preset.name === name);
  if (found) return found;
  const names = recordedPresets.map((preset) => preset.name).join(', ');
  const why = presets.some((preset) => preset.name === name) ? 'is for the command line only' : 'is no preset';
  throw new Error(`"${name}" ${why}; those of the page are ${names}`);
}

/** @param {string[]} args */
function main(args) {
  const { values, positionals } = parseArgs({ args, options: { data: { type: 'string' } }, allowPositionals: true });
  const chosen = positionals.length > 0 ? positionals.map(presetOf) : recordedPresets;
  const data = values.data ?? [process.env.MNIST_DIR, fromRoot('../shared/data/mnist')].find((f) => f && existsSync(f));
  const needy = chosen.find(({ files }) => files);
  if (needy && !data) throw new Error(`"${needy.name}" needs ${needy.files}; give their folder by --data DIR`);
  if (!existsSync(fromRoot('dist/cli.js'))) throw new Error('dist/cli.js does not exist; run ./build.sh first');
  mkdirSync(fromRoot('web/presets/results'), { recursive: true });
  for (const preset of chosen) {
    const text = recordPreset(preset, data);
    writeFileSync(resultPath(preset.name), text);
    console.log(`${preset.name}: ${(text.length / 1024).toFixed(0)} KiB`);
  }
  writeFileSync(kResultFiles, resultFilesModule());
  writeFileSync(kOutlines, outlinesModule());
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    main(process.argv.slice(2));
  } catch (error) {
    const { stderr, message } = /** @type {Error & {stderr?: Buffer}} */ (error);
    console.error(`record-results: ${stderr?.length ? stderr.toString().trim().split('\n').at(-1) : message}`);
    process.exitCode = 1;
  }
}
