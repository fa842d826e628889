// Reads, writes and compares experiment JSON by path ("runs/1/set/network.activation/alpha"; the
// slash separates, since keys contain dots). Knows JSON, not what an experiment means.

/** @typedef {any} Json */
/** Path pieces that would reach an object's prototype: a link may not name them. */
const kForbidden = new Set(['__proto__', 'prototype', 'constructor']);

/** @param {string} path */
function pieces(path) {
  const list = path.split('/');
  if (list.some((piece) => piece === '' || kForbidden.has(piece))) return null;
  return list;
}

/** @param {Json} root @param {string} path @returns {Json} undefined when there is nothing */
export function getPath(root, path) {
  let node = root;
  for (const piece of pieces(path) ?? []) {
    if (node === null || typeof node !== 'object' || !Object.hasOwn(node, piece)) return undefined;
    node = node[piece];
  }
  return node;
}

/**
 * Puts a value at `path` into `root` itself. Only the last piece may be new.
 * @param {Json} root @param {string} path @param {Json} value @returns {boolean} false where the path leads nowhere
 */
function put(root, path, value) {
  const list = pieces(path);
  if (!list) return false;
  let node = root;
  for (const piece of list.slice(0, -1)) {
    if (node === null || typeof node !== 'object' || !Object.hasOwn(node, piece)) return false;
    node = node[piece];
  }
  if (node === null || typeof node !== 'object') return false;
  const last = /** @type {string} */ (list.at(-1));
  if (Array.isArray(node) && !(/^\d+$/.test(last) && Number(last) < node.length)) return false;
  node[last] = value;
  return true;
}

/** @param {Json} a @param {Json} b */
function same(a, b) {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** @param {Json} value */
const isBranch = (value) => value !== null && typeof value === 'object';

/**
 * The differences that turn `from` into `to` as path to value, or null when a set of values cannot say it
 * (a key removed, a list of another length).
 * @param {Json} from @param {Json} to @param {string} [prefix]
 * @returns {Record<string, Json> | null}
 */
export function differences(from, to, prefix = '') {
  /** @type {Record<string, Json>} */
  const found = {};
  const keys = new Set([...Object.keys(from), ...Object.keys(to)]);
  for (const key of keys) {
    if (key.includes('/') || key.includes(';') || kForbidden.has(key)) return null;
    if (!Object.hasOwn(to, key)) return null;
    const before = Object.hasOwn(from, key) ? from[key] : undefined;
    if (same(before, to[key])) continue;
    const path = prefix + key;
    const bothBranches = isBranch(before) && isBranch(to[key]) && Array.isArray(before) === Array.isArray(to[key]);
    if (!bothBranches) {
      found[path] = to[key];
    } else if (Array.isArray(to[key]) && to[key].length !== before.length) {
      found[path] = to[key];
    } else {
      const inner = differences(before, to[key], `${path}/`);
      if (!inner) return null;
      Object.assign(found, inner);
    }
  }
  return found;
}

/**
 * A copy with changes by path, made once whatever their number: a link can have thousands.
 * @param {Json} root @param {Record<string, Json>} changes @returns {{ experiment: Json, failed: string[] }}
 */
export function applyDifferences(root, changes) {
  const experiment = structuredClone(root);
  // Values are copied too, since a later change may reach into an earlier one.
  const failed = Object.entries(structuredClone(changes)).flatMap(([path, value]) =>
    put(experiment, path, value) ? [] : [path],
  );
  return { experiment, failed };
}

/** An engine path ("runs[1].training.epochs") in the slashes used here. @param {string} path */
export function slashPath(path) {
  return path.replace(/\[(\d+)\]/g, '.$1').replace(/\./g, '/');
}
