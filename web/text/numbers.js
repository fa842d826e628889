// How numbers are written, one rule for each kind: on the page with a true minus sign, and a dash for a missing number.
// In the terminal and in copies it is plain ASCII, which spreadsheets and code read back.
import { formatLocale } from 'd3-format';

/** @typedef {number | null | undefined} MaybeNumber */

const kMinus = '\u2212';
const kCommon = { decimal: '.', grouping: [3], currency: /** @type {[string, string]} */ (['', '']) };
const kPage = formatLocale({ ...kCommon, thousands: '\u202f', percent: '\u202f%', minus: kMinus });
const kAscii = formatLocale({ ...kCommon, thousands: ',', minus: '-' });

/**
 * @param {import('d3-format').FormatLocaleObject} locale @param {string} none where there is no number @param {string} infinity
 * @param {string} minus @returns {(value: MaybeNumber, write: string | ((value: number) => string)) => string} takes a
 *   specifier of d3-format
 */
const writer = (locale, none, infinity, minus) => (value, write) => {
  if (value === null || value === undefined) return none;
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? infinity : minus + infinity;
  return (typeof write === 'string' ? locale.format(write) : write)(value);
};
const pageText = writer(kPage, '\u2013', '\u221e', kMinus);
/** d3-format writes exponents with a hyphen whatever the locale. @type {typeof pageText} */
const onPage = (value, write) => pageText(value, write).replace('e-', `e${kMinus}`);
const inAscii = writer(kAscii, '-', 'inf', '-');

/** Every digit, for fields: what is read back must be the same number. @param {number} value */
export const exact = (value) => String(value).replace(/-/g, kMinus);

/** Fixed decimals without a negative zero. @param {MaybeNumber} value @param {number} [digits] */
export const fixed = (value, digits = 4) => onPage(value, `.${digits}f`);
/** @param {MaybeNumber} value @param {number} [digits] */
export const fixedAscii = (value, digits = 4) => inAscii(value, `.${digits}f`);

/** Fixed decimals with the sign; what rounds to zero has none. @param {MaybeNumber} value @param {number} [digits] */
export function signedAscii(value, digits = 4) {
  const text = fixedAscii(value, digits);
  return Number(text) > 0 ? `+${text}` : text;
}

/** Fixed decimals, in scientific notation where they would fill the column. @param {MaybeNumber} value @param {number} digits */
const normFormat = (value, digits) => `.${digits}${Math.abs(value ?? 0) >= 1e5 ? 'e' : 'f'}`;
/** @param {MaybeNumber} value @param {number} [digits] */
export const norm = (value, digits = 4) => onPage(value, normFormat(value, digits));
/** @param {MaybeNumber} value @param {number} [digits] */
export const normAscii = (value, digits = 4) => inAscii(value, normFormat(value, digits));

/** Up to six significant digits, no trailing zeros: parameters, domains, limits. @param {number} value */
export const plainAscii = (value) => String(+value.toPrecision(6));
/** @param {MaybeNumber} value */
export const plain = (value) => onPage(value, (number) => exact(+number.toPrecision(6)));

/** @param {MaybeNumber} value share between 0 and 1 @param {number} [digits] */
export const percent = (value, digits = 1) => onPage(value, `.${digits}%`);

/** Three significant digits over any range: losses, gradient norms. @param {MaybeNumber} value */
export function significant(value) {
  const size = Math.abs(value ?? 0);
  if (size === 0) return onPage(value, 'd');
  if (size < 1e-3 || size >= 1e5) return onPage(value, '.1e');
  return fixed(value, size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 4);
}

/** @param {MaybeNumber} value */
export const milliseconds = (value) => fixed(value, Number(value) < 10 ? 2 : 1);

/** A duration: "40 s", "3 min 20 s", "2 h 5 min"; "" where it is unknown. @param {MaybeNumber} seconds */
export function duration(seconds) {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return '';
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** @param {MaybeNumber} seconds */
export const timeLeft = (seconds) => duration(seconds) && `${duration(seconds)} left`;

/** @param {number} bytes */
export const byteSize = (bytes) => (bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${fixed(bytes / 1e6, 1)} MB`);

/** @param {number} count */
export const grouped = (count) => onPage(count, ',d');

/** How many of something: "1 epoch", "2 epochs". @param {number} count @param {string} noun whose plural ends in s */
export const counted = (count, noun) => `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;

/** A p-value, three decimals without the leading zero. @param {number} p */
export const pText = (p) => (p < 0.0005 ? 'p < .001' : `p = ${fixedAscii(p, 3).replace(/^0/, '')}`);

const kSuperscripts = '\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079';

/** A tick in plain digits with a true minus sign: 0.01, 100; far decades as powers of ten. @param {number} value */
export function tickText(value) {
  const size = Math.abs(value);
  const decade = Math.round(Math.log10(size));
  if (value > 0 && Math.abs(decade) > 4 && Math.abs(value / 10 ** decade - 1) < 1e-9) {
    const digits = [...String(Math.abs(decade))].map((digit) => kSuperscripts[Number(digit)]).join('');
    return `10${decade < 0 ? '\u207b' : ''}${digits}`;
  }
  return size !== 0 && (size >= 1e5 || size < 1e-4) ? onPage(value, '.0e') : plain(value);
}

/** A number of a record, or null. @param {object} record @param {string} key that only the engine names */
export function numberAt(record, key) {
  const value = /** @type {Record<string, unknown>} */ (record)[key];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
