// Completes an experiment on a table, or on images, from its file: its inputs, its classes, what is predicted and the counts of its
// rows follow from the file, where they are left out, and shares of rows become counts. The engine is given the whole.
import { applyDifferences } from '../text/paths.js';

/** @typedef {import('../text/paths.js').Json} Json */
/**
 * @typedef {object} Facts what a file holds: `features` and `task` of a table only, `size` and `colour` of a pair of IDX files only
 * @property {number} rows @property {number} classes 0 for regression
 * @property {number} [features] @property {import('./csv.js').Task} [task]
 * @property {[number, number]} [size] [height, width] @property {boolean} [colour]
 */
/** @typedef {{ path: string, code: string, message: string, fix?: Json }} Problem as the engine's */
/**
 * @typedef {object} Completed
 * @property {Json} experiment the same object where nothing is left out
 * @property {string[]} waiting names of files without which it is not complete; until they are there it has numbers in their
 *   place, so that all else can be checked
 * @property {Problem[]} problems
 */

/** Of the rows, where nothing is said of them. */
const kValidationShare = 0.2;
/** What shares may miss 1 by: three thirds. */
const kRounding = 1e-9;
const kCounts = /** @type {const} */ (['train', 'validation', 'test']);

/** @param {unknown} value */
const isShare = (value) => typeof value === 'number' && value > 0 && value < 1;

/** Whether something of an experiment's `data` follows from its file. @param {Json} data */
export function isOpen(data) {
  if (data?.source === 'images') return isOpenOnImages(data);
  if (data?.source !== 'csv' || typeof data.file !== 'string' || typeof data.target !== 'string') return false;
  const { features, classes, task, train, validation, test } = data;
  if (features === undefined || train === undefined || validation === undefined) return true;
  return (classes === undefined && task !== 'regression') || [train, validation, test].some(isShare);
}

/** @param {Json} data @returns {boolean} */
function isOpenOnImages({ file, labels, size, colour, classes, train, validation, test }) {
  if (typeof file !== 'string') return false;
  if ([classes, train, validation].includes(undefined) || [train, validation, test].some(isShare)) return true;
  // A pair of IDX files says what its images are; those of a folder are made what the data say.
  return typeof labels === 'string' && (size === undefined || colour === undefined);
}

/**
 * @param {Json} given the experiment, unchecked
 * @param {(data: Json) => Promise<Facts | null>} factsOf what the file of an experiment's `data` holds; null: it is not there
 * @returns {Promise<Completed>}
 * @throws {import('./data-error.js').DataError} where a file cannot be read as the data say
 */
export async function completeExperiment(given, factsOf) {
  const runs = Array.isArray(given?.runs) ? given.runs : [];
  const whole = [undefined, ...runs.map((/** @type {Json} */ run) => run?.set)].map((set) => dataWith(given, set));
  if (!whole.some(isOpen)) return { experiment: given, waiting: [], problems: [] };
  const experiment = structuredClone(given);
  /** @type {Set<string>} */
  const waiting = new Set();
  /** @type {Problem[]} */
  const problems = gridProblems(given);
  /** @param {Json} data @param {number} i */
  const sizesOf = async (data, i) => {
    if (!isOpen(data) || (i > 0 && !changesData(runs[i - 1]?.set))) return {};
    const facts = await factsOf(data);
    if (!facts) waiting.add(data.file);
    return facts ? sizesFrom(data, facts, problems) : placeholders(given, data);
  };
  const sizes = [];
  for (const [i, data] of whole.entries()) sizes.push(await sizesOf(data, i)); // one file is in memory at a time
  const [base, ...own] = sizes;
  Object.assign(experiment.data, base);
  for (const [i, sizes] of own.entries())
    for (const [key, value] of Object.entries(sizes)) experiment.runs[i].set[`data.${key}`] = value;
  return { experiment, waiting: [...waiting], problems };
}

/** @param {Json} set */
const changesData = (set) => Object.keys(set ?? {}).some((path) => path === 'data' || path.startsWith('data.'));

/** An experiment's data with the changes of one of its runs. @param {Json} experiment @param {Json} set */
function dataWith(experiment, set) {
  const data = experiment?.data;
  if (!changesData(set)) return data;
  return applyDifferences({ data }, Object.fromEntries(Object.entries(set).filter(([path]) => path.startsWith('data'))))
    .experiment.data;
}

/** What a grid changes of the columns would change what follows from them. @param {Json} experiment @returns {Problem[]} */
function gridProblems({ data, grid }) {
  if (!isOpen(data)) return [];
  return Object.keys(grid ?? {})
    .filter((path) => /^data(\.(source|file|labels|target|task|columns|delimiter|decimal|header))?$/.test(path))
    .map((path) => ({
      path: `grid["${path}"]`,
      code: 'open-data',
      message: `grid["${path}"] changes what data.features, classes and train follow from; write them by hand, or list the runs in "runs"`,
    }));
}

/**
 * What follows from a file, of that only what is left out.
 * @param {Json} data @param {Facts} facts @param {Problem[]} problems are added to
 * @returns {Record<string, unknown>}
 */
function sizesFrom(data, facts, problems) {
  if (data.source === 'images')
    return {
      ...(data.classes === undefined ? { classes: facts.classes } : {}),
      ...(data.size === undefined && facts.size ? { size: facts.size } : {}),
      ...(data.colour === undefined && facts.colour !== undefined ? { colour: facts.colour } : {}),
      ...countsOf(data, facts.rows, problems),
    };
  const task = data.task ?? (data.classes === undefined ? facts.task : 'classification');
  const counts = countsOf(data, facts.rows, problems);
  return {
    ...(data.task === undefined ? { task } : {}),
    ...(data.features === undefined ? { features: facts.features } : {}),
    ...(data.classes === undefined && task === 'classification' ? { classes: facts.classes } : {}),
    ...counts,
  };
}

/**
 * The counts of the three splits: shares of the rows, and what is left out is the rest; where neither training nor
 * validation rows are given, a fifth of the rows that are left validates.
 * @param {Json} data @param {number} rows of the file @param {Problem[]} problems are added to
 */
function countsOf(data, rows, problems) {
  /** @type {Record<string, number>} */
  const counts = {};
  const given = kCounts.filter((key) => typeof data[key] === 'number');
  const shares = given.filter((key) => isShare(data[key]));
  const sum = shares.reduce((total, key) => total + data[key], 0);
  const say = (/** @type {string} */ path, /** @type {string} */ message) =>
    problems.push({ path, code: 'out-of-range', message: `${path} ${message}` });
  if (sum > 1 + kRounding)
    say(
      `data.${shares[0]}`,
      `and the other shares of rows add up to ${Number(sum.toPrecision(6))}; at most 1 is there`,
    );
  for (const key of given) counts[key] = shares.includes(key) ? Math.max(1, Math.round(data[key] * rows)) : data[key];
  // Shares of all rows leave none out, whatever was rounded.
  const taken = () => kCounts.reduce((total, key) => total + (counts[key] ?? 0), 0);
  if (shares.length === given.length && shares.length > 1 && Math.abs(sum - 1) < kRounding)
    counts[shares[0]] += rows - taken();
  const open = kCounts.filter((key) => data[key] === undefined && key !== 'test');
  const left = rows - taken();
  if (open.length > 0 && left < open.length)
    say(
      `data.${open[0]}`,
      `is left out, so it is the rest of the file's ${rows} rows, of which ${taken()} are given away; take fewer`,
    );
  else if (open.length === 2) {
    counts.validation = Math.max(1, Math.round(left * kValidationShare));
    counts.train = left - counts.validation;
  } else if (open.length === 1) counts[open[0]] = left;
  return Object.fromEntries(Object.entries(counts).filter(([key, count]) => data[key] !== count));
}

/**
 * Numbers in the place of what a file would say that is not there, with which nothing else is wrong.
 * @param {Json} experiment @param {Json} data
 */
function placeholders(experiment, data) {
  const last = experiment.network?.layers?.at?.(-1)?.units;
  const weights = experiment.training?.loss?.classWeights;
  const task = data.task ?? 'classification';
  const classes = Array.isArray(weights) ? weights.length : last;
  const batch = Number(experiment.training?.batchSize);
  const few = Number.isSafeInteger(batch) && batch > 0 ? 2 * batch : 64;
  return {
    ...(data.source === 'images' ? {} : { features: data.features ?? 1 }),
    ...(task === 'classification' ? { classes: data.classes ?? (classes >= 2 && classes <= 1000 ? classes : 2) } : {}),
    ...Object.fromEntries(
      kCounts
        .filter((key) => isShare(data[key]) || (data[key] === undefined && key !== 'test'))
        .map((key) => [key, few]),
    ),
  };
}
