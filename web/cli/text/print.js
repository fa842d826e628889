// What the command line says, on stdout and stderr. Names, paths and files' contents come from outside: what a terminal
// would take for a command is shown by its code instead, here and nowhere else.
import { escapedCharacter, replaceUndisplayable } from '../../engine/displayable.js';
import { isStream } from '../files/save-text.js';
import { writeAll } from '../files/write-file.js';

/**
 * The text with every character that is not shown, or that changes how others are shown, as its code, e.g. \u001b. Line
 * ends and tabs stay.
 * @param {string} text
 */
export function printable(text) {
  return replaceUndisplayable(text, escapedCharacter);
}

/**
 * A line of results, to stdout.
 * @param {string} text @throws {Error} where it could not be written whole, but for a reader that went away
 */
export function print(text) {
  const bytes = Buffer.from(`${printable(text)}\n`);
  try {
    writeAll(1, bytes);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EPIPE') return;
    throw new Error(`the results could not be written to stdout: ${/** @type {Error} */ (error).message}`);
  }
}

/** That a file was written: not on stdout, where that may be the file. @param {string} out its path @param {string} text */
export const sayWritten = (out, text) => (isStream(out) ? say : print)(`written: ${text}`);

/** A remark, to stderr. @param {string} text */
export function say(text) {
  process.stderr.write(`${printable(text)}\n`);
}
