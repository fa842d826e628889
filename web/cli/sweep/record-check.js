// What a line of a file of records must hold for the rest of the program to rely on it. Files come from other machines,
// other versions and other hands; a line that does not fit is left out with the reason, never passed on.
import { kFields } from '../../generated/record-schemas.js';

const kStatuses = ['running', 'completed', 'diverged', 'collapsed', 'stopped'];

/** @param {unknown} value */
function shown(value) {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 40 ? `${text.slice(0, 40)}\u2026` : text;
}

/**
 * @param {import('../../text/paths.js').Json} record a JSON object
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
    const problem = problemOfNumber(record[key], field);
    if (problem) return `"${key}" must be ${problem}, not ${shown(record[key])}`;
  }
  return undefined;
}

/**
 * What a number must be, or undefined where it is so, or the field holds no number. Files of earlier versions lack some.
 * @param {unknown} value @param {import('../../engine/answers.js').ValueSchema} field
 */
function problemOfNumber(value, { type, minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY }) {
  if (value === undefined || value === null) return undefined;
  if (type === 'integer') return Number.isSafeInteger(value) && Number(value) >= 0 ? undefined : 'a whole number';
  if (![type].flat().includes('number')) return undefined;
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'a number or null';
  return value >= minimum && value <= maximum ? undefined : `from ${minimum} to ${maximum}`;
}

/** @param {import('../../text/paths.js').Json} record */
function problemOfEpoch({ epoch, probe, learned }) {
  if (!Number.isSafeInteger(epoch) || epoch < 1) return `"epoch" must be a whole number from 1, not ${shown(epoch)}`;
  if (probe !== undefined && !(isObject(probe) && isNumberOrNull(probe.median))) {
    return `"probe" must hold a median, not ${shown(probe)}`;
  }
  if (learned === undefined) return undefined;
  const fits = (/** @type {import('../../text/paths.js').Json} */ one) =>
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

/** @param {import('../../text/paths.js').Json} record */
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
