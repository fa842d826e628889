// <table-preview>: a table that was dropped or chosen, before anything is trained on it: how it is read, what each column is
// for, what is predicted and how the classes are balanced. Sends `table-use` with the experiment that it makes, or `table-leave`.
import { css, html, LitElement } from 'lit';
import { isLeftOut } from '../data/columns.js';
import { columnsOf, readCells } from '../data/csv.js';
import { DataError } from '../data/data-error.js';
import { separatorText } from '../data/dialect.js';
import { unpackedName } from '../data/file-names.js';
import { proposeFor, tableText } from '../data/propose.js';
import { fixed, grouped, percent } from '../text/numbers.js';
import { baseStyles, controlStyles, tableStyles } from '../ui/styles.js';

/** @typedef {import('../data/columns.js').StatedRole} StatedRole */

const kRoles = /** @type {const} */ (['number', 'category', 'boolean', 'date', 'ignored']);
/** Columns that are listed one by one. */
const kMostColumns = 200;
const kMostClasses = 12;
/** Cells of a column that are shown. */
const kFirst = 4;

export class TablePreview extends LitElement {
  static properties = {
    name: {},
    text: { attribute: false },
    target: { state: true },
    roles: { state: true },
    missing: { state: true },
  };

  static styles = [
    baseStyles,
    controlStyles,
    tableStyles,
    css`
      section { border: 1px solid var(--edge); border-radius: 8px; padding: 1rem; background: var(--surface); --surface-of-figure: var(--surface); }
      h2 { font: 600 1.0625rem/1.3 var(--title-face); margin: 0 0 0.25rem; overflow-wrap: anywhere; }
      .choices, .ends { display: flex; flex-wrap: wrap; gap: 0.5rem 1.25rem; align-items: center; margin: 0.75rem 0; }
      .choices label { display: inline-flex; flex-wrap: wrap; align-items: center; gap: 0.5rem; font-size: 0.875rem; max-width: 100%; }
      select { width: auto; max-width: 100%; }
      .columns { max-height: 22rem; overflow: auto; }
      td.first { color: var(--ink-soft); font-size: 0.8125rem; text-align: start; overflow-wrap: anywhere; }
      td.why { text-align: start; font-size: 0.8125rem; }
      tbody th { overflow-wrap: anywhere; }
      .columns th:not(:nth-child(3)), .columns td:not(:nth-child(3)) { text-align: start; }
      .columns + div { margin-top: 0.75rem; }
      .out { color: var(--ink-soft); }
      .classes { list-style: none; margin: 0.5rem 0; padding: 0; display: grid; grid-template-columns: minmax(4rem, max-content) minmax(4rem, 16rem) max-content; gap: 0.125rem 0.75rem; align-items: center; font-size: 0.8125rem; }
      .classes li { display: contents; }
      .classes .name { overflow-wrap: anywhere; }
      .bar { height: 0.625rem; background: var(--ink-soft); border-radius: 2px; forced-color-adjust: none; }
      .error { white-space: pre-line; overflow-wrap: anywhere; margin: 0.5rem 0; }
      @media (max-width: 560px) { .first, .columns thead th:nth-child(4) { display: none; } }
    `,
  ];

  constructor() {
    super();
    /** Of the file. */
    this.name = '';
    this.text = '';
    /** @type {string | undefined} undefined: the likely one */
    this.target = undefined;
    /** @type {Record<string, StatedRole>} */
    this.roles = {};
    this.missing = 'refuse';
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('text')) {
      Object.assign(this, { target: undefined, roles: {}, missing: 'refuse' });
      /** The file is read once, whatever is then said of its columns. @type {import('../data/csv.js').Cells | null} */
      this.cells = null;
    }
    this.look();
  }

  /** Makes of the table what is said; what is wrong is kept for the reader. */
  look() {
    const { name, text, target, roles, missing } = this;
    /** @type {import('../data/columns.js').Column[]} */
    this.columns = [];
    /** @type {import('../data/propose.js').Proposal | null} */
    this.found = null;
    this.problem = '';
    const said = {
      ...(Object.keys(roles).length ? { columns: roles } : {}),
      ...(missing === 'refuse' ? {} : { missing }),
    };
    try {
      this.cells ??= readCells(text, name);
      this.columns = columnsOf(this.cells, roles);
      this.found = proposeFor(this.cells, { target, ...said });
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      this.problem = error.message;
    }
  }

  get predicted() {
    return this.target ?? String(this.found?.described.data.target ?? this.columns?.at(-1)?.name ?? '');
  }

  renderChoices() {
    const { columns = [] } = this;
    if (columns.length === 0) return '';
    const gaps = columns.some((one) => one.missing > 0 && one.name !== this.predicted && !isLeftOut(one));
    return html`<div class="choices"><label>Predict <select aria-label="Column to be predicted" @change=${(
      /** @type {Event} */ event,
    ) => {
      this.target = /** @type {HTMLSelectElement} */ (event.target).value;
    }}>${columns.map(({ name }) => html`<option value=${name} ?selected=${name === this.predicted}>${name}</option>`)}</select></label>
      ${
        gaps || this.missing !== 'refuse'
          ? html`<label>Missing values <select @change=${(/** @type {Event} */ event) => {
              this.missing = /** @type {HTMLSelectElement} */ (event.target).value;
            }}>${[
              ['refuse', 'are refused'],
              ['median', 'become the median'],
              ['mean', 'become the mean'],
              ['most-frequent', 'become the most frequent'],
            ].map(
              ([value, title]) => html`<option value=${value} ?selected=${value === this.missing}>${title}</option>`,
            )}</select></label>`
          : ''
      }</div>`;
  }

  renderColumns() {
    const { columns = [] } = this;
    const rows = columns.slice(0, kMostColumns);
    return html`<div class="columns" tabindex="0" role="region" aria-label="Columns of the table"><table>
      <thead><tr><th scope="col">Column</th><th scope="col">Role</th><th scope="col">Missing</th><th scope="col">First values</th><th scope="col">What it becomes</th></tr></thead>
      <tbody>${rows.map((column, i) => this.renderColumn(column, i))}</tbody></table>
      ${columns.length > kMostColumns ? html`<p class="small soft">And ${columns.length - kMostColumns} columns more, read in the same way.</p>` : ''}</div>`;
  }

  /** @param {import('../data/columns.js').Column} column @param {number} at */
  renderColumn(column, at) {
    const { name, role, missing, why } = column;
    const first = this.cells?.rows.slice(0, kFirst).map((cells) => cells[at]) ?? [];
    const isTarget = name === this.predicted;
    const isOut = !isTarget && isLeftOut(column);
    const stated = this.roles[name];
    return html`<tr><th scope="row" class=${isOut ? 'out' : ''}>${name}</th>
      <td>${
        isTarget
          ? 'predicted'
          : html`<select aria-label=${`Role of ${name}`} @change=${(/** @type {Event} */ event) => {
              const { value } = /** @type {HTMLSelectElement} */ (event.target);
              const { [name]: _, ...others } = this.roles;
              this.roles = value === '' ? others : { ...others, [name]: /** @type {StatedRole} */ (value) };
            }}><option value="" ?selected=${stated === undefined}>${stated === undefined ? role : 'as its cells show'}</option>${kRoles.map((one) => html`<option value=${one} ?selected=${one === stated}>${one}</option>`)}</select>`
      }</td>
      <td>${grouped(missing)}</td><td class="first">${first.join(', ')}</td>
      <td class="why">${isTarget ? '' : isOut ? `left out: ${why}` : why}</td></tr>`;
  }

  renderOutcome() {
    const { found } = this;
    if (!found) return '';
    const { classNames, classCounts, features, rows, data } = found.described;
    const most = Math.max(1, ...classCounts);
    const order = classNames.map((name, i) => ({ name, count: classCounts[i] })).sort((a, b) => b.count - a.count);
    return html`<p>${grouped(features.length)} inputs; ${grouped(Number(data.train))} rows train, ${grouped(Number(data.validation))} validate, drawn by lot.
        ${classNames.length ? html`Always answering the most frequent class is right for ${fixed(most / rows, 3)} of the rows.` : 'A number is predicted.'}</p>
      ${
        classNames.length
          ? html`<ul class="classes" aria-label="Classes">${order.slice(0, kMostClasses).map(({ name, count }) => html`<li><span class="name">${name}</span><span><span class="bar" .style=${`display:block;width:${(100 * count) / most}%`}></span></span><span>${grouped(count)} <span class="soft">${percent(count / rows)}</span></span></li>`)}</ul>
          ${order.length > kMostClasses ? html`<p class="small soft">And ${order.length - kMostClasses} classes more.</p>` : ''}`
          : ''
      }`;
  }

  render() {
    const { cells, found } = this;
    const dialect = cells?.dialect;
    return html`<section aria-labelledby="name"><h2 id="name">${this.name}</h2>
      ${
        dialect
          ? html`<p class="small soft">${grouped(cells.rows.length)} rows, separated by ${separatorText(dialect.delimiter, 's')}, decimal ${dialect.decimal}; ${dialect.header ? 'the first line names the columns' : 'no line names the columns'}${dialect.foreign.length ? `; left out: ${dialect.foreign.join(' / ')}` : ''}. It stays on this device.</p>`
          : ''
      }
      ${this.renderChoices()}${cells ? this.renderColumns() : ''}
      <div role="status">${this.problem ? html`<p class="error">${this.problem}</p>` : this.renderOutcome()}</div>
      <div class="ends"><button class="button primary" type="button" ?disabled=${!found} @click=${() => this.dispatchEvent(new CustomEvent('table-use', { detail: found?.experiment }))}>Use this table</button>
        <button class="button" type="button" @click=${() => this.dispatchEvent(new Event('table-leave'))}>Cancel</button></div></section>`;
  }
}

/**
 * A file that was chosen, as this element takes it.
 * @param {File} file @returns {Promise<{ name: string, text: string, bytes: Uint8Array }>} @throws {Error} where it is no text
 */
export async function readChosen(file) {
  const name = unpackedName(file.name);
  const bytes = new Uint8Array(await file.arrayBuffer());
  return { name, bytes, text: await tableText(bytes, name) };
}

customElements.define('table-preview', TablePreview);
