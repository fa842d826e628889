// A file of records as `run` writes it: a line of JSON for each.
import { displayableLine } from '../engine/displayable.js';

const kFromPage = 'page';

/**
 * The file is for reading: its fingerprint is that of no experiment, so that `run` does not resume it.
 * @param {import('../text/paths.js').Json} experiment with its defaults
 * @param {{ epochs: object[], summary: object }[]} trials
 */
export const recordFile = (experiment, trials) =>
  [
    { type: 'experiment', experiment, fingerprint: kFromPage },
    ...trials.flatMap(({ epochs, summary }) => [...epochs, summary]),
  ]
    .map(displayableLine)
    .join('');
