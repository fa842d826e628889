// The attributes of the elements for foreign pages. Each is a part of the link by a readable name, so that both mean the
// same. Pure functions, without what reads a link: an element that waits for its reader has loaded no more than this.

/** @typedef {import('./figure-heights.js').FigureView} View */

/**
 * @typedef {object} Attribute
 * @property {string} key of the link
 * @property {string} takes what it takes, for an error's text
 * @property {boolean} [isEscaped] the value is escaped as in a link: it is split before it is read
 * @property {View[]} [views] those it is for; all where absent
 */

const kCurves = /** @type {View[]} */ (['curves']);
const kTrained = /** @type {View[]} */ (['training', 'layers']);
const kLayers = /** @type {View[]} */ (['layers']);
const kResults = /** @type {View[]} */ (['results']);

/** @type {Record<string, Attribute>} */
export const kAttributes = {
  functions: { key: 'fn', takes: 'names with commas, such as relu,elu(alpha:0.5)', views: kCurves },
  orders: { key: 'show', takes: 'of value, slope, curvature, with commas', views: kCurves },
  panels: { key: 'panels', takes: 'apart or together', views: kCurves },
  x: { key: 'x', takes: 'the ends of the axis, such as -5..5', views: kCurves },
  y: { key: 'y', takes: 'the ends of the axis, such as -1..3', views: kCurves },
  at: { key: 'at', takes: 'a number', views: kCurves },
  inputs: { key: 'table', takes: 'the inputs of the table of values, such as -1,0,1', views: kCurves },
  framework: { key: 'code', takes: 'a framework, such as pytorch', views: kCurves },
  preset: { key: 'train', takes: 'the name of a preset, such as relu-vs-elu', views: kTrained },
  set: {
    key: 'set',
    takes: 'changes of the preset, such as training.epochs=3;seeds=[0,1]',
    isEscaped: true,
    views: kTrained,
  },
  experiment: { key: 'experiment', takes: 'an experiment as JSON', views: kTrained },
  chart: { key: 'chart', takes: 'a kind of figure, such as losses, accuracy or std', views: kTrained },
  runs: { key: 'runs', takes: 'names of runs, with commas', views: kTrained },
  run: { key: 'run', takes: 'the number of a run, from 0', views: kLayers },
  layer: { key: 'layer', takes: 'the name of a layer, such as activation1', views: kLayers },
  epoch: { key: 'epoch', takes: 'a number of epochs', views: kLayers },
  beside: { key: 'beside', takes: 'the number of a run, from 0', views: kLayers },
  scale: { key: 'scale', takes: 'auto, linear or symlog', views: kLayers },
  records: { key: 'records', takes: 'the address of a file of records', views: kResults },
  show: { key: 'with', takes: 'of controls, cards, table, layers, details, with commas' },
  hide: { key: 'hide', takes: 'names of parts and controls that hide has, such as train,tables, with commas' },
  theme: { key: 'theme', takes: 'auto, light or dark' },
};

/** Those that are no part of the link. */
export const kOwn = ['link', 'loading'];

/** What any element of a page may have, or a framework adds. */
export const kGlobal =
  /^(id|class|style|title|lang|dir|slot|hidden|part|exportparts|role|tabindex|is|nonce|inert|translate|key|ref|width|height|item\w+|xml\w*|on\w+|.*[-_:@.].*)$/;

/** @param {View} view @param {string} name @returns {Attribute | null} null: elements of this view have no such attribute */
export function attributeOf(view, name) {
  const found = Object.hasOwn(kAttributes, name) ? kAttributes[name] : null;
  return found && (!found.views || found.views.includes(view)) ? found : null;
}

/** The link among attributes, without what stands before its #; "" where there is none. @param {Map<string, string>} given */
export const linkIn = (given) => (given.get('link') ?? '').trim().replace(/^[^#]*#/, '');

/**
 * The attributes as a link, unchecked: whoever reads the link says what is wrong with it.
 * @param {View} view @param {Iterable<[string, string]>} attributes names and values @returns {string} beginning with #
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
  return `#${[base, `view=${view}`, ...parts].join('&').replace(':&', ':')}`;
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
