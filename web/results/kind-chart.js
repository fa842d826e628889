// <activation-kind-chart>: one figure of records over the epochs, as the command line draws it as a picture: the kind of its
// name, as large, with the same lines, axes and words.
import { html, LitElement } from 'lit';
import { epochsFigure } from '../figures/epochs.js';
import { rangeOf, seedsOptions } from '../figures/seeds.js';
import { spanOf } from '../figures/span.js';
import '../ui/figure-frame.js';
import { define } from '../ui/define.js';
import { OnWidth } from '../ui/on-width.js';
import { baseStyles } from '../ui/styles.js';
import { kindsOf } from './figure-kinds.js';
import { axesOf, endsOf, kindHeight, readLines, spreadOf, tableOfLines } from './record-lines.js';
import { readingOf } from './training-charts.js';

/** @typedef {import('../training/trials.js').Trial} Trial */
/** @typedef {import('../figures/seeds.js').Repeated} Repeated */

/** Of the axis before there is a value. @type {[number, number]} */
const kNoValues = [0.1, 1];

export class KindChart extends LitElement {
  static properties = {
    name: {},
    heading: {},
    catalog: { attribute: false },
    trials: { attribute: false },
    earlier: { attribute: false },
    width: { state: true },
  };

  static styles = [baseStyles];

  constructor() {
    super();
    /** Of a kind. */
    this.name = '';
    this.heading = '';
    /** What there are kinds of; null: not known yet. @type {Pick<import('../engine/answers.js').Catalog, 'metrics' | 'statistics'> | null} */
    this.catalog = null;
    /** @type {Trial[]} */
    this.trials = [];
    /** Those of an earlier result, drawn faintly. @type {Trial[]} */
    this.earlier = [];
    this.width = 0;
    new OnWidth(this, (width) => {
      this.width = width;
    });
  }

  render() {
    const height = kindHeight(this.width);
    const { catalog, name } = this;
    if (!catalog || this.trials.length === 0)
      return html`<activation-figure-frame .heading=${this.heading} .height=${height} .note=${' '}></activation-figure-frame>`;
    const kinds = kindsOf(catalog);
    if (!Object.hasOwn(kinds, name))
      return html`<p class="notice" role="alert">There is no chart \u201c${name}\u201d. There are ${Object.keys(kinds).join(', ')}.</p>`;
    return this.renderKind(kinds[name], height);
  }

  /** @param {import('./figure-kinds.js').Kind} kind @param {number} height */
  renderKind(kind, height) {
    const { trials, earlier } = this;
    const kept = keptOf(trials);
    const lines = linesOf(trials, kept, kind);
    const ghosts = linesOf(earlier, keptOf(earlier), kind);
    const isOver = trials.every(({ summary }) => summary);
    if (isOver && lines.length === 0) return html`<p class="notice" role="status">This training ${kind.missing}.</p>`;
    const axes = axesOf(kind, rangeOf([...lines, ...ghosts]) ?? kNoValues);
    const seeds = [...new Set(trials.map(({ seed }) => seed))];
    const note = `${kind.title}. ${spreadOf(isOver ? lines : [], seeds, trials.length - kept.length, trials.length)}`;
    const planned = Math.max(1, ...trials.map(({ epochs }) => epochs));
    const drawn = [...lines, ...ghosts].flatMap(({ samples }) => samples.map(({ epoch }) => epoch));
    const epochs = isOver || ghosts.length > 0 ? spanOf(drawn) : /** @type {[number, number]} */ ([1, planned]);
    const baseline = kind.baseline?.({ epochs: () => recordsOf(kept) }) ?? null;
    const alt = `${this.heading}. ${note} ${endsOf(kind, lines)}`.trim();
    const figure = (/** @type {number} */ width) =>
      seedsOptions({ width, height, runs: lines, before: ghosts, epochs, ...axes, baseline, alt });
    return html`<activation-figure-frame .heading=${this.heading} .height=${height} .note=${note} .table=${() => tableOfLines(lines)} .read=${readingOf(figure)}
      .draw=${(/** @type {number} */ width) => epochsFigure(figure(width))}></activation-figure-frame>`;
  }
}

/** Those whose values a mean can be taken of. @param {Trial[]} trials */
const keptOf = (trials) => trials.filter(({ summary }) => summary?.status !== 'diverged');

/** @param {Trial[]} trials */
function* recordsOf(trials) {
  for (const { records } of trials) yield* records;
}

/** @param {Trial[]} trials @param {Trial[]} kept @param {import('./figure-kinds.js').Kind} kind @returns {Repeated[]} */
function linesOf(trials, kept, kind) {
  const runs = new Map(
    trials.map(({ runName, activation }) => [runName, { name: runName, activations: [activation] }]),
  );
  return readLines([...runs.values()], recordsOf(kept), kind);
}

define('activation-kind-chart', KindChart);
