// The page's side of images: a worker opens, decodes and packs them, so that the page answers meanwhile. One set is open at a time:
// what was decoded for the preview is there when the experiment that it became asks for the same files.
import { DataError } from '../data/data-error.js';
import { StrangerError } from '../data/fingerprint.js';
import { connect } from '../threads/connection.js';
import { startServed } from '../threads/start.js';

/** @typedef {import('../text/paths.js').Json} Json */

/** @typedef {import('./images-host.js').Chosen} Chosen */
/** @typedef {import('./images-host.js').Expected} Expected */
/** @typedef {{ packed: Blob, classNames: string[], marks: import('../data/fingerprint.js').FileMark[] }} Packed what the engine takes */
/** @typedef {(done: number, total: number) => void} OnProgress images */

/** Nobody waits for the answer any more. */
export class ClosedError extends Error {}

/** @type {import('../threads/start.js').Kind} */
const kImageReader = {
  start: (name) => new Worker(new URL('./images-worker-entry.js', import.meta.url), { type: 'module', name }),
  text: async () => (await import('virtual:worker-text/tables/images-worker-entry.js')).default,
  host: async () => (await import('./images-host.js')).ImagesHost,
};

export class OpenImages {
  #worker;
  #connection;
  /** @type {(reason: Error) => void} */
  #end = () => {};
  #ended;

  /**
   * @param {Chosen} chosen @param {Expected[]} expected no other files are read @param {OnProgress} onProgress
   */
  constructor(chosen, expected, onProgress) {
    this.name = chosen.name;
    this.onProgress = onProgress;
    this.isOpen = true;
    /** @type {Promise<never>} */
    this.#ended = new Promise((_, reject) => {
      this.#end = reject;
    });
    this.#ended.catch(() => {});
    this.#worker = startServed(kImageReader);
    const lost = (/** @type {Error} */ reason) => this.close(reason);
    this.#worker.onFailure(lost);
    const onEvent = (/** @type {Json} */ { done, total }) => this.onProgress(done, total);
    this.#connection = connect(this.#worker, onEvent, lost);
    /** The files that an experiment on them asks for, by name. @type {Promise<Record<string, Blob>>} */
    this.kept = this.#ask('open', chosen, expected).then(({ kept }) => kept);
    this.kept.catch(() => {});
  }

  /** @param {import('./images-host.js').Decisions} decisions @returns {Promise<import('./images-host.js').ImagesView>} @throws {DataError} */
  async look(decisions) {
    await this.kept;
    return this.#ask('look', decisions);
  }

  /** What the sizes of an experiment follow from. @returns {Promise<import('../data/complete.js').Facts>} @throws {DataError} */
  async facts() {
    await this.kept;
    return this.#ask('facts');
  }

  /**
   * @param {import('../own-images/prepare-images.js').Data} data
   * @returns {Promise<Packed>} @throws {DataError}
   */
  async pack(data) {
    await this.kept;
    return this.#ask('pack', data);
  }

  /** Ends the worker; what waits is rejected. @param {Error} [reason] */
  close(reason = new ClosedError(`${this.name}: was closed`)) {
    this.isOpen = false;
    this.#worker.terminate();
    this.#connection?.close(reason);
    this.#end(reason);
  }

  /** @param {string} method @param {unknown[]} values @returns {Promise<Json>} */
  async #ask(method, ...values) {
    const answer = await Promise.race([this.#connection.call(method, ...values), this.#ended]).catch((error) => {
      if (error instanceof ClosedError) throw error;
      throw new DataError([
        `${this.name}: reading it broke off: ${error.message}. Choose it again; if that happens again, take a smaller size, or leave images out.`,
      ]);
    });
    const { problems, isStranger, value } = /** @type {Json} */ (answer);
    if (problems) throw isStranger ? new StrangerError(problems) : new DataError(problems);
    return value;
  }
}

/** @type {OpenImages | null} */
let current = null;

/**
 * Opens images in the place of those that were open before.
 * @param {Chosen} chosen @param {Expected[]} expected @param {OnProgress} onProgress
 */
export function openImages(chosen, expected, onProgress) {
  current?.close();
  current = null;
  current = new OpenImages(chosen, expected, onProgress);
  return current;
}

/**
 * What the sizes of an experiment on images follow from.
 * @param {Record<string, Blob | Uint8Array>} files by name @param {import('../own-images/prepare-images.js').Data} data unchecked
 * @param {Expected[]} expected where they must be certain files
 * @returns {Promise<import('../data/complete.js').Facts>} @throws {DataError} where they are others, or cannot be read
 */
export async function imageFacts(files, data, expected) {
  const images = new OpenImages(chosenOf(files, data), expected, () => {});
  try {
    return await images.facts();
  } finally {
    images.close();
  }
}

/**
 * Makes of an experiment's files what the engine takes, then lets what was read go.
 * @param {Record<string, Blob | Uint8Array>} files by name @param {import('../own-images/prepare-images.js').Data} data
 * @param {Expected[]} expected where they must be certain files @param {OnProgress} onProgress
 * @returns {Promise<Packed>} @throws {StrangerError} where they are others @throws {DataError} with what is wrong
 */
export async function packImages(files, data, expected, onProgress) {
  const name = String(data.file);
  const isKept =
    expected.length === 0 &&
    current?.isOpen &&
    (await current.kept.then((kept) => kept[name] === files[name]).catch(() => false));
  const images = isKept && current ? current : new OpenImages(chosenOf(files, data), expected, onProgress);
  images.onProgress = onProgress;
  try {
    return await images.pack(data);
  } finally {
    images.close();
  }
}

/** @param {Record<string, Blob | Uint8Array>} files @param {import('../own-images/prepare-images.js').Data} data @returns {Chosen} */
function chosenOf(files, { file = '', labels }) {
  if (!labels) return { kind: 'zip', name: file, file: files[file] };
  return { kind: 'pair', name: file, file: files[file], labelsName: labels, labels: files[labels] };
}
