// What is done to an experiment's runs by hand: one more, one less, and a value changed for the run that is shown. Pure
// functions from experiment to experiment; the engine checks what comes of it.
import { applyDifferences, isBranch, keyFor, placeAt } from '../text/paths.js';

/** @typedef {import('../text/paths.js').Json} Json */
/** @typedef {Record<string, Json>} Changes values by path */

/** Runs an experiment can have on the page, and seeds each. */
export const kMostRuns = 8;
export const kMostSeeds = 20;

/** @param {Json} experiment @returns {Json[]} none where it is a single one without a name of its own */
export const runsOf = (experiment) => (Array.isArray(experiment?.runs) ? experiment.runs.filter(isBranch) : []);

/** Whether a grid makes the runs: then they cannot be added to one by one. @param {Json} experiment */
export const hasGrid = (experiment) => isBranch(experiment?.grid) && Object.keys(experiment.grid).length > 0;

/** What a run sets otherwise than the base. @param {Json} experiment @param {number} run @returns {Changes} */
const settingsOf = (experiment, run) =>
  hasGrid(experiment) || !isBranch(runsOf(experiment)[run]?.set) ? {} : runsOf(experiment)[run].set;

/** A run's own experiment as it is written. @param {Json} experiment @param {number} run */
export const writtenOf = (experiment, run) => applyDifferences(experiment, settingsOf(experiment, run)).experiment;

/**
 * Sets values for the run that is shown, there where it takes them from: its own settings, or the base, which it shares
 * with the runs that set nothing else there.
 * @param {Json} experiment @param {number} run @param {Changes} changes @returns {Json} a changed copy
 */
export function setForRun(experiment, run, changes) {
  const copy = structuredClone(experiment);
  const own = settingsOf(copy, run);
  for (const [path, value] of Object.entries(structuredClone(changes))) {
    const inner = Object.keys(own).filter((key) => key.startsWith(`${path}.`) || key.startsWith(`${path}[`));
    const holder = keyFor(own, path);
    if (inner.length > 0 || holder === path) {
      for (const key of inner) delete own[key];
      own[path] = value;
    } else if (holder !== null) {
      const place = placeAt({ set: own }, `set.${path}`);
      if (place) place.holder[place.key] = value;
      else own[path] = value;
    } else {
      const place = placeAt(copy, path) ?? madeAt(copy, path);
      if (value === undefined) delete place.holder[place.key];
      else place.holder[place.key] = value;
    }
  }
  return copy;
}

/**
 * Sets a value for one run alone, whatever it shares with others; undefined takes it away again.
 * @param {Json} experiment without a grid @param {number} run @param {string} path @param {Json} value @returns {Json} a changed copy
 */
export function setOwn(experiment, run, path, value) {
  const copy = structuredClone(experiment);
  const entry = runsOf(copy)[run];
  if (!entry) return setForRun(experiment, run, { [path]: value });
  const { [path]: _, ...others } = entry.set ?? {};
  entry.set = value === undefined ? others : { ...others, [path]: value };
  return copy;
}

/** The place of a path whose objects are made where they are missing. @param {Json} root @param {string} path */
function madeAt(root, path) {
  const steps = path.match(/[^.[\]]+/g) ?? [];
  let holder = root;
  for (const step of steps.slice(0, -1)) {
    if (!isBranch(holder[step])) holder[step] = {};
    holder = holder[step];
  }
  return { holder, key: steps[steps.length - 1] };
}

/** A name that no run has yet. @param {Json[]} runs @param {string} wanted */
function freeName(runs, wanted) {
  const taken = new Set(runs.map(({ name }) => name));
  let name = wanted;
  for (let i = 2; taken.has(name); ++i) name = `${wanted} ${i}`;
  return name;
}

/**
 * Adds a run that is the given one but for the changes. A single run without a name gets one first.
 * @param {Json} experiment @param {number} run @param {Changes} changes
 * @param {{ name: string, base: string }} names the new run's, and that of a single run so far
 * @returns {Json} a changed copy
 */
export function addRun(experiment, run, changes, { name, base }) {
  const copy = structuredClone(experiment);
  const runs = runsOf(copy);
  if (runs.length === 0) runs.push({ name: base });
  const of = runs[Math.min(run, runs.length - 1)];
  const set = { ...structuredClone(of.set ?? {}) };
  for (const [path, value] of Object.entries(structuredClone(changes))) {
    for (const key of Object.keys(set))
      if (key === path || key.startsWith(`${path}.`) || key.startsWith(`${path}[`)) delete set[key];
    const place = keyFor(set, path) === null ? null : placeAt({ set }, `set.${path}`);
    if (place) place.holder[place.key] = value;
    else set[path] = value;
  }
  runs.push({ name: freeName(runs, name), set });
  copy.runs = runs;
  return copy;
}

/** @param {Json} experiment @param {number} run @returns {Json} a changed copy; the only run that is left stays one */
export function removeRun(experiment, run) {
  const copy = structuredClone(experiment);
  copy.runs = runsOf(copy).filter((_, i) => i !== run);
  return copy;
}

/** Why a run cannot have a name, or "". @param {string[]} others the names of the other runs @param {string} name */
export function nameProblem(others, name) {
  if (name === '') return 'Give the run a name.';
  return others.includes(name) ? `Another run is called \u201c${name}\u201d.` : '';
}

/** @param {Json} experiment without a grid @param {number} run @param {string} name @returns {Json} a changed copy */
export function renameRun(experiment, run, name) {
  const copy = structuredClone(experiment);
  const runs = runsOf(copy);
  if (runs.length === 0) runs.push({});
  runs[run] = { ...runs[run], name };
  copy.runs = runs;
  return copy;
}

/** @param {Json} experiment @param {number} count of seeds: 0, 1, ... @returns {Json} a changed copy */
export const withSeeds = (experiment, count) => ({
  ...experiment,
  seeds: Array.from({ length: count }, (_, seed) => seed),
});

/** @param {Json} experiment @returns {number[]} */
export const seedsOf = (experiment) =>
  Array.isArray(experiment?.seeds) && experiment.seeds.length > 0 ? experiment.seeds : [0];

/**
 * Puts a value that the engine would take in the place of one it refused, at the path of the error.
 * @param {Json} experiment @param {{ path: string, fix?: unknown }} problem @returns {Json | null} a changed copy; null:
 *   there is none, or no such place
 */
export function fixed(experiment, { path, fix }) {
  if (fix === undefined) return null;
  const copy = structuredClone(experiment);
  const place = placeAt(copy, path);
  if (!place) return null;
  place.holder[place.key] = fix;
  return copy;
}

/**
 * What the page says of more runs or seeds than it trains.
 * @param {Json} experiment @param {number} runs @param {number} seeds @returns {import('./experiment-form.js').Problem[]}
 */
export function tooMany(experiment, runs, seeds) {
  const more = (
    /** @type {string} */ path,
    /** @type {string} */ what,
    /** @type {number} */ count,
    /** @type {number} */ most,
  ) => ({
    path,
    code: 'too-many',
    message: `${path}: these are ${count} ${what}; the page trains up to ${most} (the command line has no such limit)`,
  });
  return [
    ...(runs > kMostRuns ? [more(hasGrid(experiment) ? 'grid' : 'runs', 'runs', runs, kMostRuns)] : []),
    ...(seeds > kMostSeeds ? [more('seeds', 'seeds', seeds, kMostSeeds)] : []),
  ];
}
