// <activation-output-plane>: what a network answers over the plane, with the samples on it; read off under the pointer or a cursor
// that the arrow keys move, and drawn on where the points are the reader's own. Sends `points-change` with the points.
import { css, html, LitElement } from 'lit';
import { significant } from '../text/numbers.js';
import { define } from '../ui/define.js';
import { baseStyles, controlStyles } from '../ui/styles.js';
import { OnTheme } from '../ui/theme.js';
import { answerPixels, classColour, cssOf, paintCells, paletteOf, unitPixels } from './plane-colours.js';

/** @typedef {[number, number, number]} Point x1, x2, class or target */
/**
 * @typedef {object} PlaneView what a network answers over the plane
 * @property {Float32Array | null} boundary row-major [cells, columns]
 * @property {Float32Array | null} units row-major [units, unitCells]
 * @property {number} unitCells
 * @property {{ name: string, shape: number[], values: Float32Array }[]} weights
 */

/** How far the square reaches from the origin, as data/plane.hpp says. */
export const kReach = 6;
/** Points that a stroke of the brush puts down a second, about; and how near the eraser must come. */
const kBrushGap = 0.35;
const kEraserReach = 0.5;
const kMostPoints = 2000;
/** The shape of a class's points where colours are the system's: a disc, a square, a triangle, a pentagon. */
const kCorners = [0, 4, 3, 5];
/** Steps of the cursor: by an arrow, with Shift, and with Alt for what lies between. */
const kCursorStep = { plain: 0.5, shift: 1, alt: 0.1 };

export class OutputPlane extends LitElement {
  static properties = {
    points: { attribute: false },
    train: { type: Number },
    held: { attribute: false },
    classes: { type: Number },
    isRegression: { type: Boolean },
    view: { attribute: false },
    unit: { attribute: false },
    drawing: { type: Boolean },
    brush: { type: Number },
    discrete: { state: true },
    validation: { state: true },
    refused: { state: true },
    at: { state: true },
    byKey: { state: true },
    said: { state: true },
    label: {},
    small: { type: Boolean },
  };

  static styles = [
    baseStyles,
    controlStyles,
    css`
      .plane { position: relative; width: 100%; max-width: 20rem; aspect-ratio: 1; background: var(--surface); border: 1px solid var(--edge); border-radius: 6px; overflow: hidden; }
      .plane canvas { position: absolute; inset: 0; width: 100%; height: 100%; }
      .drawing { cursor: crosshair; touch-action: none; }
      .options { display: flex; flex-wrap: wrap; gap: 0.125rem 0.875rem; margin-top: 0.375rem; font-size: 0.8125rem; }
      .options label { display: flex; gap: 0.375rem; align-items: center; min-height: 1.5rem; }
      .options input { accent-color: var(--ink); }
      .read { margin-top: 0.25rem; min-height: 1.25rem; font-size: 0.8125rem; color: var(--ink-soft); white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
      .brushes { display: flex; flex-wrap: wrap; gap: 0.25rem; margin-top: 0.375rem; align-items: center; }
      .brushes button { min-width: 2.25rem; }
      .dot { display: inline-block; width: 0.75rem; height: 0.75rem; border-radius: 50%; vertical-align: -0.0625rem; forced-color-adjust: none; }
    `,
  ];

  constructor() {
    super();
    /** The samples, those that train first. @type {Point[]} */
    this.points = [];
    this.train = 0;
    /** Of points that are drawn, those that validate. @type {Set<Point>} */
    this.held = new Set();
    this.classes = 2;
    this.isRegression = false;
    /** The answers, or null before there are any. @type {PlaneView | null} */
    this.view = null;
    /** A unit whose answers are shown instead: its index among all units, and its name. @type {{ index: number, name: string } | null} */
    this.unit = null;
    this.drawing = false;
    /** The class that the brush puts down; -1 erases. */
    this.brush = 0;
    this.discrete = false;
    /** Whether they are shown; null: as usual, which is where points are drawn. @type {boolean | null} */
    this.validation = null;
    /** Why the last stroke changed nothing, or "". */
    this.refused = '';
    /** The position that is read off. @type {[number, number] | null} */
    this.at = null;
    /** Where the arrow keys last put it. @type {[number, number]} */
    this.cursor = [0, 0];
    /** Whether they put it there now. */
    this.byKey = false;
    /** What is read out: it changes by key alone, not with every step of the training. */
    this.said = '';
    this.label = '';
    /** Whether it is a picture alone. */
    this.small = false;
    this.frame = 0;
    /** @type {Point[] | null} the points of the stroke in progress */
    this.stroke = null;
    this.onTheme = new OnTheme(this, () => this.ask());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    cancelAnimationFrame(this.frame);
    this.frame = 0;
  }

  updated() {
    this.ask();
  }

  /** Paints with the next frame, once however often it is asked. */
  ask() {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.paint();
    });
  }

  /** What one draws is on show, unless it is switched off. */
  get showsValidation() {
    return this.validation ?? this.drawing;
  }

  /** @param {Point} point @param {number} index */
  trains(point, index) {
    return this.drawing ? !this.held.has(point) : index < this.train;
  }

  get shownPoints() {
    return this.stroke ?? this.points;
  }

  paint() {
    const [cells, marks] = /** @type {NodeListOf<HTMLCanvasElement>} */ (this.renderRoot.querySelectorAll('canvas'));
    if (!marks) return;
    const palette = paletteOf(this);
    this.paintAnswers(cells, palette);
    this.paintPoints(marks, palette);
  }

  /** @param {HTMLCanvasElement} canvas @param {import('./plane-colours.js').Palette} palette */
  paintAnswers(canvas, palette) {
    const { view, unit, isRegression, discrete } = this;
    if (unit && view?.units) {
      const { units } = view;
      const cells = view.unitCells;
      const size = Math.round(Math.sqrt(cells));
      paintCells(canvas, size, (pixels) => unitPixels(units, unit.index * cells, palette, pixels));
      return;
    }
    if (!view?.boundary) {
      canvas.getContext('2d')?.clearRect(0, 0, canvas.width, canvas.height);
      return;
    }
    const { boundary } = view;
    const columns = isRegression ? 1 : this.classes;
    const size = Math.round(Math.sqrt(boundary.length / columns));
    paintCells(canvas, size, (pixels) => answerPixels(boundary, { columns, isRegression, discrete, palette }, pixels));
  }

  /** @param {HTMLCanvasElement} canvas @param {import('./plane-colours.js').Palette} palette */
  paintPoints(canvas, palette) {
    const side = Math.round(canvas.clientWidth * devicePixelRatio) || 320;
    if (canvas.width !== side) canvas.width = canvas.height = side;
    const context = canvas.getContext('2d');
    if (!context) return;
    context.clearRect(0, 0, side, side);
    const scale = side / (2 * kReach);
    // Who has colours of their own may not distinguish these: then a class is a shape, too.
    const forced = window.matchMedia('(forced-colors: active)').matches;
    const many = this.shownPoints.length > 400;
    const radius = (many ? 2 : 2.75) * devicePixelRatio;
    context.lineWidth = devicePixelRatio;
    for (const [i, point] of this.shownPoints.entries()) {
      const [x, y, answer] = point;
      const trains = this.trains(point, i);
      if (!trains && !this.showsValidation) continue;
      context.beginPath();
      const corners = forced && !this.isRegression ? kCorners[answer % kCorners.length] : 0;
      pathOfPoint(context, (x + kReach) * scale, (kReach - y) * scale, corners > 0 ? 1.5 * radius : radius, corners);
      const colour = this.isRegression ? regressionColour(palette, answer) : classColour(palette, answer);
      context.fillStyle = trains ? colour : cssOf(palette.paper);
      context.strokeStyle = trains ? cssOf(palette.paper) : colour;
      context.fill();
      context.stroke();
    }
    if (this.byKey && this.at) this.paintCursor(context, scale, palette);
  }

  /** A square of ink in one of paper, which is seen over every colour. @param {CanvasRenderingContext2D} context @param {number} scale @param {import('./plane-colours.js').Palette} palette */
  paintCursor(context, scale, { classes, paper }) {
    const [x, y] = this.at ?? [0, 0];
    const half = 6 * devicePixelRatio;
    const corner = /** @type {const} */ ([(x + kReach) * scale - half, (kReach - y) * scale - half]);
    for (const [width, colour] of /** @type {const} */ ([
      [4, paper],
      [2, classes[6]],
    ])) {
      context.lineWidth = width * devicePixelRatio;
      context.strokeStyle = cssOf(colour);
      context.strokeRect(...corner, 2 * half, 2 * half);
    }
  }

  /** @param {PointerEvent} event @returns {[number, number]} */
  positionOf(event) {
    const { left, top, width } = /** @type {Element} */ (event.currentTarget).getBoundingClientRect();
    const clamp = (/** @type {number} */ value) => Math.max(-kReach, Math.min(kReach, value));
    const scale = (2 * kReach) / width;
    return [clamp((event.clientX - left) * scale - kReach), clamp(kReach - (event.clientY - top) * scale)];
  }

  /** @param {PointerEvent} event */
  onDown(event) {
    if (!this.drawing || event.button !== 0) return;
    event.preventDefault();
    /** @type {Element} */ (event.currentTarget).setPointerCapture(event.pointerId);
    this.stroke = [...this.points];
    this.draw(this.positionOf(event));
  }

  /** @param {PointerEvent} event */
  onMove(event) {
    this.at = this.positionOf(event);
    this.byKey = false;
    if (this.stroke) this.draw(this.at);
  }

  onUp() {
    if (!this.stroke) return;
    const points = this.stroke;
    this.stroke = null;
    const most = `There are ${kMostPoints.toLocaleString('en')} points at most.`;
    const same = this.brush < 0 ? 'There is no point to erase here.' : 'There is a point here already.';
    this.refused = points.length > kMostPoints ? most : points.length === this.points.length ? same : '';
    if (points.length !== this.points.length)
      this.dispatchEvent(new CustomEvent('points-change', { detail: points.slice(0, kMostPoints) }));
  }

  /** The position that is read off is left. */
  leave() {
    this.at = null;
    this.byKey = false;
    this.said = '';
  }

  /** The arrows move a cursor, which is read out; space and Enter draw at it. @param {KeyboardEvent} event */
  onKey(event) {
    if (event.key === 'Escape' && this.byKey) return this.leave();
    /** @type {Record<string, [number, number]>} */
    const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
    const [x, y] = this.at ?? this.cursor;
    const move = moves[event.key];
    if (move) {
      const step = event.altKey ? kCursorStep.alt : event.shiftKey ? kCursorStep.shift : kCursorStep.plain;
      const clamp = (/** @type {number} */ value) => Math.max(-kReach, Math.min(kReach, value));
      this.at = [clamp(x + step * move[0]), clamp(y + step * move[1])];
      this.cursor = this.at;
      this.byKey = true;
      this.said = this.answerAt(this.at);
    } else if (this.drawing && (event.key === ' ' || event.key === 'Enter')) {
      this.stroke = [...this.points];
      this.draw([x, y]);
      this.onUp();
    } else return;
    event.preventDefault();
  }

  /** Puts a point down, or takes those near away. @param {[number, number]} position */
  draw([x, y]) {
    // What is not on show is neither erased nor in the way.
    const near = (/** @type {Point} */ point, /** @type {number} */ reach) =>
      (this.showsValidation || !this.held.has(point)) && Math.hypot(point[0] - x, point[1] - y) < reach;
    const points = this.stroke ?? [];
    if (this.brush < 0) this.stroke = points.filter((point) => !near(point, kEraserReach));
    else if (!points.some((point) => near(point, kBrushGap)))
      this.stroke = [...points, [Number(x.toFixed(2)), Number(y.toFixed(2)), this.brush]];
    this.ask();
  }

  /** What the network answers at a position, in words. @param {[number, number]} position */
  answerAt([x, y]) {
    const where = `x1 ${x.toFixed(1)}, x2 ${y.toFixed(1)}`.replaceAll('-', '\u2212');
    const cell = (/** @type {number} */ size) => {
      const place = (/** @type {number} */ value) =>
        Math.min(size - 1, Math.max(0, Math.floor(((value + kReach) / (2 * kReach)) * size)));
      return place(-y) * size + place(x);
    };
    const { view, unit } = this;
    if (unit && view?.units) {
      const size = Math.round(Math.sqrt(view.unitCells));
      return `${where}: ${unit.name} ${significant(view.units[unit.index * view.unitCells + cell(size)])}`;
    }
    if (!view?.boundary) return where;
    const columns = this.isRegression ? 1 : this.classes;
    const at = cell(Math.round(Math.sqrt(view.boundary.length / columns))) * columns;
    if (this.isRegression) return `${where}: ${significant(view.boundary[at])}`;
    const shares = [...view.boundary.slice(at, at + columns)];
    const best = shares.indexOf(Math.max(...shares));
    return `${where}: class ${best}, probability ${shares[best].toFixed(2)}`;
  }

  get alt() {
    const counts = new Map();
    for (const [, , answer] of this.points) counts.set(answer, (counts.get(answer) ?? 0) + 1);
    const classes = this.isRegression
      ? `${this.points.length} samples`
      : [...counts]
          .sort(([a], [b]) => a - b)
          .map(([name, count]) => `${count} samples of class ${name}`)
          .join(', ');
    return `${this.label ? `${this.label}: ` : ''}${classes} in the plane${this.view?.boundary ? ', over what the network answers there' : ''}`;
  }

  renderBrushes() {
    if (!this.drawing) return '';
    const names = [...Array.from({ length: this.classes }, (_, i) => i), -1];
    return html`<div class="brushes" role="group" aria-label="Brush">${names.map(
      (name) =>
        html`<button class="button" type="button" aria-pressed=${this.brush === name ? 'true' : 'false'} aria-label=${name < 0 ? 'Erase points' : `Draw points of class ${name}`} @click=${() => {
          this.brush = name;
        }}>${name < 0 ? 'Erase' : html`<span class="dot" .style=${`background:var(--hue-${['vermillion', 'blue', 'green', 'purple', 'amber', 'sky', 'ink'][name % 7]})`}></span> ${name}`}</button>`,
    )}<button class="button" type="button" ?disabled=${this.points.length === 0} @click=${() => this.dispatchEvent(new CustomEvent('points-change', { detail: [] }))}>Clear</button></div>`;
  }

  render() {
    if (this.small) return html`<div class="plane"><canvas></canvas><canvas></canvas></div>`;
    return html`<div class=${this.drawing ? 'plane drawing' : 'plane'} role="application" aria-label=${`${this.alt}. ${this.drawing ? 'Draw with the pointer, or move with the arrows and press space.' : 'The arrow keys read it off.'}`}
        tabindex="0" @keydown=${(/** @type {KeyboardEvent} */ event) => this.onKey(event)}
        @pointerdown=${(/** @type {PointerEvent} */ event) => this.onDown(event)} @pointermove=${(/** @type {PointerEvent} */ event) => this.onMove(event)}
        @pointerup=${() => this.onUp()} @pointercancel=${() => this.onUp()} @pointerleave=${() => {
          if (!this.byKey) this.leave();
        }} @blur=${() => {
          if (this.byKey) this.leave();
        }}><canvas></canvas><canvas></canvas></div>
      ${this.renderBrushes()}
      <p class="read">${this.at ? this.answerAt(this.at) : this.unit ? this.unit.name : '\u00a0'}</p>
      <p class="visually-hidden" role="status" aria-live="polite">${this.said}</p>
      ${this.drawing ? html`<p class="read" role="status">${this.refused}</p>` : ''}
      <div class="options">
        ${this.drawing && this.held.size > 0 ? html`<span class="soft">Rings are held back for validation.</span>` : ''}
        <label><input type="checkbox" .checked=${this.showsValidation} @change=${(/** @type {Event} */ event) => {
          this.validation = /** @type {HTMLInputElement} */ (event.target).checked;
        }}> Validation samples</label>
        ${
          this.isRegression
            ? ''
            : html`<label><input type="checkbox" .checked=${this.discrete} @change=${(/** @type {Event} */ event) => {
                this.discrete = /** @type {HTMLInputElement} */ (event.target).checked;
              }}> Decision only</label>`
        }
      </div>`;
  }
}

/** @param {CanvasRenderingContext2D} context @param {number} x @param {number} y @param {number} radius @param {number} corners 0: a disc */
function pathOfPoint(context, x, y, radius, corners) {
  if (corners === 0) context.arc(x, y, radius, 0, 2 * Math.PI);
  for (let i = 0; i < corners; ++i) {
    const angle = ((2 * i + 1) / corners + 0.5) * Math.PI;
    context.lineTo(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
  }
  if (corners > 0) context.closePath();
}

/** @param {import('./plane-colours.js').Palette} palette @param {number} value of a target, about -1 to 1 */
function regressionColour({ classes, paper }, value) {
  const share = Math.min(1, Math.abs(value));
  const of = classes[value < 0 ? 0 : 1];
  return cssOf(
    /** @type {import('./plane-colours.js').Rgb} */ (
      paper.map((one, i) => Math.round(one + (of[i] - one) * (0.25 + 0.75 * share)))
    ),
  );
}

define('activation-output-plane', OutputPlane);
