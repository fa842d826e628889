// The views of one figure, in an embed or in a foreign page: puts those in place that its state asks for, and keeps them in
// step. Loads only the code of the view that is shown.
import { encodeState, kControls } from '../sharing/link-state.js';

/** @typedef {import('../sharing/link-state.js').ViewState} ViewState */
/** @typedef {import('../sharing/link-state.js').LayersState} LayersState */
/** @typedef {import('../curves/activation-curves.js').ActivationCurves} Curves */
/** @typedef {import('../training/activation-training.js').ActivationTraining} Training */
/** @typedef {import('../layers/activation-layers.js').ActivationLayers} Layers */
/** @typedef {import('../report/activation-results-view.js').ActivationResults} Results */
/** @typedef {import('../training/training-model.js').TrainingModel} TrainingModel */

const kViews = {
  curves: 'activation-curves-view',
  training: 'activation-training-view',
  layers: 'activation-layers-view',
  results: 'activation-results-view',
};
/** @typedef {keyof typeof kViews} View */

/** The part of the state that each view changes, by its tag. */
const kParts = new Map(
  /** @type {[View, string][]} */ (Object.entries(kViews)).map(([part, tag]) => [tag.toUpperCase(), part]),
);

/** What is wrong with a figure, as lines to stand above it. @param {string[]} texts @returns {HTMLElement[]} of the class `notice` */
export const noticesOf = (texts) =>
  texts.map((text) => {
    const line = document.createElement('p');
    line.className = 'notice';
    line.setAttribute('role', 'status');
    line.textContent = text;
    return line;
  });

export class FigureViews {
  /** @type {ViewState} */
  state;
  /** What the author published of the training. @type {import('../presets/results.js').PublishedResult | null} */
  published = null;
  /** Counts what was to be shown, so that what loads slowly does not replace what was asked for later. */
  #shown = 0;
  #place;
  #onState;
  #onLayers;

  /**
   * @param {HTMLElement} place which the views are put into; it may hold other things
   * @param {ViewState} state
   * @param {object} listeners
   * @param {(state: ViewState) => void} listeners.onState called when the reader has changed the figure
   * @param {(change: Partial<LayersState>) => void} listeners.onLayers called when layers are asked for that the figure does not show
   * @param {(model: TrainingModel) => void} [listeners.onModel] called with the model of a training that is put in place
   */
  constructor(place, state, { onState, onLayers, onModel }) {
    this.state = state;
    this.#place = place;
    this.#onState = onState;
    this.#onLayers = onLayers;
    // The event does not bubble; on its way down it passes here, whichever view sent it.
    const onModelChange = (/** @type {Event} */ event) => {
      const model = /** @type {CustomEvent<TrainingModel>} */ (event).detail;
      if (this.layers) this.layers.model = model;
      onModel?.(model);
    };
    place.addEventListener('model-change', onModelChange, { capture: true });
    place.addEventListener('state-change', (event) => {
      const part = kParts.get(/** @type {Element} */ (event.target).tagName);
      if (part) this.#change({ [part]: /** @type {CustomEvent} */ (event).detail });
    });
    place.addEventListener('images-change', (event) =>
      this.#change({ images: /** @type {CustomEvent} */ (event).detail }),
    );
    // A state speaks of trials by their places.
    place.addEventListener('trials-moved', (event) => {
      const layers = /** @type {CustomEvent} */ (event).detail(this.state.layers);
      Object.assign(this.layers ?? {}, { state: layers });
      this.#change({ layers });
    });
    place.addEventListener('open-layers', (event) => {
      const { detail } = /** @type {CustomEvent} */ (event);
      if (!this.layers) return this.#onLayers(detail);
      this.layers.change(detail);
      this.layers.scrollIntoView();
    });
  }

  get curves() {
    return /** @type {Curves | null} */ (this.#place.querySelector(kViews.curves));
  }

  get training() {
    return /** @type {Training | null} */ (this.#place.querySelector(kViews.training));
  }

  get layers() {
    return /** @type {Layers | null} */ (this.#place.querySelector(kViews.layers));
  }

  get results() {
    return /** @type {Results | null} */ (this.#place.querySelector(kViews.results));
  }

  /** @param {Partial<ViewState>} change */
  #change(change) {
    this.state = { ...this.state, ...change };
    this.#onState(this.state);
  }

  /**
   * @param {ViewState} state
   * @returns {Promise<boolean>} when all is drawn that stands there before a training: whether this state is still the one wanted
   * @throws {Error} where the code of a view does not arrive
   */
  async show(state) {
    this.state = state;
    this.#shown += 1;
    const mine = this.#shown;
    const isWanted = () => mine === this.#shown;
    const { view } = state;
    if (view !== 'curves') this.curves?.remove();
    if (view !== 'results') this.results?.remove();
    if (view === 'curves' || view === 'results') for (const one of [this.training, this.layers]) one?.remove();
    try {
      if (view === 'curves') await this.#showCurves(isWanted);
      else if (view === 'results') await this.#showResults(isWanted);
      else await this.#showTraining(isWanted);
    } catch (error) {
      if (isWanted()) throw error;
    }
    return isWanted();
  }

  /** Opens the layers on the page, where the figure leaves them out. @param {string} page its address @param {Partial<LayersState>} change */
  openLayers(page, change) {
    const layers = { ...this.state.layers, ...change };
    const shown = { ...this.state, view: 'layers', chart: '', runs: [], with: [], hide: [], layers };
    window.open(`${page}${encodeState(shown) ?? ''}`, '_blank', 'noopener');
  }

  /** Takes the views away; their workers end. */
  close() {
    this.#shown += 1;
    for (const view of [this.curves, this.training, this.layers, this.results]) view?.remove();
  }

  /** @param {string} tag @param {Record<string, unknown>} properties */
  #put(tag, properties) {
    let element = this.#place.querySelector(tag);
    if (!element) {
      element = document.createElement(tag);
      element.setAttribute('framed', ''); // nothing keeps to the edge of a frame that is as high as its figure
      this.#place.append(element);
    }
    Object.assign(element, properties);
    const { style } = /** @type {HTMLElement} */ (element);
    for (const name of kControls) style.setProperty(`--control-${name}`, this.state.hide.includes(name) ? 'none' : '');
  }

  /** @param {() => boolean} isWanted */
  async #showCurves(isWanted) {
    const controls = this.state.with.includes('controls') ? import('../curves/curves-controls.js') : null;
    await Promise.all([import('../curves/activation-curves.js'), controls]);
    if (!isWanted()) return;
    const { curves, with: shown, hide } = this.state;
    this.#put(kViews.curves, { state: curves, show: shown, hide });
    await this.curves?.complete;
  }

  /** @param {() => boolean} isWanted */
  async #showResults(isWanted) {
    await import('../report/activation-results-view.js');
    if (!isWanted()) return;
    const { results, with: show, hide } = this.state;
    this.#put(kViews.results, { state: results, show, hide });
    await this.results?.drawnAll();
  }

  /** @param {() => boolean} isWanted */
  async #showTraining(isWanted) {
    await import('../training/activation-training.js');
    if (!isWanted()) return;
    const { view, training, layers, images, chart, runs, with: added, hide } = this.state;
    if (chart) await import('../results/kind-chart.js');
    if (!isWanted()) return;
    const isNew = !this.training;
    this.#put(kViews.training, {
      state: training,
      show: view === 'training' || chart ? ['charts', ...added] : added,
      hide,
      images,
      published: this.published,
      chart,
      only: runs,
      // The figure comes first, also where its parts stand one behind the other.
      ...(isNew && { tab: 'results' }),
    });
    const shown = /** @type {Training} */ (this.training);
    shown.toggleAttribute('bare', !shown.shows('charts') && !shown.shows('controls'));
    if ((view !== 'layers' && !added.includes('layers')) || hide.includes('layers')) this.layers?.remove();
    else {
      await import('../layers/activation-layers.js');
      if (!isWanted()) return;
      this.#put(kViews.layers, { state: layers, model: shown.model, show: view === 'layers' ? added : ['details'] });
    }
    await shown.drawn();
    // They hear of the results there a moment later, and say then what they have not.
    this.layers?.requestUpdate();
    await this.layers?.updateComplete;
  }
}
