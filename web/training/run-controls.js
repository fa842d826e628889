// <run-controls>: the buttons that drive the runs, and one line a run: where it is, how long it still
// takes, what went wrong. Drives a TrainingModel it is given.
import { css, html, LitElement, svg } from 'lit';
import { numberAt, significant, timeLeft } from '../text/numbers.js';
import { baseStyles, controlStyles } from '../ui/styles.js';

/** @typedef {import('./training-model.js').TrainingModel} TrainingModel */
/** @typedef {import('./training-model.js').Trial} Trial */

export class RunControls extends LitElement {
  static properties = {
    model: { attribute: false },
    version: { type: Number },
    trials: { attribute: false },
    blocked: {},
    stale: { type: Boolean },
  };

  static styles = [
    baseStyles,
    controlStyles,
    css`
      .buttons { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; }
      .primary { min-width: 6.5rem; }
      .overall { font-size: 0.8125rem; color: var(--ink-soft); min-width: 12rem; }
      .trials { list-style: none; margin: 1rem 0 0; padding: 0; display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr)); gap: 0.75rem 2rem; }
      .name { display: flex; align-items: center; gap: 0.5rem; font-weight: 600; font-size: 0.875rem; color: var(--accent); overflow-wrap: anywhere; }
      .name svg { flex: none; }
      .bar { height: 4px; border-radius: 2px; background: var(--hairline); margin: 0.25rem 0; overflow: hidden; }
      .bar div { height: 100%; background: var(--accent); }
      .where { font-size: 0.8125rem; color: var(--ink-soft); display: flex; justify-content: space-between; gap: 0.5rem; min-height: 1.25rem; }
      .where span { white-space: nowrap; }
    `,
  ];

  constructor() {
    super();
    /** @type {TrainingModel | null} */
    this.model = null;
    this.version = 0;
    /** The model's, or what keeps their places. @type {Trial[]} */
    this.trials = [];
    /** Why training cannot start now, or "". */
    this.blocked = '';
    /** Whether the form has changed since these runs began. */
    this.stale = false;
  }

  /** @param {Trial} trial */
  where(trial) {
    const { progress, state, summary, records } = trial;
    if (state === 'expected') return ['', ''];
    if (state === 'idle') return [this.blocked ? 'not ready' : 'ready', ''];
    if (state === 'queued') return ['waiting for a free core', ''];
    if (summary)
      return [
        summary.status === 'completed' ? `${records.length} epochs` : `${summary.status}, epoch ${records.length || 1}`,
        trial.metric ? `${trial.metric.title} ${significant(numberAt(summary, trial.metric.keys.final))}` : '',
      ];
    if (trial.why) return [trial.why, ''];
    if (state === 'failed') return ['its worker was lost', ''];
    if (trial.silent) return [`nothing heard for ${trial.silent} s`, 'Stop ends it'];
    if (state === 'stopping') return ['stopping', ''];
    const paused = state === 'paused' || state === 'stepping' || state === 'step-queued';
    if (!progress) return [paused ? 'paused before the first step' : 'starting', ''];
    const left = paused ? 'paused' : timeLeft(progress.secondsLeft);
    return [`epoch ${progress.epoch}/${progress.epochs}, step ${progress.step}/${progress.stepsPerEpoch}`, left];
  }

  /** @param {Trial} trial */
  renderTrial(trial) {
    const fraction = trial.summary
      ? trial.summary.status === 'stopped'
        ? (trial.progress?.fraction ?? 0)
        : 1
      : (trial.progress?.fraction ?? 0);
    const [where, more] = this.where(trial);
    return html`<li .style=${`--accent:${trial.look.colour}`}>
      <div class="name"><svg width="22" height="8" aria-hidden="true">${svg`<line x1="0" x2="22" y1="4" y2="4" stroke=${trial.look.colour} stroke-width="2.5" stroke-dasharray=${trial.look.dash || 'none'}></line>`}</svg>${trial.name}</div>
      <div class="bar" role="progressbar" aria-label=${trial.name} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${Math.round(100 * fraction)}><div .style=${`width:${100 * fraction}%`}></div></div>
      ${
        trial.error
          ? html`<p class="error" role="alert">${trial.error} <button class="button bare" type="button" @click=${() => this.model?.startTrial(trial)}>Try again</button></p>`
          : html`<div class="where"><span>${where}</span><span>${more}</span></div>`
      }</li>`;
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
      html`<button class="button" type="button" title=${title} ?disabled=${!enabled} @click=${action}>${text}</button>`;
    const main =
      phase === 'running'
        ? { text: 'Pause', act: () => model.pause() }
        : phase === 'paused'
          ? { text: 'Resume', act: () => model.resume() }
          : {
              text: phase === 'done' ? 'Train again' : 'Train',
              act: () => this.dispatchEvent(new Event('train')),
            };
    const { fraction, secondsLeft } = model.overall;
    const live = phase === 'running' || phase === 'paused';
    return html`<div class="buttons">
        <button class="button primary" type="button" ?disabled=${Boolean(this.blocked) && !live} @click=${main.act}>${main.text}</button>
        ${button('One step', () => model.stepOnce(), phase === 'paused', 'One batch in every trial')}
        ${button('Reset', () => model.reset(), phase !== 'idle', 'Back to the same initial weights')}
        ${button('Stop', () => model.stop(), live, 'End the trials where they are')}
        <span class="overall">${live ? `${Math.floor(100 * fraction)}\u202f% \u00b7 ${phase === 'running' ? timeLeft(secondsLeft) : 'paused'}` : this.blocked}</span>
      </div>
      ${
        this.stale
          ? html`<p class="stale small">These trials have the earlier settings.
            ${live ? html`<button class="button bare" type="button" @click=${() => this.dispatchEvent(new Event('train'))}>Start again with the new ones</button>` : ''}</p>`
          : ''
      }
      <ul class="trials" aria-label="Runs">${this.trials.map((trial) => this.renderTrial(trial))}</ul>`;
  }
}

customElements.define('run-controls', RunControls);
