// From files of records to the trials that the charts, the results and the layers are drawn of. Pure functions.
import { functionStyles } from '../figures/colours.js';
import { counted } from '../text/numbers.js';
import { blankState, trialName } from '../training/trials.js';

/** @typedef {import('../records/read-records.js').RecordSet} RecordSet */
/** @typedef {import('../records/read-records.js').RecordedTrial} RecordedTrial */
/** @typedef {import('../engine/answers.js').Catalog} Catalog */
/** @typedef {import('../engine/answers.js').CheckedRun} CheckedRun */
/** @typedef {import('../engine/answers.js').Metric} Metric */
/** @typedef {import('../training/trials.js').Trial} Trial */
/**
 * @typedef {object} OpenedFile
 * @property {RecordSet} set
 * @property {import('../engine/answers.js').Answer | null} answer what the engine says of its experiment; null: it was not asked
 *
 * @typedef {object} RunOfFile
 * @property {string} name
 * @property {CheckedRun | null} checked
 * @property {string} activation
 * @property {Metric | null} metric
 * @property {RecordedTrial[]} trials by seed
 */

/**
 * The metric that records without an experiment speak of.
 * @param {RecordedTrial[]} trials @param {Catalog} catalog @returns {Metric | null}
 */
function metricOf(trials, { metrics }) {
  const has = (/** @type {object} */ record, /** @type {string} */ key) =>
    typeof (/** @type {Record<string, unknown>} */ (record)[key]) === 'number';
  const speaksOf = (/** @type {Metric} */ { keys }, /** @type {RecordedTrial} */ { epochs, summary }) =>
    (summary && has(summary, keys.final)) || epochs.some((record) => has(record, keys.validation));
  return metrics.find((metric) => trials.some((trial) => speaksOf(metric, trial))) ?? null;
}

/** The playground's name of a class of torch.nn, which gives a run its colour. @param {string} kind */
const functionName = (kind) => kind.toLowerCase().replace(/^(leaky|hard|log)(?=relu$|tanh$|swish$|sigmoid$)/, '$1-');

/** @param {OpenedFile} file @param {Catalog} catalog @returns {RunOfFile[]} in the experiment's order, or that of the file */
function runsOf({ set, answer }, catalog) {
  if (answer?.ok) {
    const { runs, experiment } = answer;
    return runs.map((checked) => ({
      name: checked.name,
      checked,
      activation: checked.activations[0] ?? 'identity',
      metric: checked.metric,
      trials: set.trials.filter(({ run, seed }) => run === checked.name && experiment.seeds.includes(seed)),
    }));
  }
  return [...new Set(set.trials.map(({ run }) => run))].map((name) => {
    const trials = set.trials.filter(({ run }) => run === name);
    const [kind = name] = trials.flatMap(({ epochs }) => epochs[0]?.layers[0]?.activation ?? []);
    return { name, checked: null, activation: functionName(kind), metric: metricOf(trials, catalog), trials };
  });
}

/** What the reader should know of a file, a sentence each. @param {OpenedFile} file @param {RunOfFile[]} runs */
function notesOf({ set, answer }, runs) {
  const { name, trials, problems } = set;
  const refused =
    answer && !answer.ok
      ? [
          `${name}: this version of the playground does not take its experiment (${answer.errors[0]?.message}). Its records are shown as they stand.`,
        ]
      : [];
  const shown = new Set(runs.flatMap((run) => run.trials));
  const foreign = trials.filter((trial) => !shown.has(trial));
  const stray =
    foreign.length > 0
      ? [
          `${name}: ${foreign.length === 1 ? '1 training belongs' : `${foreign.length} trainings belong`} to no run and seed of its experiment, e.g. \u201c${foreign[0].run}\u201d, seed ${foreign[0].seed}, and ${foreign.length === 1 ? 'is' : 'are'} left out.`,
        ]
      : [];
  const total = answer?.ok ? answer.runs.length * answer.experiment.seeds.length : 0;
  const missing = total - shown.size;
  const fewer =
    missing > 0
      ? [
          `${name} holds ${shown.size} of the ${counted(total, 'training')} of its experiment; the others are not shown.`,
        ]
      : [];
  return [...problems, ...refused, ...stray, ...fewer];
}

/** Why a trial has no result, or "". @param {RecordedTrial} trial */
const whyOf = ({ epochs, summary }) =>
  summary ? '' : `the file has ${counted(epochs.length, 'epoch')} of it and no summary: it had not ended`;

/**
 * @param {OpenedFile[]} files @param {Catalog} catalog
 * @returns {{ trials: Trial[], notes: string[] }} of several files the runs have the file's name behind their own
 */
export function reportTrials(files, catalog) {
  const notes = /** @type {string[]} */ ([]);
  const runs = files.flatMap((file) => {
    const own = runsOf(file, catalog);
    notes.push(...notesOf(file, own));
    const label = files.length > 1 ? ` \u00b7 ${shortName(file, files)}` : '';
    const parameters = Number(file.set.header.parameters) || 0;
    return own
      .filter(({ trials }) => trials.length > 0)
      .map((run) => ({
        ...run,
        name: `${run.name}${label}`,
        place: files.length > 1 ? { file: file.set.name, own: run.name } : undefined,
        parameters,
      }));
  });
  const looks = functionStyles(runs.map(({ activation }) => activation));
  /** @type {Trial[]} */
  const trials = [];
  for (const [runIndex, { name, place, checked, activation, metric, parameters, trials: own }] of runs.entries()) {
    for (const recorded of own) {
      const { seed, epochs, summary } = recorded;
      trials.push({
        ...blankState(),
        index: trials.length,
        name: trialName(name, seed, own.length),
        runName: name,
        place,
        checked,
        activation,
        metric,
        loss: checked?.loss.title ?? '',
        look: looks[runIndex],
        runIndex,
        seed,
        epochs: checked?.experiment.training.epochs ?? summary?.epochs ?? epochs.at(-1)?.epoch ?? 1,
        parameters: checked?.parameters ?? parameters,
        run: null,
        state: 'done',
        records: epochs,
        // Comparisons go by the name that is shown.
        summary: summary && { ...summary, run: name },
        why: whyOf(recorded),
      });
    }
  }
  return { trials, notes };
}

/** A file's name without what all of them end in; its number too where two have the same. @param {OpenedFile} file @param {OpenedFile[]} files */
function shortName(file, files) {
  const short = (/** @type {OpenedFile} */ { set }) => set.name.replace(/(\.jsonl?)?(\.gz)?$/i, '') || set.name;
  const isOnly = files.filter((one) => short(one) === short(file)).length === 1;
  return isOnly ? short(file) : `${short(file)} (${files.indexOf(file) + 1})`;
}
