// The names of the classes of images, and what is said of an image: what it is and what it was read as.
import { percent } from '../text/numbers.js';

/** Fashion-MNIST's, in the order of its labels. */
const kFashion = ['T-shirt', 'trouser', 'pullover', 'dress', 'coat', 'sandal', 'shirt', 'sneaker', 'bag', 'ankle boot'];

/**
 * @param {string} source of the data @param {number} classes @param {string[]} [own] those of the reader's own data
 * @returns {string[]}
 */
export function classNames(source, classes, own) {
  if (own?.length === classes) return own;
  if (source === 'fashion-mnist' && classes === kFashion.length) return kFashion;
  return Array.from({ length: classes }, (_, i) => String(i));
}

/** @param {string} name */
const withArticle = (name) => `${/^([aeiou]|8|1[18]$)/i.test(name) ? 'an' : 'a'} ${name}`;

/**
 * What an image is and what the network answers, as a reader of the page hears it.
 * @param {string[]} names @param {{ label: number, predicted: number, probability: number }} image
 */
export function imageText(names, { label, predicted, probability }) {
  if (!Number.isFinite(probability)) return `${withArticle(names[label])}, no answer: the network gives NaN`;
  const how = predicted === label ? 'read correctly' : `read as ${names[predicted]}`;
  return `${withArticle(names[label])}, ${how}, ${percent(probability, 0)}`;
}

/** The same in short, below its picture. @param {string[]} names @param {{ label: number, predicted: number, probability: number }} image */
export function captionOf(names, { label, predicted, probability }) {
  if (!Number.isFinite(probability)) return `${names[label]}\u2009\u2192\u2009NaN`;
  if (label === predicted) return names[label];
  return `${names[label]}\u2009\u2192\u2009${names[predicted]} ${percent(probability, 0)}`;
}

/**
 * The same of one image that went through the network.
 * @param {string[]} names @param {{ label: number, predictions: Float32Array }} trace
 */
export function readText(names, { label, predictions }) {
  const predicted = Math.max(0, predictions.indexOf(Math.max(...predictions)));
  return imageText(names, { label, predicted, probability: predictions[predicted] });
}

/**
 * Why there are no images.
 * @param {{ trial: import('../training/trials.js').Trial | null, result: import('../training/trials.js').Trial | null, run: unknown }} of
 *   run: the one that can be asked, if there is one
 */
export function missingText({ trial, result, run }) {
  if (trial?.summary && !run)
    return 'The network of this run is not in memory any more: its results were kept, not its weights. Train to see its images.';
  if (result?.summary) return 'Recorded results hold the table, not the network. Train to see the images.';
  return 'Train to see the images, which of them are misread, and what each layer makes of them.';
}
