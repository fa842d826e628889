// The page's own code: joins the sections to one state, and that state to the link. What the sections
// show is theirs.
import '../curves/activation-curves.js';
import '../curves/curves-controls.js';
import { decodeState, encodeState, isPacked, usePacking } from '../sharing/link-state.js';
import '../sharing/share-panel.js';
import { connection } from '../ui/connection.js';
import { painted } from '../ui/painted.js';
import { applyTheme } from '../ui/theme.js';
import { takeDropped } from './dropped-records.js';
import './theme-toggle.js';
import { followConnection, keepSite } from './offline.js';

/** @typedef {import('../sharing/link-state.js').ViewState} ViewState */
/** @typedef {import('../sharing/link-state.js').TrainingState} TrainingState */

/** Browsers refuse history changes that come too fast; the link may lag the slider a little. */
const kLinkDelay = 250;

/** @template {Element} T @param {string} selector @returns {T} */
const find = (selector) => /** @type {T} */ (document.querySelector(selector));

/** @type {ViewState} */
let state;
/** Whether the training part has been asked for. */
let asked = false;
/** @type {number | undefined} */
let writing;

/** Links that are too long are packed, and read again, by a part of its own, which the first curve does not wait for. */
async function loadPacking() {
  try {
    usePacking(await import('../sharing/link-packing.js'));
  } catch {
    // A packed link is then said to be one that cannot be read, and one that is too long to be so.
  }
}

/** What is shared of the view, where that is open. */
const sharing = /** @type {import('../sharing/share-panel.js').SharePanel} */ (find('activation-share-panel'));

function writeLink() {
  sharing.follow();
  window.clearTimeout(writing);
  writing = window.setTimeout(async () => {
    if (encodeState(state) === null) await loadPacking();
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

/** The views by their sections; a section's name alone is an address too. */
const kSections = {
  curves: 'curves',
  training: 'train',
  layers: 'layers',
  experiments: 'experiments',
  results: 'results',
};
/** @typedef {keyof typeof kSections} View */

/** @param {string} hash @returns {View | null} */
const viewOf = (hash) =>
  /** @type {[View, string][]} */ (Object.entries(kSections)).find(([, section]) => hash === `#${section}`)?.[0] ??
  null;

/** Shows the state's view and hides the others; what trains goes on. */
function showView() {
  for (const [view, section] of Object.entries(kSections)) {
    find(`#${section}`).toggleAttribute('hidden', view !== state.view);
    const link = find(`nav a[href="#${section}"]`);
    if (view === state.view) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  document.documentElement.dataset.view = state.view;
  sharing.follow();
  if (state.view === 'experiments') void loadExperiments();
  if (state.view === 'results') void loadResults();
  if (state.view === 'layers') {
    void loadLayers();
    void wakeTraining();
  }
}

/** The layers are those of the training's experiment, which waits until it is seen: here, its layers are. */
async function wakeTraining() {
  await customElements.whenDefined('activation-training-view');
  await /** @type {import('../training/activation-training.js').ActivationTraining} */ (
    find('activation-training-view')
  ).settled();
}

/** Goes to a view, which Back leaves again. @param {View} view */
function goTo(view) {
  if (view === state.view) return;
  window.clearTimeout(writing);
  state = { ...state, view };
  const hash = encodeState(state);
  history.pushState(null, '', hash || location.pathname + location.search);
  if (hash === null) writeLink();
  showView();
  window.scrollTo({ top: 0, behavior: 'instant' });
  /** @type {HTMLElement} */ (find('main')).focus({ preventScroll: true });
}

function readLink() {
  const named = viewOf(location.hash);
  const { state: read, problems } = decodeState(named || location.hash === '#main' ? '' : location.hash);
  state = named ? { ...read, view: named } : read;
  showProblems(problems);
  if (state.theme !== 'auto') applyTheme(state.theme);
  for (const [selector, part] of /** @type {const} */ ([
    ['activation-curves-view', 'curves'],
    ['activation-training-view', 'training'],
    ['activation-layers-view', 'layers'],
    ['activation-results-view', 'results'],
  ])) {
    const element = /** @type {{ state: unknown } | null} */ (/** @type {unknown} */ (find(selector)));
    if (element) element.state = state[part];
  }
  /** @type {{ images: unknown }} */ (/** @type {unknown} */ (find('activation-training-view'))).images = state.images;
  showView();
}

/** @param {string} selector @param {'curves' | 'training' | 'layers'} part */
function follow(selector, part) {
  find(selector).addEventListener('state-change', (event) => {
    state = { ...state, [part]: /** @type {CustomEvent} */ (event).detail };
    writeLink();
  });
}

followConnection(find('#connection'));
// Before anything is waited for: the engine may be there first.
find('activation-curves-view').addEventListener('settled', async () => {
  await painted();
  void loadPacking();
  await loadTraining();
  void keepSite();
});
if (isPacked(location.hash)) await loadPacking();
readLink();
follow('activation-curves-view', 'curves');
follow('activation-training-view', 'training');
follow('activation-layers-view', 'layers');
const shownTraining = () =>
  /** @type {{ state?: TrainingState }} */ (/** @type {unknown} */ (find('activation-training-view'))).state ??
  state.training;
Object.assign(sharing, {
  // A link can name an experiment that is not here: what is shown in its place is what is shared.
  view: () => ({ ...state, training: shownTraining() }),
  titles: async () => (await import('./titles.js')).titlesOf(state, find('activation-training-view')),
});

window.addEventListener('popstate', async () => {
  if (isPacked(location.hash)) await loadPacking();
  if (location.hash !== '#main') readLink();
});
for (const link of document.querySelectorAll('nav a')) {
  link.addEventListener('click', (event) => {
    event.preventDefault();
    const view = viewOf(/** @type {string} */ (link.getAttribute('href')));
    if (view) goTo(view);
  });
}
// Not an address: it must not throw the view's state out of it.
find('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  /** @type {HTMLElement} */ (find('main')).focus();
});
/** Opens another experiment in the Train view. @param {TrainingState} opened */
function openState(opened) {
  const training = /** @type {import('../training/activation-training.js').ActivationTraining} */ (
    find('activation-training-view')
  );
  training.onState(opened);
  goTo('training');
}
document.addEventListener('open-preset', (event) => {
  openState({ preset: /** @type {CustomEvent<string>} */ (event).detail, set: {}, experiment: null });
});
document.addEventListener('open-state', (event) => {
  openState(/** @type {CustomEvent<TrainingState>} */ (event).detail);
});
document.addEventListener('open-view', (event) => goTo(/** @type {CustomEvent<View>} */ (event).detail));
document.addEventListener('open-layers', async (event) => {
  await loadLayers();
  const layers = /** @type {import('../layers/activation-layers.js').ActivationLayers} */ (
    find('activation-layers-view')
  );
  layers.change(/** @type {CustomEvent} */ (event).detail);
  goTo('layers');
});

// The link speaks of trials by their places.
document.addEventListener('trials-moved', (event) => {
  state = { ...state, layers: /** @type {CustomEvent} */ (event).detail(state.layers) };
  /** @type {import('../layers/activation-layers.js').ActivationLayers} */ (find('activation-layers-view')).state =
    state.layers;
  writeLink();
});
document.addEventListener('images-change', (event) => {
  state = { ...state, images: /** @type {CustomEvent} */ (event).detail };
  writeLink();
});

find('activation-training-view').addEventListener('model-change', (event) => {
  /** @type {import('../layers/activation-layers.js').ActivationLayers} */ (find('activation-layers-view')).model =
    /** @type {CustomEvent} */ (event).detail;
  /** @type {CustomEvent<EventTarget>} */ (event).detail.addEventListener('done', () => sharing.follow());
  // Nothing is kept before a run has ended.
  void import('./recent.js').then(
    ({ rememberRuns }) => rememberRuns(/** @type {CustomEvent} */ (event).detail, () => state.training),
    () => {}, // the list of trainings lacks what is trained now
  );
});
// Training is a file of its own, which is asked for when the first curve is on screen, or when it is what the link shows.
/** @param {unknown} error @param {string} part */
function showMissing(error, part) {
  const reason = error instanceof Error ? error.message : String(error);
  showProblems([
    connection.offline
      ? `The ${part} part needs the network once. Choose it again when there is one.`
      : `The ${part} part did not load: ${reason}. Reload the page to try again.`,
  ]);
}

// The list of experiments is another, which is asked for when it is looked at.
async function loadExperiments() {
  await import('../experiments/experiment-list.js').catch((error) => showMissing(error, 'experiments'));
}

// So are the layers.
async function loadLayers() {
  await import('../layers/activation-layers.js').catch((error) => showMissing(error, 'layers'));
}

// And what was trained elsewhere.
async function loadResults() {
  await import('../report/activation-results-view.js').catch((error) => showMissing(error, 'results'));
}

/** Opens files of records, which may be dropped anywhere. @param {File[]} files */
async function openResults(files) {
  goTo('results');
  await loadResults();
  await /** @type {import('../report/activation-results-view.js').ActivationResults} */ (
    find('activation-results-view')
  ).openFiles(files);
}
takeDropped(document, openResults);

async function loadTraining() {
  if (asked) return;
  asked = true;
  try {
    await import('../training/activation-training.js');
  } catch (error) {
    asked = false;
    showMissing(error, 'training');
  }
}
if (document.documentElement.dataset.view !== 'curves') void loadTraining();
