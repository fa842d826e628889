// The page's own code: joins the sections to one state, and that state to the link. What the sections
// show is theirs.
import '../curves/activation-curves.js';
import { pack, unpack } from '../sharing/link-packing.js';
import { decodeState, encodeState, usePacking } from '../sharing/link-state.js';
import '../sharing/share-panel.js';
import { applyTheme } from '../ui/theme-toggle.js';

/** @typedef {import('../sharing/link-state.js').ViewState} ViewState */

/** Browsers refuse history changes that come too fast; the link may lag the slider a little. */
const kLinkDelay = 250;

/** @template {Element} T @param {string} selector @returns {T} */
const find = (selector) => /** @type {T} */ (document.querySelector(selector));

/** @type {ViewState} */
let state;
/** @type {number | undefined} */
let writing;

function writeLink() {
  window.clearTimeout(writing);
  writing = window.setTimeout(() => {
    const hash = encodeState(state);
    showNote(hash === null ? kTooLong : '');
    if (hash === null) return;
    history.replaceState(null, '', hash || location.pathname + location.search);
  }, kLinkDelay);
}

const kTooLong =
  'This view is too long for a link, so the address still holds an earlier one and a reload would go back to it. To keep the experiment, copy its JSON from the form.';

/** @param {string} text said beside the problems of the link that was read, for as long as it is so */
function showNote(text) {
  const known = document.querySelector('#link-note');
  if (!text || known) {
    if (!text) known?.remove();
    return;
  }
  const line = document.createElement('p');
  line.id = 'link-note';
  line.className = 'notice';
  line.textContent = text;
  find('#link-messages').append(line);
}

/** @param {string[]} problems */
function showProblems(problems) {
  const messages = find('#messages');
  messages.replaceChildren(
    ...problems.map((text) => {
      const line = document.createElement('p');
      line.className = 'notice';
      line.textContent = text;
      return line;
    }),
  );
}

/** Section names are ordinary anchors; anything else in the hash is a view. */
const isAnchor = (/** @type {string} */ hash) => /^#(curves|train|layers)?$/.test(hash);

function readLink() {
  const { state: read, problems } = decodeState(isAnchor(location.hash) ? '' : location.hash);
  state = read;
  showProblems(problems);
  if (state.theme !== 'auto') applyTheme(state.theme);
  for (const [selector, part] of /** @type {const} */ ([
    ['activation-curves', 'curves'],
    ['activation-training', 'training'],
    ['activation-layers', 'layers'],
  ])) {
    const element = /** @type {{ state: unknown } | null} */ (/** @type {unknown} */ (find(selector)));
    if (element) element.state = state[part];
  }
}

/** @param {string} selector @param {'curves' | 'training' | 'layers'} part */
function follow(selector, part) {
  find(selector).addEventListener('state-change', (event) => {
    state = { ...state, [part]: /** @type {CustomEvent} */ (event).detail };
    writeLink();
  });
}

usePacking({ pack, unpack });
readLink();
follow('activation-curves', 'curves');
follow('activation-training', 'training');
follow('activation-layers', 'layers');
/** @type {import('../sharing/share-panel.js').SharePanel} */ (find('share-panel')).view = () => state;

window.addEventListener('hashchange', () => {
  if (!isAnchor(location.hash)) readLink();
});
// A section link must not throw the view's state out of the address.
for (const link of document.querySelectorAll('nav a, .skip')) {
  link.addEventListener('click', (event) => {
    event.preventDefault();
    const target = find(/** @type {string} */ (link.getAttribute('href')));
    target.scrollIntoView();
    target.setAttribute('tabindex', '-1');
    /** @type {HTMLElement} */ (target).focus({ preventScroll: true });
  });
}

find('activation-training').addEventListener('model-change', (event) => {
  /** @type {import('../training/activation-layers.js').ActivationLayers} */ (find('activation-layers')).model =
    /** @type {CustomEvent} */ (event).detail;
});
/** Resolves when what has been drawn is painted; in a hidden tab, which paints nothing, after half a second. */
const painted = () =>
  new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)));
    setTimeout(resolve, 500);
  });
// Training is a file of its own, which is asked for when the first curve is on screen.
find('activation-curves').addEventListener('settled', async () => {
  await painted();
  try {
    await Promise.all([import('../training/activation-training.js'), import('../training/activation-layers.js')]);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    showProblems([`The training part did not load: ${reason}. Reload the page to try again.`]);
  }
});
