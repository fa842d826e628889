// What stands below the curves: a card for each function, and the table of values. They are many times the code and the work of a
// curve, and come when the first is on screen.
import { html } from 'lit';
import { valuesAt } from './curve-samples.js';
import { frameworkTitle, kFrameworks } from './property-card.js';
import { titleWithParameters } from './property-text.js';
import './value-table.js';

/** @typedef {import('./activation-curves.js').ActivationCurves} View */
/** @typedef {import('./activation-curves.js').Drawn} Drawn */
/** @typedef {import('./activation-curves.js').Engine} Engine */

/** @param {View} view @param {Drawn[]} drawn */
export function cardsOf(view, drawn) {
  if (drawn.length === 0) return '';
  const { state } = view;
  const has = new Set([state.framework, ...drawn.flatMap((one) => Object.keys(one.entry.frameworks))]);
  const known = Object.keys(kFrameworks).filter((name) => has.has(name));
  return html`<section class="block" aria-labelledby="about">
      <div class="block-head"><h3 id="about">What each one is</h3>
        <div class="segments" role="group" aria-label="Framework of the code lines">
          ${known.map((name) => html`<button type="button" aria-pressed=${name === state.framework ? 'true' : 'false'} @click=${() => view.change({ framework: name })}>${frameworkTitle(name)}</button>`)}
        </div></div>
      <div class="cards">${drawn.map(
        (
          one,
        ) => html`<activation-property-card .entry=${one.entry} .params=${one.choice.params} .properties=${one.sample.properties} .look=${one.look}
        .at=${state.at} .values=${one.values} .framework=${state.framework} .engine=${view.engine}
        @params-change=${(/** @type {CustomEvent} */ event) => view.changeParams(one.index, event.detail)}></activation-property-card>`,
      )}</div>
    </section>`;
}

/** @param {View} view @param {Drawn[]} drawn */
export function tableOf(view, drawn) {
  const engine = /** @type {Engine} */ (view.engine);
  return html`<section class="block" aria-labelledby="values"><div class="block-head"><h3 id="values">Values</h3></div>
      <activation-value-table .inputs=${view.state.table} .columns=${drawn.map((one) => ({ title: titleWithParameters(one.entry, one.choice.params), colour: one.look.colour }))}
        .evaluate=${(/** @type {number} */ column, /** @type {number[]} */ xs, /** @type {0 | 1 | 2} */ order) => valuesAt(engine, drawn[column].choice, xs, order)}
        .readonly=${!view.shows('controls')} @table-change=${(/** @type {CustomEvent} */ event) => view.change({ table: event.detail })}></activation-value-table></section>`;
}
