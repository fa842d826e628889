// <activation-unit-grid>: the units of a layer as squares coloured by state. It writes the count of each state, and the history of
// the unit under the pointer or the arrow keys.
import { css, html, LitElement } from 'lit';
import { showSvg } from '../figures/svg.js';
import { unitLayout, unitsFigure } from '../figures/units.js';
import { define } from '../ui/define.js';
import '../ui/definition-note.js';
import { OnWidth } from '../ui/on-width.js';
import { baseStyles, figureStyles } from '../ui/styles.js';

/** @type {Record<string, string>} */
const kStates = { '.': 'active', d: 'dead', s: 'often saturated' };
/** More changes than this are counted and not listed. */
const kMostSpans = 4;

/** @typedef {{ epoch: number, states: string }[]} History */

/**
 * What a unit was over the epochs: "active until epoch 3, dead from epoch 4".
 * @param {number} unit @param {History} history by epoch
 */
export function historyText(unit, history) {
  /** @type {{ state: string, from: number, to: number }[]} */
  const spans = [];
  for (const { epoch, states } of history) {
    const state = kStates[states[unit]] ?? 'active';
    const last = spans.at(-1);
    if (last?.state === state) last.to = epoch;
    else spans.push({ state, from: epoch, to: epoch });
  }
  if (spans.length === 0) return '';
  if (spans.length === 1) return `${spans[0].state} in every epoch`;
  if (spans.length > kMostSpans) {
    const active = history.filter(({ states }) => (kStates[states[unit]] ?? 'active') === 'active').length;
    return `changed its state ${spans.length - 1} times, active in ${active} of ${history.length} epochs`;
  }
  return spans
    .map(({ state, from, to }, i) =>
      i === 0
        ? `${state} until epoch ${to}`
        : i === spans.length - 1
          ? `${state} from epoch ${from}`
          : `${state} in ${from === to ? `epoch ${from}` : `epochs ${from} to ${to}`}`,
    )
    .join(', ');
}

export class UnitGrid extends LitElement {
  static properties = {
    states: {},
    history: { attribute: false },
    colour: {},
    epoch: { type: Number },
    phase: {},
    saturates: { type: Boolean },
    chosen: { state: true },
  };

  static styles = [
    baseStyles,
    figureStyles,
    css`
      header { display: flex; align-items: center; gap: 0.25rem; min-height: 2rem; }
      .host { width: max-content; max-width: 100%; outline-offset: 4px; }
      .history { display: flex; height: 0.75rem; margin-top: 0.5rem; max-width: 32rem; direction: ltr; forced-color-adjust: none; }
      .history i { flex: 1; min-width: 0; background: var(--accent); border-block: 1px solid transparent; }
      .history .active { opacity: 0.3; }
      .history .dead { background: repeating-linear-gradient(45deg, var(--line) 0 1px, transparent 1px 4px); border-color: var(--line); }
      .history [data-now] { outline: 2px solid var(--ink); opacity: 1; z-index: 1; }
      .words { font-size: 0.8125rem; min-height: 2.5rem; margin-top: 0.375rem; }
    `,
  ];

  constructor() {
    super();
    this.states = '';
    /** The states of the epochs before and after, where they are recorded. @type {History} */
    this.history = [];
    this.colour = '';
    this.epoch = 0;
    /** @type {'train' | 'validation'} the batches the states were counted over */
    this.phase = 'train';
    /** Whether units of this function can saturate at all. */
    this.saturates = true;
    /** @type {number | null} */
    this.chosen = null;
    this.width = 0;
    this.onWidth = new OnWidth(this, (width) => {
      this.width = width;
      this.paint();
    });
  }

  get counts() {
    const counts = { active: 0, dead: 0, saturated: 0 };
    for (const state of this.states) counts[state === 'd' ? 'dead' : state === 's' ? 'saturated' : 'active'] += 1;
    return counts;
  }

  get words() {
    const { active, dead, saturated } = this.counts;
    return `${this.states.length} units: ${active} active, ${dead} dead${this.saturates ? `, ${saturated} often saturated` : ''}, over the ${this.phase === 'train' ? 'training' : 'validation'} batches.`;
  }

  paint() {
    const host = this.renderRoot.querySelector('.host');
    if (host && this.width > 40)
      showSvg(
        host,
        unitsFigure({
          width: this.width,
          states: this.states,
          colour: this.colour,
          chosen: this.chosen,
          alt: this.words,
        }),
      );
  }

  updated() {
    this.paint();
  }

  /** @param {PointerEvent} event */
  onPointer(event) {
    const { left, top } = /** @type {Element} */ (event.currentTarget).getBoundingClientRect();
    const { columns, cell } = unitLayout(this.states.length, this.width);
    const column = Math.floor((event.clientX - left) / cell);
    const index = Math.floor((event.clientY - top) / cell) * columns + column;
    this.chosen = column < columns && index >= 0 && index < this.states.length ? index : null;
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const { columns } = unitLayout(this.states.length, this.width);
    /** @type {Record<string, number>} */
    const moves = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns };
    if (!(event.key in moves)) return;
    event.preventDefault();
    if (this.states.length === 0) return;
    this.chosen = Math.min(this.states.length - 1, Math.max(0, (this.chosen ?? -moves[event.key]) + moves[event.key]));
  }

  /** A strip of the unit's states, one piece an epoch. @param {number} unit */
  renderHistory(unit) {
    return html`<div class="history" aria-hidden="true" .style=${`--accent:${this.colour}`}>${this.history.map(
      ({ epoch, states }) =>
        html`<i class=${kStates[states[unit]]?.split(' ').at(-1) ?? 'active'} ?data-now=${epoch === this.epoch}></i>`,
    )}</div>`;
  }

  render() {
    const unit = this.chosen !== null && this.chosen < this.states.length ? this.chosen : null;
    const state = unit === null ? '' : (kStates[this.states[unit]] ?? 'active');
    const past = unit === null || this.history.length < 2 ? '' : `: ${historyText(unit, this.history)}`;
    const chosen = unit === null ? '' : `Unit ${unit} is ${state}${past}.`;
    return html`<header><h3 class="title">Units in epoch ${this.epoch}, ${this.phase === 'train' ? 'training' : 'validation'} batches</h3><activation-definition-note term="units"></activation-definition-note></header>
      <div class="host" tabindex="0" role="group" aria-label="Units, one square each; arrow keys move between them" @pointermove=${this.onPointer} @pointerleave=${() => {
        this.chosen = null;
      }} @keydown=${this.onKey}></div>
      ${unit !== null && this.history.length > 1 ? this.renderHistory(unit) : html`<div class="history"></div>`}
      <p class="words"><span>${this.words}</span> <span class="soft" aria-live="polite">${chosen}</span></p>`;
  }
}

define('activation-unit-grid', UnitGrid);
