// <activation-map-mosaic>: the maps of a layer, or its filters, side by side on one diverging scale with zero in the middle, whose limits
// stand below. Arrow keys or the pointer read one map off.
import { css, html, LitElement } from 'lit';
import { significant } from '../text/numbers.js';
import { define } from '../ui/define.js';
import { OnWidth } from '../ui/on-width.js';
import { baseStyles } from '../ui/styles.js';
import { OnTheme } from '../ui/theme.js';
import { mosaicPlace, mosaicSize, mosaicStep, paintMosaic, rangeOf, tonesOf } from './pixels.js';

/** About how wide a map is drawn, where there is space for many and where there is not. */
const kMapPixels = 48;
const kSmallPixels = 34;
const kNarrow = 500;
/** How wide a unit that is a single number is drawn: few are drawn larger. */
const kUnitPixels = 10;
const kFew = 20;
const kGap = 6;
/** More maps than these are shown when they are asked for. */
const kMostMaps = 64;
const kMostUnits = 1024;

export class MapMosaic extends LitElement {
  static properties = {
    values: { attribute: false },
    count: { type: Number },
    height: { type: Number },
    width: { type: Number },
    heading: {},
    noun: {},
    within: { type: Boolean },
    all: { state: true },
    at: { state: true },
  };

  static styles = [
    baseStyles,
    css`
      header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 0.5rem; }
      .host { outline-offset: 3px; width: max-content; max-width: 100%; margin-top: 0.25rem; direction: ltr; position: relative; }
      canvas { display: block; image-rendering: pixelated; forced-color-adjust: none; max-width: 100%; }
      .at { position: absolute; box-shadow: 0 0 0 2px var(--ink); pointer-events: none; }
      .words { font-size: 0.75rem; color: var(--ink-soft); display: flex; flex-wrap: wrap; align-items: center; gap: 0 0.375rem; min-height: 1.375rem; direction: ltr; }
      .ramp { width: 5rem; height: 0.5rem; border: 1px solid var(--hairline); forced-color-adjust: none;
        background: linear-gradient(to right, color-mix(in srgb, var(--hue-vermillion) 72%, var(--surface)), var(--surface), color-mix(in srgb, var(--hue-blue) 72%, var(--surface))); }
      button { font: inherit; font-size: 0.75rem; color: var(--ink); background: none; border: 1px solid var(--edge); border-radius: 6px; padding: 0.125rem 0.5rem; min-height: 1.5rem; cursor: pointer; }
      @media (forced-colors: active) { .at { outline: 2px solid Highlight; } }
      @media print { button { display: none; } }
    `,
  ];

  constructor() {
    super();
    this.values = new Float32Array(0);
    this.count = 0;
    this.height = 1;
    this.width = 1;
    this.heading = '';
    /** What one of them is: "map", "filter", "unit". */
    this.noun = 'map';
    /** Whether it is one of several under a heading of their own. */
    this.within = false;
    /** Whether all are shown, where there are many. */
    this.all = false;
    /** Which one is read off. @type {number | null} */
    this.at = null;
    this.available = 0;
    this.onWidth = new OnWidth(this, (width) => {
      if (width === this.available) return;
      this.available = width;
      this.requestUpdate();
    });
    this.onTheme = new OnTheme(this, () => this.paint());
  }

  get isUnits() {
    return this.height * this.width === 1;
  }

  get most() {
    return this.isUnits ? kMostUnits : kMostMaps;
  }

  /** @returns {import('./pixels.js').Mosaic} how they are laid out in the width there is */
  get layout() {
    const { height, width, isUnits } = this;
    const count = this.all ? this.count : Math.min(this.count, this.most);
    const map = this.available < kNarrow ? kSmallPixels : kMapPixels;
    const unit = count <= kFew ? 2 * kUnitPixels : kUnitPixels;
    const scale = Math.max(1, isUnits ? unit : Math.round(map / width));
    const gap = isUnits ? 0 : kGap;
    const fitting = Math.floor((this.available + gap - 2) / (width * scale + gap));
    return { count, height, width, gap, scale, columns: Math.max(1, Math.min(count, fitting)) };
  }

  /** @returns {[number, number]} of all of them, also those not on show */
  get range() {
    return rangeOf(this.values);
  }

  get limit() {
    return Math.max(...this.range.map(Math.abs));
  }

  updated() {
    this.paint();
  }

  paint() {
    const canvas = this.renderRoot.querySelector('canvas');
    if (canvas && this.available > 0 && this.count > 0)
      paintMosaic(canvas, this.values, this.layout, this.limit, tonesOf(this));
  }

  /** @param {PointerEvent} event */
  onPointer(event) {
    const { left, top } = /** @type {Element} */ (event.currentTarget).getBoundingClientRect();
    const { count, columns } = this.layout;
    const [across, down] = mosaicStep(this.layout);
    const column = Math.floor((event.clientX - left) / across);
    const index = Math.floor((event.clientY - top) / down) * columns + column;
    this.at = column >= 0 && column < columns && index >= 0 && index < count ? index : null;
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const { columns, count } = this.layout;
    /** @type {Record<string, number>} */
    const moves = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns };
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    this.at = this.at === null ? 0 : Math.max(0, Math.min(count - 1, this.at + move));
  }

  /** What is read off, or what all of them hold. */
  get words() {
    const { at, noun, height, width, values } = this;
    if (at === null || at >= this.count) return '';
    const size = height * width;
    const [least, most] = rangeOf(values.subarray(at * size, (at + 1) * size));
    const name = `${noun.charAt(0).toUpperCase()}${noun.slice(1)} ${at}`;
    return this.isUnits
      ? `${name}: ${significant(values[at])}`
      : `${name}: ${significant(least)} to ${significant(most)}`;
  }

  renderAt() {
    const { count, height, width, scale } = this.layout;
    if (this.at === null || this.at >= count) return '';
    const [left, top] = mosaicPlace(this.layout, this.at);
    return html`<span class="at" .style=${`left:${left}px;top:${top}px;width:${width * scale}px;height:${height * scale}px`}></span>`;
  }

  render() {
    const { count, height, width, heading, noun, limit } = this;
    const { layout } = this;
    const [across, down] = mosaicSize(layout);
    const [least, most] = this.range;
    const shape = this.isUnits ? `${count} ${noun}s` : `${count} ${noun}s of ${height} \u00d7 ${width}`;
    const alt = `${heading}: ${shape}, values from ${significant(least)} to ${significant(most)}`;
    const size = `width:${across}px;height:${down}px`;
    const rest = count - layout.count;
    return html`<header>${this.within ? html`<h4>${heading}</h4>` : html`<h3 class="title">${heading}</h3>`}<span class="small soft">${shape}</span></header>
      <div class="host" tabindex="0" role="group" aria-label=${`${shape} of ${heading}; arrow keys read one off`} @pointermove=${this.onPointer} @pointerleave=${() => {
        this.at = null;
      }} @keydown=${this.onKey} @blur=${() => {
        this.at = null;
      }} .style=${size}><canvas role="img" aria-label=${alt} .style=${size}></canvas>${this.renderAt()}</div>
      <p class="words"><span>${significant(-limit)}</span><span class="ramp" aria-hidden="true"></span><span>${significant(limit)}</span>${
        rest > 0
          ? html`<button type="button" @click=${() => {
              this.all = true;
            }}>Show ${rest} more</button>`
          : ''
      }<span aria-live="polite">${this.words}</span></p>`;
  }
}

define('activation-map-mosaic', MapMosaic);
