// Which images a folder or a zip file holds, and of which class each is: from the paths alone, before one is decoded. A path is
// never opened: of it only the class's folder and the rest as a name are used.
import { byCodePoint } from '../data/columns.js';
import { DataError } from '../data/data-error.js';

/** @typedef {{ path: string, size: number }} FileEntry `size` in bytes */
/**
 * @typedef {object} Archive a folder or a zip file
 * @property {string} name for messages, and what an experiment calls it
 * @property {FileEntry[]} files all of them, whatever they are
 * @property {string[]} folders those that are listed by themselves, which can be empty
 * @property {(paths: Set<string>) => AsyncIterable<{ path: string, bytes: Uint8Array }>} read the bytes of some files, in any order
 */
/**
 * @typedef {object} Sorted
 * @property {string[]} classNames sorted: numbers by value, else by code point
 * @property {number[]} classCounts images of each class
 * @property {{ path: string, label: number, inner: string }[]} images by class, then by path; `inner` is the path from the class's folder on
 * @property {{ what: string, count: number }[]} leftOut files that are no images of a class
 */

/** Bytes of all images together, unpacked, and of one. */
export const kMostImageBytes = 400 * 2 ** 20;
const kMostOneBytes = 64 * 2 ** 20;
const kMostImages = 1_000_000;
export const kMostClasses = 1000;
const kShown = 5;

const kImage = /\.(png|jpe?g|jfif)$/i;
const kSystem = /^(thumbs\.db|desktop\.ini|__macosx)$/i;
/** Names of the parts of a data set, which are no classes. */
const kPart =
  /^(seg_)?(train|training|test|testing|val|valid|validation|dev|pred)([ _-]?(set|data|images))?$|^single_prediction$/i;

/** @param {string[]} names sorted in place */
function sortNames(names) {
  names.sort(byCodePoint);
  if (names.every((name) => /^\d{1,15}$/.test(name))) names.sort((a, b) => Number(a) - Number(b));
  return names;
}

/** @param {string[]} names */
const listOf = (names) =>
  names
    .slice(0, kShown)
    .map((name) => `"${name}"`)
    .join(', ') + (names.length > kShown ? ` and ${names.length - kShown} more` : '');

/** The parts of a path, or null where it leads out of the folder. @param {string} path */
function partsOf(path) {
  const slashed = path.replaceAll('\\', '/');
  if (slashed.startsWith('/') || /^[a-z]:/i.test(slashed)) return null;
  const parts = slashed.split('/').filter((part) => part !== '' && part !== '.');
  return parts.includes('..') ? null : parts;
}

/** Whether the system put it there. @param {string[]} parts */
const isHidden = (parts) => parts.some((part) => part.startsWith('.') || kSystem.test(part));

/**
 * @param {Pick<Archive, 'name' | 'files' | 'folders'>} archive
 * @returns {Sorted} @throws {DataError} with all that is wrong
 */
export function sortImages({ name, files, folders }) {
  /** @type {Map<string, number>} */
  const left = new Map();
  const leave = (/** @type {string} */ what) => left.set(what, (left.get(what) ?? 0) + 1);
  /** @type {{ path: string, size: number, parts: string[] }[]} */
  const found = [];
  /** Folders with the files that are no images. @type {Map<string, number>} */
  const others = new Map();
  const seen = new Set();
  /** @type {{ path: string, parts: string[] }[]} */
  const noImages = [];
  for (const { path, size } of files) {
    const parts = partsOf(path);
    if (!parts?.length) leave('path that leads out of the folder');
    else if (isHidden(parts)) leave('file of the system');
    else if (!kImage.test(parts[parts.length - 1])) {
      leave('file that is neither PNG nor JPEG');
      noImages.push({ path, parts });
    } else if (seen.has(parts.join('/'))) leave('second file of the same name');
    else {
      seen.add(parts.join('/'));
      found.push({ path, size, parts });
    }
  }
  const table = noImages.find(({ path }) => /\.(csv|tsv)$/i.test(path));
  if (found.length === 0 && table)
    throw new DataError([
      `${name}: holds the table ${table.path} and no images; choose ${table.path} itself as a table, unpacked`,
    ]);
  if (found.length === 0)
    throw new DataError([
      `${name}: holds no PNG or JPEG images${files.length ? ` among its ${files.length} files` : ''}; put those of each class into a subfolder of its own`,
    ]);
  const listed = folders.flatMap((path) => {
    const parts = partsOf(path);
    return parts?.length && !isHidden(parts) ? [parts] : [];
  });
  // A folder around all others, as archives often have it, is no class.
  const [outer] = found[0].parts;
  const isOuter = found.every(({ parts }) => parts[0] === outer) && found.some(({ parts }) => parts.length > 2);
  const inner = (/** @type {string[]} */ parts) => (isOuter ? (parts[0] === outer ? parts.slice(1) : []) : parts);

  /** @type {Map<string, { path: string, size: number, inner: string }[]>} */
  const classes = new Map();
  for (const { path, size, parts } of found) {
    const [folder, ...rest] = inner(parts);
    const image = { path, size, inner: inner(parts).join('/') };
    if (rest.length === 0) leave('image beside the folders of the classes');
    else if (classes.has(folder)) classes.get(folder)?.push(image);
    else classes.set(folder, [image]);
  }
  for (const { parts } of noImages) {
    const [folder, ...rest] = inner(parts);
    if (rest.length > 0) others.set(folder, (others.get(folder) ?? 0) + 1);
  }
  for (const parts of listed) {
    const [folder] = inner(parts);
    if (folder !== undefined && !others.has(folder)) others.set(folder, 0);
  }
  const classNames = sortNames([...classes.keys()]);
  const empty = sortNames([...others.keys()].filter((folder) => !classes.has(folder)));
  const problems = problemsOf(name, classNames, empty, classes);
  if (problems.length) throw new DataError(problems);
  const images = classNames.flatMap((folder, label) =>
    (classes.get(folder) ?? [])
      .map(({ path, inner }) => ({ path, inner, label }))
      .sort((a, b) => byCodePoint(a.inner, b.inner)),
  );
  const classCounts = classNames.map((folder) => classes.get(folder)?.length ?? 0);
  return { classNames, classCounts, images, leftOut: [...left].map(([what, count]) => ({ what, count })) };
}

/**
 * @param {string} name @param {string[]} classNames @param {string[]} empty folders without images
 * @param {Map<string, { path: string, size: number }[]>} classes
 */
function problemsOf(name, classNames, empty, classes) {
  const problems = [];
  const all = [...classes.values()].flat();
  if (classNames.length === 0)
    problems.push(`${name}: its images lie in no subfolders; put those of each class into a subfolder of its own`);
  else if (classNames.every((one) => kPart.test(one)))
    problems.push(
      `${name}: its folders ${listOf(classNames)} are parts of a data set and no classes; make one folder of one of them, with a subfolder for each class: it is split here`,
    );
  else if (classNames.length === 1)
    problems.push(`${name}: has one class only, "${classNames[0]}"; there must be a subfolder for each of two classes`);
  if (classNames.length > kMostClasses)
    problems.push(
      `${name}: has ${classNames.length} subfolders with images; at most ${kMostClasses} classes are taken`,
    );
  if (empty.length)
    problems.push(
      `${name}: ${listOf(empty)} ${empty.length === 1 ? 'holds' : 'hold'} no PNG or JPEG images; put some in, or take the ${empty.length === 1 ? 'folder' : 'folders'} away`,
    );
  if (all.length > kMostImages) problems.push(`${name}: has ${all.length} images; at most ${kMostImages} are taken`);
  const total = all.reduce((sum, { size }) => sum + size, 0);
  if (total > kMostImageBytes)
    problems.push(
      `${name}: its images have ${mebibytes(total)} MiB; at most ${mebibytes(kMostImageBytes)} are read: leave some out, or make them smaller`,
    );
  const large = all.filter(({ size }) => size > kMostOneBytes).map(({ path }) => path);
  if (large.length)
    problems.push(`${name}: ${listOf(large)}: an image may have ${mebibytes(kMostOneBytes)} MiB at most`);
  return problems;
}

/** @param {number} bytes */
export const mebibytes = (bytes) => Math.ceil(bytes / 2 ** 20);
