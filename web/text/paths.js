// The language of paths into an experiment's JSON: reads, changes and compares by paths such as "network.layers[1].units".
// It is dotted, not JSON Pointer, because errors, --set and the keys of `set` and `grid` are written so: users know it.
// The keys of `set` and `grid` are paths themselves; there the longest key that fits is taken.

/** @typedef {any} Json */
/** @typedef {{ holder: Json, key: string }} Place */

/** Keys that would reach an object's prototype: a link may not name them. */
const kForbidden = new Set(['__proto__', 'prototype', 'constructor']);
/** Objects whose keys are paths. */
const kHoldersOfPaths = new Set(['set', 'grid']);
/** Characters of a path; with more, the search for the longest key would take too long. */
const kLongestPath = 1000;

/** @param {Json} value */
export const isBranch = (value) => value !== null && typeof value === 'object';

/**
 * The longest key of an object whose keys are paths that is `path` or leads to it, or null.
 * @param {Json} holder @param {string} path
 */
export function keyFor(holder, path) {
  for (let end = path.length; end > 0; end = Math.max(path.lastIndexOf('.', end - 1), path.lastIndexOf('[', end - 1)))
    if (Object.hasOwn(holder, path.slice(0, end))) return path.slice(0, end);
  return null;
}

/**
 * The first step of a path, or null where it cannot be one.
 * @param {Json} node @param {string} path @param {boolean} holdsPaths @returns {string | null} the step's text
 */
function firstStep(node, path, holdsPaths) {
  if (Array.isArray(node)) return /^\[\d{1,9}\]/.exec(path)?.[0] ?? null;
  return holdsPaths ? (keyFor(node, path) ?? path) : (/^[^.[\]]+/.exec(path)?.[0] ?? null);
}

/**
 * The object or list that holds, or would hold, the value at a path. Only the last key may be missing.
 * @param {Json} root @param {string} path @returns {Place | null} null where the path leads nowhere
 */
export function placeAt(root, path) {
  let node = root;
  let rest = path;
  let holdsPaths = false;
  while (isBranch(node) && path.length <= kLongestPath) {
    const step = firstStep(node, rest, holdsPaths);
    if (step === null || kForbidden.has(step)) return null;
    const key = Array.isArray(node) ? String(Number(step.slice(1, -1))) : step;
    rest = rest.slice(step.length);
    if (Array.isArray(node) && Number(key) >= node.length) return null;
    if (rest === '') return { holder: node, key };
    if (!/^(\.[^.[]|\[)/.test(rest) || !Object.hasOwn(node, key)) return null;
    if (rest[0] === '.') rest = rest.slice(1);
    holdsPaths = !Array.isArray(node) && kHoldersOfPaths.has(key);
    node = node[key];
  }
  return null;
}

/** @param {Json} root @param {string} path @returns {Json} undefined where there is nothing */
export function valueAt(root, path) {
  const place = placeAt(root, path);
  return place && Object.hasOwn(place.holder, place.key) ? place.holder[place.key] : undefined;
}

/**
 * The path of a member, or null where no path can name it.
 * @param {Json} holder @param {string} prefix @param {boolean} holdsPaths @param {string} key
 */
function memberPath(holder, prefix, holdsPaths, key) {
  if (Array.isArray(holder)) return `${prefix}[${key}]`;
  // A slash separates the steps in links of before, and a semicolon the settings of a link.
  if (kForbidden.has(key) || !(holdsPaths ? /^[^/;]+$/ : /^[^/;.[\]]+$/).test(key)) return null;
  return prefix ? `${prefix}.${key}` : key;
}

/** @param {Json} from @param {Json} to @param {string} prefix @param {boolean} holdsPaths @returns {Record<string, Json> | null} */
function memberDifferences(from, to, prefix, holdsPaths) {
  /** @type {Record<string, Json>} */
  const found = {};
  for (const key of new Set([...Object.keys(from), ...Object.keys(to)])) {
    const path = memberPath(to, prefix, holdsPaths, key);
    if (path === null || !Object.hasOwn(to, key)) return null;
    const before = Object.hasOwn(from, key) ? from[key] : undefined;
    const after = to[key];
    if (JSON.stringify(before) === JSON.stringify(after)) continue;
    const lists = [before, after].filter(Array.isArray);
    const alike =
      isBranch(before) && isBranch(after) && lists.length !== 1 && (!lists.length || before.length === after.length);
    const inner = alike
      ? memberDifferences(before, after, path, !lists.length && kHoldersOfPaths.has(key))
      : { [path]: after };
    if (!inner) return null;
    Object.assign(found, inner);
  }
  return found;
}

/**
 * The differences that turn `from` into `to` as path to value, or null where a set of values cannot express it: a key is
 * removed, or two keys of a `set` lead to the same path.
 * @param {Json} from @param {Json} to @returns {Record<string, Json> | null}
 */
export function differences(from, to) {
  const found = memberDifferences(from, to, '', false);
  if (!found || Object.keys(found).length === 0) return found;
  const { experiment, failed } = applyDifferences(from, found);
  const left = memberDifferences(experiment, to, '', false);
  return failed.length === 0 && left && Object.keys(left).length === 0 ? found : null;
}

/**
 * A copy with changes by path, made once whatever their number: a link can have thousands.
 * @param {Json} root @param {Record<string, Json>} changes @returns {{ experiment: Json, failed: string[] }}
 */
export function applyDifferences(root, changes) {
  const experiment = structuredClone(root);
  // Values are copied too, since a later change may reach into an earlier one.
  const failed = Object.entries(structuredClone(changes)).flatMap(([path, value]) => {
    const place = placeAt(experiment, path);
    if (!place) return [path];
    place.holder[place.key] = value;
    return [];
  });
  return { experiment, failed };
}

/** The path that a link of before has with slashes ("runs/1/set/network.activation/alpha"). @param {string} path */
export const fromSlashes = (path) =>
  path.includes('/') ? path.replace(/\/(\d{1,9})(?=\/|$)/g, '[$1]').replaceAll('/', '.') : path;
