// <activation-run-results>: what the runs came to: a dot a seed, mean and interval, who is ahead and whether that is chance, and
// where a failure began and what to try. Sends `advice` with the run's name and the changes that were chosen, and
// `open-layers` with the trial, the layer and the epoch.
import { css, html, LitElement } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { dotsDomain, dotsFigure, dotsHeight } from '../figures/dots.js';
import { fixed, numberAt } from '../text/numbers.js';
import { define } from '../ui/define.js';
import { definitionOf } from '../ui/definitions.js';
import '../ui/figure-frame.js';
import { baseStyles, controlStyles } from '../ui/styles.js';
import { adviceFor } from './advice.js';
import { comparisonSentence } from './comparison-sentence.js';
import { onsetOf } from './onset.js';
import { sameStartText } from './same-start.js';

/** @typedef {import('../training/trials.js').Run} Run */
/** @typedef {import('../engine/answers.js').SummaryRecord} Summary */

/** Sentences that are shown at once; the rest follow under "More". */
const kSentences = 3;

/** @param {NonNullable<RunResults['statistics']>} statistics */
const sentencesOf = ({ comparisons, measure }) =>
  comparisons.map((one) => comparisonSentence(/** @type {any} */ (one), measure));

export class RunResults extends LitElement {
  static properties = {
    runs: { attribute: false },
    earlier: { attribute: false },
    recorded: {},
    brief: { type: Boolean },
    advises: { type: Boolean },
    tools: { state: true },
  };

  static styles = [
    baseStyles,
    controlStyles,
    css`
      :host { min-height: 16rem; }
      .sentences { list-style: none; margin: 0 0 0.5rem; padding: 0; font-size: 0.9375rem; min-height: 1.5rem; }
      .sentences li { padding: 0.125rem 0; overflow-wrap: anywhere; }
      .failed { list-style: none; margin: 0.5rem 0 0; padding: 0; font-size: 0.875rem; }
      .failed li { padding: 0.375rem 0; border-top: 1px solid var(--hairline); overflow-wrap: anywhere; }
      .failed b { color: var(--accent); }
      .failed .warn { color: var(--warn); }
      .failed .button { margin-inline-end: 0.375rem; margin-top: 0.25rem; }
      summary { cursor: pointer; font-size: 0.8125rem; color: var(--ink-soft); }
      .recorded { font-size: 0.8125rem; color: var(--ink-soft); border-inline-start: 3px solid var(--line); padding-inline-start: 0.625rem; margin-bottom: 0.5rem; }
    `,
  ];

  constructor() {
    super();
    /** @type {Run[]} */
    this.runs = [];
    /** The earlier results, by run's name. @type {Map<string, Summary[]>} */
    this.earlier = new Map();
    /** Where the results come from, if not from this page; else "". */
    this.recorded = '';
    /** Whether a few sentences are all of it. */
    this.brief = false;
    /** Whether changes of the experiment are offered: not where there is no form that takes them. */
    this.advises = true;
    /** Pixels it had before the trials began. */
    this.heldHeight = 0;
    /** The statistics, a file of its own that is loaded with the first result. @type {{ compareRuns: typeof import('../statistics/compare-runs.js').compareRuns, placesOfRuns: typeof import('../statistics/compare-runs.js').placesOfRuns, describeRepeats: typeof import('../statistics/repeats.js').describeRepeats } | null} */
    this.tools = null;
    /** Resolves when a load of the statistics has ended. @type {Promise<void> | null} */
    this.loading = null;
  }

  /** Resolves when the results there are stand on the screen. */
  async drawn() {
    await this.updateComplete;
    await this.loading;
    await this.updateComplete;
  }

  /** In a figure what follows stays where it is while other results are made. */
  updated() {
    if (!this.brief) return;
    this.style.minHeight = this.isUnderWay ? `${this.heldHeight}px` : '';
    if (!this.isUnderWay) this.heldHeight = this.offsetHeight;
  }

  /** Whether some of the trials have begun and not ended. */
  get isUnderWay() {
    const begun = this.runs
      .flatMap(({ trials }) => trials)
      .filter(({ state }) => state !== 'idle' && state !== 'expected');
    return begun.some(({ summary, error }) => !summary && !error);
  }

  async load() {
    try {
      const [{ compareRuns, placesOfRuns }, { describeRepeats }] = await Promise.all([
        import('../statistics/compare-runs.js'),
        import('../statistics/repeats.js'),
      ]);
      this.tools = { compareRuns, placesOfRuns, describeRepeats };
    } catch {
      this.loading = null; // the next result tries again
    }
  }

  /** @param {Run} run @returns {Summary[]} */
  summariesOf(run) {
    // One that was stopped is no result of the experiment.
    return run.trials.flatMap(({ summary }) => (summary && summary.status !== 'stopped' ? [summary] : []));
  }

  get statistics() {
    const known = this.runs.filter(({ metric }) => metric);
    const summaries = known.flatMap((run) => this.summariesOf(run));
    if (summaries.length === 0) return null;
    if (!this.tools) {
      this.loading ??= this.load();
      return null;
    }
    const metrics = [...new Map(known.map(({ metric }) => [metric?.name, metric])).values()];
    const validation = known[0].checked?.validationSamples;
    return this.tools.compareRuns(
      known.map(({ name }) => name),
      summaries,
      /** @type {import('../engine/answers.js').Metric[]} */ (metrics),
      { validation },
      this.tools.placesOfRuns(known.flatMap(({ trials }) => trials)),
    );
  }

  /** @param {import('../statistics/compare-runs.js').Measure} measure @returns {import('../figures/dots.js').DotRow[]} */
  rowsOf({ key, isShare }) {
    const valuesOf = (/** @type {Summary[]} */ list) =>
      list.flatMap((summary) => (summary.status === 'diverged' ? [] : (numberAt(summary, key) ?? [])));
    return this.runs.map((run) => {
      const summaries = this.summariesOf(run);
      const values = valuesOf(summaries);
      const { mean, interval } = /** @type {NonNullable<RunResults['tools']>} */ (this.tools).describeRepeats(values);
      const failed = summaries.filter(({ status }) => status === 'collapsed' || status === 'diverged');
      const word =
        failed.length > 0
          ? `, ${failed.length === run.trials.length && failed.length === 1 ? failed[0].status : `${failed.length} of ${run.trials.length} failed`}`
          : '';
      const stopped = run.trials.filter(({ summary }) => summary?.status === 'stopped').length;
      const left = stopped > 0 ? `, ${stopped} stopped and left out` : '';
      const spread = interval ? ` \u00b1 ${fixed(interval[1] - Number(mean), isShare ? 3 : 3)}` : '';
      return {
        label: run.name,
        colour: run.look.colour,
        values,
        mean,
        interval,
        before: valuesOf(this.earlier.get(run.name) ?? []),
        text:
          mean === null
            ? `${word}${left}`.slice(2) || '\u2013'
            : `${fixed(mean, run.trials.length > 1 ? 3 : 4)}${spread}${word}${left}`,
      };
    });
  }

  /** @param {NonNullable<RunResults['statistics']>} statistics */
  renderDots({ measure }) {
    const metric = this.runs.find(({ metric }) => metric)?.metric;
    if (!metric) return '';
    const rows = this.rowsOf(measure);
    const heading = measure.title.charAt(0).toUpperCase() + measure.title.slice(1);
    const domain = dotsDomain(rows, metric.axis);
    const summary = this.runs.flatMap((run) => this.summariesOf(run))[0];
    const value = summary && metric.baselineKey ? numberAt(summary, metric.baselineKey) : null;
    const isDrawn = value !== null && value >= domain[0] && value <= domain[1];
    const baseline = isDrawn ? { value, label: metric.baselineLabel } : null;
    const alt = `${heading} of each seed. ${rows.map((row) => `${row.label}: ${row.text}`).join('; ')}.`;
    const table = () => ({
      columns: ['Run', 'Seed', heading, 'Status', 'Hash'],
      rows: this.runs.flatMap((run) =>
        run.trials.flatMap(({ summary: one, seed }) =>
          one ? [[run.name, String(seed), fixed(numberAt(one, measure.key)), one.status, one.hash]] : [],
        ),
      ),
    });
    const several = this.runs.some(({ trials }) => trials.length > 1);
    const note = `${several ? 'A dot is a seed, the upright line the mean, the bar its 95\u202f% interval.' : 'One seed each.'}${baseline ? ` Dotted line: ${metric.baselineLabel}.` : ''}${rows.some((row) => row.before.length > 0) ? ' Hollow: the earlier result.' : ''}`;
    return html`<activation-figure-frame .heading=${`${heading}, all samples after the last epoch`} .term=${definitionOf(heading, metric)} .height=${dotsHeight(rows.length)} .table=${table} .note=${note}
      .draw=${(/** @type {number} */ width) => dotsFigure({ width, rows, domain, label: measure.title, alt, baseline })}></activation-figure-frame>`;
  }

  /** @param {NonNullable<RunResults['statistics']>} statistics */
  renderSentences(statistics) {
    const sentences = sentencesOf(statistics);
    const item = (/** @type {string} */ text) => html`<li>${text}</li>`;
    const rest = sentences.slice(kSentences);
    // Of a model that was trained elsewhere neither data nor weights are known.
    const known = this.runs.flatMap(({ name, checked }) => (checked ? [{ ...checked, name }] : []));
    const start = known.length === this.runs.length ? sameStartText(known) : '';
    return html`<div role="status" aria-live="polite"><ul class="sentences">${sentences.slice(0, kSentences).map(item)}</ul></div>
      ${start ? html`<p class="small soft">${start}</p>` : ''}
      ${rest.length ? html`<details><summary>${rest.length} more comparisons</summary><ul class="sentences">${rest.map(item)}</ul></details>` : ''}`;
  }

  /** @param {NonNullable<RunResults['statistics']>} statistics */
  renderBrief(statistics) {
    const [first] = sentencesOf(statistics);
    const failed = this.failed.filter(({ summary }) => summary.status !== 'completed').slice(0, kSentences - 1);
    return html`<div role="status" aria-live="polite"><ul class="sentences">
      ${first ? html`<li>${this.isUnderWay ? 'So far: ' : ''}${first}</li>` : ''}
      ${failed.map(({ run, trial, summary }) => html`<li><b .style=${`color:${run.look.colour}`}>${trial.name}</b> ${summary.verdict}.</li>`)}</ul></div>
      ${this.recorded ? html`<p class="recorded">${this.recorded}</p>` : ''}`;
  }

  /** The runs that failed or have inactive units, with where that began and what to try. */
  get failed() {
    const failed = this.runs.flatMap((run) => {
      const isFailure = (/** @type {Summary | null} */ summary) =>
        summary?.status === 'collapsed' || summary?.status === 'diverged';
      const trial = run.trials.find(({ summary }) => isFailure(summary)) ?? run.trials.find((one) => onsetOf(one));
      return trial?.summary ? [{ run, trial, summary: trial.summary, onset: onsetOf(trial) }] : [];
    });
    return failed.sort((a, b) => Number(a.summary.status === 'completed') - Number(b.summary.status === 'completed'));
  }

  renderFailed() {
    const { failed } = this;
    if (failed.length === 0) return '';
    return html`<ul class="failed">${failed.map(({ run, trial, summary, onset }) => {
      const hasFailed = summary.status !== 'completed';
      return html`<li .style=${`--accent:${run.look.colour}`}><b>${trial.name}</b> ${hasFailed ? html`<span class="warn">${summary.verdict}.</span>` : ''} ${onset && !hasFailed ? `${onset.text}.` : ''}<br>
        ${onset ? html`<button class="button" type="button" @click=${() => this.dispatchEvent(new CustomEvent('open-layers', { detail: { run: trial.index, layer: onset.layer, epoch: onset.epoch }, bubbles: true, composed: true }))}>${hasFailed ? 'Show where it began' : 'Show when they became inactive'}</button>` : ''}
        ${(this.advises ? adviceFor(summary, run.checked?.experiment) : []).map((advice) => html`<button class="button" type="button" @click=${() => this.dispatchEvent(new CustomEvent('advice', { detail: { name: run.name, advice } }))}>${advice.label}</button>`)}</li>`;
    })}</ul>`;
  }

  /** All that the statistics and the figure are made of, so that they are made again only when one of these is another. */
  get results() {
    const ofRun = (/** @type {Run} */ { name, look, checked, trials }) => [
      name,
      look,
      checked,
      trials.length,
      ...trials.flatMap(({ seed, summary }) => [seed, summary]),
    ];
    const ofEarlier = (/** @type {[string, Summary[]]} */ [name, summaries]) => [name, summaries.length, ...summaries];
    return [
      this.recorded,
      this.tools,
      this.brief && this.isUnderWay,
      ...this.runs.flatMap(ofRun),
      ...[...this.earlier].flatMap(ofEarlier),
    ];
  }

  render() {
    return guard(this.results, () => {
      const { statistics } = this;
      if (statistics && this.brief) return this.renderBrief(statistics);
      if (!statistics) {
        const have = this.runs.flatMap(({ trials }) => trials).some(({ summary }) => summary);
        return html`<p class="small soft">${have && this.runs.every(({ metric }) => !metric) ? 'The records hold no accuracy and no R\u00b2, by which runs are compared.' : 'The result of each run appears here when it ends.'}</p>`;
      }
      return html`${this.recorded ? html`<p class="recorded">${this.recorded}</p>` : ''}${this.renderSentences(statistics)}${this.renderDots(statistics)}${this.renderFailed()}`;
    });
  }
}

define('activation-run-results', RunResults);
