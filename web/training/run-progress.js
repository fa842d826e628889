// <activation-run-progress>: one line a trial, or a run where there are many: where it is, how long it still takes, what went wrong
// and what was changed by hand.
import { css, html, LitElement, svg } from 'lit';
import { counted, numberAt, significant, timeLeft } from '../text/numbers.js';
import { define } from '../ui/define.js';
import { baseStyles, controlStyles } from '../ui/styles.js';
import { kMostTrials } from './training-model.js';

/** @typedef {import('./training-model.js').TrainingModel} TrainingModel */
/** @typedef {import('./trials.js').Trial} Trial */

export class RunProgress extends LitElement {
  static properties = {
    model: { attribute: false },
    version: { type: Number },
    trials: { attribute: false },
    blocked: {},
  };

  static styles = [
    baseStyles,
    controlStyles,
    css`
      .trials { list-style: none; margin: 0; padding: 0; display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr)); gap: 0.75rem 2rem; }
      .name { display: flex; align-items: center; gap: 0.5rem; font-weight: 600; font-size: 0.875rem; color: var(--accent); overflow-wrap: anywhere; }
      .name svg { flex: none; }
      .bar { height: 5px; border-radius: 3px; border: 1px solid var(--edge); background: var(--surface); margin: 0.25rem 0; overflow: hidden; }
      .bar div { height: 100%; background: var(--accent); }
      .where { font-size: 0.8125rem; color: var(--ink-soft); display: flex; justify-content: space-between; gap: 0.5rem; min-height: 1.25rem; }
      .where span { white-space: nowrap; unicode-bidi: plaintext; }
      .note { font-size: 0.8125rem; line-height: 1.35; color: var(--ink-soft); overflow-wrap: anywhere; }
      @media (forced-colors: active) { .bar { border-color: CanvasText; } .bar div { background: Highlight; forced-color-adjust: none; } }
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
  }

  /** @param {Trial} trial */
  where(trial) {
    const { progress, state, summary, records } = trial;
    const epochs = records.at(-1)?.epoch ?? 0;
    if (state === 'expected') return [this.blocked ? 'not ready' : 'loading\u2026', ''];
    if (state === 'idle') return [this.blocked ? 'not ready' : 'ready', ''];
    if (state === 'queued') return ['waiting for a free core', ''];
    if (summary)
      return [
        summary.status === 'completed' ? counted(epochs, 'epoch') : `${summary.status}, epoch ${epochs || 1}`,
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
    return html`<li .style=${`--accent:${trial.look.colour}`}>${this.renderName(trial, trial.name)}
      ${this.renderBar(trial.name, fraction)}
      ${trial.error ? this.renderError(trial) : html`<div class="where"><span>${where}</span><span>${more}</span></div>`}${this.renderNotes([trial])}</li>`;
  }

  /** @param {Trial} trial @param {string} name */
  renderName({ look }, name) {
    return html`<div class="name"><svg width="22" height="8" aria-hidden="true">${svg`<line x1="0" x2="22" y1="4" y2="4" stroke=${look.colour} stroke-width="2.5" stroke-dasharray=${look.dash || 'none'}></line>`}</svg>${name}</div>`;
  }

  /** @param {string} name @param {number} fraction */
  renderBar(name, fraction) {
    return html`<div class="bar" role="progressbar" aria-label=${name} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${Math.round(100 * fraction)}><div .style=${`width:${100 * fraction}%`}></div></div>`;
  }

  /** @param {Trial} trial */
  renderError(trial) {
    return html`<p class="error" role="alert">${trial.error} <button class="button bare" type="button" @click=${() => this.model?.startTrial(trial)}>Try again</button></p>`;
  }

  /** The seeds of one run together. @param {Trial[]} trials */
  renderRun(trials) {
    const [first] = trials;
    const fraction =
      trials.reduce((sum, trial) => sum + (trial.summary ? 1 : (trial.progress?.fraction ?? 0)), 0) / trials.length;
    const done = trials.filter(({ summary }) => summary).length;
    const failed = trials.find(({ error }) => error);
    const running = trials.filter(({ state }) => state === 'running' || state === 'stepping').length;
    return html`<li .style=${`--accent:${first.look.colour}`}>${this.renderName(first, first.runName)}
      ${this.renderBar(first.runName, fraction)}
      ${failed ? this.renderError(failed) : html`<div class="where"><span>${done} of ${trials.length} seeds</span><span>${running > 0 ? `${running} running` : ''}</span></div>`}${this.renderNotes(trials)}</li>`;
  }

  /** @param {Trial[]} trials */
  renderNotes(trials) {
    /** @type {Map<string, number[]>} */
    const seedsOf = new Map();
    for (const { recovered, byHand, seed } of trials) {
      const changed =
        byHand.length > 0
          ? `Changed by hand: ${byHand.join('; ')}. The experiment alone does not give this result.`
          : '';
      for (const note of [recovered, changed].filter(Boolean)) seedsOf.set(note, [...(seedsOf.get(note) ?? []), seed]);
    }
    // What is so of every seed is said once; else it is said of which.
    return [...seedsOf].map(([note, seeds]) => {
      const of = seeds.length === trials.length ? '' : `Seed ${seeds.join(', ')}: `;
      return html`<p class="note" role="status">${of}${note}</p>`;
    });
  }

  render() {
    const runs = [...new Set(this.trials.map(({ runIndex }) => runIndex))];
    const byRun = this.trials.length > kMostTrials || (runs.length > 1 && this.trials.length > runs.length);
    return html`<ul class="trials" aria-label="Runs">${
      byRun
        ? runs.map((run) => this.renderRun(this.trials.filter(({ runIndex }) => runIndex === run)))
        : this.trials.map((trial) => this.renderTrial(trial))
    }</ul>`;
  }
}

define('activation-run-progress', RunProgress);
