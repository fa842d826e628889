// What a reader chose or dropped, as images: a folder, a zip file, or a pair of IDX files.
import { isTableName, plainFileName } from '../data/file-names.js';
import { isIdxName, isZipName, pairOf } from '../own-images/image-names.js';
import { openImages } from './images-client.js';

/** @typedef {import('./images-host.js').Chosen} Chosen */
/** @typedef {{ files: { path: string, file: File }[], folders: string[] }} Listed */

const kMostFiles = 1_100_000;

/** Files of an input; of one for folders with their paths. @param {Iterable<File>} files @returns {Listed} */
export const listFiles = (files) => ({
  files: [...files].map((file) => ({ path: file.webkitRelativePath || file.name, file })),
  folders: [],
});

/** What was dropped, folders with all that is in them. @param {FileSystemEntry[]} entries @returns {Promise<Listed>} */
export async function listEntries(entries) {
  /** @type {Listed} */
  const listed = { files: [], folders: [] };
  /** @type {[FileSystemEntry, string][]} */
  const left = entries.map((entry) => [entry, entry.name]);
  for (let next = left.pop(); next && listed.files.length < kMostFiles; next = left.pop()) {
    const [entry, path] = next;
    if (entry.isFile) listed.files.push({ path, file: await fileOf(/** @type {FileSystemFileEntry} */ (entry)) });
    else {
      listed.folders.push(path);
      for (const inner of await inFolder(/** @type {FileSystemDirectoryEntry} */ (entry)))
        left.push([inner, `${path}/${inner.name}`]);
    }
  }
  return listed;
}

/** @param {FileSystemFileEntry} entry @returns {Promise<File>} */
const fileOf = (entry) => new Promise((resolve, reject) => entry.file(resolve, reject));

/** @param {FileSystemDirectoryEntry} entry @returns {Promise<FileSystemEntry[]>} */
async function inFolder(entry) {
  const reader = entry.createReader();
  const all = [];
  // A browser gives a hundred at a time.
  for (;;) {
    /** @type {FileSystemEntry[]} */
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    all.push(...some);
  }
}

/** @param {string} path */
const lastOf = (path) => path.slice(path.lastIndexOf('/') + 1);

/**
 * @param {Listed} listed
 * @returns {Chosen | null} null: there are neither images nor what holds them
 * @throws {Error} where something is missing
 */
export function chosenOf({ files, folders }) {
  const zip = files.length === 1 && isZipName(files[0].path) ? files[0] : undefined;
  if (zip) return { kind: 'zip', name: lastOf(zip.path), file: zip.file };
  const byName = new Map(files.map(({ path, file }) => [lastOf(path), file]));
  const idx = [...byName.keys()].filter(isIdxName);
  const pair = pairOf(idx);
  if (pair) {
    const [file, labels] = [pair.images, pair.labels].map((name) => /** @type {File} */ (byName.get(name)));
    return { kind: 'pair', name: plainFileName(pair.images), file, labelsName: plainFileName(pair.labels), labels };
  }
  if (idx.length > 0 && files.length <= 2)
    throw new Error(`${idx.join(' and ')}: choose the IDX file of the images and that of their labels together`);
  const isFolder = folders.length > 0 || files.some(({ path }) => path.includes('/'));
  if (!isFolder) return null;
  const outer = new Set(files.map(({ path }) => path.split('/')[0]));
  // Several folders at once are the classes themselves.
  return { kind: 'folder', name: outer.size === 1 ? [...outer][0] : 'images', files, folders };
}

/**
 * @typedef {object} Asked
 * @property {string[]} wanted names
 * @property {boolean} isArchive whether a folder or zip file of images is asked for
 * @property {boolean} isKnown whether the one file that is asked for is known by its fingerprint, so that it can have any name
 */

/**
 * Of what was chosen, the files that an experiment asks for; a folder of images as the zip file that is kept of it.
 * @param {Listed} listed @param {Asked} asked
 * @returns {Promise<{ found: Record<string, { file: Blob, called: string }>, strangers: { name: string, file: File | null }[] }>}
 *   strangers: what is not asked for, a folder without its file
 */
export async function filesFor({ files, folders }, { wanted, isArchive, isKnown }) {
  /** @type {Record<string, { file: Blob, called: string }>} */
  const found = {};
  /** @type {Map<string, File | null>} */
  const strangers = new Map();
  const [first] = wanted;
  const isOpen = (/** @type {string} */ called) => isKnown && !isArchive && isTableName(called);
  const tables = files.map(({ path }) => lastOf(path)).filter(isOpen);
  if (tables.length > 1 && !tables.some((called) => wanted.includes(plainFileName(called))))
    throw new Error(`${tables.join(' and ')}: choose the one table that is asked for; it may have any name.`);
  for (const { path, file } of files) {
    const called = lastOf(path);
    const name = plainFileName(called);
    if (wanted.includes(name)) found[name] = { file, called };
    else if (isOpen(called) && tables.length === 1) found[first] = { file, called };
    else strangers.set(path.split('/')[0], path.includes('/') ? null : file);
  }
  const chosen = isArchive && !found[first] ? chosenOf({ files, folders }) : null;
  if (chosen && chosen.kind !== 'pair' && (isKnown || [chosen.name, `${chosen.name}.zip`].includes(first))) {
    const images = openImages({ ...chosen, name: first }, [], () => {});
    found[first] = { file: (await images.kept)[first], called: chosen.name };
    strangers.clear();
  }
  // In a folder other files are no mistake.
  const isFolder = folders.length > 0 || files.some(({ path }) => path.includes('/'));
  if (isFolder && Object.keys(found).length > 0) strangers.clear();
  return { found, strangers: [...strangers].map(([name, file]) => ({ name, file })) };
}
