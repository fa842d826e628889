// <activation-curves-view>: the curves, for the page and the embed: chart and functions with their sliders, and where they are asked
// for controls, property cards and value table, over one state. Sends `state-change` with the new state, and `settled` once.
import { html, LitElement } from 'lit';
import { functionStyles } from '../figures/colours.js';
import { define } from '../ui/define.js';
import { curvesStyles } from './activation-curves.styles.js';
import { betterInputs, cutText, fittedAxis, followedAxis, kUsualAxes } from './axes-of-data.js';
import './curve-chart.js';
import { describeFunction, kOrderSymbols, kOrders, sampleFunction, valuesAt } from './curve-samples.js';
import './function-row.js';
import { defaultState } from '../sharing/link-state.js';
import { fixed, plain } from '../text/numbers.js';
import { readNumber } from '../text/read-numbers.js';
import { painted } from '../ui/painted.js';
import { engineReady, forgetEngine } from './page-engine.js';
import { curvesSentence, kinkSentence } from './property-text.js';

/** @typedef {import('../sharing/link-state.js').CurvesState} CurvesState */
/** @typedef {import('../sharing/link-state.js').FunctionChoice} FunctionChoice */
/** @typedef {import('./page-engine.js').Engine} Engine */
/** @typedef {{ index: number, choice: FunctionChoice, entry: import('../engine/answers.js').ActivationEntry, look: import('./curve-samples.js').Look, sample: import('./curve-samples.js').Sample, values: number[] }} Drawn */

/** What each panel gets in height (wide, narrow). */
const kHeights = [
  [300, 220],
  [130, 110],
  [130, 110],
];
/** The same in a figure of an article. */
const kSmallHeights = [
  [150, 150],
  [75, 75],
  [75, 75],
];
/** What can stand beside the figure. */
const kParts = ['controls', 'cards', 'table'];
/** Pixels of a window or a column that is narrow. */
const kNarrow = 560;
const kMost = 8;
/**
 * Functions whose slopes a figure describes; of more the rows alone stand below the chart. figure-heights.js has the same: importing it
 * would make the element for articles larger than it may be.
 */
const kMostInWords = 2;
/** Functions whose rows have their values on a line of their own; of more, beside the name. */
const kMostRoomy = 4;

export class ActivationCurves extends LitElement {
  static properties = {
    state: { attribute: false },
    show: { attribute: false },
    hide: { attribute: false },
    engine: { state: true },
    trouble: { state: true },
    errors: { state: true },
    narrow: { state: true },
    atProblem: { state: true },
    blocks: { state: true },
    blocksMissing: { state: true },
  };

  static styles = curvesStyles;

  constructor() {
    super();
    /** @type {CurvesState} */
    this.state = defaultState().curves;
    /** Of kParts, those that stand beside the chart and the sliders. @type {string[]} */
    this.show = kParts;
    /** Of what is shown, what is left out all the same. @type {string[]} */
    this.hide = [];
    /** @type {import('./page-engine.js').Engine | null} */
    this.engine = null;
    /** Why there is no engine. @type {import('../ui/engine-trouble.js').Trouble | null} */
    this.trouble = null;
    /** @type {Record<number, string>} */
    this.errors = {};
    this.narrow = false;
    /** @type {Map<string, Drawn>} what is on screen, by all it depends on */
    this.kept = new Map();
    this.atProblem = '';
    this.settled = false;
    /** Cards and table, once they are there. @type {typeof import('./curves-blocks.js') | null} */
    this.blocks = null;
    this.blocksMissing = false;
    /** Resolves when nothing more is to come. @type {Promise<void>} */
    this.complete = new Promise((resolve) => {
      this.onComplete = resolve;
    });
    this.query = window.matchMedia(`(max-width: ${kNarrow}px)`);
    /** Pixels that the figure has in an article: a column is narrower than its window. */
    this.column = Number.POSITIVE_INFINITY;
    this.onNarrow = () => {
      this.narrow = this.query.matches || this.column <= kNarrow;
    };
    this.onColumn = new ResizeObserver(([entry]) => {
      this.column = entry.contentRect.width || Number.POSITIVE_INFINITY; // where it is not shown it has none
      this.onNarrow();
    });
  }

  connectedCallback() {
    super.connectedCallback();
    this.query.addEventListener('change', this.onNarrow);
    if (this.hasAttribute('framed')) this.onColumn.observe(this);
    this.onNarrow();
    this.load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.query.removeEventListener('change', this.onNarrow);
    this.onColumn.disconnect();
  }

  async load() {
    try {
      this.trouble = null;
      this.engine = await engineReady();
    } catch (error) {
      forgetEngine();
      this.trouble = await import('../ui/engine-trouble.js').then(
        ({ engineTrouble }) => engineTrouble('curves.wasm', error),
        () => ({ text: 'Files of the page do not arrive. Check the connection, then try again.', again: true }),
      );
    }
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if ((changed.has('show') || changed.has('hide')) && this.settled && !this.blocks) void this.loadBlocks();
  }

  /** Says once that the curves are there, or that they will not come: what is less urgent can begin. */
  updated() {
    if (this.settled || !(this.engine || this.trouble)) return;
    this.settled = true;
    this.dispatchEvent(new Event('settled'));
    void painted()
      .then(() => this.loadBlocks())
      .then(() => this.onComplete?.());
  }

  /** @param {string} part of kParts */
  shows(part) {
    return this.show.includes(part) && !this.hide.includes(part);
  }

  async loadBlocks() {
    if (!this.shows('cards') && !this.shows('table')) return;
    this.blocksMissing = false;
    try {
      this.blocks = await import('./curves-blocks.js');
    } catch {
      this.blocksMissing = true;
    }
    await this.updateComplete;
  }

  /** @param {Partial<CurvesState>} change */
  change(change) {
    this.state = { ...this.state, ...change };
    this.dispatchEvent(new CustomEvent('state-change', { detail: this.state, bubbles: true, composed: true }));
  }

  /** @param {number} index @param {Record<string, number>} params */
  changeParams(index, params) {
    const error = this.errorOf({ ...this.state.functions[index], params });
    this.errors = { ...this.errors, [index]: error };
    if (error) return;
    this.change({
      functions: this.state.functions.map((one, i) => (i === index ? { ...one, params } : one)),
    });
  }

  /** The engine's objection to a function and its parameters, or "". @param {FunctionChoice} choice */
  errorOf(choice) {
    try {
      if (this.engine) describeFunction(this.engine, choice);
      return '';
    } catch (error) {
      // The engine's place in a choice, such as "alpha: ", which its sentence repeats.
      return String(/** @type {Error} */ (error).message).replace(/^\w+: /, '');
    }
  }

  /** @param {string} name */
  add(name) {
    if (this.state.functions.length < kMost)
      this.change({ functions: [...this.state.functions, { name, params: {} }] });
  }

  /** @param {number} index */
  drop(index) {
    this.errors = {};
    this.change({ functions: this.state.functions.filter((_, i) => i !== index) });
  }

  /**
   * Everything drawn. What has not changed stays the same object, so that moving one slider redraws one
   * curve, one row and one card.
   */
  readDrawn() {
    const engine = /** @type {import('./page-engine.js').Engine} */ (this.engine);
    const { functions, x, orders, at } = this.state;
    const looks = functionStyles(functions.map((one) => one.name));
    /** @type {Map<string, Drawn>} */
    const kept = new Map();
    const drawn = functions.flatMap((choice, index) => {
      const key = JSON.stringify([index, choice, x, orders, at, looks[index].dash]);
      const known = this.kept.get(key);
      if (known) {
        kept.set(key, known);
        return [known];
      }
      const entry = engine.activation(choice.name);
      if (!entry || this.errorOf(choice)) return [];
      const sample = sampleFunction(engine, choice, x, orders);
      const values = kOrders.map((order) => valuesAt(engine, choice, [at], order)[0]);
      const one = { index, choice, entry, look: looks[index], sample, values };
      kept.set(key, one);
      return [one];
    });
    this.kept = kept;
    return drawn;
  }

  /** @param {Drawn[]} drawn @returns {{ panels: import('../figures/curves.js').Panel[], cut: string }} */
  panelsOf(drawn) {
    const { orders, together, y, x } = this.state;
    const groups = (together ? [orders] : orders.map((order) => [order])).filter((group) => group.length);
    const curves = drawn.map(({ entry, sample }) => ({ title: entry.title, sample }));
    const followed = groups.map((group) =>
      followedAxis(kUsualAxes[group[0]], curves, group, group[0] === 0 ? x[1] - x[0] : 0),
    );
    return {
      panels: groups.map((group, i) => ({
        orders: group,
        domain: y && group.includes(0) ? y : followed[i].domain,
        height: (this.shows('controls') ? kHeights : kSmallHeights)[group[0]][this.narrow ? 1 : 0],
        label: group.map((order) => kOrderSymbols[order]).join(',  '),
      })),
      cut: cutText(followed.flatMap(({ cut }, i) => (y && groups[i].includes(0) ? [] : cut))),
    };
  }

  /** @param {string} text */
  changeAt(text) {
    const { value, problem } = readNumber(text);
    const [low, high] = this.state.x;
    this.atProblem =
      problem ||
      (value < low || value > high
        ? `x must be between ${plain(low)} and ${plain(high)}, the range of the chart.`
        : '');
    if (!this.atProblem) this.change({ at: value });
  }

  /** @param {Drawn[]} drawn */
  altText(drawn) {
    const curves = drawn.map(({ entry, choice }) => ({ entry, params: choice.params }));
    return curvesSentence(curves, this.state.orders, this.state.x);
  }

  /** @param {Drawn[]} drawn @param {import('./axes-of-data.js').Range} y */
  renderToolbar(drawn, y) {
    const { x } = this.state;
    return html`<activation-axis-controls .state=${this.state} .y=${y} .better=${betterInputs(
      x,
      drawn.map((one) => one.sample.properties),
    )} .ranges=${!this.hide.includes('ranges')}
      @axes-change=${(/** @type {CustomEvent} */ event) => this.change(event.detail)} @fit=${() => this.fit()}></activation-axis-controls>`;
  }

  /** Fits the axis of values to the curves. */
  fit() {
    this.change({ y: fittedAxis(this.readDrawn().map((one) => this.sampled(one.choice))) });
  }

  /** @param {FunctionChoice} choice */
  sampled(choice) {
    return sampleFunction(/** @type {Engine} */ (this.engine), choice, this.state.x, [0]);
  }

  /** @param {Drawn[]} drawn */
  renderSide(drawn) {
    const { at, functions, orders } = this.state;
    const fixedRows = this.hide.includes('controls');
    const isWhole = this.shows('controls');
    // In an article it is no landmark of the page.
    return html`<div class="side" role=${isWhole ? 'complementary' : 'group'} aria-label="Functions">
      ${isWhole ? this.renderAt() : ''}
      ${functions.length || !isWhole ? '' : html`<p class="soft small">No function is drawn. Add one here.</p>`}
      ${functions.map((choice, index) => {
        const one = drawn.find((item) => item.index === index);
        if (!one)
          return html`<div class="notice" role="alert">${choice.name} is not drawn: ${this.errorOf(choice)} ${isWhole ? html`<button class="button bare" type="button" @click=${() => this.drop(index)}>Remove</button>` : ''}</div>`;
        return html`<activation-function-row .entry=${one.entry} .params=${choice.params} .look=${one.look} .orders=${orders} .values=${one.values}
          .at=${isWhole ? null : at} .compact=${!isWhole || functions.length > kMostRoomy} .error=${this.errors[index] ?? ''} .removable=${isWhole && functions.length > 1} .fixed=${fixedRows}
          @params-change=${(/** @type {CustomEvent} */ event) => this.changeParams(index, event.detail)} @remove=${() => this.drop(index)}></activation-function-row>`;
      })}
      ${isWhole ? html`<activation-function-picker .entries=${this.engine?.activations} .shown=${functions.map(({ name }) => name)} ?disabled=${functions.length >= kMost} @pick=${(/** @type {CustomEvent} */ event) => this.add(event.detail)}></activation-function-picker>` : ''}
      ${isWhole && functions.length >= kMost ? html`<p class="soft small">Eight at a time; remove one to add another.</p>` : ''}
    </div>`;
  }

  renderAt() {
    return html`<div class="at"><label for="at"><i>x</i> =</label>
        <input id="at" class="input short" type="text" autocomplete="off" .value=${plain(this.state.at)} aria-label="Input x of the crosshair, exact"
          aria-invalid=${this.atProblem ? 'true' : 'false'} aria-describedby="at-problem"
          @change=${(/** @type {Event} */ event) => this.changeAt(/** @type {HTMLInputElement} */ (event.target).value)}>
        <span class="soft small">or click the chart, or use its arrow keys</span></div>
      <p id="at-problem" class="error" role="status">${this.atProblem}</p>`;
  }

  /** The values under the pointer. @param {number} x */
  readAt(x) {
    const engine = /** @type {Engine} */ (this.engine);
    const { orders } = this.state;
    return this.readDrawn().map(({ entry, choice, look }) => ({
      title: entry.title,
      colour: look.colour,
      text: orders.map((order) => fixed(valuesAt(engine, choice, [x], order)[0])).join('  '),
    }));
  }

  /** What each function's slope does, in words; those without a kink together. @param {Drawn[]} drawn */
  renderKinks(drawn) {
    const name = (/** @type {Drawn} */ { entry, look }) => html`<b .style=${`color:${look.colour}`}>${entry.title}</b>`;
    const [smooth, others] = [true, false].map((wanted) =>
      drawn.filter(
        ({ entry, sample }) => (sample.properties.kinks.length === 0 && entry.parameters.length === 0) === wanted,
      ),
    );
    return html`<div class="kinks" aria-live="polite">${others.map((one) => {
      const { entry, choice, sample } = one;
      const text = kinkSentence(entry, choice.params, sample.properties);
      return html`<p class=${entry.parameters.length > 0 ? 'live' : ''}>${name(one)}: ${text}.</p>`;
    })}${smooth.length > 0 ? html`<p>${smooth.map((one, i) => html`${i === 0 ? '' : i === smooth.length - 1 ? ' and ' : ', '}${name(one)}`)}: no kink; the slope is continuous everywhere.</p>` : ''}</div>`;
  }

  render() {
    if (this.trouble)
      return html`<div class="notice" role="alert"><p>${this.trouble.text}</p>${this.trouble.again ? html`<button class="button" type="button" @click=${() => this.load()}>Try again</button>` : ''}</div>`;
    if (!this.engine)
      return html`<div class=${this.shows('controls') ? 'waiting' : 'waiting few'} aria-busy="true"><p class="soft small">Loading the functions\u2026</p></div>`;
    const drawn = this.readDrawn();
    const { panels, cut } = this.panelsOf(drawn);
    const value = panels.find(({ orders }) => orders.includes(0))?.domain ?? kUsualAxes[0];
    const spoken = `x = ${plain(this.state.at)}: ${drawn.map((one) => `${one.entry.title} ${fixed(one.values[0])}`).join(', ')}`;
    const isComing = !this.blocks && !this.blocksMissing && (this.shows('cards') || this.shows('table'));
    return html`<div class=${isComing ? 'coming' : ''}><div class=${this.shows('controls') ? 'stage' : 'stage small-stage'}>
        <div class="main">
          ${this.shows('controls') ? this.renderToolbar(drawn, value) : ''}
          <activation-curve-chart .series=${drawn.map((one) => ({ label: one.entry.title, ...one.look, xs: one.sample.xs, ys: one.sample.ys, jumps: one.sample.jumps }))}
            .panels=${panels} .domain=${this.state.x} .at=${this.state.at} .points=${drawn.map((one) => ({ colour: one.look.colour, values: one.values }))}
            .alt=${this.altText(drawn)} .spoken=${spoken} .read=${(/** @type {number} */ x) => this.readAt(x)} @at-change=${(
              /** @type {CustomEvent} */ event,
            ) => {
              this.atProblem = '';
              this.change({ at: event.detail });
            }}></activation-curve-chart>
          ${cut ? html`<p class="cut small" role="status">${cut} <button class="button bare" type="button" @click=${() => this.fit()}>Fit</button></p>` : ''}
          ${this.shows('controls') || drawn.length <= kMostInWords ? this.renderKinks(drawn) : ''}
        </div>
        ${this.renderSide(drawn)}
      </div>
      ${this.renderRest(drawn)}</div>`;
  }

  /** What stands below the chart. @param {Drawn[]} drawn */
  renderRest(drawn) {
    if (this.blocksMissing)
      return html`<div class="notice" role="alert"><p>The rest of the figure did not load. Check the connection, then try again.</p><button class="button" type="button" @click=${() => this.loadBlocks()}>Try again</button></div>`;
    const { blocks } = this;
    return blocks
      ? html`${this.shows('cards') ? blocks.cardsOf(this, drawn) : ''}${this.shows('table') ? blocks.tableOf(this, drawn) : ''}`
      : '';
  }
}

define('activation-curves-view', ActivationCurves);
