// What a line of a file of records must hold for the rest of the program to rely on it. Files come from other machines,
// other versions and other hands; a line that does not fit is left out with the reason, never passed on.
import { kFields } from '../generated/record-schemas.js';

const kStatuses = ['running', 'completed', 'diverged', 'collapsed', 'stopped'];

/** @param {unknown} value */
function shown(value) {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 40 ? `${text.slice(0, 40)}\u2026` : text;
}

/**
 * @param {import('../text/paths.js').Json} record a JSON object
 * @returns {string | undefined} what is wrong with it in words; undefined: nothing
 */
export function problemOf(record) {
  const { type } = record;
  if (typeof type !== 'string') return `"type" must be text, not ${shown(type)}`;
  if (type !== 'epoch' && type !== 'summary') return undefined;
  const { run, seed } = record;
  if (typeof run !== 'string') return `"run" must be text, not ${shown(run)}`;
  if (!Number.isSafeInteger(seed)) return `"seed" must be a whole number, not ${shown(seed)}`;
  const special = type === 'epoch' ? problemOfEpoch(record) : problemOfSummary(record);
  if (special !== undefined) return special;
  for (const [key, field] of Object.entries(kFields[type])) {
    const problem = problemOfValue(record[key], field, key);
    if (problem) return problem;
  }
  return undefined;
}

/** What a part of a record cannot be without: charts find it by these. @type {Record<string, string[]>} */
const kNeeded = {
  layers: ['layer', 'phase'],
  combined: ['layer', 'phase'],
  gradients: ['layer'],
  histogram: ['edges', 'counts'],
};

/**
 * What is wrong with a value and all that is in it, in words, or undefined.
 * @param {unknown} value @param {import('../engine/answers.js').ValueSchema} schema @param {string} path of it, from the record
 * @returns {string | undefined}
 */
function problemOfValue(value, schema, path) {
  if (value === undefined || value === null) return undefined;
  const number = problemOfNumber(value, schema);
  if (number) return `"${path}" must be ${number}, not ${shown(value)}`;
  if (schema.type === 'string' && typeof value !== 'string') return `"${path}" must be text, not ${shown(value)}`;
  if (schema.type === 'array') {
    if (!Array.isArray(value)) return `"${path}" must be a list, not ${shown(value)}`;
    const { items } = schema;
    return items && firstOf(value, (one, at) => problemOfItem(one, items, `${path}[${at}]`, path));
  }
  if (schema.type !== 'object') return undefined;
  if (!isObject(value)) return `"${path}" must be an object, not ${shown(value)}`;
  const parts = /** @type {Record<string, unknown>} */ (value);
  const missing = kNeeded[path.replace(/\[\d+\]$/, '').replace(/^.*\./, '')]?.find((key) => parts[key] === undefined);
  if (missing) return `"${path}.${missing}" is missing`;
  const problem = firstOf(Object.entries(schema.properties ?? {}), ([key, field]) =>
    problemOfValue(parts[key], field, `${path}.${key}`),
  );
  if (problem) return problem;
  if (path.endsWith('.histogram')) return problemOfEdges(parts, path);
  const { percentiles } = parts;
  return Array.isArray(percentiles) && percentiles.length !== kPercentiles
    ? `"${path}.percentiles" must be ${kPercentiles} numbers, not ${percentiles.length}`
    : undefined;
}

/**
 * An item of a list. It may be null where its schema says so: what stands at its place then counts.
 * @param {unknown} value @param {import('../engine/answers.js').ValueSchema} schema @param {string} path @param {string} list
 */
function problemOfItem(value, schema, path, list) {
  const types = [schema.type ?? []].flat();
  if ((value === null || value === undefined) && types.length > 0 && !types.includes('null'))
    return `"${path}" must be ${types.includes('object') ? 'an object' : 'there'}, not ${shown(value)}`;
  return problemOfValue(value, schema, list.includes('.') || types.includes('object') ? path : list);
}

/** Those of a layer's activations that are recorded. */
const kPercentiles = 9;
/** Bins of a histogram, and how far single precision reaches. */
const kMostBins = 4096;
const kFarthest = 1e39;

/** @param {Record<string, unknown>} histogram @param {string} path */
function problemOfEdges({ edges, counts }, path) {
  const { length } = /** @type {number[]} */ (counts);
  if (length > kMostBins) return `"${path}.counts" must have at most ${kMostBins} bins, not ${length}`;
  const [low, high, ...more] = /** @type {number[]} */ (edges);
  // Shortened edges of narrow bins can be equal: figures were published with such.
  const areEdges = more.length === 0 && low <= high && low > -kFarthest && high < kFarthest;
  return areEdges || length === 0 ? undefined : `"${path}.edges" must be two ascending numbers, not ${shown(edges)}`;
}

/**
 * @template T @param {T[]} list @param {(one: T, at: number) => string | undefined} find
 * @returns {string | undefined} the first that is found
 */
function firstOf(list, find) {
  for (const [at, one] of list.entries()) {
    const found = find(one, at);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * What a number must be, or undefined where it is so, or no number is wanted. Files of earlier versions lack some.
 * @param {unknown} value @param {import('../engine/answers.js').ValueSchema} field
 */
function problemOfNumber(value, { type, minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY }) {
  if (value === undefined || value === null) return undefined;
  if (type === 'integer') return Number.isSafeInteger(value) && Number(value) >= 0 ? undefined : 'a whole number';
  if (![type].flat().includes('number')) return undefined;
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'a number or null';
  return value >= minimum && value <= maximum ? undefined : `from ${minimum} to ${maximum}`;
}

/** @param {import('../text/paths.js').Json} record */
function problemOfEpoch({ epoch, probe, learned }) {
  if (!Number.isSafeInteger(epoch) || epoch < 1) return `"epoch" must be a whole number from 1, not ${shown(epoch)}`;
  if (probe !== undefined && !(isObject(probe) && isNumberOrNull(probe.median))) {
    return `"probe" must hold a median, not ${shown(probe)}`;
  }
  if (learned === undefined) return undefined;
  const fits = (/** @type {import('../text/paths.js').Json} */ one) =>
    isObject(one) &&
    typeof one.layer === 'string' &&
    typeof one.parameter === 'string' &&
    Array.isArray(one.values) &&
    one.values.length > 0 &&
    one.values.every(isNumberOrNull);
  if (!Array.isArray(learned) || !learned.every(fits)) {
    return `"learned" must be a list of layer, parameter and values, not ${shown(learned)}`;
  }
  return undefined;
}

/** @param {import('../text/paths.js').Json} record */
function problemOfSummary(record) {
  const { status, hash, verdict, epochs } = record;
  for (const [key, value] of Object.entries({ status, hash, verdict })) {
    if (typeof value !== 'string') return `"${key}" must be text, not ${shown(value)}`;
  }
  if (!kStatuses.includes(status)) return `"status" must be ${kStatuses.join(', ')}, not ${shown(status)}`;
  if (!Number.isSafeInteger(epochs) || epochs < 0) return `"epochs" must be a whole number, not ${shown(epochs)}`;
  return undefined;
}

/** @param {unknown} value */
export const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);

/** @param {unknown} value */
const isNumberOrNull = (value) => value === null || (typeof value === 'number' && Number.isFinite(value));
