// <activation-curve-chart>: shows the curves figure. Its crosshair stays where it is put by a click, a drag or the arrow keys; the
// pointer alone only reads the curves off. Gets samples, sends `at-change`; it evaluates nothing itself.
import { css, html, LitElement } from 'lit';
import { crosshairFigure, curveGeometry, curvesFigure } from '../figures/curves.js';
import { showSvg } from '../figures/svg.js';
import { plain } from '../text/numbers.js';
import { define } from '../ui/define.js';
import { OnWidth } from '../ui/on-width.js';
import { baseStyles, figureStyles } from '../ui/styles.js';

/** @typedef {import('../figures/curves.js').CurveSeries} CurveSeries */
/** @typedef {import('../figures/curves.js').Panel} Panel */

/** Rounds to a step that suits the range, so that the crosshair stops at numbers worth reading. @param {number} value @param {number} step */
function snapped(value, step) {
  return +(Math.round(value / step) * step).toPrecision(10);
}

export class CurveChart extends LitElement {
  static properties = {
    series: { attribute: false },
    panels: { attribute: false },
    domain: { attribute: false },
    at: { type: Number },
    points: { attribute: false },
    alt: {},
    spoken: {},
    read: { attribute: false },
    over: { state: true },
  };

  static styles = [
    baseStyles,
    figureStyles,
    css`
      .host { position: relative; touch-action: pan-y; cursor: crosshair; border-radius: 4px; -webkit-user-select: none; user-select: none; }
      .host:focus-visible { outline-offset: 4px; }
      .curves { display: block; }
      .overlay { position: absolute; inset: 0; pointer-events: none; }
      .rule { position: absolute; top: 26px; bottom: 38px; width: 1px; background: var(--line); pointer-events: none; }
      .reading { position: absolute; top: 30px; z-index: 2; pointer-events: none; display: grid; grid-template-columns: auto auto; gap: 0 0.625rem; padding: 0.25rem 0.5rem; border: 1px solid var(--hairline); border-radius: 6px; background: var(--surface); font-size: 0.75rem; line-height: 1.4; white-space: nowrap; }
      .reading b { grid-column: 1 / -1; }
      .reading span:nth-of-type(even) { text-align: end; color: var(--ink); }
    `,
  ];

  constructor() {
    super();
    /** @type {CurveSeries[]} */
    this.series = [];
    /** @type {Panel[]} */
    this.panels = [];
    /** @type {[number, number]} */
    this.domain = [-5, 5];
    this.at = 0;
    /** @type {{ colour: string, values: number[] }[]} */
    this.points = [];
    this.alt = '';
    this.spoken = '';
    /** The functions' values at an input, for the pointer. @type {((x: number) => { title: string, colour: string, text: string }[]) | null} */
    this.read = null;
    /** Where the pointer is, as an input. @type {number | null} */
    this.over = null;
    this.dragging = false;
    this.width = 0;
    /** @type {import('../figures/curves.js').CurveGeometry | null} */
    this.geometry = null;
    this.onWidth = new OnWidth(this, (width) => {
      if (width === this.width || width < 40) return;
      this.width = width;
      this.paint();
    });
  }

  /** Steps of the arrow keys: a hundredth of the range, as 1, 2 or 5 times a power of ten. */
  get step() {
    const rough = (this.domain[1] - this.domain[0]) / 100;
    const power = 10 ** Math.floor(Math.log10(rough));
    return ([1, 2, 5].find((factor) => factor * power >= rough * 0.999) ?? 10) * power;
  }

  /** @param {number} value */
  moveTo(value) {
    const at = Math.min(this.domain[1], Math.max(this.domain[0], value));
    if (at !== this.at) this.dispatchEvent(new CustomEvent('at-change', { detail: at }));
  }

  /** @param {PointerEvent} event */
  onPointer(event) {
    const { geometry } = this;
    if (!geometry) return;
    const host = /** @type {HTMLElement} */ (event.currentTarget);
    const px = event.clientX - host.getBoundingClientRect().left;
    const at = snapped(geometry.x.invert(px), this.step / 2);
    const isInside = at >= this.domain[0] && at <= this.domain[1];
    if (event.type === 'pointerdown') this.dragging = event.button === 0 && event.isPrimary;
    if (this.dragging && event.type !== 'pointerup') {
      this.over = null;
      this.moveTo(at);
    } else if (event.pointerType === 'mouse') this.over = isInside ? at : null;
    if (event.type === 'pointerup') this.dragging = false;
  }

  onLeave() {
    this.dragging = false;
    this.over = null;
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const far = event.shiftKey ? 10 : 1;
    /** @type {Record<string, () => number>} */
    const moves = {
      ArrowLeft: () => snapped(this.at - far * this.step, this.step),
      ArrowDown: () => snapped(this.at - far * this.step, this.step),
      ArrowRight: () => snapped(this.at + far * this.step, this.step),
      ArrowUp: () => snapped(this.at + far * this.step, this.step),
      PageDown: () => snapped(this.at - 10 * this.step, this.step),
      PageUp: () => snapped(this.at + 10 * this.step, this.step),
      Home: () => this.domain[0],
      End: () => this.domain[1],
    };
    const move = moves[event.key];
    if (!move || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.moveTo(move());
  }

  updated() {
    this.paint();
  }

  /**
   * As a document that stands alone, with the numbers that are drawn.
   * @param {import('../figures/standalone.js').Theme} [theme] @param {{ scale?: number, isSmall?: boolean }} [size] as of curvePicture
   */
  async picture(theme = 'auto', size = {}) {
    return (await import('./curve-picture.js')).curvePicture(this, theme, size);
  }

  paint() {
    const host = this.renderRoot.querySelector('.curves');
    const overlay = this.renderRoot.querySelector('.over');
    if (!host || !overlay || this.width === 0) return;
    this.geometry = curveGeometry({ width: this.width, xDomain: this.domain, panels: this.panels });
    showSvg(host, curvesFigure({ geometry: this.geometry, panels: this.panels, series: this.series, alt: this.alt }));
    showSvg(overlay, crosshairFigure({ geometry: this.geometry, at: this.at, points: this.points }));
  }

  /** Reserved before the first drawing, so that nothing below jumps. */
  get figureHeight() {
    return curveGeometry({ width: 600, xDomain: this.domain, panels: this.panels }).height;
  }

  render() {
    return html`<div class="host" tabindex="0" role="slider" aria-label="Input x of the crosshair" aria-orientation="horizontal"
        aria-valuemin=${this.domain[0]} aria-valuemax=${this.domain[1]} aria-valuenow=${this.at}
        aria-valuetext=${this.spoken || `x = ${plain(this.at)}`} .style=${`min-height:${this.figureHeight}px`}
        @pointermove=${this.onPointer} @pointerdown=${this.onPointer} @pointerup=${this.onPointer} @pointerleave=${this.onLeave} @pointercancel=${this.onLeave} @keydown=${this.onKey}>
      <div class="curves"></div>
      <div class="over"></div>${this.renderReading()}
    </div>`;
  }

  /** What is under the pointer. It is for the eye: the crosshair's values are read out. */
  renderReading() {
    const { over, geometry, read } = this;
    if (over === null || !geometry || !read || over === this.at) return '';
    const px = geometry.x(over);
    const place = px > this.width / 2 ? `right:${this.width - px + 10}px` : `left:${px + 10}px`;
    return html`<div class="rule" .style=${`left:${px}px`}></div>
      <div class="reading" aria-hidden="true" .style=${place}><b>x = ${plain(over)}</b>${read(over).map(({ title, colour, text }) => html`<span .style=${`color:${colour}`}>${title}</span><span>${text}</span>`)}</div>`;
  }
}

define('activation-curve-chart', CurveChart);
