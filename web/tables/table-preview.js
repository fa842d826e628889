// <activation-table-preview>: a table that was dropped or chosen, before anything is trained on it: how it is read, what each column is
// for and how its cells are distributed, what is predicted and how the classes are balanced. Sends `table-use` with the
// experiment that it makes, or `table-leave`.
import { css, html, LitElement } from 'lit';
import { isLeftOut, outcomeOf } from '../data/columns.js';
import { DataError } from '../data/data-error.js';
import { headerText, kDelimiters, separatorText } from '../data/dialect.js';
import { fixed, grouped, percent } from '../text/numbers.js';
import { followTransfer } from '../text/transfer-progress.js';
import { define } from '../ui/define.js';
import { baseStyles, controlStyles, tableStyles } from '../ui/styles.js';
import { distributionChart } from './distribution-chart.js';
import { ClosedError, openTable } from './table-client.js';

/** @typedef {import('../data/columns.js').StatedRole} StatedRole */
/** @typedef {import('../data/columns.js').OwnChoices & { role?: StatedRole }} Choice what was decided of a column */

const kRoles = /** @type {const} */ (['number', 'category', 'boolean', 'date', 'ignored']);
const kRoleTitles = Object.fromEntries(kRoles.map((role) => [role, role]));
const kMostClasses = 12;
/** Of the rows that train and those that validate, by data.split. */
const kSplits = {
  random: { choice: 'drawn at random', text: 'drawn at random' },
  stratify: { choice: 'keep the share of each class', text: 'drawn at random with the share of each class' },
  'file-order': { choice: 'in the order of the file', text: 'in the order of the file' },
};

/** What can be said of how a file is written, and the words of the menus. */
const kWritten = {
  delimiter: {
    label: 'Separator',
    options: Object.fromEntries(Object.entries(kDelimiters).map(([name, sign]) => [name, separatorText(sign)])),
  },
  decimal: { label: 'Decimal sign', options: { point: 'point', comma: 'comma' } },
  header: { label: 'First line', options: { present: 'names the columns', absent: 'is a row' } },
};

/** What becomes of missing values, in the words of the menus. */
const kFills = {
  refuse: 'are refused',
  median: 'become the median',
  mean: 'become the mean',
  'most-frequent': 'become the most frequent',
};
/** The same, beside their number. */
const kFillsOfOne = { refuse: 'refused', median: 'median', mean: 'mean', 'most-frequent': 'most frequent' };
const kUndecided = { choices: {}, missing: 'refuse', split: 'random', isBalanced: false };

/**
 * A menu's entries. @param {Record<string, string>} titles by value @param {string | undefined} chosen
 */
const optionsOf = (titles, chosen) =>
  Object.entries(titles).map(
    ([value, title]) => html`<option value=${value} ?selected=${value === chosen}>${title}</option>`,
  );

export class TablePreview extends LitElement {
  static properties = {
    name: {},
    file: { attribute: false },
    given: { attribute: false },
    target: { state: true },
    choices: { state: true },
    missing: { state: true },
    split: { state: true },
    isBalanced: { state: true },
    stated: { state: true },
    progress: { state: true },
    view: { state: true },
    problem: { state: true },
    busy: { state: true },
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
      td.first { color: var(--ink-soft); font-size: 0.8125rem; text-align: start; overflow-wrap: anywhere; white-space: normal; min-width: 8rem; max-width: 11rem; }
      td.why { text-align: start; font-size: 0.8125rem; white-space: normal; min-width: 12rem; max-width: 24rem; }
      tbody th { overflow-wrap: anywhere; white-space: normal; min-width: 7rem; max-width: 12rem; }
      .columns th:not(:nth-child(3)), .columns td:not(:nth-child(3)) { text-align: start; }
      .columns + div { margin-top: 0.75rem; }
      .out { color: var(--ink-soft); }
      .classes { list-style: none; margin: 0.5rem 0; padding: 0; display: grid; grid-template-columns: minmax(4rem, max-content) minmax(4rem, 16rem) max-content; gap: 0.125rem 0.75rem; align-items: center; font-size: 0.8125rem; }
      .classes li { display: contents; }
      .classes .name { overflow-wrap: anywhere; }
      .bar { height: 0.625rem; background: var(--ink-soft); border-radius: 2px; forced-color-adjust: none; }
      .remedy { white-space: normal; text-align: start; max-width: 100%; }
      .error { white-space: pre-line; overflow-wrap: anywhere; margin: 0.5rem 0; }
      .reading { margin: 0.75rem 0; }
      .meter { height: 5px; border-radius: 3px; border: 1px solid var(--edge); margin-bottom: 0.25rem; overflow: hidden; }
      .meter div { height: 100%; background: var(--ink); }
      .chart { display: flex; align-items: center; gap: 0.5rem; font-size: 0.75rem; color: var(--ink-soft); }
      .chart svg { flex: none; width: 4.5rem; height: 1.5rem; fill: var(--ink-soft); forced-color-adjust: none; }
      .chart span { overflow-wrap: anywhere; white-space: normal; min-width: 5rem; }
      @media (forced-colors: active) { .meter { border-color: CanvasText; } .meter div { background: Highlight; forced-color-adjust: none; } .chart svg { fill: CanvasText; } }
      @media (max-width: 560px) { .first, .columns thead th:nth-child(6) { display: none; } }
    `,
  ];

  constructor() {
    super();
    /** Of the file. */
    this.name = '';
    /** @type {import('./table-client.js').Source | null} */
    this.file = null;
    /** The column to be predicted, where the file itself is of it. @type {string | undefined} */
    this.given = undefined;
    /** @type {string | undefined} undefined: the likely one */
    this.target = undefined;
    /** By column's name. @type {Record<string, Choice>} */
    this.choices = {};
    this.missing = 'refuse';
    /** How the rows are parted: a name of kSplits. */
    this.split = 'random';
    /** Whether every class counts the same in the loss, however frequent it is. */
    this.isBalanced = false;
    /** How the file is written, where it was not inferred rightly. @type {import('../data/dialect.js').Stated} */
    this.stated = {};
    /** How far the reading is; null: it is done. @type {import('../text/transfer-progress.js').Progress | null} */
    this.progress = null;
    /** @type {import('./table-host.js').View | null} */
    this.view = null;
    this.problem = '';
    /** Whether what is shown is of earlier decisions. */
    this.busy = false;
    /** @type {import('./table-client.js').OpenTable | null} */
    this.table = null;
    this.turn = 0;
    this.isUsed = false;
    this.isReadingOpen = false;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    if (!this.isUsed) this.table?.close();
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('file')) {
      Object.assign(this, { ...kUndecided, target: this.given, stated: {}, view: null, problem: '', isUsed: false });
      void this.look();
    } else if (['target', 'choices', 'missing', 'split', 'isBalanced', 'stated'].some((key) => changed.has(key)))
      void this.look();
  }

  /** Begins to read the file, where it has not been read or its worker was lost. @returns {import('./table-client.js').OpenTable} */
  opened() {
    const { file, name } = this;
    if (!file) throw new DataError(['there is no file']);
    if (this.table?.isOpen && this.table.file === file) return this.table;
    const follow = followTransfer([name]);
    this.progress = { name, fraction: 0, text: '' };
    const onRead = (/** @type {import('./table-client.js').ReadEvent} */ { read, total }) => {
      if (this.progress) this.progress = follow({ name, received: read, total }, performance.now());
    };
    this.table = openTable(file, name, onRead, this.stated);
    return this.table;
  }

  /** Asks what the table becomes by what was decided; what is wrong is shown. */
  async look() {
    this.turn += 1;
    const { turn, target, choices, missing, split, isBalanced } = this;
    this.busy = true;
    let view = null;
    let problem = '';
    try {
      const table = this.opened();
      await table.read;
      view = await table.look({ target, choices, missing, split, isBalanced });
    } catch (error) {
      if (error instanceof ClosedError && turn !== this.turn) return; // for another file
      problem = /** @type {Error} */ (error).message;
    }
    if (turn !== this.turn) return;
    Object.assign(this, { busy: false, progress: null, problem: problem || (view?.problem ?? '') });
    if (view) this.view = view;
  }

  use() {
    this.isUsed = true; // what was read is used for the training
    this.dispatchEvent(new CustomEvent('table-use', { detail: this.view?.found?.experiment }));
  }

  get predicted() {
    return this.target ?? this.view?.target ?? '';
  }

  renderChoices() {
    const { view } = this;
    if (!view) return '';
    const { names, gaps, found } = view;
    const isOfClasses = Boolean(found?.classNames.length);
    return html`<div class="choices"><label>Predict <select aria-label="Column to be predicted" @change=${(
      /** @type {Event} */ event,
    ) => {
      this.target = /** @type {HTMLSelectElement} */ (event.target).value;
      // It may be a number.
      if (this.split === 'stratify') this.split = 'random';
      this.isBalanced = false;
    }}>${names.map((name) => html`<option value=${name} ?selected=${name === this.predicted}>${name}</option>`)}</select></label>
      ${
        gaps || this.missing !== 'refuse'
          ? html`<label>Missing values <select aria-label="Missing values of all columns" @change=${(
              /** @type {Event} */ event,
            ) => {
              this.missing = /** @type {HTMLSelectElement} */ (event.target).value;
            }}>${optionsOf(kFills, this.missing)}</select></label>`
          : ''
      }
      <label>Rows <select aria-label="Split of the rows" @change=${(/** @type {Event} */ event) => {
        this.split = /** @type {HTMLSelectElement} */ (event.target).value;
      }}>${optionsOf(
        Object.fromEntries(
          Object.entries(kSplits)
            .filter(([value]) => value !== 'stratify' || isOfClasses)
            .map(([value, { choice }]) => [value, choice]),
        ),
        this.split,
      )}</select></label>
      ${
        isOfClasses
          ? html`<label>Classes <select aria-label="Weight of the classes" @change=${(/** @type {Event} */ event) => {
              this.isBalanced = /** @type {HTMLSelectElement} */ (event.target).value === 'balanced';
            }}>${optionsOf({ '': 'count as often as they occur', balanced: 'count the same' }, this.isBalanced ? 'balanced' : '')}</select></label>`
          : ''
      }</div>`;
  }

  /** How the file is written: other columns come of it, so what was decided of them goes. */
  renderReading() {
    const { stated } = this;
    const choice = (/** @type {keyof typeof kWritten} */ key) => {
      const { label, options } = kWritten[key];
      return html`<label>${label} <select aria-label=${label} @change=${(/** @type {Event} */ event) => {
        const { value } = /** @type {HTMLSelectElement} */ (event.target);
        this.table?.close(); // it is read once more
        Object.assign(this, { ...kUndecided, stated: { ...stated, [key]: value }, target: this.given });
      }}><option value="auto">as found</option>${optionsOf(options, stated[key])}</select></label>`;
    };
    return html`<details ?open=${this.isReadingOpen} @toggle=${(/** @type {Event} */ event) => {
      this.isReadingOpen = /** @type {HTMLDetailsElement} */ (event.target).open;
    }}><summary class="small soft">Read it otherwise</summary><div class="choices">${choice('delimiter')}${choice('decimal')}${choice('header')}</div></details>`;
  }

  renderColumns() {
    const { view } = this;
    if (!view) return '';
    const { columns, count } = view;
    return html`<div class="columns" tabindex="0" role="region" aria-label="Columns of the table"><table>
      <thead><tr><th scope="col">Column</th><th scope="col">Role</th><th scope="col">Missing</th><th scope="col">Scaled</th><th scope="col">Distribution</th><th scope="col">First values</th><th scope="col">What it becomes</th></tr></thead>
      <tbody>${columns.map((column) => this.renderColumn(column))}</tbody></table>
      ${count > columns.length ? html`<p class="small soft">And ${grouped(count - columns.length)} columns more, read in the same way.</p>` : ''}</div>`;
  }

  /** Decides something of a column; undefined: as for all, or as its cells show. @param {string} name @param {Choice} change */
  decide(name, change) {
    const { [name]: before, ...others } = this.choices;
    const all = Object.entries({ ...before, ...change }).filter(([, value]) => value !== undefined);
    this.choices = all.length ? { ...others, [name]: Object.fromEntries(all) } : others;
  }

  /** @param {import('./table-host.js').ColumnView} column */
  renderColumn(column) {
    const { name, role, missing, first, distribution } = column;
    const isTarget = name === this.predicted;
    const isOut = !isTarget && role !== 'text' && isLeftOut(column);
    const isInput = !isTarget && !isOut && role !== 'text';
    const chosen = this.choices[name] ?? {};
    const menu = (
      /** @type {string} */ label,
      /** @type {string} */ usual,
      /** @type {Record<string, string>} */ options,
      /** @type {'role' | 'missing'} */ key,
    ) =>
      html`<select aria-label=${`${label} ${name}`} @change=${(/** @type {Event} */ event) =>
        this.decide(name, {
          [key]: /** @type {HTMLSelectElement} */ (event.target).value || undefined,
        })}>${optionsOf({ '': usual, ...options }, chosen[key] ?? '')}</select>`;
    return html`<tr><th scope="row" class=${isOut ? 'out' : ''}>${name}</th>
      <td>${isTarget ? 'predicted' : menu('Role of', chosen.role === undefined ? role : 'as its cells show', kRoleTitles, 'role')}</td>
      <td>${grouped(missing)}${isInput && missing > 0 ? html` ${menu('Missing values of', 'as all', kFillsOfOne, 'missing')}` : ''}</td>
      <td>${
        isInput
          ? html`<input type="checkbox" aria-label=${`Scale ${name}`} .checked=${chosen.standardize ?? true} @change=${(
              /** @type {Event} */ event,
            ) => {
              const { checked } = /** @type {HTMLInputElement} */ (event.target);
              this.decide(name, { standardize: checked ? undefined : false });
            }}>`
          : ''
      }</td>
      <td>${distributionChart(distribution, name, role === 'date')}</td><td class="first">${first.join(', ')}</td>
      <td class="why">${isTarget ? '' : outcomeOf(column)}</td></tr>`;
  }

  renderOutcome() {
    const found = this.view?.found;
    if (!found) return '';
    const { classNames, classCounts, features, rows } = found;
    const { data } = /** @type {{ data: { train: number, validation: number } }} */ (found.experiment);
    const most = Math.max(1, ...classCounts);
    const order = classNames.map((name, i) => ({ name, count: classCounts[i] })).sort((a, b) => b.count - a.count);
    return html`<p>${grouped(features)} inputs; ${grouped(Number(data.train))} rows train, ${grouped(Number(data.validation))} validate, ${kSplits[/** @type {keyof typeof kSplits} */ (this.split)].text}.
        ${classNames.length ? html`Always answering the most frequent class is right for ${fixed(most / rows, 3)} of the rows.` : 'A number is predicted.'}</p>
      ${
        classNames.length
          ? html`<ul class="classes" aria-label="Classes">${order.slice(0, kMostClasses).map(({ name, count }) => html`<li><span class="name">${name}</span><span><span class="bar" .style=${`display:block;width:${(100 * count) / most}%`}></span></span><span>${grouped(count)} <span class="soft">${percent(count / rows)}</span></span></li>`)}</ul>
          ${order.length > kMostClasses ? html`<p class="small soft">And ${order.length - kMostClasses} classes more.</p>` : ''}`
          : ''
      }`;
  }

  /** What makes an ordinary table of this one at once: no input of what cannot be one, and a median for each gap. */
  renderRemedy() {
    const { view, missing, predicted } = this;
    const odd = (view?.columns ?? []).filter(({ name, role }) => role === 'text' && name !== predicted);
    const fills = view?.gaps && missing === 'refuse';
    if (odd.length === 0 && !fills) return '';
    const names = odd.map(({ name }) => `\u201c${name}\u201d`);
    const listed = `${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}`;
    const texts = [odd.length > 0 && `leave out ${listed}`, fills && 'fill missing values with the median'];
    const text = texts.filter(Boolean).join(', ');
    return html`<button class="button remedy" type="button" @click=${() => {
      for (const { name } of odd) this.decide(name, { role: 'ignored' });
      if (fills) this.missing = 'median';
    }}>${text.charAt(0).toUpperCase()}${text.slice(1)}</button>`;
  }

  renderProgress() {
    const { name, fraction, text } = this.progress ?? { name: '', fraction: 0, text: '' };
    const share = Math.round(100 * (fraction ?? 0));
    return html`<div class="reading"><div class="meter" role="progressbar" aria-label=${`Reading ${name}`} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${share}><div .style=${`width:${share}%`}></div></div><span class="soft small">${text || 'Reading\u2026'}</span></div>`;
  }

  render() {
    const { view, problem, progress, busy } = this;
    const dialect = view?.dialect;
    return html`<section aria-labelledby="name"><h2 id="name">${this.name}</h2>
      ${
        dialect
          ? html`<p class="small soft">${grouped(view.rows)} rows, separated by ${separatorText(dialect.delimiter, 's')}, decimal ${dialect.decimal}; ${headerText(dialect)}${dialect.foreign.length ? `; left out: ${dialect.foreign.join(' / ')}` : ''}. Nothing of it leaves this device.</p>`
          : ''
      }
      ${progress ? this.renderProgress() : html`${this.renderReading()}${this.renderChoices()}${this.renderColumns()}`}
      <div role="status">${problem ? html`<p class="error">${problem}</p>${progress ? '' : this.renderRemedy()}` : progress ? '' : this.renderOutcome()}</div>
      <div class="ends"><button class="button primary" type="button" ?disabled=${!view?.found || busy || problem !== ''} @click=${() => this.use()}>Use this table</button>
        <button class="button" type="button" @click=${() => this.dispatchEvent(new Event('table-leave'))}>Cancel</button></div></section>`;
  }
}

define('activation-table-preview', TablePreview);
