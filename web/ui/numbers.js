// Owns how numbers are written: on screen with a true minus sign, in copies with plain ASCII that
// spreadsheets and code read back. One rule for each kind of number.

const kMinus = '\u2212';

/** @param {string} text */
const withMinus = (text) => text.replace(/-/g, kMinus);

/** Words for what is no number. @param {number | null | undefined} value */
function special(value) {
  if (value === null || value === undefined) return '\u2013';
  if (Number.isNaN(value)) return 'NaN';
  if (value === Infinity) return '\u221e';
  if (value === -Infinity) return `${kMinus}\u221e`;
  return null;
}

/** Fixed decimals without a negative zero: what tables and their copies hold. @param {number} value @param {number} [digits] */
export function fixedAscii(value, digits = 4) {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? 'inf' : '-inf';
  const text = value.toFixed(digits);
  return /^-0\.?0*$/.test(text) ? text.slice(1) : text;
}

/** Fixed decimals, in scientific notation where they would fill the column. @param {number} value @param {number} [digits] */
export function normAscii(value, digits = 4) {
  return Number.isFinite(value) && Math.abs(value) >= 1e5 ? value.toExponential(digits) : fixedAscii(value, digits);
}

/** @param {number | null | undefined} value @param {number} [digits] */
export function norm(value, digits = 4) {
  return special(value) ?? withMinus(normAscii(/** @type {number} */ (value), digits));
}

/** @param {number | null | undefined} value @param {number} [digits] */
export function fixed(value, digits = 4) {
  return special(value) ?? withMinus(fixedAscii(/** @type {number} */ (value), digits));
}

/** Up to six significant digits, no trailing zeros: parameters, domains, limits. @param {number | null | undefined} value */
export function plain(value) {
  return special(value) ?? withMinus(plainAscii(/** @type {number} */ (value)));
}

/** Every digit, for fields: what is read back must be the same number. @param {number} value */
export function exact(value) {
  return withMinus(String(value));
}

/** @param {number} value */
export function plainAscii(value) {
  return String(+value.toPrecision(6));
}

/** @param {number | null | undefined} value share between 0 and 1 @param {number} [digits] */
export function percent(value, digits = 1) {
  return special(value) ?? `${withMinus((Number(value) * 100).toFixed(digits))}\u202f%`;
}

/** Three significant digits over any range: losses, gradient norms. @param {number | null | undefined} value */
export function significant(value) {
  const word = special(value);
  if (word) return word;
  const number = /** @type {number} */ (value);
  const size = Math.abs(number);
  if (size === 0) return '0';
  if (size < 1e-3 || size >= 1e5) return withMinus(number.toExponential(1));
  return withMinus(number.toFixed(size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 4));
}

/** @param {number | null | undefined} value */
export function milliseconds(value) {
  const number = Number(value);
  return special(value) ?? number.toFixed(number < 10 ? 2 : 1);
}

/** Time left, in the words a reader would use. @param {number | null | undefined} seconds */
export function timeLeft(seconds) {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return '';
  if (seconds < 1) return 'under a second left';
  if (seconds < 90) return `${Math.round(seconds)} s left`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min left`;
  return `${(seconds / 3600).toFixed(1)} h left`;
}

/** @param {number} bytes */
export function byteSize(bytes) {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** @param {number} count */
export function grouped(count) {
  return String(count).replace(/\B(?=(\d{3})+$)/g, '\u202f');
}

const kDecimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const kSpaces = /[ \u00a0\u2009\u202f]/;

/** @typedef {'' | 'missing' | 'not-a-number' | 'too-large' | 'inexact' | 'ambiguous'} NumberCode what is wrong; "" is nothing */

/**
 * What a person typed as a number: with a true minus, a decimal comma, or thousands apart. A point alone is a decimal point,
 * as in the experiment's JSON: "1.000" is 1. A comma before three digits can be either, and is asked about.
 * @param {string} text
 * @returns {{ value: number, problem: string, code: NumberCode }} value is NaN where there is a problem
 */
export function readNumber(text) {
  const typed = text.trim();
  const cleaned = typed.replace(/\u2212/g, '-');
  const sign = /^[+-]?/.exec(cleaned)?.[0] ?? '';
  const bare = cleaned.slice(sign.length);
  if (kDecimal.test(cleaned)) return checkedNumber(cleaned, typed);
  // "0,500" cannot be thousands; "1,000" can be both.
  if (/^[1-9]\d{0,2},\d{3}$/.test(bare)) {
    const [whole, rest] = bare.split(',');
    const decimal = `${whole}.${rest.replace(/0+$/, '') || '0'}`;
    return wrong(
      'ambiguous',
      `\u201c${typed}\u201d can be read as ${withMinus(sign)}${whole}${rest} or as ${withMinus(sign)}${decimal}; write one of the two.`,
    );
  }
  if (/^\d*,\d+(e[+-]?\d+)?$/i.test(bare)) return checkedNumber(sign + bare.replace(',', '.'), typed);
  if (/^\d{1,3}(,\d{3})+\.\d*$/.test(bare) || /^\d{1,3}(,\d{3}){2,}$/.test(bare))
    return checkedNumber(sign + bare.replace(/,/g, ''), typed);
  if (/^\d{1,3}(\.\d{3})+,\d*$/.test(bare) || /^\d{1,3}(\.\d{3}){2,}$/.test(bare))
    return checkedNumber(sign + bare.replace(/\./g, '').replace(',', '.'), typed);
  const groups = bare.split(kSpaces);
  if (groups.length > 1 && /^\d{1,3}$/.test(groups[0]) && groups.slice(1).every((group) => /^\d{3}$/.test(group)))
    return checkedNumber(sign + groups.join(''), typed);
  return typed === ''
    ? wrong('missing', 'A number is missing.')
    : wrong('not-a-number', `\u201c${typed}\u201d is not a number.`);
}

/** @param {NumberCode} code @param {string} problem */
const wrong = (code, problem) => ({ value: Number.NaN, problem, code });

/**
 * The one way from digits to a number: what a double cannot hold is a problem.
 * @param {string} digits as JavaScript writes a number @param {string} typed
 * @returns {ReturnType<typeof readNumber>}
 */
function checkedNumber(digits, typed) {
  const value = Number(digits);
  if (!Number.isFinite(value)) return wrong('too-large', `\u201c${typed}\u201d is too large a number.`);
  // Decimals are rounded in any case; a whole number, such as a seed, would become its neighbour. What the page itself
  // writes for a large number is that number.
  const whole = /^[+-]?\d+\.?0*$/.test(digits) ? digits.replace(/^\+|\.0*$/g, '') : '';
  if (whole !== '' && whole !== String(value) && BigInt(whole) !== BigInt(value))
    return wrong(
      'inexact',
      `\u201c${typed}\u201d has too many digits to be kept exactly; the nearest is ${exact(value)}.`,
    );
  return { value, problem: '', code: '' };
}

/** readNumber() where only the number matters. @param {string} text */
export const parseNumber = (text) => readNumber(text).value;

/**
 * A list of numbers, with commas, semicolons or spaces between them. With semicolons, a comma is a decimal comma.
 * @param {string} text @returns {{ values: number[], problem: string, code: NumberCode }} the first problem
 */
export function readNumbers(text) {
  const doubtful = /\d,\d{3}(?!\d)/.exec(text);
  if (doubtful && !text.includes(';')) {
    const found = /[\d,.]*\d,\d{3}[\d,.]*/.exec(text)?.[0];
    return {
      values: [],
      problem: `\u201c${found}\u201d can be one number or several; write numbers without thousands separators, and a space after each comma between two.`,
      code: 'ambiguous',
    };
  }
  const read = text
    .split(text.includes(';') ? /[;\s]+/ : /[,\s]+/)
    .filter(Boolean)
    .map(readNumber);
  const { problem, code } = read.find((one) => one.problem) ?? { problem: '', code: /** @type {NumberCode} */ ('') };
  return { values: read.map(({ value }) => value), problem, code };
}
