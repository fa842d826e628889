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

/**
 * A call in the body of a function, divided where its line would be too long.
 * @param {string} code @param {number} column where it begins @returns {string}
 */
export function wrapped(code, column) {
  const parts = /^([\w.]+)\(([\s\S]*)\)$/.exec(code);
  if (!parts || column + code.length <= kWidth) return code;
  return indent(call(parts[1], splitArguments(parts[2]), kWidth)).trimStart();
}

/** @param {string} given arguments by commas, with lists among them @returns {string[]} */
function splitArguments(given) {
  const parts = [''];
  let depth = 0;
  for (const letter of given) {
    if ('([{'.includes(letter)) ++depth;
    if (')]}'.includes(letter)) --depth;
    if (letter === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  return parts.map((part) => part.trim());
}

/** @param {string} name @returns {string} "learningRate" as "learning_rate" */
export const snakeCase = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** @param {string} text @param {number} [levels] */
export const indent = (text, levels = 1) => text.replace(/^(?=.)/gm, ' '.repeat(4 * levels));

/** Lines of a template; those that are false or null are left out. @param {(string | false | null | undefined)[]} lines */
export const lines = (...lines) => lines.filter((line) => typeof line === 'string').join('\n');
