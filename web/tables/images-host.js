// The worker's side of images: opens what was chosen, decodes and scales it, and makes the engine's bytes. What was decoded for the
// preview is kept for the training that follows. Knows no page.
import { DataError } from '../data/data-error.js';
import { checkMark, markOf } from '../data/fingerprint.js';
import { decodeJpegHere } from '../own-images/decode.js';
import { sortImages } from '../own-images/image-paths.js';
import { checkCounts, factsOfImages, findImages, proposeFound } from '../own-images/images-for-engine.js';
import { packImages } from '../own-images/pack-images.js';
import { looksColoured } from '../own-images/read-images.js';
import { openZip, zipOf } from '../own-images/zip-archive.js';
import { answered } from './answers.js';

/** @typedef {import('../text/paths.js').Json} Json */

/** @typedef {import('../own-images/images-for-engine.js').Given} Given */
/** @typedef {import('../own-images/images-for-engine.js').Found} Found */
/** @typedef {{ type: 'images', done: number, total: number }} ImagesEvent */
/**
 * @typedef {object} ChosenFolder what was chosen or dropped: a folder's files
 * @property {'folder'} kind @property {string} name
 * @property {{ path: string, file: Blob }[]} files @property {string[]} folders
 *
 * @typedef {{ kind: 'zip', name: string, file: Blob | Uint8Array }} ChosenZip
 * @typedef {{ kind: 'pair', name: string, file: Blob | Uint8Array, labelsName: string, labels: Blob | Uint8Array }} ChosenPair
 * @typedef {ChosenFolder | ChosenZip | ChosenPair} Chosen
 *
 * @typedef {object} ImagesView what a preview shows
 * @property {string[]} classNames @property {number[]} classCounts @property {number} rows
 * @property {{ what: string, count: number }[]} leftOut
 * @property {number} height @property {number} width @property {boolean} colour
 * @property {boolean} isFixed whether size and colour are those of the file
 * @property {Uint8Array[][]} samples by class the pixels of some images, [channels, height, width]
 * @property {Record<string, unknown>} experiment
 */
/** @typedef {{ size?: number, colour?: boolean }} Decisions */
/** @typedef {import('./table-host.js').Expected} Expected */
/** @typedef {import('../data/fingerprint.js').FileMark} FileMark */

/** Pictures of each class, and classes that have some. */
const kSamples = 6;
const kMostClasses = 24;
const kProgressMilliseconds = 100;

export class ImagesHost {
  #emit;
  /** @type {Given | null} */
  #given = null;
  /** @type {{ key: string, found: Found } | null} what was decoded last */
  #decoded = null;
  /** @type {import('../own-images/decode.js').DecodeJpeg | null} */
  #decodeJpeg = null;
  /** @type {boolean | undefined} */
  #coloured;
  /** The files that an experiment asks for. @type {Record<string, Blob>} */
  #kept = {};
  /** @type {FileMark[]} */
  #marks = [];
  /** Of a folder: its zip file holds its images only. @type {{ what: string, count: number }[]} */
  #leftOut = [];

  /** @param {(event: Json) => void} emit */
  constructor(emit) {
    this.#emit = emit;
  }

  /**
   * Opens what was chosen; a folder's images are read here once.
   * @param {Chosen} chosen @param {Expected[]} expected no other files are read
   * @returns {Promise<import('./answers.js').Answer<{ kept: Record<string, Blob> }>>} the files that an experiment on it asks for
   */
  open(chosen, expected) {
    return answered(chosen.name, async () => {
      const kept = await this.#keep(chosen);
      this.#kept = kept;
      for (const mark of expected) if (kept[mark.name]) checkMark(mark, await this.#markOf(mark.name), mark.called);
      if ('labelsName' in chosen) {
        const [images, labels] = await Promise.all([chosen.name, chosen.labelsName].map((name) => bytesOf(kept[name])));
        this.#given = {
          images: { name: chosen.name, bytes: images },
          labels: { name: chosen.labelsName, bytes: labels },
        };
      } else this.#given = { archive: openZip(await bytesOf(kept[chosen.name]), chosen.name) };
      await factsOfImages(this.#given);
      return { kept };
    });
  }

  /** @param {Chosen} chosen @returns {Promise<Record<string, Blob>>} */
  async #keep(chosen) {
    if (chosen.kind === 'folder') return { [chosen.name]: blobOf(await this.#zipped(chosen)) };
    const kept = { [chosen.name]: blobOf(chosen.file) };
    return chosen.kind === 'pair' ? { ...kept, [chosen.labelsName]: blobOf(chosen.labels) } : kept;
  }

  /** What distinguishes a file from others. @param {string} name @returns {Promise<FileMark>} */
  async #markOf(name) {
    const known = this.#marks.find((mark) => mark.name === name);
    if (known) return known;
    const mark = { name, ...(await markOf(this.#kept[name], name)) };
    this.#marks.push(mark);
    return mark;
  }

  /** The images of a folder as a zip file. @param {ChosenFolder} chosen */
  async #zipped({ name, files, folders }) {
    const { images, leftOut } = sortImages({
      name,
      folders,
      files: files.map(({ path, file }) => ({ path, size: file.size })),
    });
    this.#leftOut = leftOut;
    const byPath = new Map(files.map(({ path, file }) => [path, file]));
    const read = [];
    // Without the folder around the classes, so that a folder of another name is the same.
    for (const { path, inner } of images)
      read.push({ path: inner, bytes: await bytesOf(/** @type {Blob} */ (byPath.get(path))) });
    return zipOf(read, name);
  }

  get given() {
    if (!this.#given) throw new Error('no images have been opened');
    return this.#given;
  }

  /** What the sizes of an experiment on them follow from. */
  facts() {
    return answered(this.#name, () => factsOfImages(this.given));
  }

  /** Decodes them as it was decided. @param {Decisions} decisions @returns {Promise<import('./answers.js').Answer<ImagesView>>} */
  look(decisions) {
    return answered(this.#name, async () => {
      const { given } = this;
      const isFixed = !('archive' in given);
      const decodeJpeg = await this.#decoder();
      if ('archive' in given)
        this.#coloured ??= await looksColoured(given.archive, sortImages(given.archive), decodeJpeg);
      const stated = isFixed ? {} : { ...decisions, colour: decisions.colour ?? this.#coloured };
      const found = await this.#find(stated);
      const { classNames, classCounts, leftOut, height, width, channels, labels } = found;
      return {
        classNames,
        classCounts,
        leftOut: [...this.#leftOut, ...leftOut],
        rows: labels.length,
        height,
        width,
        colour: channels === 3,
        isFixed,
        samples: samplesOf(found),
        experiment: proposeFound(given, found),
      };
    });
  }

  /**
   * What the engine takes: a Blob, which any number of workers read without a copy on the page's thread.
   * @param {import('../own-images/prepare-images.js').Data} data
   * @returns {Promise<import('./answers.js').Answer<{ packed: Blob, classNames: string[], marks: FileMark[] }>>}
   */
  pack(data) {
    return answered(this.#name, async () => {
      const found = await this.#find(data);
      checkCounts(this.#name, found, data);
      const marks = await Promise.all(Object.keys(this.#kept).map((name) => this.#markOf(name)));
      return { packed: blobOf(packImages(found)), classNames: found.classNames, marks };
    });
  }

  get #name() {
    const { given } = this;
    return 'archive' in given ? given.archive.name : given.images.name;
  }

  /** @param {import('../own-images/images-for-engine.js').Stated} stated */
  async #find({ size, colour }) {
    const key = JSON.stringify([size, colour]);
    if (this.#decoded?.key === key) return this.#decoded.found;
    this.#decoded = null; // both together may be too much
    let next = 0;
    const onProgress = (/** @type {number} */ done, /** @type {number} */ total) => {
      const now = performance.now();
      if (now < next) return;
      next = now + kProgressMilliseconds;
      this.#emit(/** @type {ImagesEvent} */ ({ type: 'images', done, total }));
    };
    const found = await findImages(this.given, { size, colour }, { decodeJpeg: await this.#decoder(), onProgress });
    // The data name their size in full, the preview may leave it to us.
    const { height, width, channels } = found;
    const side = height === width ? height : [height, width];
    this.#decoded = { key: JSON.stringify('archive' in this.given ? [side, channels === 3] : [size, colour]), found };
    return found;
  }

  async #decoder() {
    this.#decodeJpeg ??= readsExactly() ? decodeJpegByBrowser : decodeJpegHere;
    return this.#decodeJpeg;
  }
}

/** @param {Blob | Uint8Array} file */
async function bytesOf(file) {
  if (file instanceof Uint8Array) return file;
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    throw new DataError(['a file cannot be read any more: it was moved or changed meanwhile; choose it again']);
  }
}

/** @param {Blob | Uint8Array} file */
const blobOf = (file) => (file instanceof Blob ? file : new Blob([/** @type {BlobPart} */ (file)]));

/** Some images of each class, evenly over all of them. @param {Found} found @returns {Uint8Array[][]} */
function samplesOf({ classNames, labels, pixels, channels, height, width }) {
  const size = channels * height * width;
  /** @type {number[][]} */
  const places = classNames.slice(0, kMostClasses).map(() => []);
  for (const [i, label] of labels.entries()) places[label]?.push(i);
  return places.map((of) => {
    const step = Math.max(1, of.length / kSamples);
    return Array.from({ length: Math.min(kSamples, of.length) }, (_, i) => {
      const at = of[Math.floor(i * step)];
      return pixels.slice(at * size, (at + 1) * size);
    });
  });
}

/**
 * Whether what is painted on a canvas can be read off again: some browsers change pixels against fingerprinting, and some
 * have no canvas in a worker.
 */
function readsExactly() {
  const side = 16;
  const context =
    globalThis.OffscreenCanvas && new OffscreenCanvas(side, side).getContext('2d', { willReadFrequently: true });
  if (!context) return false;
  const image = context.createImageData(side, side);
  for (let i = 0; i < image.data.length; ++i) image.data[i] = i % 4 === 3 ? 255 : (i * 37) % 256;
  context.putImageData(image, 0, 0);
  const read = context.getImageData(0, 0, side, side).data;
  return image.data.every((value, i) => read[i] === value);
}

/** The browser's own decoder. @type {import('../own-images/decode.js').DecodeJpeg} */
async function decodeJpegByBrowser(bytes, width, height) {
  const file = new Blob([/** @type {BlobPart} */ (bytes)], { type: 'image/jpeg' });
  const bitmap = await createImageBitmap(file, { premultiplyAlpha: 'none', colorSpaceConversion: 'none' });
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('there is no canvas of this size');
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return { width, height, rgba: context.getImageData(0, 0, width, height).data };
}
