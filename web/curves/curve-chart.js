// <curve-chart>: shows the curves figure and moves its crosshair by pointer and arrow keys. Gets
// samples, sends `at-change`; it evaluates nothing itself.
import { css, html, LitElement } from 'lit';
import { crosshairFigure, curveGeometry, curvesFigure } from '../figures/curves.js';
import { showSvg } from '../figures/svg.js';
import { plain } from '../text/numbers.js';
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
  };

  static styles = [
    baseStyles,
    figureStyles,
    css`
      .host { position: relative; touch-action: pan-y; cursor: crosshair; border-radius: 4px; -webkit-user-select: none; user-select: none; }
      .host:focus-visible { outline-offset: 4px; }
      .curves { display: block; }
      .overlay { position: absolute; inset: 0; pointer-events: none; }
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
    this.width = 0;
    /** @type {import('../figures/curves.js').CurveGeometry | null} */
    this.geometry = null;
    this.observer = new ResizeObserver(([entry]) => {
      const width = Math.floor(entry.contentRect.width);
      if (width === this.width || width < 40) return;
      this.width = width;
      this.paint();
    });
  }

  connectedCallback() {
    super.connectedCallback();
    this.observer.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.observer.disconnect();
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
    if (!this.geometry) return;
    // A finger that scrolls must not drag the crosshair along; one that presses may.
    if (event.type === 'pointermove' && event.pointerType !== 'mouse' && event.pressure === 0) return;
    const { left } = /** @type {Element} */ (event.currentTarget).getBoundingClientRect();
    this.moveTo(snapped(this.geometry.x.invert(event.clientX - left), this.step / 2));
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
        @pointermove=${this.onPointer} @pointerdown=${this.onPointer} @keydown=${this.onKey}>
      <div class="curves"></div>
      <div class="over"></div>
    </div>`;
  }
}

customElements.define('curve-chart', CurveChart);
