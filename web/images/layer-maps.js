// <activation-layer-maps>: one image on its way through the network: the image, what the network answers, and what each layer makes of it.
import { css, html, LitElement } from 'lit';
import { percent } from '../text/numbers.js';
import { define } from '../ui/define.js';
import { baseStyles } from '../ui/styles.js';
import { OnTheme } from '../ui/theme.js';
import { readText } from './class-names.js';
import './map-mosaic.js';
import { paintImage, tonesOf } from './pixels.js';

/** Classes whose shares are listed. */
const kMostAnswers = 12;

/** @typedef {import('../worker/looker.js').Trace} Trace */
/** @typedef {Trace['layers'][number]} Layer */

/** What one of a layer's outputs is: a single number is that of a unit, an area of them a map. @param {Layer} layer */
const nounOf = ({ shape: [, height, width] }) => (height * width === 1 ? 'unit' : 'map');

/** The type of a layer: the engine names a layer by it and a number. @param {{ name: string }} layer */
export const typeOf = ({ name }) => name.replace(/\d+$/, '');

/** Layers that give in evaluation what they get, whatever that is. */
export const kPassing = new Set(['dropout', 'alphaDropout', 'flatten']);

export class LayerMaps extends LitElement {
  static properties = {
    trace: { attribute: false },
    names: { attribute: false },
    inputShape: { attribute: false },
    isPhoto: { type: Boolean },
    index: { type: Number },
  };

  static styles = [
    baseStyles,
    css`
      .way { display: grid; grid-template-columns: 11rem minmax(0, 1fr); gap: 1.25rem 2rem; margin-top: 0.75rem; }
      .given { position: sticky; top: 7.5rem; align-self: start; }
      .layers { display: grid; gap: 1rem; min-width: 0; }
      canvas { width: 8.75rem; aspect-ratio: var(--aspect, 1); image-rendering: pixelated; border: 1px solid var(--hairline); background: var(--surface); display: block; forced-color-adjust: none; }
      table { border-collapse: collapse; width: 100%; font-size: 0.8125rem; margin-top: 0.75rem; }
      caption { text-align: start; font-weight: 600; padding-bottom: 0.25rem; }
      th { font-weight: 400; text-align: start; padding: 0.0625rem 0.5rem 0.0625rem 0; max-width: 5.5rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; width: 1%; }
      td { padding: 0.0625rem 0; }
      td.share { text-align: end; width: 3rem; }
      .bar { display: block; height: 0.75rem; width: var(--share); min-width: 1px; background: var(--ink-soft); border-radius: 0 2px 2px 0; forced-color-adjust: none; }
      .label th, .label td { font-weight: 700; }
      .label .bar { background: var(--hue-blue); }
      @media (max-width: 760px) { .way { grid-template-columns: minmax(0, 1fr); } .given { position: static; display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 1rem; align-items: start; } canvas { width: 6rem; } table { margin-top: 0; } }
      @media print { .given { position: static; } }
      @media (forced-colors: active) { .bar, .label .bar { background: CanvasText; } }
    `,
  ];

  constructor() {
    super();
    /** @type {Trace | null} */
    this.trace = null;
    /** @type {string[]} */
    this.names = [];
    /** @type {[number, number, number]} */
    this.inputShape = [1, 1, 1];
    /** As in the sheet of images. */
    this.isPhoto = false;
    /** Of the sample. */
    this.index = 0;
    this.onTheme = new OnTheme(this, () => this.paint());
  }

  updated() {
    this.paint();
  }

  paint() {
    const canvas = this.renderRoot.querySelector('canvas');
    if (canvas && this.trace) paintImage(canvas, this.trace.pixels, this.inputShape, tonesOf(this), this.isPhoto);
  }

  /** @returns {{ layers: Layer[], passing: string[] }} the layers that make something of it, and those that pass it on */
  get parts() {
    const all = this.trace?.layers ?? [];
    return {
      layers: all.filter((layer) => !kPassing.has(typeOf(layer))),
      passing: all.filter((layer) => kPassing.has(typeOf(layer))).map(({ name }) => name),
    };
  }

  /** Of many classes the likeliest, and what the image is. @param {Trace} trace */
  renderAnswer({ predictions, label }) {
    const shares = [...predictions].map((share, i) => ({ share, i }));
    const likely = shares.length > kMostAnswers ? shares.sort((a, b) => (b.share || 0) - (a.share || 0)) : shares;
    const shown = likely.filter(({ i }, place) => place < kMostAnswers || i === label);
    const rest = shares.length - shown.length;
    return html`<table><caption>Answer${rest > 0 ? html`<span class="soft">, without ${rest} less likely classes</span>` : ''}</caption><tbody>${shown.map(
      ({ share, i }) =>
        html`<tr class=${i === label ? 'label' : ''}><th scope="row" title=${this.names[i]}>${this.names[i]}${i === label ? html` <span class="visually-hidden">(what it is)</span>` : ''}</th><td aria-hidden="true"><span class="bar" .style=${`--share:${Math.round(100 * (share || 0))}%`}></span></td><td class="share">${percent(share, 0)}</td></tr>`,
    )}</tbody></table>`;
  }

  render() {
    const { trace, names } = this;
    if (!trace || names.length < trace.predictions.length) return '';
    const text = readText(names, trace);
    const [, height, width] = this.inputShape;
    const { layers, passing } = this.parts;
    return html`<h3>Through the network</h3><p class="small">Sample ${this.index}: ${text}.</p>
      <div class="way"><div class="given"><canvas role="img" aria-label=${text} .style=${`--aspect:${width}/${height}`}></canvas>${this.renderAnswer(trace)}</div>
      <div class="layers">${layers.map(
        (layer) =>
          html`<activation-map-mosaic within .values=${layer.values} .count=${layer.shape[0]} .height=${layer.shape[1]} .width=${layer.shape[2]} .heading=${layer.name} .noun=${nounOf(layer)}></activation-map-mosaic>${
            typeOf(layer) === 'residual'
              ? html`<p class="block small soft">${layer.name} is a block: this is what comes out of it, its input included. The engine does not give out what its inner layers make of a single image; the Layers view has their statistics.</p>`
              : ''
          }`,
      )}${passing.length > 0 ? html`<p class="small soft">${passing.join(', ')}: passed on unchanged, as in every evaluation.</p>` : ''}</div></div>`;
  }
}

define('activation-layer-maps', LayerMaps);
