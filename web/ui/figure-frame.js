// <figure-frame>: what every chart has around it: heading, definition, table view, a drawing of the
// right width at a reserved height. It draws by calling `draw(width)`; it knows no kind of chart.
import { css, html, LitElement } from 'lit';
import { showSvg } from '../figures/svg.js';
import { baseStyles, controlStyles, figureStyles, tableStyles } from './styles.js';
import './definition-note.js';
import { HiddenWork } from './defer-hidden-work.js';

/** @typedef {{ columns: string[], rows: string[][] }} FigureTable */

export class FigureFrame extends LitElement {
  static properties = {
    heading: {},
    note: {},
    term: {},
    height: { type: Number },
    draw: { attribute: false },
    table: { attribute: false },
    asTable: { state: true },
  };

  static styles = [
    baseStyles,
    controlStyles,
    tableStyles,
    figureStyles,
    css`
      :host { min-width: 0; }
      header { display: flex; align-items: center; gap: 0.25rem; min-height: 2rem; }
      header .title { min-width: 0; }
      header .spacer { flex: 1; }
      header .button { min-height: 1.75rem; padding-block: 0; font-size: 0.8125rem; }
      .host { position: relative; overflow: hidden; }
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
    if (this.hasUpdated) this.observe();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
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
      <header>
        <h3 class="title">${this.heading}</h3>
        ${this.term ? html`<definition-note .term=${this.term}></definition-note>` : ''}
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
      </header>
      <div class="body">
        ${
          this.asTable && this.table
            ? html`<div class="scroll" tabindex="0" role="region" aria-label=${this.heading} .style=${`height:${bodyHeight}`}>${this.renderTable(this.table())}</div>`
            : html`<div class="host" .style=${`height:${bodyHeight}`}></div>`
        }
      </div>
      ${this.note ? html`<figcaption class="note small soft">${this.note}</figcaption>` : ''}
    </figure>`;
  }

  /** @param {FigureTable} table */
  renderTable({ columns, rows }) {
    return html`<table>
      <thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
      <tbody>${rows.map((row) => html`<tr>${row.map((cell, i) => (i === 0 ? html`<th scope="row">${cell}</th>` : html`<td>${cell}</td>`))}</tr>`)}</tbody>
    </table>`;
  }
}

customElements.define('figure-frame', FigureFrame);
