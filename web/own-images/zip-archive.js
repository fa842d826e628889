// A zip file as an archive of images. Its directory says what it would hold unpacked: too much is refused before anything is
// unpacked, and then a few files at a time are.
import { unzipSync, zipSync } from 'fflate';
import { DataError, Places } from '../data/data-error.js';
import { kMostImageBytes, mebibytes } from './image-paths.js';

/** @typedef {import('./image-paths.js').Archive} Archive */

/** The largest zip file, and folder. */
export const kMostArchiveBytes = 200 * 2 ** 20;
/** Unpacked at a time. */
const kBatchBytes = 16 * 2 ** 20;
/** What packing may add to a file: a few bytes to each of its blocks. */
const kOverhead = 1.01;
const kOverheadBytes = 1024;
const kMostEntries = 1_100_000;
/** What the directory of a plain zip file can count. */
const kMostZipped = 65_535;
/** A time without a time: the same folder gives the same bytes. */
const kNoTime = new Date(1980, 0, 1);

/** Whether bytes begin as those of a zip file. @param {Uint8Array} bytes */
export const isZip = (bytes) =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && [0x0304, 0x0506].includes((bytes[2] << 8) | bytes[3]);

/** @param {string} name @param {string} why */
const damaged = (name, why) =>
  new DataError([
    `${name}: is no zip file that can be read (${why}); pack it again, or unpack it and choose the folder`,
  ]);

/**
 * @param {Uint8Array} bytes @param {string} name
 * @returns {Archive} @throws {DataError} where it is damaged, or would hold too much
 */
export function openZip(bytes, name) {
  if (bytes.length > kMostArchiveBytes)
    throw new DataError([
      `${name}: has ${mebibytes(bytes.length)} MiB; at most ${mebibytes(kMostArchiveBytes)} are read: leave images out, or make them smaller`,
    ]);
  /** @type {Entry[]} */
  const files = [];
  /** @type {string[]} */
  const folders = [];
  const wrong = new Places();
  let at = 0;
  let total = 0;
  try {
    unzipSync(bytes, {
      filter: ({ name: raw, size, originalSize, compression }) => {
        const path = textOf(raw);
        if (at >= kMostEntries) throw new Error(`it has more than ${kMostEntries} entries`);
        if (path.endsWith('/')) folders.push(path);
        else if (compression !== 0 && compression !== 8)
          wrong.add(() => `"${path}" is packed in a way that is not read`);
        else if (size > originalSize * kOverhead + kOverheadBytes)
          wrong.add(() => `"${path}" is larger packed than unpacked`);
        else files.push({ path, raw, size: originalSize, at });
        total += originalSize;
        at += 1;
        return false;
      },
    });
  } catch (error) {
    throw damaged(name, error instanceof Error ? error.message : String(error));
  }
  if (wrong.count) throw damaged(name, String(wrong));
  if (total > kMostImageBytes)
    throw new DataError([
      `${name}: would have ${mebibytes(total)} MiB unpacked; at most ${mebibytes(kMostImageBytes)} are: leave images out, or make them smaller`,
    ]);

  return {
    name,
    files,
    folders,
    async *read(paths) {
      /** The first of each name. @type {Map<string, Entry>} */
      const wanted = new Map();
      for (const file of files) if (paths.has(file.path) && !wanted.has(file.path)) wanted.set(file.path, file);
      /** @type {Entry[]} */
      let batch = [];
      let size = 0;
      for (const file of wanted.values()) {
        if (batch.length > 0 && size + file.size > kBatchBytes) {
          yield* unpacked(bytes, batch);
          batch = [];
          size = 0;
        }
        batch.push(file);
        size += file.size;
      }
      yield* unpacked(bytes, batch);
    },
  };
}

/** @typedef {{ path: string, raw: string, size: number, at: number }} Entry `raw` is the name as it was read, `at` its place in the directory */

/**
 * A name without the mark of UTF-8 has been read byte by byte; most programs write UTF-8 all the same.
 * @param {string} raw
 */
function textOf(raw) {
  if (!/[\x80-\xff]/.test(raw) || /[^\0-\xff]/.test(raw)) return raw;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(raw, (letter) => letter.charCodeAt(0)));
  } catch {
    return raw;
  }
}

/**
 * Unpacks some files. One that is damaged comes without bytes.
 * @param {Uint8Array} bytes @param {Entry[]} batch @returns {{ path: string, bytes: Uint8Array }[]}
 */
function unpacked(bytes, batch) {
  if (batch.length === 0) return [];
  const places = new Set(batch.map(({ at }) => at));
  let entry = 0;
  try {
    const found = unzipSync(bytes, { filter: () => places.has(entry++) });
    return batch.map(({ path, raw }) => ({ path, bytes: found[raw] }));
  } catch {
    if (batch.length === 1) return [{ path: batch[0].path, bytes: new Uint8Array(0) }];
    const half = batch.length >> 1;
    return [...unpacked(bytes, batch.slice(0, half)), ...unpacked(bytes, batch.slice(half))];
  }
}

/**
 * The images of a folder as one zip file, without packing them: the same images give the same bytes.
 * @param {{ path: string, bytes: Uint8Array }[]} files @param {string} name for messages
 * @returns {Uint8Array} @throws {DataError} where they are too many
 */
export function zipOf(files, name) {
  if (files.length > kMostZipped)
    throw new DataError([
      `${name}: has ${files.length} images; at most ${kMostZipped} of a folder are taken here: leave some out, pack it as a zip file, or use the command line`,
    ]);
  /** @type {Record<string, Uint8Array>} */
  const content = Object.create(null);
  for (const { path, bytes } of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) content[path] = bytes;
  return zipSync(content, { level: 0, mtime: kNoTime });
}
