// The values of a link as text: one reader and one writer for each kind. Readers return null, or throw, where a text is
// not of their kind; they check form and limits, and leave whether a name exists to the engine.
import { fromSlashes } from '../text/paths.js';

/**
 * @template T
 * @typedef {object} Kind
 * @property {(text: string) => T | null} read
 * @property {(value: T) => string | null} write null where nothing is to be written
 * @property {string} [takes] in words, where the text may be of its form and longer than its limit
 * @property {boolean} [long] limited by the link alone: a whole experiment, or settings
 * @property {boolean} [escaped] the reader removes the escapes itself, after it has split the text
 */
/** @typedef {{ name: string, params: Record<string, number> }} FunctionChoice */

const kMostFunctions = 8;

/** Encodes only what would break the form, so that the link stays readable. @param {string} text */
const escapeText = (text) =>
  encodeURIComponent(text).replace(/%(2F|3A|2C|5B|5D|7B|7D|40|24)/gi, (code) => decodeURIComponent(code));

/** @param {string} text @returns {number | null} */
function finite(text) {
  const value = Number(text);
  return text.trim() !== '' && Number.isFinite(value) && Math.abs(value) <= 1e6 ? value : null;
}

/** @param {string} text @returns {FunctionChoice[] | null} */
function readFunctions(text) {
  // Sticky: each match goes on where the last one ended, so that no character is looked at again.
  const next = /,*([a-z][a-z0-9-]*)(?:\(([^()]*)\))?(?:,+|$)/y;
  const list = [];
  while (next.lastIndex < text.length) {
    const match = next.exec(text);
    if (!match || list.length === kMostFunctions) return null;
    /** @type {Record<string, number>} */
    const params = {};
    for (const pair of match[2] ? match[2].split(',') : []) {
      const [key, raw] = pair.split(':');
      const value = finite(raw ?? '');
      if (!/^[a-zA-Z]\w*$/.test(key) || value === null) return null;
      params[key] = value;
    }
    list.push({ name: match[1], params });
  }
  return list.length ? list : null;
}

/** @param {FunctionChoice} choice */
function functionText({ name, params }) {
  const list = Object.entries(params).map(([key, value]) => `${key}:${value}`);
  return list.length ? `${name}(${list.join(',')})` : name;
}

/** @type {Kind<FunctionChoice[]>} */
export const functions = {
  takes: `at most ${kMostFunctions} functions, such as relu,elu(alpha:0.5)`,
  read: readFunctions,
  write: (list) => list.map(functionText).join(',') || null,
};

/** @type {Kind<number>} */
export const number = { read: finite, write: String };

/** @param {number} most @returns {Kind<number[]>} */
export const numbers = (most) => ({
  takes: `at most ${most} numbers`,
  read: (text) => {
    const list = text.split(',').map(finite);
    return list.length <= most && list.every((value) => value !== null) ? list : null;
  },
  write: (list) => list.join(','),
});

/** @type {Kind<[number, number] | null>} */
export const interval = {
  read: (text) => {
    const [low, high, ...rest] = text.split('..').map(finite);
    if (rest.length || low === null || high == null || !(high - low >= 1e-3)) return null;
    return [low, high];
  },
  write: (ends) => (ends ? ends.join('..') : null),
};

/** @param {RegExp} pattern @returns {Kind<string>} */
export const matching = (pattern) => ({
  read: (text) => (pattern.test(text) ? text : null),
  write: (text) => (text === '' ? null : escapeText(text)),
});

/** A whole number of few digits. @param {RegExp} pattern @returns {Kind<number>} */
export const digits = (pattern) => ({ read: (text) => (pattern.test(text) ? Number(text) : null), write: String });

/** One that may lack. @template T @param {Kind<T>} kind @returns {Kind<T | null>} */
export const maybe = (kind) => ({ read: kind.read, write: (value) => (value === null ? null : kind.write(value)) });

/** @template {string} T @param {readonly T[]} names @returns {Kind<T>} */
export const oneOf = (names) => ({
  read: (text) => names.find((name) => name === text) ?? null,
  write: (name) => name,
});

/** @template {string} T @param {readonly T[]} names @returns {Kind<T[]>} */
export const someOf = (names) => ({
  read: (text) => {
    const list = [...new Set(text.split(','))].map(oneOf(names).read);
    return list.every((name) => name !== null) ? list : null;
  },
  write: (list) => (list.length ? list.join(',') : null),
});

/** @template T, U @param {Kind<T>} kind @param {(value: T) => U} to @param {(value: U) => T} from @returns {Kind<U>} */
export const mapped = (kind, to, from) => ({
  read: (text) => {
    const value = kind.read(text);
    return value === null ? null : to(value);
  },
  write: (value) => kind.write(from(value)),
});

/**
 * JSON whose numbers are all doubles: 1e400 would become Infinity, and null on its way to the engine.
 * @param {string} text @returns {unknown}
 */
function readJson(text) {
  return JSON.parse(text, (_key, value) => {
    if (value === Infinity || value === -Infinity) throw new RangeError('a number is too large for a double');
    return value;
  });
}

/** @type {Kind<object | null>} */
export const jsonObject = {
  long: true,
  read: (text) => {
    const value = readJson(text);
    return typeof value === 'object' && !Array.isArray(value) ? value : null;
  },
  write: (value) => value && escapeText(JSON.stringify(value)),
};

/** @typedef {{ name: string, bytes: number, sum: string }} FileMark a file of the reader's own: its size, and the beginning of its SHA-256 or "" */

/** Files as name:size:fingerprint. @type {Kind<FileMark[] | undefined>} */
export const fileMarks = {
  escaped: true,
  read: (raw) => {
    const text = raw.includes(':') ? raw : decodeURIComponent(raw);
    const list = text.split(',').map((one) => /^([^:]{1,600}):(\d{1,10}):([0-9a-f]{16})?$/.exec(one));
    return list.every((found) => found !== null)
      ? list.map(([, name, bytes, sum = '']) => ({ name: decodeURIComponent(name), bytes: Number(bytes), sum }))
      : null;
  },
  write: (list) =>
    list?.length ? list.map(({ name, bytes, sum }) => `${encodeURIComponent(name)}:${bytes}:${sum}`).join(',') : null,
};

/** Names with commas between them; one that is in a name is escaped once more. @type {Kind<string[]>} */
export const names = {
  read: (text) => text.split(',').map(decodeURIComponent),
  write: (list) => escapeText(list.map((name) => name.replace(/[%,]/g, encodeURIComponent)).join(',')) || null,
};

/** Settings by path. Links of before have slashes in their paths. @type {Kind<Record<string, unknown>>} */
export const settings = {
  long: true,
  escaped: true,
  read: (text) => {
    const pairs = text.split(';').map((pair) => {
      const cut = pair.indexOf('=');
      if (cut < 1) throw new SyntaxError('a setting has no path');
      return [fromSlashes(decodeURIComponent(pair.slice(0, cut))), readJson(decodeURIComponent(pair.slice(cut + 1)))];
    });
    // Unlike an assignment, this keeps a path called "__proto__", to be refused by name.
    return Object.fromEntries(pairs);
  },
  write: (set) =>
    Object.entries(set)
      .map(([path, value]) => `${escapeText(path)}=${escapeText(JSON.stringify(value))}`)
      .join(';') || null,
};
