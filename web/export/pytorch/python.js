// Values and calls as Python text.

/** Longest line of the script. */
const kWidth = 110;

/** @param {unknown} value a number, a text, true, false, null, or a list of them @returns {string} */
export function literal(value) {
  if (value === null || value === undefined) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  const number = Number(value);
  if (Number.isNaN(number)) return 'math.nan';
  if (!Number.isFinite(number)) return number > 0 ? 'math.inf' : '-math.inf';
  return String(number);
}

/** @param {readonly unknown[]} values @returns {string} "(1, 28, 28)", and "(64,)" of one */
export const tuple = (values) => `(${values.map(literal).join(', ')}${values.length === 1 ? ',' : ''})`;

/**
 * A call on one line, or with a line for each argument where that is too long.
 * @param {string} name @param {string[]} given arguments as Python text @param {number} [column] where the line begins
 */
export function call(name, given, column = 0) {
  const line = `${name}(${given.join(', ')})`;
  if (column + line.length <= kWidth && !line.includes('\n')) return line;
  return `${name}(\n${indent(given.map((one) => `${one},`).join('\n'))}\n)`;
}

/** @param {Record<string, unknown>} values @returns {string[]} "key=value", the keys in Python's spelling */
export const keywords = (values) => Object.entries(values).map(([key, value]) => `${snakeCase(key)}=${literal(value)}`);

/** @param {string} name @returns {string} "learningRate" as "learning_rate" */
export const snakeCase = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** @param {string} text @param {number} [levels] */
export const indent = (text, levels = 1) => text.replace(/^(?=.)/gm, ' '.repeat(4 * levels));

/** Lines of a template; those that are false or null are left out. @param {(string | false | null | undefined)[]} lines */
export const lines = (...lines) => lines.filter((line) => typeof line === 'string').join('\n');
