// Draws what an experiment recorded: a line for each run, the mean over its seeds and a band. Reads records one by one, from
// wherever they are, and says what is left out.
import { EngineError } from '../../engine/training.js';
import { rangeOf, seedsFigure } from '../../figures/seeds.js';
import { kindsOf } from '../../results/figure-kinds.js';
import { axesOf, endsOf, kindHeight, readLines, spreadOf, tableOfLines } from '../../results/record-lines.js';
import { InputError } from '../files/input-error.js';
import { keyOf, trialsOf } from '../sweep/trials.js';
import { say } from '../text/print.js';

/** @typedef {import('../../engine/answers.js').Checked} Checked */
/** @typedef {import('../../engine/answers.js').EpochRecord} EpochRecord */
/** @typedef {import('../../engine/answers.js').SummaryRecord} SummaryRecord */
/** @typedef {import('../../figures/seeds.js').Repeated} Repeated */
/** @typedef {import('../sweep/trials.js').Trial} Trial */
/**
 * @typedef {object} Records an experiment and what was recorded of it
 * @property {string} name of the file or the preset, for messages
 * @property {Checked} checked
 * @property {() => Iterable<EpochRecord>} epochs in the order of the runs, each time from the first
 * @property {(trial: {run: string, seed: number}) => SummaryRecord | undefined} summaryOf
 */
/**
 * @typedef {object} Drawing a figure, to be drawn in any size
 * @property {string} title
 * @property {string} subtitle a sentence or two
 * @property {string} brief the same for where there is little space
 * @property {string} alt what stands in the picture
 * @property {string} caption what the picture shows that its own title does not say
 * @property {string} description the same and its numbers, for who does not see it
 * @property {(size: {width: number, height?: number, isBrief?: boolean}) => import('../../figures/svg.js').SvgNode} draw pixels
 *   of the figure without its title
 * @property {{columns: string[], rows: string[][], note: string}} table its numbers
 */
/** @typedef {Drawing & {kind: string, lines: number, shown: Trial[]}} RecordsDrawing shown: the trials that were asked for */

const kMostLines = 12;
/** Letters of a line of a small picture. */
const kMostBrief = 84;
/** Letters of what was changed of a preset. */
const kMostChanges = 240;
/** Rows of the table of a page. Of more epochs every second, third ... is listed. */
const kMostRows = 200;

/**
 * @param {Records} records @param {{wanted?: string, chosen: string[], catalog: import('../../engine/answers.js').Catalog, set?: Record<string, unknown>}} options
 *   wanted: a kind; chosen: names of runs, none for all; set: what was changed of a preset, by path
 * @returns {RecordsDrawing}
 * @throws {InputError} where there is nothing of what is asked for
 */
export function recordsDrawing(records, { wanted, chosen, catalog, set = {} }) {
  const { name: path, checked } = records;
  const kinds = checkedKinds(wanted, catalog);
  const names = checked.runs.map((run) => run.name);
  const unknown = chosen.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new InputError(`--run: there is no run "${unknown}"; there are ${listOf(names)}`);

  const name = wanted ?? defaultKind(records);
  const kind = kinds[name];
  const shown = trialsOf(checked).filter((trial) => chosen.length === 0 || chosen.includes(trial.run));
  const left = shown.filter((trial) => records.summaryOf(trial)?.status === 'diverged');
  sayDiverged(path, shown, left);
  const kept = new Set(shown.filter((trial) => !left.includes(trial)).map(keyOf));
  const lines = readLines(checked.runs, keptOf(records, kept), kind);
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
  const { seeds, name: given } = checked.experiment;
  const changes = changesText(set);
  const title = `${given || 'Activation Playground'}${changes ? ', with other settings' : ''}`;
  const spread = spreadOf(lines, seeds, left.length, shown.length);
  const subtitle = `${kind.title}. ${spread}`;
  const labels = lines.map((line) => line.label).join(', ');
  const axes = axesOf(kind, range);
  const alt = `${title}. ${subtitle} ${labels}.`;
  const caption = `${endsOf(kind, lines)} ${changes}`.trim();
  const baseline = kind.baseline?.(records) ?? null;
  return {
    kind: name,
    lines: lines.length,
    shown,
    title,
    subtitle,
    brief: subtitle.length <= kMostBrief ? subtitle : spread,
    alt,
    caption,
    description: `${alt} ${caption}`.trim(),
    draw: ({ width, height = kindHeight(width) }) =>
      seedsFigure({ width, height, runs: lines, ...axes, baseline, alt }),
    table: tableOf(lines),
  };
}

/**
 * @param {string | undefined} wanted @param {import('../../engine/answers.js').Catalog} catalog
 * @returns {ReturnType<typeof kindsOf>} @throws {InputError} where none is of that name
 */
export function checkedKinds(wanted, catalog) {
  const kinds = kindsOf(catalog);
  if (wanted !== undefined && !Object.hasOwn(kinds, wanted)) {
    throw new InputError(`--kind must be ${Object.keys(kinds).join(', ')}, not "${wanted}"`);
  }
  return kinds;
}

/**
 * @param {import('../../engine/training.js').TrainingEngine} engine @param {unknown} experiment
 * @returns {Checked} @throws {EngineError} with everything that is wrong
 */
export function checkedBy(engine, experiment) {
  const checked = engine.checkExperiment(experiment);
  if (!checked.ok) throw new EngineError(checked.errors ?? []);
  return checked;
}

/**
 * Names the runs whose mean lacks a seed that diverged, and those that have no line at all.
 * @param {string} path @param {Trial[]} shown @param {Trial[]} left
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

/** What records that were made for one figure show. @param {Records} records */
function defaultKind(records) {
  for (const record of records.epochs()) return record.probe ? 'medians' : 'losses';
  return 'losses';
}

/** @param {Records} records @param {Set<string>} kept what to draw, by keyOf */
function* keptOf(records, kept) {
  for (const record of records.epochs()) if (kept.has(keyOf(record))) yield record;
}

/** @param {Repeated[]} lines @returns {Drawing['table']} */
function tableOf(lines) {
  const { columns, rows } = tableOfLines(lines);
  const every = Math.ceil(rows.length / kMostRows);
  const listed = rows.filter((_, i) => i % every === 0 || i === rows.length - 1);
  const isMean = lines.some(({ samples }) => new Set(samples.map(({ seed }) => seed)).size > 1);
  const notes = [
    ...(isMean ? ['Means over the seeds.'] : []),
    ...(every > 1 ? [`${listed.length} of ${rows.length} epochs; all are in record.json.`] : []),
  ];
  return { columns, rows: listed, note: notes.join(' ') };
}

/** @param {Record<string, unknown>} set @returns {string} a sentence; "" where nothing was changed */
function changesText(set) {
  const all = Object.entries(set).map(([path, value]) => `${path}=${JSON.stringify(value)}`);
  const text = all.join('; ');
  if (text === '') return '';
  return `Changed of the preset: ${text.length > kMostChanges ? `${text.slice(0, kMostChanges)}\u2026` : text}.`;
}

/** @param {string[]} names */
const listOf = (names) => names.map((name) => `"${name}"`).join(', ');
