// The attributes of the elements for foreign pages. Each is a part of the link by a readable name, so that both mean the
// same. Pure functions, without what reads a link: an element that waits for its reader has loaded no more than this.

/** @typedef {import('./figure-heights.js').FigureView} View */
/** @typedef {View | 'figure'} ElementView what an element shows; figure: what its link says */

/**
 * @typedef {object} Attribute
 * @property {string} key of the link
 * @property {boolean} [isEscaped] the value is escaped as in a link: it is split before it is read
 * @property {View[]} [views] those it is for; all where absent
 */

const kCurves = /** @type {View[]} */ (['curves']);
const kTrained = /** @type {View[]} */ (['training', 'layers']);
const kLayers = /** @type {View[]} */ (['layers']);
const kResults = /** @type {View[]} */ (['results']);

/** @type {Record<string, Attribute>} */
export const kAttributes = {
  functions: { key: 'fn', views: kCurves },
  orders: { key: 'show', views: kCurves },
  panels: { key: 'panels', views: kCurves },
  x: { key: 'x', views: kCurves },
  y: { key: 'y', views: kCurves },
  at: { key: 'at', views: kCurves },
  inputs: { key: 'table', views: kCurves },
  framework: { key: 'code', views: kCurves },
  preset: { key: 'train', views: kTrained },
  set: { key: 'set', isEscaped: true, views: kTrained },
  experiment: { key: 'experiment', views: kTrained },
  chart: { key: 'chart', views: kTrained },
  runs: { key: 'runs', views: kTrained },
  run: { key: 'run', views: kLayers },
  layer: { key: 'layer', views: kLayers },
  epoch: { key: 'epoch', views: kLayers },
  beside: { key: 'beside', views: kLayers },
  scale: { key: 'scale', views: kLayers },
  records: { key: 'records', views: kResults },
  show: { key: 'with' },
  hide: { key: 'hide' },
  theme: { key: 'theme' },
};

/** Those that are no part of the link. */
export const kOwn = ['link', 'loading'];

/** What any element of a page may have, or a framework adds. */
export const kGlobal =
  /^(id|class|style|title|lang|dir|slot|hidden|part|exportparts|role|tabindex|is|nonce|inert|translate|key|ref|width|height|item\w+|xml\w*|on\w+|.*[-_:@.].*)$/;

/** @param {ElementView} view @param {string} name @returns {Attribute | null} null: elements of this view have no such attribute */
export function attributeOf(view, name) {
  const found = Object.hasOwn(kAttributes, name) ? kAttributes[name] : null;
  return found && (view === 'figure' || !found.views || found.views.includes(view)) ? found : null;
}

/**
 * The link among attributes, without the address before it, which ends in # or as that of a frame in ?; "" where there is none.
 * @param {Map<string, string>} given
 */
export const linkIn = (given) => (given.get('link') ?? '').trim().replace(/^(?!v\d)[^#?]*(\?(?!v\d)[^#]*)?[#?]/, '');

/**
 * The attributes as a link, unchecked: whoever reads the link says what is wrong with it.
 * @param {ElementView} view @param {Iterable<[string, string]>} attributes names and values @returns {string} beginning with #
 */
export function linkOfAttributes(view, attributes) {
  const given = new Map(attributes);
  const base = linkIn(given) || 'v1:';
  const parts = [...given].flatMap(([name, value]) => {
    const attribute = attributeOf(view, name);
    if (attribute?.isEscaped) return [`${attribute.key}=${value.replace(/[&#\s]/g, encodeURIComponent)}`];
    if (attribute) return [`${attribute.key}=${encodeURIComponent(value)}`];
    return kOwn.includes(name) || kGlobal.test(name) ? [] : [`${name}=${encodeURIComponent(value)}`];
  });
  if (view !== 'figure') parts.unshift(`view=${view}`);
  return `#${[base, ...parts].join('&').replace(':&', ':')}`;
}

/**
 * What embed() is given, as attributes.
 * @param {Record<string, unknown>} spec
 * @returns {[string, string][]} @throws {TypeError} with what is wrong
 */
export function attributesOf(spec) {
  return Object.entries(spec).flatMap(([name, value]) => {
    if (name === 'view' || value === undefined || value === null) return [];
    if (name === 'set' && typeof value === 'object')
      return [
        [
          name,
          Object.entries(value)
            .map(([path, one]) => `${path}=${JSON.stringify(one)}`)
            .join(';'),
        ],
      ];
    if (Array.isArray(value)) return [[name, value.join(name === 'x' || name === 'y' ? '..' : ',')]];
    if (typeof value === 'object') return [[name, JSON.stringify(value)]];
    if (typeof value === 'function' || typeof value === 'symbol')
      throw new TypeError(`embed: "${name}" is a ${typeof value}; it takes a text, a number, a list or an object`);
    return [[name, String(value)]];
  });
}
