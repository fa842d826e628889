// The controls of one value in the settings: what each shows for the JSON and what it writes for an edit. Knows no
// structure; <activation-settings-form> places them.
import { html } from 'lit';
import { live } from 'lit/directives/live.js';
import { readNumber } from '../text/read-numbers.js';
import { typed } from '../ui/typed.js';
import { inWords, limitsInWords, sameJson } from './settings-schema.js';

/** @typedef {import('./settings-schema.js').Control} Control */

/**
 * @typedef {object} Place where a control stands
 * @property {string} path as the engine's messages write it
 * @property {string} label
 * @property {boolean} required
 * @property {unknown} value as written, or undefined
 * @property {unknown} checked what the engine took for it, or undefined
 * @property {unknown} fallback the default that holds here, or undefined where it is not known
 * @property {string} error
 * @property {unknown} [fix] a value that would be right, where the engine knows one
 * @property {string} varied what sets it otherwise, or ""
 * @property {(value: unknown) => void} set undefined removes the key
 */

/** What only the reader of numbers can say about a text: the engine sees no number there. @type {ReadonlySet<string>} */
const kOfTheText = new Set(['ambiguous', 'inexact', 'too-large']);

/** A value as the experiment has it, with every digit. @param {unknown} value */
const textOf = (value) =>
  value === null || value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);

/** @param {Place} place */
const shownValue = ({ value, checked, fallback }) => (value !== undefined ? value : (checked ?? fallback));

/** A number where the text is one, else the text, for the engine to object to. @param {string} text */
function numberOrText(text) {
  const { value, problem } = readNumber(text);
  return problem ? text : value;
}

/** A number, other JSON, or the text itself. @param {string} text @returns {unknown} */
export function jsonOrText(text) {
  const number = numberOrText(text);
  if (typeof number === 'number') return number;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** @param {Place} place @param {unknown} value undefined: the default */
function write(place, value) {
  const isDefault = !place.required && value !== undefined && sameJson(value, place.fallback);
  place.set(isDefault ? undefined : value);
}

/** What is wrong with a value: the reader of numbers first, since it knows what was typed. @param {Control} control @param {Place} place */
function errorOf({ kind }, { value, error }) {
  if (!error || kind !== 'number' || typeof value !== 'string') return error;
  const { problem, code } = readNumber(value);
  return kOfTheText.has(code) ? problem : error;
}

/** The attributes that join a control to its help and its error. @param {string} path */
export const described = (path) => `${path}-help ${path}-error`;

/**
 * A label, its control and its help as one row.
 * @param {Place} place @param {unknown} control @param {string} help @param {string} [error]
 */
export function row(place, control, help, error = place.error) {
  const { path, label, varied } = place;
  return html`<div class="row" title=${help}><label class="label" for=${path}>${label}</label>
      <div class="control">${control}
        <p id=${`${path}-error`} class="error" role="status">${error}${error && place.fix !== undefined ? html` <button class="button fix" type="button" @click=${() => place.set(place.fix)}>Set to ${JSON.stringify(place.fix)}</button>` : ''}</p></div>
      <div class="about small soft"><p id=${`${path}-help`} class="help">${help}</p>
        ${varied ? html`<p class="varied">${varied}</p>` : ''}</div></div>`;
}

/** @param {Control} control @param {Place} place */
export function leaf(control, place) {
  const error = errorOf(control, place);
  const help = [control.help, control.kind === 'number' ? limitsInWords(control.schema) : ''].filter(Boolean).join(' ');
  const render =
    control.kind === 'boolean' && control.default !== undefined ? checkbox : choices(control) ? select : input;
  return row(place, render(control, place, error), help, error);
}

/** @param {Control} control @param {Place} place @param {string} error */
function input(control, place, error) {
  const { path, value } = place;
  const text = textOf(shownValue(place));
  const read = control.kind === 'number' ? numberOrText : control.kind === 'text' ? String : jsonOrText;
  return html`<input id=${path} class=${value === undefined ? 'input at-default' : 'input'} type="text" autocomplete="off" spellcheck="false"
    inputmode=${control.kind === 'number' ? 'decimal' : 'text'} .value=${typed(text)}
    placeholder=${place.required ? '' : control.nullable ? 'none' : 'default'}
    aria-required=${place.required ? 'true' : 'false'} aria-invalid=${error ? 'true' : 'false'} aria-describedby=${described(path)}
    @change=${(/** @type {Event} */ event) => {
      const typed = /** @type {HTMLInputElement} */ (event.target).value.trim();
      if (typed === text) return; // not changed: a default that is written stays written
      write(place, typed === '' ? undefined : read(typed));
    }}>`;
}

/** The values of a control that has few, or null. A switch whose default the schema does not state is one of them. @param {Control} control */
const choices = ({ kind, schema }) =>
  kind === 'choice' ? (schema.enum ?? []) : kind === 'boolean' ? [true, false] : null;

/** @param {unknown} value */
const choiceText = (value) => (value === true ? 'yes' : value === false ? 'no' : textOf(value));

/** @param {Control} control @param {Place} place @param {string} error */
function select(control, place, error) {
  const { path } = place;
  const values = choices(control) ?? [];
  const shown = shownValue(place);
  const at = values.findIndex((value) => sameJson(value, shown));
  return html`<select id=${path} class=${place.value === undefined ? 'at-default' : ''} .value=${live(String(at))}
    aria-invalid=${error ? 'true' : 'false'} aria-describedby=${described(path)}
    @change=${(/** @type {Event} */ event) =>
      write(place, values[Number(/** @type {HTMLSelectElement} */ (event.target).value)])}>
    ${at < 0 || control.default === undefined ? html`<option value="-1" ?selected=${at < 0}>${shown === undefined || at >= 0 ? 'default' : `\u201c${textOf(shown)}\u201d`}</option>` : ''}
    ${values.map((value, i) => html`<option value=${String(i)} ?selected=${i === at}>${choiceText(value)}</option>`)}
  </select>`;
}

/** @param {Control} _ @param {Place} place @param {string} error */
function checkbox(_, place, error) {
  const { path } = place;
  const shown = shownValue(place);
  return html`<input id=${path} type="checkbox" .checked=${live(shown === true)} .indeterminate=${live(shown === undefined)} aria-invalid=${error ? 'true' : 'false'} aria-describedby=${described(path)}
    @change=${(/** @type {Event} */ event) => write(place, /** @type {HTMLInputElement} */ (event.target).checked)}>`;
}

/**
 * The select of a union's types. An optional one has a choice that removes it.
 * @param {Control} union @param {Place} place @param {string} name as written, or "" @param {string} usual the type that
 *   holds where none is written, or "" @param {(name: string) => void} choose
 */
export function typeSelect(union, place, name, usual, choose) {
  const known = union.types.some((type) => type.name === name);
  const title = union.types.find((type) => type.name === usual)?.title;
  const none = place.required ? 'Choose one' : title ? `Default (${title})` : 'Default';
  return html`<select id=${place.path} .value=${live(name)} class=${name ? '' : 'at-default'}
    aria-invalid=${place.error ? 'true' : 'false'} aria-describedby=${described(place.path)}
    @change=${(/** @type {Event} */ event) => choose(/** @type {HTMLSelectElement} */ (event.target).value)}>
    ${!place.required || name === '' ? html`<option value="" ?selected=${name === ''}>${none}</option>` : ''}
    ${name !== '' && !known ? html`<option value=${name} selected>\u201c${name}\u201d</option>` : ''}
    ${union.types.map((type) => html`<option value=${type.name} ?selected=${type.name === name}>${type.title}</option>`)}
  </select>`;
}

/** @param {Control} control @param {string} key */
export const labelOf = ({ title }, key) => asLabel(title) || inWords(key);

/** @param {string} title */
const asLabel = (title) => title.charAt(0).toUpperCase() + title.slice(1);
