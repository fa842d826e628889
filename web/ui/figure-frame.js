// <activation-figure-frame>: what every chart has around it: heading, definition, table view, a drawing of the
// right width at a reserved height. It draws by calling `draw(width)`; it knows no kind of chart.
import { css, html, LitElement, nothing } from 'lit';
import { showSvg } from '../figures/svg.js';
import { define } from './define.js';
import { baseStyles, controlStyles, figureStyles, tableStyles } from './styles.js';
import './definition-note.js';
import { HiddenWork } from './defer-hidden-work.js';
import { cursorOf } from './epoch-cursor.js';

/** @typedef {{ columns: string[], rows: string[][] }} FigureTable */
/** @typedef {{ x: number, title: string, lines: { text: string, colour: string }[] }} Reading */
/**
 * @typedef {object} EpochReader how a chart over epochs is read off
 * @property {(width: number, px: number, py: number) => number | null} at the epoch nearest to a pixel from the left and the top
 * @property {(width: number, epoch: number) => Reading | null} show what is drawn at an epoch
 * @property {() => number[]} epochs those that have values, in order
 * @property {(step: number) => void} [turn] goes to the next row, where a chart has one a layer
 * @property {(epoch: number) => void} [choose] what a click or Enter does
 */

export class FigureFrame extends LitElement {
  static properties = {
    heading: {},
    note: {},
    term: {},
    height: { type: Number },
    draw: { attribute: false },
    table: { attribute: false },
    read: { attribute: false },
    epoch: { state: true },
    byKey: { state: true },
    asTable: { state: true },
  };

  static styles = [
    baseStyles,
    controlStyles,
    tableStyles,
    figureStyles,
    css`
      :host { min-width: 0; }
      .head { display: flex; align-items: center; gap: 0.25rem; min-height: 2rem; }
      .head .title { min-width: 0; }
      .head .spacer { flex: 1; }
      .head .button { display: var(--control-tables, inline-block); min-height: 1.75rem; padding-block: 0; font-size: 0.8125rem; }
      .host { position: relative; overflow: hidden; }
      .body { position: relative; }
      .host[data-chooses] { cursor: pointer; }
      .rule { position: absolute; top: 26px; bottom: 38px; width: 1px; background: var(--ink-soft); pointer-events: none; forced-color-adjust: none; }
      .reading { position: absolute; top: 30px; pointer-events: none; display: flex; flex-direction: column; padding: 0.25rem 0.5rem; border: 1px solid var(--hairline); border-radius: 6px; background: var(--surface); font-size: 0.75rem; line-height: 1.35; white-space: nowrap; }
      .scroll { overflow: auto; }
      .note { min-height: 1.25rem; }
    `,
  ];

  constructor() {
    super();
    this.heading = '';
    this.note = '';
    /** @type {string | import('./definitions.js').Definition} */
    this.term = '';
    this.height = 240;
    /** @type {(width: number) => import('../figures/svg.js').SvgNode} */
    this.draw = () => ({ tag: 'svg', attributes: {}, children: [] });
    /** @type {(() => FigureTable) | null} */
    this.table = null;
    /** Makes the chart one of those that share the epoch being read off. @type {EpochReader | null} */
    this.read = null;
    /** The epoch that is read off, in this chart or in another. @type {number | null} */
    this.epoch = null;
    /** Whether it was chosen here with the keyboard: then it is read out. */
    this.byKey = false;
    /** Of the figure that the chart is in. */
    this.cursor = cursorOf(document);
    this.onCursor = () => {
      if (this.read) this.epoch = this.cursor.epoch;
    };
    this.asTable = false;
    this.width = 0;
    this.sight = new HiddenWork(() => this.paint());
    this.observer = new ResizeObserver(([entry]) => {
      const width = Math.floor(entry.contentRect.width);
      if (width === this.width || width < 40) return;
      this.width = width;
      this.paint();
    });
  }

  firstUpdated() {
    this.observe();
  }

  connectedCallback() {
    super.connectedCallback();
    this.cursor = cursorOf(this);
    this.cursor.addEventListener('move', this.onCursor);
    if (this.hasUpdated) this.observe();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.cursor.removeEventListener('move', this.onCursor);
    this.observer.disconnect();
    this.sight.unwatch();
  }

  observe() {
    const body = /** @type {Element} */ (this.renderRoot.querySelector('.body'));
    this.observer.observe(body);
    this.sight.watch(this);
  }

  updated() {
    this.sight.ask();
  }

  paint() {
    const host = this.renderRoot.querySelector('.host');
    if (host && this.width > 0) showSvg(host, this.draw(this.width));
  }

  render() {
    const bodyHeight = `${this.height}px`;
    return html`<figure>
      <div class="head">
        <h3 class="title">${this.heading}</h3>
        ${this.term ? html`<activation-definition-note .term=${this.term}></activation-definition-note>` : ''}
        <span class="spacer"></span>
        <slot name="controls"></slot>
        ${
          this.table
            ? html`<button class="button bare" type="button" aria-pressed=${this.asTable ? 'true' : 'false'}
              aria-label=${`${this.heading} as a table`}
              @click=${() => {
                this.asTable = !this.asTable;
              }}>Table</button>`
            : ''
        }
      </div>
      <div class="body">
        ${
          this.asTable && this.table
            ? html`<div class="scroll" tabindex="0" role="region" aria-label=${this.heading} .style=${`height:${bodyHeight}`}>${this.renderTable(this.table())}</div>`
            : html`<div class="host" .style=${`height:${bodyHeight}`} tabindex=${this.read ? '0' : nothing} role=${this.read ? 'group' : nothing} aria-label=${this.read ? `${this.heading}: arrow keys read it off${this.read.choose ? ', Enter chooses the epoch' : ''}` : nothing} data-chooses=${this.read?.choose ? '' : nothing} @click=${(/** @type {MouseEvent} */ event) => this.onClick(event)} @pointermove=${(/** @type {PointerEvent} */ event) => this.readAt(event)} @pointerleave=${() => this.leave()} @keydown=${(/** @type {KeyboardEvent} */ event) => this.onKey(event)} @blur=${() => this.leave()}></div>${this.renderReading()}`
        }
      </div>
      ${this.note ? html`<figcaption class="note small soft">${this.note}</figcaption>` : ''}
    </figure>`;
  }

  /** @param {MouseEvent} event */
  readAt(event) {
    if (!this.read) return;
    const { left, top } = /** @type {Element} */ (event.currentTarget).getBoundingClientRect();
    this.byKey = false;
    this.cursor.move(this.read.at(this.width, event.clientX - left, event.clientY - top));
    this.requestUpdate(); // another row of the same epoch
  }

  /** @param {MouseEvent} event */
  onClick(event) {
    if (!this.read?.choose) return;
    this.readAt(event);
    if (this.cursor.epoch !== null) this.read.choose(this.cursor.epoch);
  }

  leave() {
    if (!this.read) return;
    this.byKey = false;
    this.cursor.move(null);
  }

  /** Goes through the epochs by key, as the pointer does. @param {KeyboardEvent} event */
  onKey(event) {
    const epochs = this.read?.epochs() ?? [];
    if (epochs.length === 0) return;
    if (event.key === 'Escape') return this.leave();
    if (event.key === 'Enter' && this.epoch !== null) this.read?.choose?.(this.epoch);
    const rows = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (rows !== undefined && this.read?.turn) {
      event.preventDefault();
      this.byKey = true;
      this.read.turn(rows);
      if (this.epoch === null) this.cursor.move(epochs[epochs.length - 1]);
      this.requestUpdate();
      return;
    }
    const now = this.epoch === null ? epochs.length : epochs.findIndex((one) => one >= Number(this.epoch));
    const last = epochs.length - 1;
    const next = { ArrowLeft: now - 1, ArrowRight: this.epoch === null ? 0 : now + 1, Home: 0, End: last }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    this.byKey = true;
    this.cursor.move(epochs[Math.min(last, Math.max(0, next))]);
  }

  renderReading() {
    const reading = this.epoch === null ? null : this.read?.show(this.width, this.epoch);
    if (!reading) return '';
    const { x, title, lines } = reading;
    const place = x > this.width / 2 ? `right:${this.width - x + 8}px` : `left:${x + 8}px`;
    return html`<div class="rule" .style=${`left:${x}px`}></div>
      <div class="reading" role=${this.byKey ? 'status' : nothing} aria-hidden=${this.byKey ? nothing : 'true'} .style=${place}><b>${title}</b>${lines.map(({ text, colour }) => html`<span .style=${`color:${colour}`}>${text}</span>`)}</div>`;
  }

  /**
   * The chart as a document that stands alone, and its numbers.
   * @param {import('../figures/standalone.js').Theme} [theme] @param {{ isSmall?: boolean }} [size] isSmall: for a phone
   */
  async picture(theme = 'auto', { isSmall = false } = {}) {
    const { kPictureWidth, kSmallWidth, standaloneSvg } = await import('../figures/standalone.js');
    const title = this.heading;
    const figure = this.draw(isSmall ? kSmallWidth : kPictureWidth);
    return {
      title,
      // What no note says the title alone would not: a picture is seen without what stands round the chart.
      svg: standaloneSvg(figure, { title, subtitle: this.note || String(figure.attributes['aria-label']) }, { theme }),
      table: this.table?.() ?? null,
    };
  }

  /** @param {FigureTable} table */
  renderTable({ columns, rows }) {
    return html`<table>
      <thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
      <tbody>${rows.map((row) => html`<tr>${row.map((cell, i) => (i === 0 ? html`<th scope="row">${cell}</th>` : html`<td>${cell}</td>`))}</tr>`)}</tbody>
    </table>`;
  }
}

define('activation-figure-frame', FigureFrame);
