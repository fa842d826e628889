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

/** What a person typed, with a true minus or a decimal comma, as a number or NaN. @param {string} text */
export function parseNumber(text) {
  const cleaned = text
    .trim()
    .replace(/\u2212/g, '-')
    .replace(/^(-?\d+),(\d+)$/, '$1.$2');
  return cleaned === '' ? Number.NaN : Number(cleaned);
}
