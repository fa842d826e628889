// A seeded generator, and the ways in which it changes texts, bytes and values. The same seed gives the same cases.

/** @typedef {ReturnType<typeof generator>} Random */

/** Mulberry32. @param {number} seed */
export function generator(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (/** @type {number} */ limit) => Math.floor(next() * limit);
  return {
    below,
    /** @template T @param {readonly T[]} list @returns {T} */
    pick: (list) => list[below(list.length)],
    chance: (/** @type {number} */ share) => next() < share,
  };
}

/** Values that programs often forget. */
const kOdd = [
  ...[null, true, false, '', 'x', [], {}, [[]], -1, 0, 1, 2, 3, 0.5, -0.5, 1e-300, 1e300, 2 ** 31, 2 ** 32, 2 ** 53],
  ...['\u0000', '\u001b[2J', '\u202e', '\ud800', '__proto__', 'constructor', 'NaN', '1e999', '\ufffe', 'relu', 'elu'],
];
const kPieces = [
  ...[
    ',',
    ';',
    '\n',
    '\r',
    '\r\n',
    '"',
    '""',
    '\t',
    '|',
    '.',
    '-',
    'e',
    '=',
    '&',
    '%',
    '%zz',
    '%25',
    ':',
    '(',
    ')',
    '{',
    '}',
  ],
  ...[
    '[',
    ']',
    '\u0000',
    '\ufeff',
    '\ud800',
    'nan',
    'NaN',
    '1e999',
    '-0',
    '0x10',
    '1,5',
    ' ',
    '9'.repeat(40),
    '\u001b',
  ],
];

/** @param {Random} random @param {string} text */
export function mutateText(random, text) {
  let changed = text;
  for (let i = 1 + random.below(4); i > 0; --i) {
    const [at, length] = [random.below(changed.length + 1), random.below(1 + random.below(40))];
    const kind = random.below(4);
    const piece = random.pick(kPieces);
    if (kind === 0) changed = changed.slice(0, at) + piece + changed.slice(at);
    else if (kind === 1) changed = changed.slice(0, at) + changed.slice(at + length);
    else if (kind === 2)
      changed = changed.slice(0, at) + changed.slice(at, at + length).repeat(1 + random.below(30)) + changed.slice(at);
    else changed = changed.slice(0, at) + piece + changed.slice(at + length);
  }
  return changed;
}

/** Repeats a short part very often, and may leave out what follows it: a bracket that closes, for one. @param {Random} random @param {string} text */
export function mutateLong(random, text) {
  const [at, length] = [random.below(text.length + 1), 1 + random.below(4)];
  const part = text.slice(at, at + length) || random.pick(kPieces);
  return (
    text.slice(0, at) + part.repeat(Math.floor(900_000 / part.length)) + random.pick(['', text.slice(at + length)])
  );
}

/** @param {Random} random @param {Uint8Array} bytes */
export function mutateBytes(random, bytes) {
  let changed = Uint8Array.from(bytes);
  for (let i = 1 + random.below(4); i > 0; --i) {
    // The headers are where it matters.
    const at = random.below(random.chance(0.6) ? Math.min(64, changed.length) : changed.length);
    const kind = random.below(4);
    if (kind === 0) changed[at] ^= 1 << random.below(8);
    else if (kind === 1) changed[at] = random.pick([0, 1, 127, 128, 255]);
    else if (kind === 2) changed = changed.slice(0, at);
    else
      changed = Uint8Array.from([...changed.slice(0, at), ...changed.slice(0, random.below(20)), ...changed.slice(at)]);
    if (changed.length === 0) return changed;
  }
  return changed;
}

/** Changes some values anywhere inside. @param {Random} random @param {any} value */
export function mutateValue(random, value) {
  const root = { value: structuredClone(value) };
  for (let i = 1 + random.below(3); i > 0; --i) {
    let [owner, key] = [/** @type {any} */ (root), /** @type {string} */ ('value')];
    while (
      owner[key] !== null &&
      typeof owner[key] === 'object' &&
      Object.keys(owner[key]).length > 0 &&
      random.chance(0.85)
    ) {
      owner = owner[key];
      key = random.pick(Object.keys(owner));
    }
    const kind = random.below(5);
    if (kind === 0 && owner !== root) Array.isArray(owner) ? owner.splice(Number(key), 1) : delete owner[key];
    else if (kind === 1 && typeof owner[key] === 'number') owner[key] *= random.pick([0, -1, 2, 0.1, 1e6, 1e-6]);
    else if (kind === 2 && Array.isArray(owner[key])) owner[key].push(...structuredClone(owner[key]));
    else if (kind === 3 && isObject(owner[key]))
      owner[key][String(random.pick(kOdd))] = structuredClone(random.pick(kOdd));
    else owner[key] = structuredClone(random.pick(kOdd));
  }
  return root.value;
}

/** Not an array: a number as a new key would make it billions long. @param {unknown} value */
const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
