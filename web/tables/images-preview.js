// <activation-images-preview>: images that were dropped or chosen, before anything is trained on them: their classes with counts and pictures,
// the size and the colours they get, and how they are split. Sends `images-use` with the experiment and its files, or
// `images-leave`.
import { css, html, LitElement } from 'lit';
import { fixed, grouped, percent } from '../text/numbers.js';
import { define } from '../ui/define.js';
import { baseStyles, controlStyles } from '../ui/styles.js';
import { ClosedError, openImages } from './images-client.js';

const kSizes = [16, 24, 28, 32, 48, 64, 96, 128];
const kMostClasses = 24;
/** Shares of the images that validate. */
const kShares = /** @type {const} */ ([
  [0.1, 'a tenth'],
  [0.2, 'a fifth'],
  [0.3, '30\u202f%'],
  [0.5, 'half'],
]);
const kSplits = /** @type {const} */ ([
  ['stratify', 'each class in its share'],
  ['random', 'by chance'],
  ['file-order', 'in the order of the files'],
]);

export class ImagesPreview extends LitElement {
  static properties = {
    chosen: { attribute: false },
    size: { state: true },
    colour: { state: true },
    share: { state: true },
    split: { state: true },
    progress: { state: true },
    view: { state: true },
    problem: { state: true },
    busy: { state: true },
  };

  static styles = [
    baseStyles,
    controlStyles,
    css`
      section { border: 1px solid var(--edge); border-radius: 8px; padding: 1rem; background: var(--surface); }
      h2 { font: 600 1.0625rem/1.3 var(--title-face); margin: 0 0 0.25rem; overflow-wrap: anywhere; }
      .choices, .ends { display: flex; flex-wrap: wrap; gap: 0.5rem 1.25rem; align-items: center; margin: 0.75rem 0; }
      .choices label { display: inline-flex; flex-wrap: wrap; align-items: center; gap: 0.5rem; font-size: 0.875rem; max-width: 100%; }
      select { width: auto; max-width: 100%; }
      ul { list-style: none; margin: 0.75rem 0 0.5rem; padding: 0; display: grid; grid-template-columns: minmax(4rem, max-content) max-content minmax(3rem, 12rem) minmax(0, 1fr); gap: 0.375rem 0.75rem; align-items: center; font-size: 0.8125rem; }
      li { display: contents; }
      .name { overflow-wrap: anywhere; max-width: 14rem; }
      .bar { display: block; height: 0.625rem; background: var(--ink-soft); border-radius: 2px; forced-color-adjust: none; }
      .pictures { display: flex; flex-wrap: wrap; gap: 3px; min-height: 2.5rem; }
      canvas { height: 2.5rem; width: auto; max-width: 5rem; image-rendering: pixelated; border: 1px solid var(--hairline); border-radius: 3px; background: var(--sunken); forced-color-adjust: none; }
      .left, .error { overflow-wrap: anywhere; margin: 0.5rem 0; }
      .error { white-space: pre-line; }
      .reading { margin: 0.75rem 0; }
      .meter { height: 5px; border-radius: 3px; border: 1px solid var(--edge); margin-bottom: 0.25rem; overflow: hidden; }
      .meter div { height: 100%; background: var(--ink); }
      .old { opacity: 0.5; }
      @media (forced-colors: active) { .meter { border-color: CanvasText; } .meter div { background: Highlight; forced-color-adjust: none; } .bar { background: CanvasText; } }
      @media (max-width: 560px) { ul { grid-template-columns: minmax(0, 1fr) max-content; } .share { display: none; } .pictures { grid-column: 1 / -1; margin-bottom: 0.375rem; } }
    `,
  ];

  constructor() {
    super();
    /** @type {import('./images-host.js').Chosen | null} */
    this.chosen = null;
    /** Pixels of a side; undefined: the usual ones. @type {number | undefined} */
    this.size = undefined;
    /** @type {boolean | undefined} undefined: as the images look */
    this.colour = undefined;
    this.share = 0.2;
    this.split = 'stratify';
    /** How many images are read; null: all. @type {{ done: number, total: number } | null} */
    this.progress = null;
    /** @type {import('./images-host.js').ImagesView | null} */
    this.view = null;
    this.problem = '';
    /** Whether what is shown is of earlier decisions. */
    this.busy = false;
    /** @type {import('./images-client.js').OpenImages | null} */
    this.images = null;
    /** The files that the experiment will ask for. @type {Record<string, Blob>} */
    this.kept = {};
    this.turn = 0;
    this.isUsed = false;
    /** @type {Uint8Array[][] | null} what is painted */
    this.painted = null;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    if (!this.isUsed) this.images?.close();
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('chosen')) {
      Object.assign(this, {
        size: undefined,
        colour: undefined,
        share: 0.2,
        split: 'stratify',
        view: null,
        isUsed: false,
      });
      this.images = null;
      void this.look();
    } else if (
      (changed.has('size') && this.size !== this.view?.height) ||
      (changed.has('colour') && this.colour !== this.view?.colour)
    )
      void this.look();
  }

  updated() {
    this.paint();
  }

  /** Opens what was chosen, where it is not open or its worker was lost. @returns {import('./images-client.js').OpenImages} */
  opened() {
    if (this.images?.isOpen) return this.images;
    this.images = openImages(/** @type {import('./images-host.js').Chosen} */ (this.chosen), [], (done, total) => {
      if (this.busy) this.progress = { done, total };
    });
    return this.images;
  }

  /** Has the images decoded as it was decided; what is wrong is shown. */
  async look() {
    this.turn += 1;
    const { turn, size, colour } = this;
    Object.assign(this, { busy: true, problem: '', progress: { done: 0, total: 0 } });
    let view = null;
    let problem = '';
    try {
      const images = this.opened();
      this.kept = await images.kept;
      view = await images.look({ size, colour });
    } catch (error) {
      if (error instanceof ClosedError) return; // for other images
      problem = /** @type {Error} */ (error).message;
    }
    if (turn !== this.turn) return;
    Object.assign(this, { busy: false, progress: null, problem });
    if (view) Object.assign(this, { view, size: view.height, colour: view.colour });
  }

  /** The experiment with the split that was decided. */
  get experiment() {
    const { view, share, split } = this;
    if (!view) return null;
    const experiment = structuredClone(view.experiment);
    const data = /** @type {Record<string, unknown>} */ (experiment.data);
    const validation = Math.max(1, Math.min(view.rows - 1, Math.round(view.rows * share)));
    Object.assign(data, { train: view.rows - validation, validation, split });
    const training = /** @type {{ batchSize: number }} */ (experiment.training);
    training.batchSize = Math.min(training.batchSize, view.rows - validation);
    return experiment;
  }

  use() {
    this.isUsed = true; // what was decoded is used for the training
    this.dispatchEvent(new CustomEvent('images-use', { detail: { experiment: this.experiment, files: this.kept } }));
  }

  paint() {
    const { view } = this;
    if (!view || this.painted === view.samples) return;
    this.painted = view.samples;
    for (const canvas of this.renderRoot.querySelectorAll('canvas')) {
      const { label = 0, at = 0 } = canvas.dataset;
      const pixels = view.samples[Number(label)]?.[Number(at)];
      if (pixels) paintPixels(canvas, pixels, view);
    }
  }

  /**
   * @param {string} label @param {string | number} value @param {readonly (readonly [string | number, string])[]} options
   * @param {(value: string) => void} act
   */
  menu(label, value, options, act) {
    return html`<label>${label} <select @change=${(/** @type {Event} */ event) => act(/** @type {HTMLSelectElement} */ (event.target).value)}>${options.map(
      ([one, title]) => html`<option value=${one} ?selected=${String(one) === String(value)}>${title}</option>`,
    )}</select></label>`;
  }

  renderChoices() {
    const { view } = this;
    if (!view) return '';
    const sizes = kSizes.map((side) => /** @type {const} */ ([side, `${side} \u00d7 ${side}`]));
    const shape = view.isFixed
      ? html`<span class="small">${view.height} \u00d7 ${view.width} pixels, ${view.colour ? 'in colour' : 'grey'}, as the file has them</span>`
      : html`${this.menu('Size', view.height, sizes, (value) => {
          this.size = Number(value);
        })}${this.menu(
          'Colour',
          String(this.colour ?? view.colour),
          [
            ['false', 'grey'],
            ['true', 'red, green, blue'],
          ],
          (value) => {
            this.colour = value === 'true';
          },
        )}`;
    return html`<div class="choices">${shape}${this.menu('Validate on', this.share, kShares, (value) => {
      this.share = Number(value);
    })}${this.menu('Split', this.split, kSplits, (value) => {
      this.split = value;
    })}</div>`;
  }

  renderClasses() {
    const { view } = this;
    if (!view) return '';
    const { classNames, classCounts, rows, leftOut, height, width, samples } = view;
    const { data } = /** @type {{ data: { train: number, validation: number } }} */ (this.experiment);
    const most = Math.max(...classCounts);
    const shown = classNames.slice(0, kMostClasses);
    const rest = classNames.length - shown.length;
    return html`<p>${grouped(rows)} images of ${grouped(classNames.length)} classes; ${grouped(data.train)} train, ${grouped(data.validation)} validate.
        Always answering the most frequent class is right for ${fixed(most / rows, 3)} of them.</p>
      ${leftOut.length > 0 ? html`<p class="small soft left">Left out: ${leftOut.map(({ what, count }) => `${what} (${grouped(count)})`).join('; ')}.</p>` : ''}
      <ul class=${this.busy ? 'old' : ''} aria-label="Classes">${shown.map(
        (name, label) =>
          html`<li><span class="name">${name}</span><span>${grouped(classCounts[label])} <span class="soft">${percent(classCounts[label] / rows)}</span></span><span class="share"><span class="bar" .style=${`width:${(100 * classCounts[label]) / most}%`}></span></span><span class="pictures" role="img" aria-label=${`Pictures of ${name}`}>${(
            samples[label] ?? []
          ).map(
            (_, at) =>
              html`<canvas data-label=${label} data-at=${at} width=${width} height=${height} aria-hidden="true"></canvas>`,
          )}</span></li>`,
      )}</ul>
      ${rest > 0 ? html`<p class="small soft">And ${grouped(rest)} classes more.</p>` : ''}`;
  }

  renderProgress() {
    const { progress } = this;
    if (!progress) return '';
    const { done, total } = progress;
    const share = total > 0 ? Math.round((100 * done) / total) : 0;
    return html`<div class="reading"><div class="meter" role="progressbar" aria-label="Reading the images" aria-valuemin="0" aria-valuemax="100" aria-valuenow=${share}><div .style=${`width:${share}%`}></div></div><span class="small soft" aria-hidden="true">${total > 0 ? `${grouped(done)} of ${grouped(total)} images` : 'Opening\u2026'}</span></div>`;
  }

  render() {
    const canUse = this.view !== null && !this.busy && this.problem === '';
    return html`<section aria-labelledby="name"><h2 id="name">${this.chosen?.name ?? ''}</h2>
      <p class="small soft">A class is a subfolder, or a label. It stays on this device.</p>
      ${this.renderProgress()}${this.renderChoices()}
      <div role="status">${this.problem ? html`<p class="error">${this.problem}</p>` : this.renderClasses()}</div>
      <div class="ends"><button class="button primary" type="button" ?disabled=${!canUse} @click=${() => this.use()}>Use these images</button>
        <button class="button" type="button" @click=${() => this.dispatchEvent(new Event('images-leave'))}>Cancel</button></div></section>`;
  }
}

/**
 * @param {HTMLCanvasElement} canvas @param {Uint8Array} pixels channel by channel
 * @param {{ height: number, width: number, colour: boolean }} shape
 */
function paintPixels(canvas, pixels, { height, width, colour }) {
  Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d');
  if (!context) return;
  const image = context.createImageData(width, height);
  const plane = height * width;
  for (let i = 0; i < plane; ++i)
    for (let c = 0; c < 4; ++c) image.data[4 * i + c] = c === 3 ? 255 : pixels[(colour ? c * plane : 0) + i];
  context.putImageData(image, 0, 0);
}

define('activation-images-preview', ImagesPreview);
