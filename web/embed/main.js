// The embed: one figure, driven by the same link as the page. Posts its height to its parent (host.js); hides
// what the link says. Loads only the code of the figure it shows.
import { decodeState, encodeState, isPacked, usePacking } from '../sharing/link-state.js';
import { painted } from '../ui/painted.js';
import { applyTheme } from '../ui/theme.js';
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
  const write = () => encodeState({ ...state, with: [], hide: [], theme: 'auto' });
  let full = write();
  if (full === null) {
    await loadPacking();
    full = write();
  }
  // What no link can hold opens as it was last written.
  if (full !== null && mine === linking) link.setAttribute('href', `./index.html${full}`);
}

async function loadPacking() {
  usePacking(await import('../sharing/link-packing.js'));
}

/** @type {import('../sharing/link-state.js').ViewState} */
let state;

/** Whether the page stands beside the figure: not where it was opened from a disk, nor in a folder of its own. */
const hasPage = /^https?:$/.test(location.protocol) && !('alone' in document.documentElement.dataset);
find('footer').toggleAttribute('hidden', !hasPage);

/** @param {HTMLElement} figure @param {string} tag @param {Record<string, unknown>} properties */
function show(figure, tag, properties) {
  let element = figure.querySelector(tag);
  if (!element) {
    element = document.createElement(tag);
    element.setAttribute('framed', ''); // nothing keeps to the edge of a frame that is as high as its figure
    figure.append(element);
  }
  Object.assign(element, properties);
  return element;
}

/** @param {HTMLElement} figure @param {string[]} texts */
function say(figure, texts) {
  figure.prepend(
    ...texts.map((text) => {
      const line = document.createElement('p');
      line.className = 'notice';
      line.setAttribute('role', 'status');
      line.textContent = text;
      return line;
    }),
  );
}

/** Counts the links read, so that a slow one does not draw over a later one. */
let reading = 0;

async function readLink() {
  reading += 1;
  const mine = reading;
  const { hash } = linkOf(location);
  if (isPacked(hash)) {
    // A packing that does not arrive is said as a link that cannot be read.
    await loadPacking().catch(() => {});
    if (mine !== reading) return;
  }
  const { state: read, problems } = decodeState(hash);
  state = read;
  applyTheme(state.theme);
  void setLinks(state, hash).catch(() => {});
  const figure = /** @type {HTMLElement} */ (find('#figure'));
  for (const child of [...figure.children]) {
    const wanted =
      state.view === 'curves' ? ['ACTIVATION-CURVES-VIEW'] : ['ACTIVATION-TRAINING-VIEW', 'ACTIVATION-LAYERS-VIEW'];
    if (!wanted.includes(child.tagName)) child.remove();
  }
  say(figure, problems);
  try {
    await showView(figure, () => mine === reading);
  } catch (error) {
    if (mine !== reading) return;
    const reason = error instanceof Error ? error.message : String(error);
    say(figure, [`This figure did not load: ${reason}. Reload the page to try again.`]);
  }
  if (mine !== reading) return;
  await painted();
  heights.drawn();
}

/** @param {HTMLElement} figure @param {() => boolean} current whether this view is still the one wanted */
async function showView(figure, current) {
  if (state.view === 'curves') {
    const controls = state.with.includes('controls') ? import('../curves/curves-controls.js') : null;
    await Promise.all([import('../curves/activation-curves.js'), controls]);
    if (!current()) return;
    const curves = /** @type {import('../curves/activation-curves.js').ActivationCurves} */ (
      show(figure, 'activation-curves-view', { state: state.curves, show: state.with, hide: state.hide })
    );
    await curves.complete;
    return;
  }
  await import('../training/activation-training.js');
  if (!current()) return;
  const isNew = !figure.querySelector('activation-training-view');
  const training = /** @type {import('../training/activation-training.js').ActivationTraining} */ (
    show(figure, 'activation-training-view', {
      state: state.training,
      show: state.view === 'training' ? ['charts', ...state.with] : state.with,
      hide: state.hide,
      images: state.images,
      // The figure comes first, also where its parts stand one behind the other.
      ...(isNew && { tab: 'results' }),
    })
  );
  training.toggleAttribute('bare', !training.shows('charts') && !training.shows('controls'));
  const hasLayers = state.view === 'layers' || state.with.includes('layers');
  if (!hasLayers || state.hide.includes('layers')) figure.querySelector('activation-layers-view')?.remove();
  else {
    await import('../layers/activation-layers.js');
    if (!current()) return;
    const shown = state.view === 'layers' ? state.with : ['details'];
    show(figure, 'activation-layers-view', { state: state.layers, model: training.model, show: shown });
  }
  await training.drawn();
}

find('#figure').addEventListener(
  'model-change',
  (event) => {
    const layers = /** @type {import('../layers/activation-layers.js').ActivationLayers | null} */ (
      document.querySelector('activation-layers-view')
    );
    if (layers) layers.model = /** @type {CustomEvent} */ (event).detail;
  },
  // The event does not bubble; on its way down it passes here, whichever training element sent it.
  { capture: true },
);

document.addEventListener('open-layers', (event) => {
  const layers = /** @type {import('../layers/activation-layers.js').ActivationLayers | null} */ (
    document.querySelector('activation-layers-view')
  );
  if (layers) {
    layers.change(/** @type {CustomEvent} */ (event).detail);
    layers.scrollIntoView();
    return;
  }
  // The author left them out: the page has them, or where there is none the figure.
  const shown = {
    ...state,
    view: 'layers',
    with: /** @type {string[]} */ ([]),
    hide: [],
    layers: { ...state.layers, .../** @type {CustomEvent} */ (event).detail },
  };
  if (!hasPage) {
    const hide = state.hide.filter((part) => part !== 'layers');
    state = { ...state, layers: shown.layers, with: [...state.with, 'layers'], hide };
    void showView(find('#figure'), () => true).then(() =>
      document.querySelector('activation-layers-view')?.scrollIntoView(),
    );
    return;
  }
  window.open(`./index.html${encodeState(shown) ?? ''}`, '_blank', 'noopener');
});

document.addEventListener('state-change', (event) => {
  const part = /** @type {Record<string, 'curves' | 'training' | 'layers'>} */ ({
    'ACTIVATION-CURVES-VIEW': 'curves',
    'ACTIVATION-TRAINING-VIEW': 'training',
    'ACTIVATION-LAYERS-VIEW': 'layers',
  })[/** @type {Element} */ (event.target).tagName];
  if (!part) return;
  state = { ...state, [part]: /** @type {CustomEvent} */ (event).detail };
  void setLinks(state, linkOf(location).hash).catch(() => {}); // the link stays as it was
});

document.addEventListener('images-change', (event) => {
  state = { ...state, images: /** @type {CustomEvent} */ (event).detail };
  void setLinks(state, linkOf(location).hash).catch(() => {});
});

// A link speaks of trials by their places.
document.addEventListener('trials-moved', (event) => {
  state = { ...state, layers: /** @type {CustomEvent} */ (event).detail(state.layers) };
  Object.assign(document.querySelector('activation-layers-view') ?? {}, { state: state.layers });
  void setLinks(state, linkOf(location).hash).catch(() => {});
});

new ResizeObserver(() => heights.changed()).observe(document.body);
window.addEventListener('hashchange', readLink);
readLink();
