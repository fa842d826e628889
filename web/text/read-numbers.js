// Reads numbers as people type them: with a true minus, a decimal comma, or thousands apart. What can be two numbers is
// asked about, never taken for one of them.
import { exact } from './numbers.js';

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
      `\u201c${typed}\u201d can be read as ${sign.replace('-', '\u2212')}${whole}${rest} or as ${sign.replace('-', '\u2212')}${decimal}; write one of the two.`,
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
