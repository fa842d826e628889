// What a preset's file holds: an experiment, and what lists say of it. The command line reads such files too.

/**
 * @typedef {object} Preset
 * @property {string} name the file's, by which commands and links call it
 * @property {number} order its place in lists
 * @property {string} summary one line: what is compared, and what comes out
 * @property {string} time roughly how long all of it takes on one core
 * @property {string} [files] what must be given to it; without it nothing has to be
 * @property {boolean} [page] false: too long, or of too many runs, for the page
 * @property {import('../text/paths.js').Json} experiment
 */

/**
 * The experiment's text in the text of a preset's file; any other text is returned as it is. It is cut out, not written
 * again, so that the engine still sees two equal keys or a number too large for a double.
 * @param {string} text
 */
export function experimentText(text) {
  let file;
  try {
    file = JSON.parse(text);
  } catch {
    return text; // the engine reports what is wrong with it
  }
  if (typeof file?.summary !== 'string' || typeof file.experiment !== 'object') return text;
  const cut = /^\s*\{[^{}]*"experiment"\s*:(.*)\}\s*$/s.exec(text)?.[1];
  try {
    JSON.parse(cut ?? '');
    return /** @type {string} */ (cut);
  } catch {
    return JSON.stringify(file.experiment);
  }
}
