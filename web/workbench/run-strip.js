// <activation-run-strip>: the runs that are compared, one of which is shown; one more that differs in one thing; and how many seeds
// each is repeated with. Sends `run-shown`, `run-add`, `run-rename`, `run-remove` and `seeds-change`.
import { css, html, LitElement, svg } from 'lit';
import { nameProblem } from '../builder/run-edits.js';
import { define } from '../ui/define.js';
import { baseStyles, controlStyles } from '../ui/styles.js';

/** @typedef {Pick<import('../training/trials.js').Run, 'index' | 'name' | 'look'>} Run */
/** @typedef {{ label: string, name: string, changes: Record<string, unknown> }} Variant what a run more would change */

const kSeedCounts = [1, 3, 5, 10];

export class RunStrip extends LitElement {
  static properties = {
    runs: { attribute: false },
    shown: { type: Number },
    seeds: { attribute: false },
    variants: { attribute: false },
    functions: { attribute: false },
    full: {},
    opened: { state: true },
    path: { state: true },
    renaming: { state: true },
    nameProblem: { state: true },
    problem: { state: true },
  };

  static styles = [
    baseStyles,
    controlStyles,
    css`
      .strip { display: flex; flex-wrap: wrap; gap: 0.375rem 0.5rem; align-items: center; font-size: 0.8125rem; }
      .runs { margin: 0; padding: 0; list-style: none; }
      .chip { display: inline-flex; align-items: stretch; border: 1px solid var(--edge); border-radius: 999px; background: var(--surface); overflow: hidden; max-width: 16rem; }
      .chip.shown { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); }
      .chip button { border: 0; background: none; padding: 0.1875rem 0.5rem; min-height: 1.875rem; font-size: 0.8125rem; }
      .chip .pick { display: flex; gap: 0.375rem; align-items: center; color: var(--accent); font-weight: 600; min-width: 0; }
      .chip .pick span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
      .chip svg { flex: none; }
      .chip .remove { color: var(--ink-soft); padding-inline: 0.25rem 0.5rem; }
      .chip .name { color: var(--ink-soft); padding-inline: 0.25rem; }
      .chip .name:hover { color: var(--ink); }
      .naming form { display: flex; }
      .naming .input { border: 0; width: 10rem; min-height: 1.875rem; border-radius: 999px; }
      .chip .remove:hover { color: var(--ink); }
      @media (forced-colors: active) { .chip.shown { outline: 2px solid Highlight; outline-offset: 1px; } }
      .compare { display: var(--control-compare, inline-block); }
      .seeds { display: var(--control-seeds, inline-flex); align-items: center; gap: 0.375rem; margin-inline-start: auto; color: var(--ink-soft); }
      .menu { border: 1px solid var(--line); border-radius: 8px; background: var(--surface); padding: 0.625rem 0.75rem; margin-top: 0.375rem; display: flex; flex-wrap: wrap; gap: 0.5rem 0.75rem; align-items: end; font-size: 0.8125rem; }
      .menu .choices { display: flex; flex-wrap: wrap; gap: 0.25rem; }
      .menu p { flex-basis: 100%; }
      @media print { :host { display: none; } }
      .menu form { display: flex; gap: 0.375rem; align-items: end; flex-wrap: wrap; }
      .menu select { min-width: 9rem; }
      .menu .path { width: 15rem; }
      .menu .value { width: 6rem; }
    `,
  ];

  constructor() {
    super();
    /** @type {Run[]} */
    this.runs = [];
    this.shown = 0;
    /** @type {number[]} */
    this.seeds = [0];
    /** One click each. @type {Variant[]} */
    this.variants = [];
    /** @type {{ name: string, title: string }[]} */
    this.functions = [];
    /** Why there cannot be one run more, or "". */
    this.full = '';
    this.opened = false;
    this.path = '';
    this.problem = '';
    /** The run whose name is being typed. @type {number | null} */
    this.renaming = null;
    this.nameProblem = '';
  }

  /** @param {string} type @param {unknown} detail */
  send(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /** @param {Variant} variant */
  add(variant) {
    this.opened = false;
    this.send('run-add', variant);
  }

  /** @param {SubmitEvent} event */
  addPath(event) {
    event.preventDefault();
    const given = new FormData(/** @type {HTMLFormElement} */ (event.target));
    const [path, text] = [String(given.get('path')).trim(), String(given.get('value')).trim()];
    if (!path || !text) {
      this.problem = 'Name a path, such as training.batchSize, and a value.';
      return;
    }
    let value;
    try {
      value = JSON.parse(text);
    } catch {
      value = text; // a name without quotes
    }
    this.problem = '';
    this.add({ label: path, name: `${path.split('.').at(-1)} ${text}`, changes: { [path]: value } });
  }

  /** @param {Run} run @param {string} text */
  rename(run, text) {
    const name = text.trim();
    if (name !== run.name) {
      const others = this.runs.filter(({ index }) => index !== run.index).map((other) => other.name);
      this.nameProblem = nameProblem(others, name);
      if (this.nameProblem) return;
      this.send('run-rename', { run: run.index, name });
    }
    this.endNaming();
  }

  /** @param {Run} run */
  async beginNaming(run) {
    this.renaming = run.index;
    this.nameProblem = '';
    await this.updateComplete;
    /** @type {HTMLInputElement | null} */ (this.renderRoot.querySelector('.naming input'))?.select();
  }

  /** The name's button is where the focus was. */
  async endNaming() {
    this.renaming = null;
    this.nameProblem = '';
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (this.renderRoot.querySelector('.shown .name'))?.focus();
  }

  /** @param {Run} run */
  renderNaming(run) {
    return html`<li class="chip shown naming" .style=${`--accent:${run.look.colour}`}><form @submit=${(
      /** @type {SubmitEvent} */ event,
    ) => {
      event.preventDefault();
      this.rename(run, String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get('name')));
    }} @keydown=${(/** @type {KeyboardEvent} */ event) => {
      if (event.key === 'Escape') void this.endNaming();
    }}><input class="input" name="name" autocomplete="off" spellcheck="false" maxlength="200" dir="auto" aria-label=${`Name of ${run.name}`} aria-invalid=${this.nameProblem ? 'true' : 'false'} aria-describedby="name-problem" .value=${run.name}><button type="submit">Rename</button></form></li>`;
  }

  /** @param {Run} run */
  renderChip(run) {
    if (run.index === this.renaming) return this.renderNaming(run);
    const isShown = run.index === this.shown;
    return html`<li class=${isShown ? 'chip shown' : 'chip'} .style=${`--accent:${run.look.colour}`}>
      <button class="pick" type="button" aria-pressed=${isShown ? 'true' : 'false'} title=${run.name} aria-label=${`Show ${run.name}`} @click=${() => this.send('run-shown', run.index)}>
        <svg width="20" height="8" aria-hidden="true">${svg`<line x1="0" x2="20" y1="4" y2="4" stroke=${run.look.colour} stroke-width="2.5" stroke-dasharray=${run.look.dash || 'none'}></line>`}</svg><span>${run.name}</span></button>
      ${isShown && !this.full.includes('grid') ? html`<button class="name" type="button" aria-label=${`Rename ${run.name}`} title=${`Rename ${run.name}`} @click=${() => this.beginNaming(run)}>\u270e</button>` : ''}
      ${this.runs.length > 1 && !this.full.includes('grid') ? html`<button class="remove" type="button" aria-label=${`Remove ${run.name}`} title=${`Remove ${run.name}`} @click=${() => this.send('run-remove', run.index)}>\u00d7</button>` : ''}</li>`;
  }

  renderMenu() {
    const base = this.runs.find(({ index }) => index === this.shown)?.name ?? '';
    return html`<div class="menu" role="group" aria-label="One run more">
      <p class="soft">Like <b>${base}</b>, on the same data and from the same initial weights wherever the shapes allow it, but with</p>
      <div class="field"><label for="other-activation">another activation</label><select id="other-activation" @change=${(
        /** @type {Event} */ event,
      ) => {
        const one = this.functions.find(({ name }) => name === /** @type {HTMLSelectElement} */ (event.target).value);
        if (one) this.add({ label: one.title, name: one.title, changes: { activation: one.name } });
      }}><option value="" selected>Choose one</option>${this.functions.map(({ name, title }) => html`<option value=${name}>${title}</option>`)}</select></div>
      <div class="choices">${this.variants.map((variant) => html`<button class="button" type="button" @click=${() => this.add(variant)}>${variant.label}</button>`)}</div>
      <form @submit=${(/** @type {SubmitEvent} */ event) => this.addPath(event)}>
        <div class="field"><label for="path">anything else: its path</label><input id="path" class="input path" name="path" autocomplete="off" spellcheck="false" placeholder="training.batchSize"></div>
        <div class="field"><label for="value">value</label><input id="value" class="input value" name="value" autocomplete="off" spellcheck="false" placeholder="32"></div>
        <button class="button" type="submit">Add</button></form>
      <p class="error" role="status">${this.problem}</p></div>`;
  }

  render() {
    const counts = [...new Set([...kSeedCounts, this.seeds.length])].sort((a, b) => a - b);
    return html`<div class="strip"><ul class="strip runs" aria-label="Runs that are compared">${this.runs.map((run) => this.renderChip(run))}</ul>
      <button class="button compare" type="button" aria-expanded=${this.opened ? 'true' : 'false'} title=${this.full || 'One run more, which differs in one thing'} ?disabled=${this.full !== ''} @click=${() => {
        this.opened = !this.opened;
      }}>+ compare</button>
      <span class="seeds"><span id="seeds-label">seeds</span><span class="segments" role="group" aria-labelledby="seeds-label">${counts.map((count) => html`<button type="button" aria-pressed=${count === this.seeds.length ? 'true' : 'false'} aria-label=${`${count} ${count === 1 ? 'seed' : 'seeds'}`} @click=${() => this.send('seeds-change', count)}>${count}</button>`)}</span></span></div>
      <p class="error small" id="name-problem" role="status">${this.nameProblem}</p>${this.opened ? this.renderMenu() : ''}`;
  }
}

define('activation-run-strip', RunStrip);
