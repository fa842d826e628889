// What the names of files say of images: folders, zip files, and pairs of IDX files.
import { plainFileName, unpackedName } from '../data/file-names.js';

/** @param {string} name */
export const isZipName = (name) => /\.zip$/i.test(name);

/** "train-images-idx3-ubyte", and with dots for the dashes, as Kaggle has MNIST's. @param {string} name */
export const isIdxName = (name) => /([-._]idx\d([-._]ubyte)?|[-._]ubyte|\.idx)$/i.test(unpackedName(name));

/** The file that should hold the labels of an IDX file of images. @param {string} name */
const labelsOf = (name) =>
  plainFileName(name)
    .replace(/images?/i, (word) => (word.endsWith('s') ? 'labels' : 'label'))
    .replace(/idx\d/i, 'idx1');

/**
 * The first file of images that has its labels with it.
 * @param {string[]} names
 * @returns {{ images: string, labels: string } | null} names as they are given
 */
export function pairOf(names) {
  const idx = names.filter(isIdxName).sort((a, b) => (/train/i.test(b) ? 1 : 0) - (/train/i.test(a) ? 1 : 0));
  for (const images of idx) {
    const wanted = labelsOf(images);
    const labels = idx.find((name) => name !== images && plainFileName(name) === wanted);
    if (/images?/i.test(images) && labels !== undefined) return { images, labels };
  }
  // Two files with names of their own: that of the labels says so, or has one dimension.
  if (idx.length !== 2) return null;
  const labels = idx.find((name) => /label|idx1/i.test(name));
  const images = idx.find((name) => name !== labels);
  return labels !== undefined && images !== undefined ? { images, labels } : null;
}

/** The same of a single file's name: what its labels are called. @param {string} name @returns {string | null} */
export function labelsNameOf(name) {
  const labels = labelsOf(name);
  return labels === plainFileName(name) ? null : labels;
}
