// The training view where the engine did not start: why, the preset's recorded result, which needs no engine, and in the place
// of data, network and output what the experiment says of them and what would be there. Loaded only then.
import { css, html, LitElement } from 'lit';
import { counted, grouped } from '../text/numbers.js';
import { define } from '../ui/define.js';
import { engineTrouble } from '../ui/engine-trouble.js';
import { baseStyles } from '../ui/styles.js';

/** @typedef {import('./activation-training.js').ActivationTraining} View */
/** @typedef {import('../engine/answers.js').CheckedRun} CheckedRun */
/** @typedef {CheckedRun['experiment']['network']['layers'][number]} LayerSpec */
/** @typedef {import('../ui/engine-trouble.js').Trouble & { instead?: (view: View) => unknown }} Absence instead: of the bench */

/** @param {unknown} error @returns {Absence} */
export const troubleOf = (error) => ({
  ...engineTrouble('training.wasm', error),
  instead: ({ model, tab, run }) =>
    html`<activation-absent-bench .tab=${tab} .checked=${model.trials.find(({ runIndex }) => runIndex === run)?.checked ?? null} .recorded=${model.recorded.length > 0}></activation-absent-bench>`,
});

/**
 * Shows the recorded result of a preset as it ships, with what the engine answered about it in the build. What was trained
 * here stays.
 * @param {View} view
 */
export async function showWithoutEngine(view) {
  const { state, model, experiment } = view;
  if (model.phase !== 'idle') return;
  model.discard(); // of another experiment
  model.forgetRecorded();
  if (!state.preset || Object.keys(state.set).length > 0) return;
  try {
    const [{ kAnswers, kDescribed }, { recordedResult }] = await Promise.all([
      import('../generated/recorded-answers.js'),
      import('../presets/results.js'),
    ]);
    const result = await recordedResult(state.preset);
    const answer = kAnswers[state.preset];
    if (!result || !answer || experiment !== view.experiment || !view.trouble) return;
    model.described = Promise.resolve(/** @type {import('../engine/answers.js').Catalog} */ (kDescribed));
    model.prepare(experiment, answer.runs, answer.seeds);
    model.showRecorded(result);
  } catch {
    // Without its files there is nothing to show, as before.
  }
}

/** A layer in a line: its type, how many units or filters, and of what size. @param {LayerSpec} layer @returns {string} */
export function layerText(layer) {
  const { type, units, filters, kernel, size, rate, layers } = /** @type {Record<string, any>} */ (layer);
  const inner = Array.isArray(layers) ? `: ${layers.map(layerText).join(', ')}` : '';
  const numbers = [units ?? filters, kernel && `${kernel}\u2009\u00d7\u2009${kernel}`, size, rate];
  return `${[type, ...numbers].filter((one) => one !== undefined).join(' ')}${inner}`;
}

/** @param {CheckedRun} run */
function dataText({ experiment: { data }, validationSamples }) {
  const counts = [
    ['training', data.train],
    ['validation', validationSamples],
    ['test', data.test],
  ].flatMap(([name, count]) => (Number(count) > 0 ? [`${grouped(Number(count))} ${name}`] : []));
  return `${data.source.replaceAll('-', ' ')}${counts.length > 0 ? `: ${counts.join(', ')} samples` : ''}`;
}

export class AbsentBench extends LitElement {
  static properties = { checked: { attribute: false }, recorded: { type: Boolean }, tab: {} };

  static styles = [
    baseStyles,
    css`
      .bench { display: grid; grid-template-columns: 14rem minmax(0, 1fr) 20rem; gap: 1.25rem; align-items: stretch; }
      .column { border: 1px dashed var(--edge); border-radius: 8px; padding: 0.875rem 1rem 1rem; min-width: 0; }
      h3 { font: 600 0.8125rem/1.3 var(--text-face); letter-spacing: 0.02em; color: var(--ink-soft); margin-bottom: 0.5rem; }
      p, ol { font-size: 0.875rem; overflow-wrap: anywhere; }
      ol { margin: 0 0 0.75rem; padding-inline-start: 1.5rem; }
      p + p { margin-top: 0.5rem; }
      @media (max-width: 1000px) { .bench { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); } .output { grid-column: 1 / -1; } }
      @media (max-width: 760px) { .bench { grid-template-columns: minmax(0, 1fr); } .output { grid-column: auto; } .column:not(.chosen) { display: none; } }
      @media print { .column { display: block !important; } }
    `,
  ];

  constructor() {
    super();
    /** The run as the engine took it in the build; null: nothing of it is known here. @type {CheckedRun | null} */
    this.checked = null;
    /** Whether a recorded result is shown. */
    this.recorded = false;
    /** The column that a narrow page shows. */
    this.tab = 'network';
  }

  /** @param {string} name @param {string} title @param {unknown} known @param {string} missing */
  renderColumn(name, title, known, missing) {
    const chosen = name === this.tab ? ' chosen' : '';
    return html`<section class=${`column ${name}${chosen}`} role="group" aria-label=${`${title}, without the engine`}><h3>${title}</h3>${known}<p class="soft">${missing}</p></section>`;
  }

  render() {
    const { checked, recorded } = this;
    const network = checked
      ? html`<p>${checked.name}, ${counted(checked.parameters, 'parameter')}, first to last:</p><ol>${checked.experiment.network.layers.map((layer) => html`<li>${layerText(layer)}</li>`)}</ol>`
      : '';
    return html`<div class="bench">
      ${this.renderColumn('data', 'Data', checked ? html`<p>${dataText(checked)}.</p>` : '', 'With the engine, the samples are drawn here, and other data, their noise and their inputs can be chosen.')}
      ${this.renderColumn('network', 'Network', network, 'With the engine, each layer is drawn here with its units and weights, and can be changed by hand.')}
      ${this.renderColumn('output', 'Output', recorded ? html`<p>Recorded results of this experiment are in the section Results.</p>` : '', 'With the engine, what the network answers is drawn here while it trains.')}
    </div>`;
  }
}

define('activation-absent-bench', AbsentBench);
