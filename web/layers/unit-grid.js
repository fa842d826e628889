// <unit-grid>: the units of a layer as squares coloured by state. It writes the count of each state, and the state of
// the unit under the pointer or the arrow keys.
import { css, html, LitElement } from 'lit';
import { showSvg } from '../figures/svg.js';
import { unitLayout, unitsFigure } from '../figures/units.js';
import '../ui/definition-note.js';
import { OnWidth } from '../ui/on-width.js';
import { baseStyles, figureStyles } from '../ui/styles.js';

/** @type {Record<string, string>} */
const kStates = { '.': 'active', d: 'dead', s: 'often saturated' };

export class UnitGrid extends LitElement {
  static properties = {
    states: {},
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
      .words { font-size: 0.8125rem; min-height: 2.5rem; margin-top: 0.375rem; }
    `,
  ];

  constructor() {
    super();
    this.states = '';
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
    this.chosen = Math.min(this.states.length - 1, Math.max(0, (this.chosen ?? -moves[event.key]) + moves[event.key]));
  }

  render() {
    const chosen =
      this.chosen !== null && this.chosen < this.states.length
        ? `Unit ${this.chosen} is ${kStates[this.states[this.chosen]] ?? 'active'}.`
        : '';
    return html`<header><h3 class="title">Units in epoch ${this.epoch}, ${this.phase === 'train' ? 'training' : 'validation'} batches</h3><definition-note term="units"></definition-note></header>
      <div class="host" tabindex="0" role="group" aria-label="Units, one square each; arrow keys move between them" @pointermove=${this.onPointer} @pointerleave=${() => {
        this.chosen = null;
      }} @keydown=${this.onKey}></div>
      <p class="words"><span>${this.words}</span> <span class="soft" aria-live="polite">${chosen}</span></p>`;
  }
}

customElements.define('unit-grid', UnitGrid);
