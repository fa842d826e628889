// The embed: one figure, driven by the same link as the page. Posts its height to its parent (host.js); hides
// what the link says. Loads only the code of the figure it shows.
import { decodeState, defaultState, encodeState, isPacked, usePacking } from '../sharing/link-state.js';
import { painted } from '../ui/painted.js';
import { applyTheme } from '../ui/theme.js';
import { FigureViews, noticesOf } from './figure-views.js';
import { HeightPost, linkOf } from './host.js';

/** @template {Element} T @param {string} selector @returns {T} */
const find = (selector) => /** @type {T} */ (document.querySelector(selector));

const heights = new HeightPost(
  () => Math.ceil(document.body.getBoundingClientRect().height),
  () => linkOf(location),
);

/** Counts the links to the page that were written, so that a slow one does not replace a later one. */
let linking = 0;

/** @param {import('../sharing/link-state.js').ViewState} state @param {string} hash */
async function setLinks(state, hash) {
  linking += 1;
  const mine = linking;
  const link = find('#full');
  link.toggleAttribute('data-from-link', hash !== '');
  const write = () => encodeState({ ...state, chart: '', runs: [], with: [], hide: [], theme: 'auto' });
  let full = write();
  if (full === null) {
    await loadPacking();
    full = write();
  }
  // What no link can hold opens as it was last written.
  if (full !== null && mine === linking && page !== '') link.setAttribute('href', `${page}index.html${full}`);
}

async function loadPacking() {
  usePacking(await import('../sharing/link-packing.js'));
}

/** In a folder of its own the figure knows the address of a playground, or "". */
const { alone } = document.documentElement.dataset;
/** The address of the page, "" where none is known: one stands beside the figure, but where that was opened from a disk. */
const page = alone ?? (/^https?:$/.test(location.protocol) ? './' : '');
find('footer').toggleAttribute('hidden', page === '');

/** Whether the figure trains without being asked again: it is opened so by the button of its folder's page alone. */
let isAsked = alone !== undefined && location.search === '?run';

const figure = /** @type {HTMLElement} */ (find('#figure'));
const views = new FigureViews(figure, defaultState(), {
  onState: (state) => void setLinks(state, linkOf(location).hash).catch(() => {}), // the link stays as it was
  onLayers: openLayers,
});

/**
 * The author left the layers out: the page has them, or where there is none the figure.
 * @param {Partial<import('../sharing/link-state.js').LayersState>} change
 */
async function openLayers(change) {
  if (page !== '') return views.openLayers(`${page}index.html`, change);
  const { state } = views;
  const layers = { ...state.layers, ...change };
  const hide = state.hide.filter((part) => part !== 'layers');
  await views.show({ ...state, layers, with: [...state.with, 'layers'], hide });
  views.layers?.scrollIntoView();
}

/** Counts the links read, so that a slow one does not draw over a later one. */
let reading = 0;

async function readLink() {
  reading += 1;
  const mine = reading;
  // The one file of a figure's folder knows what it shows.
  const hash = linkOf(location).hash || (document.documentElement.dataset.link ?? '');
  if (isPacked(hash)) {
    // A packing that does not arrive is said as a link that cannot be read.
    await loadPacking().catch(() => {});
    if (mine !== reading) return;
  }
  const { state, problems } = decodeState(hash);
  applyTheme(state.theme);
  void setLinks(state, hash).catch(() => {});
  for (const line of figure.querySelectorAll(':scope > .notice')) line.remove();
  figure.prepend(...noticesOf(problems));
  try {
    views.published ??= await publishedRecord();
    if (!(await views.show(state))) return;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    figure.prepend(...noticesOf([`This figure did not load: ${reason}. Reload the page to try again.`]));
  }
  if (mine !== reading) return;
  await painted();
  heights.drawn();
  if (isAsked) void views.training?.train();
  isAsked = false;
}

/** What a folder's figure holds of its author's run. */
async function publishedRecord() {
  const packed = document.querySelector('#published')?.textContent;
  return packed ? (await import('./packed.js')).jsonOf(packed) : null;
}

new ResizeObserver(() => heights.changed()).observe(document.body);
window.addEventListener('hashchange', readLink);
readLink();
