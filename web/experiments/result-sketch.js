// <activation-result-sketch>: what the runs of an experiment came to, as a small picture.
import { extent, mean } from 'd3-array';
import { html, LitElement } from 'lit';
import { functionStyles } from '../figures/colours.js';
import { sketchFigure, sketchHeight } from '../figures/sketch.js';
import { showSvg } from '../figures/svg.js';
import { define } from '../ui/define.js';
import { OnWidth } from '../ui/on-width.js';
import { baseStyles, figureStyles } from '../ui/styles.js';

/** @typedef {{ name: string, activation: string, values: number[], note?: string }} SketchRun */

export class ResultSketch extends LitElement {
  static properties = { runs: { attribute: false }, metric: {}, of: {} };

  static styles = [baseStyles, figureStyles];

  constructor() {
    super();
    /** @type {SketchRun[]} */
    this.runs = [];
    this.metric = '';
    /** The experiment's title, for the text that stands for the picture. */
    this.of = '';
    this.width = 0;
    this.onWidth = new OnWidth(this, (width) => {
      this.width = width;
      this.paint();
    });
  }

  updated() {
    this.paint();
  }

  /** The values of all runs on one axis, shares on theirs. @returns {[number, number]} */
  get domain() {
    const [least, largest] = extent(this.runs.flatMap((run) => run.values));
    if (least === undefined) return [0, 1];
    const room = Math.max((largest - least) * 0.08, Math.abs(largest) * 0.01, 1e-9);
    return [least - room, largest + room];
  }

  paint() {
    const host = this.renderRoot.querySelector('.host');
    if (!host || this.width < 40) return;
    const looks = functionStyles(this.runs.map(({ activation }) => activation));
    const rows = this.runs.map((run, i) => ({
      label: run.name,
      colour: looks[i].colour,
      values: run.values,
      note: run.note,
    }));
    const ends = this.runs.map(({ name, values, note }) => {
      const middle = mean(values);
      return `${name} ${middle === undefined ? (note ?? 'none') : middle.toPrecision(3)}`;
    });
    const alt = `${this.of}: ${this.metric}, ${ends.join('; ')}`;
    showSvg(host, sketchFigure({ width: this.width, rows, domain: this.domain, alt }));
  }

  render() {
    return html`<div class="host" .style=${`min-height:${sketchHeight(this.runs.length)}px`}></div>`;
  }
}

define('activation-result-sketch', ResultSketch);
