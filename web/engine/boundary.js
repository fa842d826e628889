// How values cross into the engine and back: JSON text, and what is wrong with it as an EngineError.

/** @typedef {{path: string, code: string, message: string, fix?: unknown}} Problem `fix`: a value that would be right there */

/** What the engine says is wrong with its input: `errors` holds all of it, `message` is for people. */
export class EngineError extends Error {
  /** @param {Problem[]} errors */
  constructor(errors) {
    super(errors.map((e) => e.message).join('\n'));
    this.name = 'EngineError';
    this.errors = errors;
  }
}

/** @param {string} path @param {string} message */
export const wrongType = (path, message) => new EngineError([{ path, code: 'wrong-type', message }]);

/** A value as a message shows it. @param {unknown} value */
export function inWords(value) {
  if (value === undefined) return 'undefined';
  if (typeof value === 'bigint') return `the BigInt ${value}n`;
  if (typeof value === 'function' || typeof value === 'symbol') return `a ${typeof value}`;
  const text = jsonOrNothing(value);
  if (text === undefined) return 'an object that JSON cannot hold: one that contains itself, or a BigInt';
  return text.length > 100 ? `${text.slice(0, 100)}...` : text;
}

/**
 * Where JSON.stringify throws, and where it gives nothing, undefined. NaN and the infinities become text, which the engine
 * then refuses at its place: null could mean that there is none.
 * @param {unknown} value @returns {string | undefined}
 */
function jsonOrNothing(value) {
  try {
    return JSON.stringify(value, (_key, part) =>
      typeof part === 'number' && !Number.isFinite(part) ? String(part) : part,
    );
  } catch {
    return undefined;
  }
}

/** @param {unknown} value @param {string} what it should be @returns {string} */
export function toJson(value, what) {
  const text = jsonOrNothing(value);
  if (text === undefined) throw wrongType('', `${what}, not ${inWords(value)}`);
  return text;
}

/** What the binding answers, or its errors. @param {string} text @returns {import('../text/paths.js').Json} */
export function parse(text) {
  const answer = JSON.parse(text);
  if (!answer.ok) throw new EngineError(answer.errors);
  return answer;
}
