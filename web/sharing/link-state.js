// The codec between the view's state and the link's hash: #v1:fn=relu,elu(alpha:0.5)&x=-5..5&..., packed as #v1:z=... where
// that would be too long to be read. One table of keys is read in both directions. Used by the page and the embeds.
import {
  digits,
  fileMarks,
  functions,
  interval,
  jsonObject,
  mapped,
  matching,
  maybe,
  names,
  number,
  numbers,
  oneOf,
  settings,
  someOf,
} from './link-values.js';

/** @typedef {import('./link-values.js').FunctionChoice} FunctionChoice */
/** @typedef {import('../text/paths.js').Json} Json */
/**
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
 * @property {Record<string, Json>} set differences from the preset, by path
 * @property {Json} experiment a whole experiment instead, or null
 * @property {import('./link-values.js').FileMark[]} [files] the reader's own that it was made with
 */
/**
 * @typedef {object} LayersState
 * @property {number} run index of its trial
 * @property {string} layer
 * @property {number} epoch whose histogram and units are shown; 0 is the last
 * @property {number | null} beside index of the trial whose histogram is laid over; null: none
 * @property {'auto' | 'linear' | 'symlog'} scale of the percentiles; auto: by the data
 */
/**
 * @typedef {object} ImagesState
 * @property {'validation' | 'test' | 'train'} split whose images are shown
 * @property {number | null} index of the image that goes through the network; null: the first of the sheet
 */
/**
 * @typedef {object} ResultsState
 * @property {string} records the address of a file of records, from the page's own; "": none
 */
/**
 * @typedef {object} ViewState
 * @property {CurvesState} curves
 * @property {TrainingState} training
 * @property {LayersState} layers
 * @property {ImagesState} images
 * @property {ResultsState} results
 * @property {string} view what is shown: one of kViews
 * @property {string} chart the kind of figure that an embed draws of a training; "": its losses and its metric
 * @property {string[]} runs names of those that an embed shows and trains; none: all
 * @property {string[]} with parts that an embed shows beside its figure; the page shows all
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
/** Characters of a value, unless only the link limits it. A packed link can be of more. */
const kLongestValue = 4000;
const kOrderNames = ['value', 'slope', 'curvature'];
export const kViews = ['curves', 'training', 'layers', 'experiments', 'results'];
/** What an embed's link may add to the figure. */
export const kAddable = ['controls', 'cards', 'table', 'layers', 'details'];
/** Single controls that a link may hide. An element that has one shows it by `display: var(--control-NAME, ...)`. */
export const kControls = [
  ...['train', 'step', 'epoch', 'reset', 'stop', 'speed', 'compare', 'seeds'],
  ...['tables', 'definitions', 'sliders', 'values', 'picker', 'choices', 'epochs'],
];
/** What a link may hide: parts, and controls. */
export const kHideable = ['controls', 'ranges', 'table', 'cards', 'layers', 'summary', ...kControls];

/**
 * @typedef {object} Key one part of a link
 * @property {string} key
 * @property {string} place of the value in the state
 * @property {import('./link-values.js').Kind<any>} kind
 * @property {() => unknown} usual the value that is not written
 */
/**
 * @template T
 * @param {string} key @param {string} place @param {import('./link-values.js').Kind<T>} kind @param {() => T} usual
 * @returns {Key}
 */
const row = (key, place, kind, usual) => ({ key, place, kind, usual });

const orders = mapped(
  someOf(kOrderNames),
  (names) => names.map((name) => kOrderNames.indexOf(name)).sort(),
  (list) => list.map((order) => kOrderNames[order]),
);
const panels = mapped(
  someOf(['together', 'apart']),
  ([first]) => first === 'together',
  (together) => /** @type {('together' | 'apart')[]} */ ([together ? 'together' : 'apart']),
);
const usualFunctions = () => ['relu', 'elu'].map((name) => ({ name, params: {} }));

/** Every part of a link, in the order in which they are written. */
const kKeys = [
  row('view', 'view', oneOf(kViews), () => 'curves'),
  row('fn', 'curves.functions', functions, usualFunctions),
  row('show', 'curves.orders', orders, () => [0, 1]),
  row('panels', 'curves.together', panels, () => false),
  row('x', 'curves.x', interval, () => /** @type {[number, number]} */ ([-5, 5])),
  row('y', 'curves.y', interval, () => null),
  row('at', 'curves.at', number, () => -1),
  row('table', 'curves.table', numbers(50), () => [-3, -2, -1, 0, 1, 2, 3]),
  row('code', 'curves.framework', matching(/^[a-z-]{2,20}$/), () => 'pytorch'),
  row('experiment', 'training.experiment', jsonObject, () => null),
  row('train', 'training.preset', matching(/^[a-z0-9-]{1,40}$/), () => 'relu-vs-elu'),
  row('set', 'training.set', settings, () => ({})),
  row('file', 'training.files', fileMarks, () => []),
  row('run', 'layers.run', digits(/^\d{1,3}$/), () => 0),
  row('layer', 'layers.layer', matching(/^.{0,200}$/s), () => ''),
  row('epoch', 'layers.epoch', digits(/^\d{1,6}$/), () => 0),
  row('beside', 'layers.beside', maybe(digits(/^\d{1,3}$/)), () => null),
  row('scale', 'layers.scale', oneOf(['auto', 'linear', 'symlog']), () => 'auto'),
  row('images', 'images.split', oneOf(['validation', 'test', 'train']), () => 'validation'),
  row('image', 'images.index', maybe(digits(/^\d{1,8}$/)), () => null),
  row('records', 'results.records', matching(/^[^\s<>"]{0,2000}$/), () => ''),
  row('chart', 'chart', matching(/^[a-zA-Z0-9]{1,40}$/), () => ''),
  row('runs', 'runs', names, () => []),
  row('with', 'with', someOf(kAddable), () => []),
  row('hide', 'hide', someOf(kHideable), () => []),
  row('theme', 'theme', oneOf(['auto', 'light', 'dark']), () => 'auto'),
];
const kKeyByName = new Map(kKeys.map((row) => [row.key, row]));

/** @param {ViewState} state @param {string} place @returns {[Record<string, unknown>, string]} the object and its key */
function holderOf(state, place) {
  const [first, second] = place.split('.');
  const whole = /** @type {Record<string, Json>} */ (/** @type {unknown} */ (state));
  return second ? [whole[first], second] : [whole, first];
}

/** The usual view, which the empty link has. @returns {ViewState} */
export function defaultState() {
  const state = /** @type {ViewState} */ (
    /** @type {unknown} */ ({ curves: {}, training: {}, layers: {}, images: {}, results: {} })
  );
  for (const { place, usual } of kKeys) {
    const [holder, name] = holderOf(state, place);
    holder[name] = usual();
  }
  return state;
}

/**
 * @param {ViewState} state
 * @param {{ embed?: boolean, pin?: boolean }} [options] embed: also what only an embed reads; pin: what is shown is named also where it
 *   is the usual, since an article must not change with what is usual
 * @returns {string | null} the hash with its #; else only what differs from the default is written. Null where no link that is
 *   read can hold the state
 */
export function encodeState(state, { embed = false, pin = false } = {}) {
  let body;
  try {
    body = stateText(state, { embed, pin });
  } catch {
    return null; // a name with half a surrogate pair, which no address can hold
  }
  if (body === '') return '';
  const head = `v${kVersion}:`;
  if (head.length + body.length <= kLongest) return `#${head}${body}`;
  const packed = packing?.pack(body) ?? null;
  return packed !== null && head.length + 2 + packed.length <= kLongest ? `#${head}z=${packed}` : null;
}

/** The view of a link that names none: links were written before there were views. @param {string[]} parts */
const impliedView = (parts) => {
  const says = (/** @type {string} */ place) =>
    parts.some((part) => kKeyByName.get(part.split('=', 1)[0])?.place.startsWith(place));
  if (says('results.')) return 'results';
  return says('training.') || says('images.') ? 'training' : says('layers.') ? 'layers' : 'curves';
};

/** What a view shows, by its key. @param {ViewState} state */
const subjectOf = ({ view, training }) =>
  view === 'curves' ? 'fn' : (view === 'training' || view === 'layers') && !training.experiment ? 'train' : '';

/** @param {ViewState} state @param {{ embed: boolean, pin: boolean }} options @returns {string} the parts that differ from the default */
function stateText(state, { embed, pin }) {
  const { experiment } = state.training;
  const pinned = pin ? subjectOf(state) : '';
  const shown = experiment ? { ...state, training: { ...state.training, preset: '', set: {} } } : state;
  const parts = kKeys.flatMap(({ key, place, kind, usual }) => {
    const [holder, name] = holderOf(shown, place);
    const text = kind.write(holder[name]);
    const isWritten = key !== 'view' && (key === pinned || text !== kind.write(usual()));
    return text !== null && isWritten ? [`${key}=${text}`] : [];
  });
  if (embed || state.view !== impliedView(parts)) parts.unshift(`view=${state.view}`);
  return parts.join('&');
}

/**
 * Reads one value into a state.
 * @param {ViewState} state changed in place @param {string} key @param {string} text
 * @returns {boolean} whether the key is known and the value of its kind; if not, the state is as before
 */
export function readPart(state, key, text) {
  const found = kKeyByName.get(key);
  if (!found || (!found.kind.long && text.length > kLongestValue)) return false;
  try {
    const value = found.kind.read(text);
    if (value === null) return false;
    const [holder, name] = holderOf(state, found.place);
    holder[name] = value;
    return true;
  } catch {
    return false;
  }
}

/** @param {string} part key=value @param {ViewState} state @returns {boolean} whether it was read */
function readEscaped(part, state) {
  const cut = part.indexOf('=');
  const key = part.slice(0, Math.max(cut, 0));
  const raw = part.slice(cut + 1);
  const kind = kKeyByName.get(key)?.kind;
  if (!kind?.long && raw.length > kLongestValue) return false;
  try {
    // Mail programs and editors escape the brackets and commas of a link.
    return readPart(state, key, kind?.escaped ? raw : decodeURIComponent(raw));
  } catch {
    return false;
  }
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

/** @param {string[]} bad parts that could not be read @param {number} empty how many parts were empty */
function problemsOf(bad, empty) {
  const named = bad.slice(0, kMostProblems).map((part) => {
    const shown = part.length > 60 ? `${part.slice(0, 60)}\u2026` : part;
    const found = kKeyByName.get(part.split('=', 1)[0]);
    const takes = found?.kind.takes;
    return found
      ? `This part of the link could not be read and was left out: ${shown}${takes ? `; it takes ${takes}` : ''}`
      : `This link has a part this page does not know: ${shown}`;
  });
  const more = bad.length - named.length;
  if (more > 0)
    named.push(`${more} more ${more === 1 ? 'part' : 'parts'} of the link could not be read and were left out.`);
  if (empty > 0)
    named.push(
      `${empty} empty ${empty === 1 ? 'part' : 'parts'} of the link ${empty === 1 ? 'was' : 'were'} left out.`,
    );
  return named;
}

/**
 * Reads a hash. Whatever is wrong is reported and left at its default; the rest is kept.
 * @param {string} hash with or without its #
 * @returns {{ state: ViewState, problems: string[] }}
 */
export function decodeState(hash) {
  const state = defaultState();
  const text = unescaped(hash.replace(/^#/, ''));
  if (text === '') return { state, problems: [] };
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
  const parts = body.split('&');
  const bad = parts.filter((part) => part !== '' && !readEscaped(part, state));
  const problems = problemsOf(bad, parts.filter((part) => part === '').length);
  // A whole experiment is no preset, and must not be shown under the name of one.
  if (state.training.experiment) Object.assign(state.training, { preset: '', set: {} });
  if (!parts.some((part) => part.startsWith('view='))) state.view = impliedView(parts);
  return { state, problems };
}
