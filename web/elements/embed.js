// The script for foreign pages: <script type="module" src=".../embed.js">. It registers the elements, and gives programs
// embed() and configure(). It loads a figure's code when a figure is wanted.
import { attributesOf } from '../sharing/element-attributes.js';
import { FigureElement } from './figure-element.js';

/** @typedef {import('../sharing/element-attributes.js').ElementView} View */

const kViews = /** @type {View[]} */ (['curves', 'training', 'layers', 'results', 'figure']);

const kFolder = import.meta.url.replace(/[^/]*$/, '');

for (const view of kViews) {
  const name = `activation-${view}`;
  const known = customElements.get(name);
  if (known) console.warn(`<${name}> is registered by another copy of the Activation Playground; that copy is used.`);
  else
    customElements.define(
      name,
      class extends FigureElement {
        static view = view;
        static folder = kFolder;
      },
    );
}

/**
 * Puts a figure into an element.
 * @param {Element} element which it is appended to
 * @param {string | Record<string, unknown>} spec a link of the playground, or the element's attributes with `view`: `curves`,
 *   `training`, `layers`, `results`, or `figure`, which shows what its link says; lists and objects are written as the
 *   attributes take them
 * @returns {{ element: FigureElement, ready: Promise<void>, update(spec: Record<string, unknown>): void, finalize(): void }}
 *   finalize: takes the figure away; no worker, listener or memory of it stays
 * @throws {TypeError} where element or spec are of another kind
 */
export function embed(element, spec) {
  if (!(element instanceof Element)) throw new TypeError('embed: the first argument must be an element of the page');
  if (typeof spec !== 'string' && (typeof spec !== 'object' || spec === null))
    throw new TypeError('embed: the second argument must be a link of the playground, or an object of attributes');
  const attributes = /** @type {Record<string, unknown>} */ (typeof spec === 'string' ? { link: spec } : spec);
  const view = attributes.view ?? (attributes.link ? 'figure' : 'curves');
  if (!kViews.includes(/** @type {View} */ (view)))
    throw new TypeError(`embed: view is "${view}"; it is one of ${kViews.join(', ')}`);
  const figure = /** @type {FigureElement} */ (document.createElement(`activation-${view}`));
  const update = (/** @type {Record<string, unknown>} */ changes) => {
    for (const [name, value] of attributesOf(changes)) figure.setAttribute(name, value);
  };
  update({ loading: 'eager', ...attributes });
  element.append(figure);
  const finalize = () => {
    figure.finalize();
    figure.remove();
  };
  return { element: figure, ready: figure.ready, update, finalize };
}

const kPlaces = ['workerUrl', 'wasmUrl', 'siteUrl'];

/**
 * Where copies of the files lie that a page's policy lets in only from its own site. Called before the first figure is near.
 * @param {{ workerUrl?: string | URL, wasmUrl?: string | URL, siteUrl?: string | URL }} places workerUrl: of worker.js;
 *   wasmUrl: of the folder of curves.wasm and training.wasm; siteUrl: of the folder of a built site, for figures that run in
 *   a frame and for links to the page
 * @throws {TypeError} where an address is none, or a name is not known
 */
export function configure(places) {
  for (const name of Object.keys(places))
    if (!kPlaces.includes(name)) throw new TypeError(`configure: there is no ${name}; there are ${kPlaces.join(', ')}`);
  const { workerUrl, wasmUrl, siteUrl } = places;
  const folderOf = (/** @type {string | URL} */ url) => new URL(url, document.baseURI).href.replace(/\/?$/, '/');
  if (siteUrl !== undefined) FigureElement.site = folderOf(siteUrl);
  if (workerUrl !== undefined) FigureElement.addresses.worker = new URL(workerUrl, document.baseURI).href;
  if (wasmUrl === undefined) return;
  const folder = folderOf(wasmUrl);
  Object.assign(FigureElement.addresses, { curves: `${folder}curves.wasm`, training: `${folder}training.wasm` });
}
