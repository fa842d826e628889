// <activation-run-controls>: the buttons that drive the runs, and how far all of them are. Drives a TrainingModel it is given; sends
// `train` and `step` where the runs have to be started first.
import { css, html, LitElement } from 'lit';
import { timeLeft } from '../text/numbers.js';
import { define } from '../ui/define.js';
import { baseStyles, controlStyles } from '../ui/styles.js';

/** What can be chosen as speed: steps a second at most; null: full speed. @type {[number | null, string][]} */
const kPaces = [
  [null, 'full speed'],
  [100, '100 steps/s'],
  [10, '10 steps/s'],
  [1, '1 step/s'],
];

/** @typedef {import('./training-model.js').TrainingModel} TrainingModel */

export class RunControls extends LitElement {
  static properties = {
    model: { attribute: false },
    version: { type: Number },
    blocked: {},
    stale: { type: Boolean },
    few: { type: Boolean },
    start: {},
  };

  static styles = [
    baseStyles,
    controlStyles,
    css`
      .buttons { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; }
      .primary { min-width: 6.5rem; display: var(--control-train, inline-block); }
      .step { display: var(--control-step, inline-block); }
      .epoch { display: var(--control-epoch, inline-block); }
      .reset { display: var(--control-reset, inline-block); }
      .stop { display: var(--control-stop, inline-block); }
      @media (max-width: 640px) { .buttons { gap: 0.25rem; } .buttons .button { padding-inline: 0.25rem; font-size: 0.8125rem; flex: 1 1 auto; min-width: 0; } .overall { flex: 1 1 auto; min-width: 0; } .overall:empty { display: none; } }
      .speed { font-size: 0.8125rem; color: var(--ink-soft); display: var(--control-speed, inline-flex); gap: 0.375rem; align-items: center; }
      .overall { font-size: 0.8125rem; color: var(--ink-soft); min-width: 12rem; }
    `,
  ];

  constructor() {
    super();
    /** @type {TrainingModel | null} */
    this.model = null;
    this.version = 0;
    /** Why training cannot start now, or "". */
    this.blocked = '';
    /** Whether the form has changed since these runs began. */
    this.stale = false;
    /** Whether the button that starts them, and pauses and resumes them, is the only one. */
    this.few = false;
    /** What the button that starts them says. */
    this.start = 'Train';
  }

  /** Steps, or has the runs started paused first. @param {() => void} act @param {string} event */
  stepOr(act, event) {
    if (this.model?.phase === 'idle') this.dispatchEvent(new Event(event));
    else act();
  }

  render() {
    const { model } = this;
    if (!model) return '';
    const { phase } = model;
    const button = (
      /** @type {string} */ text,
      /** @type {() => void} */ action,
      /** @type {boolean} */ enabled,
      title = '',
    ) =>
      html`<button class=${`button ${text.toLowerCase().replace('one ', '')}`} type="button" aria-label=${text} title=${title} ?disabled=${!enabled} @click=${action}>${text.replace('One s', 'S').replace('One e', 'E')}</button>`;
    const main =
      phase === 'running'
        ? { text: 'Pause', act: () => model.pause() }
        : phase === 'paused'
          ? { text: 'Resume', act: () => model.resume() }
          : {
              text: phase === 'done' && this.start === 'Train' ? 'Train again' : this.start,
              act: () => this.dispatchEvent(new Event('train')),
            };
    const { fraction, secondsLeft } = model.overall;
    const live = phase === 'running' || phase === 'paused';
    return html`<div class="buttons">
        <button class="button primary" type="button" ?disabled=${Boolean(this.blocked) && !live} @click=${main.act}>${main.text}</button>
        ${
          this.few
            ? ''
            : html`${button('One step', () => this.stepOr(() => model.stepOnce(), 'step'), phase === 'paused' || (phase === 'idle' && !this.blocked), 'One batch in every trial')}
        ${button('One epoch', () => this.stepOr(() => model.epochOnce(), 'epoch'), phase === 'paused' || (phase === 'idle' && !this.blocked), 'All training samples once, in every trial')}
        ${button('Reset', () => this.dispatchEvent(new Event('reset')), phase !== 'idle', 'Back to the same initial weights')}
        ${button('Stop', () => model.stop(), live, 'End the trials where they are')}
        <label class="speed">speed <select @change=${(/** @type {Event} */ event) => model.setPace(kPaces[/** @type {HTMLSelectElement} */ (event.target).selectedIndex][0])}>${kPaces.map(([pace, text]) => html`<option ?selected=${pace === model.pace}>${text}</option>`)}</select></label>`
        }
        <span class="overall">${live ? `${Math.floor(100 * fraction)}\u202f% \u00b7 ${phase === 'running' ? (fraction > 0 && timeLeft(secondsLeft)) || 'starting' : 'paused'}` : this.blocked}</span>
      </div>
      ${
        this.stale
          ? html`<p class="stale small">These trials have the earlier settings.
            ${live ? html`<button class="button bare" type="button" @click=${() => this.dispatchEvent(new Event('train'))}>Start again with the new ones</button>` : ''}</p>`
          : ''
      }`;
  }
}

define('activation-run-controls', RunControls);
