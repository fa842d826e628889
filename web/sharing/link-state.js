// The codec between the view's state and the link's hash: #v1:fn=relu,elu(alpha:0.5)&x=-5..5&..., packed as #v1:z=... where
// that would be too long to be read.
// Used by the page and the embeds alike. It checks form and limits; whether a name exists is the engine's business.

/**
 * @typedef {{ name: string, params: Record<string, number> }} FunctionChoice
 * @typedef {object} CurvesState
 * @property {FunctionChoice[]} functions
 * @property {(0 | 1 | 2)[]} orders shown: 0 value, 1 slope, 2 curvature
 * @property {boolean} together orders in one panel
 * @property {[number, number]} x
 * @property {[number, number] | null} y value axis; null is the default
 * @property {number} at the crosshair
 * @property {number[]} table the inputs of the value table
 * @property {string} framework
 */
/**
 * @typedef {object} TrainingState
 * @property {string} preset empty where there is an experiment
 * @property {Record<string, any>} set differences from the preset, by path
 * @property {any} experiment a whole experiment instead, or null
 */
/** @typedef {{ run: number, layer: string }} LayersState */
/**
 * @typedef {object} ViewState
 * @property {CurvesState} curves
 * @property {TrainingState} training
 * @property {LayersState} layers
 * @property {string} view what an embed shows: curves or training
 * @property {string[]} hide parts left out
 * @property {'auto' | 'light' | 'dark'} theme
 */
/** @typedef {Pick<typeof import('./link-packing.js'), 'pack' | 'unpack'>} Packing */

/** The packing is a file of its own: few links need it, and an embed loads it for those alone. @type {Packing | null} */
let packing = null;

/** @param {Packing} given */
export function usePacking(given) {
  packing = given;
}

/** Whether a hash is read only with the packing. @param {string} hash */
export const isPacked = (hash) => /^#?v\d+(:|%3A)z(=|%3D)/i.test(hash);

const kVersion = 1;
/** Characters of a link that is read, and so the most that are written. */
export const kLongest = 8000;
/** Bad parts of a link that are named one by one; the rest are counted. */
const kMostProblems = 8;
const kMostFunctions = 8;
/** Characters of a value, but of a whole experiment and of settings, which the engine limits. A packed link can be of more. */
const kLongestValue = 4000;
const kOrderNames = ['value', 'slope', 'curvature'];
const kThemes = ['auto', 'light', 'dark'];
export const kViews = ['curves', 'training'];
/** What a link may hide: the parts named by the elements. */
export const kHideable = ['controls', 'ranges', 'table', 'cards', 'layers', 'summary'];

/** @returns {ViewState} */
export function defaultState() {
  return {
    curves: {
      functions: [
        { name: 'relu', params: {} },
        { name: 'elu', params: {} },
      ],
      orders: [0, 1],
      together: false,
      x: [-5, 5],
      y: null,
      at: -1,
      table: [-3, -2, -1, 0, 1, 2, 3],
      framework: 'pytorch',
    },
    training: { preset: 'relu-vs-elu', set: {}, experiment: null },
    layers: { run: 0, layer: '' },
    view: 'curves',
    hide: [],
    theme: 'auto',
  };
}

/** Encodes only what would break the form, so that the link stays readable. @param {string} text */
const escapeText = (text) =>
  encodeURIComponent(text).replace(/%(2F|3A|2C|5B|5D|7B|7D|40|24)/gi, (code) => decodeURIComponent(code));

/** @param {FunctionChoice} choice */
function functionText({ name, params }) {
  const list = Object.entries(params).map(([key, value]) => `${key}:${value}`);
  return list.length ? `${name}(${list.join(',')})` : name;
}

/**
 * @param {ViewState} state
 * @param {{ embed?: boolean }} [options] embed: also what only an embed reads
 * @returns {string | null} the hash with its #; only what differs from the default is written. Null where no link that is
 *   read can hold the state
 */
export function encodeState(state, { embed = false } = {}) {
  let body;
  try {
    body = stateText(state, embed);
  } catch {
    return null; // a name with half a surrogate pair, which no address can hold
  }
  if (body === '') return '';
  const head = `v${kVersion}:`;
  if (head.length + body.length <= kLongest) return `#${head}${body}`;
  const packed = packing?.pack(body) ?? null;
  return packed !== null && head.length + 2 + packed.length <= kLongest ? `#${head}z=${packed}` : null;
}

/** @param {ViewState} state @param {boolean} embed @returns {string} the parts that differ from the default */
function stateText(state, embed) {
  const base = defaultState();
  const { curves, training, layers } = state;
  /** @type {[string, string][]} */
  const parts = [];
  /** @param {string} key @param {string} text @param {string} usual */
  const add = (key, text, usual) => {
    if (text !== usual) parts.push([key, text]);
  };
  /** @param {CurvesState} c */
  const names = (c) => c.functions.map(functionText).join(',');
  /** @param {CurvesState} c */
  const orders = (c) => c.orders.map((order) => kOrderNames[order]).join(',');
  if (embed) parts.push(['view', state.view]);
  add('fn', names(curves), names(base.curves));
  add('show', orders(curves), orders(base.curves));
  add('panels', curves.together ? 'together' : 'apart', 'apart');
  add('x', curves.x.join('..'), base.curves.x.join('..'));
  if (curves.y) parts.push(['y', curves.y.join('..')]);
  add('at', String(curves.at), String(base.curves.at));
  add('table', curves.table.join(','), base.curves.table.join(','));
  add('code', curves.framework, base.curves.framework);
  if (training.experiment) parts.push(['experiment', escapeText(JSON.stringify(training.experiment))]);
  else {
    add('train', training.preset, base.training.preset);
    const set = Object.entries(training.set).map(
      ([path, value]) => `${escapeText(path)}=${escapeText(JSON.stringify(value))}`,
    );
    if (set.length) parts.push(['set', set.join(';')]);
  }
  add('run', String(layers.run), '0');
  add('layer', escapeText(layers.layer), '');
  if (state.hide.length) parts.push(['hide', state.hide.join(',')]);
  add('theme', state.theme, 'auto');
  return parts.map(([key, text]) => `${key}=${text}`).join('&');
}

/** @param {string} text @returns {number | null} */
function finite(text) {
  const value = Number(text);
  return text.trim() !== '' && Number.isFinite(value) && Math.abs(value) <= 1e6 ? value : null;
}

/** @param {string} text @returns {[number, number] | null} */
function interval(text) {
  const [low, high, ...rest] = text.split('..').map(finite);
  if (rest.length || low === null || high === null || low === undefined || high === undefined || !(high - low >= 1e-3))
    return null;
  return [low, high];
}

/** @param {string} text @returns {FunctionChoice[] | null} */
function functions(text) {
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

/** @param {string} text @param {number} most @returns {number[] | null} */
function numberList(text, most) {
  const list = text.split(',').map(finite);
  return list.length <= most && list.every((value) => value !== null) ? /** @type {number[]} */ (list) : null;
}

/** @param {string} text @param {string[]} allowed @returns {string[] | null} */
function subset(text, allowed) {
  const list = [...new Set(text.split(','))];
  return list.every((one) => allowed.includes(one)) ? list : null;
}

/** @param {string} text @returns {Record<string, any> | null} */
function settings(text) {
  /** @type {[string, any][]} */
  const set = [];
  for (const pair of text.split(';')) {
    const cut = pair.indexOf('=');
    if (cut < 1) return null;
    set.push([decodeURIComponent(pair.slice(0, cut)), readJson(decodeURIComponent(pair.slice(cut + 1)))]);
  }
  // Unlike an assignment, this keeps a path called "__proto__", to be refused by name.
  return Object.fromEntries(set);
}

/**
 * JSON whose numbers are all doubles: 1e400 would become Infinity, and null on its way to the engine.
 * @param {string} text @returns {any}
 */
function readJson(text) {
  return JSON.parse(text, (_key, value) => {
    if (value === Infinity || value === -Infinity) throw new RangeError('a number is too large for a double');
    return value;
  });
}

/** @param {string} text @returns {any} */
function jsonObject(text) {
  const value = readJson(text);
  return typeof value === 'object' && !Array.isArray(value) ? value : null;
}

/**
 * One reader a key: puts the value into the state, or answers false.
 * @type {Record<string, (text: string, state: ViewState) => boolean>}
 */
const kReaders = {
  fn: (text, { curves }) =>
    assign(functions(text), (value) => {
      curves.functions = value;
    }),
  show: (text, { curves }) =>
    assign(subset(text, kOrderNames), (value) => {
      curves.orders = /** @type {(0 | 1 | 2)[]} */ (value.map((name) => kOrderNames.indexOf(name)).sort());
    }),
  panels: (text, { curves }) =>
    assign(subset(text, ['together', 'apart']), ([value]) => {
      curves.together = value === 'together';
    }),
  x: (text, { curves }) =>
    assign(interval(text), (value) => {
      curves.x = value;
    }),
  y: (text, { curves }) =>
    assign(interval(text), (value) => {
      curves.y = value;
    }),
  at: (text, { curves }) =>
    assign(finite(text), (value) => {
      curves.at = value;
    }),
  table: (text, { curves }) =>
    assign(numberList(text, 50), (value) => {
      curves.table = value;
    }),
  code: (text, { curves }) =>
    assign(/^[a-z-]{2,20}$/.test(text) ? text : null, (value) => {
      curves.framework = value;
    }),
  train: (text, { training }) =>
    assign(/^[a-z0-9-]{1,40}$/.test(text) ? text : null, (value) => {
      training.preset = value;
    }),
  set: (text, { training }) =>
    assign(settings(text), (value) => {
      training.set = value;
    }),
  experiment: (text, { training }) =>
    assign(jsonObject(decodeURIComponent(text)), (value) => {
      training.experiment = value;
    }),
  run: (text, { layers }) =>
    assign(/^\d{1,2}$/.test(text) ? Number(text) : null, (value) => {
      layers.run = value;
    }),
  layer: (text, { layers }) =>
    assign(text.length <= 200 ? text : null, (value) => {
      layers.layer = value;
    }),
  view: (text, state) =>
    assign(kViews.includes(text) ? text : null, (value) => {
      state.view = value;
    }),
  hide: (text, state) =>
    assign(subset(text, kHideable), (value) => {
      state.hide = value;
    }),
  theme: (text, state) =>
    assign(kThemes.includes(text) ? text : null, (value) => {
      state.theme = /** @type {ViewState['theme']} */ (value);
    }),
};

/** @template T @param {T | null} value @param {(value: T) => void} put */
function assign(value, put) {
  if (value === null || value === undefined) return false;
  put(value);
  return true;
}

/** Mail programs and editors may escape the whole of a link, its colon and equals signs included. @param {string} text */
function unescaped(text) {
  if (!/^v\d+%3A/i.test(text)) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** @param {string} part */
function readerOf(part) {
  const key = part.split('=', 1)[0];
  return Object.hasOwn(kReaders, key) ? kReaders[key] : null;
}

/** @param {string} part key=value @param {ViewState} state @returns {boolean} whether it was read */
function readPart(part, state) {
  const reader = readerOf(part);
  const cut = part.indexOf('=');
  if (!reader || cut < 1) return false;
  try {
    // Mail programs and editors escape the brackets and commas of a link.
    const raw = part.slice(cut + 1);
    const escaped = part.startsWith('set=') || part.startsWith('experiment=');
    if (!escaped && raw.length > kLongestValue) return false;
    return reader(escaped ? raw : decodeURIComponent(raw), state);
  } catch {
    return false;
  }
}

/**
 * Reads a hash. Whatever is wrong is said and left at its default; the rest stands.
 * @param {string} hash with or without its #
 * @returns {{ state: ViewState, problems: string[] }}
 */
export function decodeState(hash) {
  const state = defaultState();
  /** @type {string[]} */
  const problems = [];
  const text = unescaped(hash.replace(/^#/, ''));
  if (text === '') return { state, problems };
  const usual = (/** @type {string} */ why) => ({ state, problems: [`${why}; here is the usual view.`] });
  const version = /^v(\d{1,9}):/.exec(text);
  if (!version) return usual('This link is not one the playground writes');
  if (Number(version[1]) !== kVersion)
    return usual(`This link is of version ${version[1]}, and this page reads version ${kVersion}`);
  if (text.length > kLongest) return usual('This link is too long to be one of ours');
  let body = text.slice(version[0].length);
  if (body.startsWith('z=')) {
    // What was added by hand, as &theme=dark, follows what is packed.
    const [packed, ...added] = body.slice(2).split('&');
    const unpacked = packing?.unpack(packed) ?? null;
    if (unpacked === null) return usual('This link is damaged: a part of it is missing or changed');
    body = [unpacked, ...added].join('&');
  }
  const bad = [];
  let empty = 0;
  for (const part of body.split('&')) {
    if (part === '') empty += 1;
    else if (!readPart(part, state)) bad.push(part);
  }
  for (const part of bad.slice(0, kMostProblems)) {
    const shown = part.length > 60 ? `${part.slice(0, 60)}\u2026` : part;
    problems.push(
      readerOf(part)
        ? `This part of the link could not be read and was left out: ${shown}`
        : `This link has a part this page does not know: ${shown}`,
    );
  }
  const more = bad.length - kMostProblems;
  if (more > 0)
    problems.push(`${more} more ${more === 1 ? 'part' : 'parts'} of the link could not be read and were left out.`);
  if (empty > 0)
    problems.push(
      `${empty} empty ${empty === 1 ? 'part' : 'parts'} of the link ${empty === 1 ? 'was' : 'were'} left out.`,
    );
  // A whole experiment is no preset, and must not be shown under the name of one.
  if (state.training.experiment) Object.assign(state.training, { preset: '', set: {} });
  return { state, problems };
}
