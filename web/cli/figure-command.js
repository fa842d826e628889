// Draws a file of records: reads what `run --jsonl` or `merge` wrote, and writes an SVG that stands alone.
import { statSync } from 'node:fs';
import { EngineError, loadTraining } from '../engine/training.js';
import { functionStyle } from '../figures/colours.js';
import { rangeOf, seedsFigure } from '../figures/seeds.js';
import { standaloneSvg } from '../figures/standalone.js';
import { kindsOf } from './figure-kinds.js';
import { InputError } from './files/input-error.js';
import { saveText } from './files/save-text.js';
import { compileEngine } from './sweep/node-engine.js';
import { missingEpochs, RecordsFile } from './sweep/records-file.js';
import { keyOf, trialsOf } from './sweep/trials.js';
import { print, say } from './text/print.js';

const kMostLines = 12;
const kWidth = 720;
const kHeight = 420;

/** @param {{path: string, kind?: string, runs: string[], out?: string}} options */
export async function figureCommand({ path, kind: wanted, runs: chosen, out }) {
  if (out === undefined) throw new InputError('figure needs --out FILE.svg');
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) throw new InputError(`there is no file "${path}"`);
  const [given, there] = [path, out].map((one) => statSync(one, { throwIfNoEntry: false }));
  if (given && there && given.ino === there.ino && given.dev === there.dev) {
    throw new InputError(`--out: "${out}" is the file that is drawn`);
  }
  // What it writes over is then a figure, not an experiment or its results.
  if (!out.endsWith('.svg')) throw new InputError(`--out: a figure is an SVG; "${out}" does not end in .svg`);
  const file = RecordsFile.read(path);
  if (!file) throw new InputError(`"${path}" is empty`);
  try {
    await draw(file, { path, wanted, chosen, out });
  } finally {
    file.close();
  }
}

/**
 * @param {RecordsFile} file
 * @param {{path: string, wanted: string | undefined, chosen: string[], out: string}} options
 */
async function draw(file, { path, wanted, chosen, out }) {
  const { module } = await compileEngine();
  const engine = await loadTraining({ module });
  const kinds = kindsOf(engine.catalog());
  if (wanted !== undefined && !Object.hasOwn(kinds, wanted)) {
    throw new InputError(`--kind must be ${Object.keys(kinds).join(', ')}, not "${wanted}"`);
  }
  for (const problem of file.problems) say(problem);
  const checked = engine.checkExperiment(file.header.experiment);
  if (!checked.ok) throw new EngineError(checked.errors ?? []);
  for (const sentence of file.foreignTo(trialsOf(checked))) say(sentence);
  for (const trial of trialsOf(checked)) {
    const result = file.of(trial);
    const gap = result && missingEpochs(result);
    if (gap) say(`"${path}": ${trial.label}: ${gap}; run it again`);
  }
  const names = (checked.runs ?? []).map((run) => run.name);
  const unknown = chosen.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new InputError(`--run: there is no run "${unknown}"; there are ${listOf(names)}`);

  const name = wanted ?? defaultKind(file);
  const kind = kinds[name];
  const shown = trialsOf(checked).filter((trial) => chosen.length === 0 || chosen.includes(trial.run));
  const left = shown.filter((trial) => file.of(trial)?.summary?.status === 'diverged');
  sayDiverged(path, shown, left);
  const kept = new Set(shown.filter((trial) => !left.includes(trial)).map(keyOf));
  const lines = readLines(file, checked.runs ?? [], kept, kind);
  if (lines.length === 0) {
    const none = left.length > 0 && left.length === shown.length;
    throw new InputError(`"${path}" ${none ? 'has nothing to draw: every trial diverged' : kind.missing}`);
  }
  if (lines.length > kMostLines) {
    throw new InputError(
      `"${path}" would give ${lines.length} lines, and more than ${kMostLines} cannot be distinguished; choose some by --run NAME (may be repeated): ${listOf(names)}`,
    );
  }
  const range = rangeOf(lines);
  if (!range) throw new InputError(`"${path}" has no finite value of what is drawn: every trial diverged at once`);
  const { seeds, name: title } = checked.experiment;
  const subtitle = `${kind.title}. ${spreadOf(lines, seeds, left.length, shown.length)}`;
  const figure = seedsFigure({
    width: kWidth,
    height: kHeight,
    runs: lines,
    domain: kind.domain(range),
    scale: kind.scale,
    label: kind.label,
    baseline: kind.baseline?.(file) ?? null,
    alt: `${title}. ${subtitle} ${lines.map((line) => line.label).join(', ')}.`,
  });
  saveText(out, standaloneSvg(figure, { title: title || 'Activation Playground', subtitle }));
  print(`${out}: ${name}, ${lines.length} line${lines.length === 1 ? '' : 's'}`);
}

/**
 * Names the runs whose mean lacks a seed that diverged, and those that have no line at all.
 * @param {string} path @param {import('./sweep/trials.js').Trial[]} shown @param {import('./sweep/trials.js').Trial[]} left
 */
function sayDiverged(path, shown, left) {
  for (const run of new Set(left.map((trial) => trial.run))) {
    const [count, all] = [left, shown].map((trials) => trials.filter((trial) => trial.run === run).length);
    say(
      count === all
        ? `"${path}": ${run} diverged in ${all === 1 ? 'its only seed' : `all of its ${all} seeds`}; it has no line`
        : `"${path}": ${run} diverged in ${count} of ${all} seeds; they are left out`,
    );
  }
}

/**
 * Which seeds the lines are of, in a sentence.
 * @param {import('../figures/seeds.js').Repeated[]} lines @param {number[]} seeds the experiment's
 * @param {number} diverged how many trainings were left out for that @param {number} total of those asked for
 */
function spreadOf(lines, seeds, diverged, total) {
  const several = total > seeds.length ? ` of ${total} trainings` : '';
  const without = diverged > 0 ? `; ${diverged}${several} diverged (left out)` : '';
  if (seeds.length === 1) return `Seed ${seeds[0]}${without}.`;
  const present = new Set(lines.flatMap((line) => line.samples.map((sample) => sample.seed))).size;
  const counted = present === seeds.length ? `${present}` : `${present} of ${seeds.length}`;
  return `Mean over ${counted} seeds${without}; band: one standard deviation.`;
}

/** What a file that was made for one figure shows. @param {RecordsFile} file */
function defaultKind(file) {
  for (const record of file.epochs()) return record.probe ? 'medians' : 'losses';
  return 'losses';
}

/**
 * @param {RecordsFile} file @param {import('../engine/answers.js').CheckedRun[]} runs @param {Set<string>} kept what to draw, by keyOf
 * @param {import('./figure-kinds.js').Kind} kind
 * @returns {import('../figures/seeds.js').Repeated[]} in the experiment's order
 */
function readLines(file, runs, kept, kind) {
  /** @type {Map<string, {activation: string, lines: Map<string, import('../figures/seeds.js').Repeated>}>} */
  const byRun = new Map(
    runs.map((run) => [run.name, { activation: run.activations[0] ?? 'identity', lines: new Map() }]),
  );
  for (const record of file.epochs()) {
    const run = byRun.get(record.run);
    if (!run || !kept.has(keyOf(record))) continue;
    for (const { line, value } of kind.read(record)) {
      const label = line ? `${record.run}, ${line}` : record.run;
      const sample = { epoch: record.epoch, seed: record.seed, value };
      const known = run.lines.get(label);
      if (known) known.samples.push(sample);
      else run.lines.set(label, { label, ...functionStyle(run.activation), samples: [sample] });
    }
  }
  return [...byRun.values()].flatMap(({ lines }) => [...lines.values()]);
}

/** @param {string[]} names */
const listOf = (names) => names.map((name) => `"${name}"`).join(', ');
