// The settings of --set: what they change, and what of them decides how a table or images are read.
import { InputError } from './files/input-error.js';

/** @typedef {{ path: string, value: import('../text/paths.js').Json }} Setting */

/** Settings of a table's reading, and of images'. */
const kReading = /^data\.(task|delimiter|decimal|header|columns|missing)$/;
/** Those that two files are joined by: what comes of them is written in one way. */
const kWriting = /^data\.(delimiter|decimal|header)$/;
const kImageReading = /^data\.(size|colour)$/;
/** Of one column; its name can hold any character. */
const kColumn = /^data\.columns\.(.+)$/s;

/** @param {Setting[]} settings @param {RegExp} which */
const chosen = (settings, which) =>
  Object.fromEntries(
    settings.filter(({ path }) => which.test(path)).map(({ path, value }) => [path.slice('data.'.length), value]),
  );

/** What is said of how a table is read, its columns and its rows follow from. @param {Setting[]} settings */
export function readingOf(settings) {
  const reading = chosen(settings, kReading);
  const columns = settings.flatMap(({ path, value }) => {
    const name = kColumn.exec(path)?.[1];
    return name === undefined ? [] : [[name, value]];
  });
  return columns.length > 0 ? { ...reading, columns: { ...reading.columns, ...Object.fromEntries(columns) } } : reading;
}

/** @param {Setting[]} settings */
export const imageReadingOf = (settings) => chosen(settings, kImageReading);

/** Whether the experiment that a table gives has a setting in it already. @param {string} path @param {boolean} isJoined of two files */
export const isTakenByReading = (path, isJoined) => kColumn.test(path) || (isJoined && kWriting.test(path));

/** Whether a setting is of how a table is read. @param {string} path */
export const isReading = (path) => kReading.test(path) || kColumn.test(path);

/** @param {string} text "path=value", the value JSON or else a plain text */
export function parseSet(text) {
  const split = text.indexOf('=');
  if (split < 1) throw new InputError(`--set takes path=value, e.g. --set training.epochs=3, not "${text}"`);
  const path = text.slice(0, split);
  const value = text.slice(split + 1);
  let tooLarge = false;
  // JSON.parse makes Infinity of 1e400, which would reach the engine as null.
  const finite = (/** @type {string} */ _key, /** @type {unknown} */ part) => {
    tooLarge ||= part === Infinity || part === -Infinity;
    return part;
  };
  try {
    const parsed = JSON.parse(value, finite);
    if (!tooLarge) return { path, value: parsed };
  } catch {
    return { path, value };
  }
  const shown = value.length > 40 ? `${value.slice(0, 40)}\u2026` : value;
  throw new InputError(
    typeof JSON.parse(value) === 'number'
      ? `--set ${path}: the value ${shown} is too large for a double`
      : `--set ${path}: a number in ${shown} is too large for a double`,
  );
}
