// Tables that a reader chose or dropped: one file, or two that are one table.
import { plainFileName } from '../data/file-names.js';
import { joinFiles } from './table-client.js';

/** @typedef {import('./images-chosen.js').Listed} Listed */

/**
 * @param {File[]} files a second one holds the column to be predicted
 * @returns {Promise<{ file: File, target?: string }>} target: that column @throws {Error} where they do not fit together
 */
export async function oneTable([first, second, ...others]) {
  if (others.length > 0)
    throw new Error(
      `${others.length + 2} tables: choose one, or two of as many rows of which one holds the column to be predicted.`,
    );
  return second ? joinFiles(first, second) : { file: first };
}

/**
 * Two files as the table that is asked for, where it is one of two.
 * @param {Listed} listed @param {string[]} wanted names @returns {Promise<Listed>} @throws {Error} where they do not fit together
 */
export async function askedTable(listed, wanted) {
  const files = listed.files.map(({ file }) => file);
  const isThere = files.some(({ name }) => wanted.includes(plainFileName(name)));
  if (files.length !== 2 || isThere || !wanted.some((name) => name.includes('+'))) return listed;
  const { file } = await oneTable(files);
  return { files: [{ path: file.name, file }], folders: [] };
}
