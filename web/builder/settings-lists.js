// The controls of values that hold several in the settings: choices of which some are taken, and values by path. Knows no
// structure around them; <activation-settings-form> places them.
import { html } from 'lit';
import { live } from 'lit/directives/live.js';
import { typed } from '../ui/typed.js';
import { described, jsonOrText, row } from './settings-controls.js';

/** @typedef {import('./settings-schema.js').Control} Control */
/** @typedef {import('./settings-controls.js').Place} Place */

/** Check boxes, one a choice. @param {Control} control @param {Place} place */
export function choices(control, place) {
  const { path, value, checked, fallback } = place;
  const names = /** @type {string[]} */ (control.schema.items?.enum ?? []);
  const shown = value ?? checked ?? fallback;
  const taken = new Set(Array.isArray(shown) ? shown : []);
  const boxes = html`<span id=${path} role="group" aria-label=${place.label} aria-describedby=${described(path)}>${names.map(
    (name) =>
      html`<label class="check"><input type="checkbox" id=${`${path}.${name}`} .checked=${live(taken.has(name))} @change=${(
        /** @type {Event} */ event,
      ) => {
        if (/** @type {HTMLInputElement} */ (event.target).checked) taken.add(name);
        else taken.delete(name);
        place.set(names.filter((one) => taken.has(one)));
      }}> ${name}</label>`,
  )}</span>`;
  return row(place, boxes, control.help);
}

/** @param {unknown} value as an experiment writes it */
const textOf = (value) => (typeof value === 'string' ? value : JSON.stringify(value));

/** Values by path: a row each, and an empty one for the next. @param {Control} control @param {Place} place */
export function pathMap(control, place) {
  const { path } = place;
  const value = /** @type {Record<string, unknown>} */ (place.value ?? {});
  const entries = Object.entries(value);
  const put = (/** @type {[string, unknown][]} */ list) =>
    place.set(list.length > 0 || place.required ? Object.fromEntries(list) : undefined);
  const isList = typeof control.schema.additionalProperties === 'object';
  const line = (/** @type {string} */ key, /** @type {string} */ text, /** @type {number} */ i) => {
    const name = key || 'a further path';
    const read = (/** @type {Event} */ event) => /** @type {HTMLInputElement} */ (event.target).value.trim();
    return html`<div class="pair-of">
      <input id=${`${path}[${i}].path`} class="input" type="text" autocomplete="off" spellcheck="false" placeholder="training.epochs" aria-label=${`Path: ${name}`} .value=${typed(key)}
        @change=${(/** @type {Event} */ event) => {
          const next = read(event);
          if (next === '') put(entries.toSpliced(i, 1));
          else put(entries.toSpliced(i, 1, [next, i < entries.length ? entries[i][1] : isList ? [] : null]));
        }}>
      <input id=${`${path}[${i}].value`} class="input" type="text" autocomplete="off" spellcheck="false" placeholder=${isList ? '[10, 20]' : '20'} ?readonly=${key === ''} aria-label=${`${isList ? 'Values' : 'Value'} of ${name}`} .value=${typed(text)}
        @change=${(/** @type {Event} */ event) => put(entries.toSpliced(i, 1, [key, jsonOrText(read(event))]))}>
    </div>`;
  };
  return row(
    place,
    html`<span id=${path} role="group" aria-label=${place.label}>${entries.map(([key, one], i) => line(key, textOf(one), i))}${line('', '', entries.length)}</span>`,
    control.help,
  );
}
