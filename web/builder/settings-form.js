// <activation-settings-form>: every setting of an experiment, made from the engine's schema, so that what the engine describes is on
// the page. Sends `experiment-change` with a changed copy; what the schema does not describe stays as it is.
import { css, html, LitElement } from 'lit';
import { live } from 'lit/directives/live.js';
import { define } from '../ui/define.js';
import { baseStyles, controlStyles } from '../ui/styles.js';
import { sentence } from './experiment-fields.js';
import { isAtOrIn, isOverridden, variedBy } from './experiment-places.js';
import { labelOf, leaf, row, typeSelect } from './settings-controls.js';
import { choices, pathMap } from './settings-lists.js';
import { inWords, isObject, SettingsSchema, sameJson } from './settings-schema.js';

/** @typedef {import('./settings-schema.js').Control} Control */
/** @typedef {import('./settings-schema.js').Field} Field */
/** @typedef {import('./settings-schema.js').JsonObject} JsonObject */
/** @typedef {import('./settings-schema.js').NamedType} NamedType */
/** @typedef {import('./settings-controls.js').Place} Place */

/** Fields of one type that are shown at once; the others follow under "More". */
const kFieldsAtOnce = 6;
/** Kinds of which another field's default may depend: "constants" is one. @type {ReadonlySet<string>} */
const kSwitches = new Set(['choice', 'object']);

export class SettingsForm extends LitElement {
  static properties = {
    schema: { attribute: false },
    experiment: { attribute: false },
    checked: { attribute: false },
    problems: { attribute: false },
  };

  static styles = [
    baseStyles,
    controlStyles,
    css`
      section + section { margin-top: 1.25rem; }
      h3 { padding-bottom: 0.25rem; border-bottom: 1px solid var(--line); }
      .row { display: grid; grid-template-columns: 10.5rem minmax(0, 13rem) minmax(0, 1fr); gap: 0 1rem; align-items: baseline; padding: 0.25rem 0; }
      .label { font-size: 0.8125rem; line-height: 1.3; overflow-wrap: anywhere; }
      .inner .label { padding-inline-start: 0.875rem; color: var(--ink-soft); }
      .inner .inner .label { padding-inline-start: 1.75rem; }
      .control { min-width: 0; }
      .at-default:not(:focus) { color: var(--ink-soft); }
      input[type="checkbox"] { width: 1rem; height: 1rem; margin: 0.25rem 0; vertical-align: -0.375rem; accent-color: var(--ink); }
      select[aria-invalid="true"] { border-color: var(--warn); box-shadow: inset 0 0 0 1px var(--warn); }
      .error, .about { line-height: 1.35; overflow-wrap: anywhere; }
      .error:empty { display: none; }
      .varied { font-style: italic; }
      .row + .inner { margin-bottom: 0.375rem; }
      details > summary { cursor: pointer; font-size: 0.8125rem; color: var(--ink-soft); width: max-content; padding: 0.25rem 0; }
      details > summary:hover { color: var(--ink); }
      ol { list-style: none; margin: 0; padding: 0; }
      .entry { display: grid; grid-template-columns: 1.5rem minmax(0, 1fr) auto; gap: 0 0.5rem; padding: 0.5rem 0; border-bottom: 1px solid var(--hairline); }
      .entry > .at { font-size: 0.8125rem; color: var(--ink-soft); line-height: 2.125rem; text-align: end; padding-top: 1.0625rem; }
      .body { display: grid; grid-template-columns: repeat(auto-fill, minmax(8.5rem, 1fr)); gap: 0.375rem 0.75rem; align-items: start; }
      .body details, .body .wide { grid-column: 1 / -1; }
      .body details > .fields { display: grid; grid-template-columns: repeat(auto-fill, minmax(8.5rem, 1fr)); gap: 0.375rem 0.75rem; }
      .body .inner { display: contents; }
      .body .row { display: flex; flex-direction: column; gap: 0.1875rem; align-items: stretch; padding: 0; min-width: 0; }
      .body input[type="checkbox"] { margin: 0.5rem 0; }
      .body .row > .about { padding: 0; font-size: 0.75rem; }
      .body .label, .body .inner .label { padding: 0; font-size: 0.75rem; color: var(--ink-soft); }
      .body .help { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
      .check { display: inline-flex; align-items: center; gap: 0.25rem; margin-inline-end: 0.75rem; font-size: 0.8125rem; }
      .pair-of { display: grid; grid-template-columns: 3fr 2fr; gap: 0.25rem; margin-bottom: 0.25rem; }
      .buttons { display: flex; gap: 0.125rem; align-items: start; padding-top: 1.0625rem; }
      .buttons .button { padding-inline: 0; width: 2rem; }
      .add { display: flex; gap: 0.5rem; padding: 0.5rem 0; flex-wrap: wrap; }
      .add select { width: 13rem; }
      @media (max-width: 760px) {
        .row { grid-template-columns: minmax(0, 9fr) minmax(0, 11fr); gap: 0.125rem 0.75rem; padding: 0.375rem 0; }
        .row > .about { grid-column: 1 / -1; }
        .inner .row > .about { padding-inline-start: 0.875rem; }
        .entry { grid-template-columns: 1.125rem minmax(0, 1fr); }
        .entry > .buttons { grid-column: 2; padding-top: 0; }
        .body { grid-template-columns: repeat(auto-fill, minmax(7rem, 1fr)); }
      }
    `,
  ];

  constructor() {
    super();
    /** The catalogue's schema, or null while it is not known. @type {import('./settings-schema.js').Schema | null} */
    this.schema = null;
    /** As it was written. @type {JsonObject | null} */
    this.experiment = null;
    /** The first run as the engine took it, with every default. @type {JsonObject | null} */
    this.checked = null;
    /** The last one there was: its defaults stay on screen while something is wrong. @type {JsonObject | null} */
    this.lastChecked = null;
    /** @type {import('./experiment-form.js').Problem[]} */
    this.problems = [];
    /** @type {SettingsSchema | null} */
    this.reader = null;
    /** Which fields of a type at a path are shown at once: decided once, so that none moves while it is edited. @type {Map<string, Set<string>>} */
    this.atOnce = new Map();
    /** The types at a path whose further fields are shown. @type {Set<string>} */
    this.unfolded = new Set();
    /** What is chosen to be added, by the list's path. @type {Map<string, string>} */
    this.toAdd = new Map();
    /** The button to be focused when its entry has moved. */
    this.focusNext = '';
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (this.checked) this.lastChecked = this.checked;
    if (changed.has('schema')) this.reader = this.schema && new SettingsSchema(this.schema);
  }

  updated() {
    if (!this.focusNext) return;
    const entry = this.renderRoot.querySelector(`[data-entry="${this.focusNext}"]`);
    this.focusNext = '';
    const wanted = [...(entry?.querySelectorAll(':scope > .buttons button') ?? [])].find(
      (button) => !(/** @type {HTMLButtonElement} */ (button).disabled),
    );
    /** @type {HTMLElement | undefined} */ (wanted)?.focus();
  }

  /** @param {JsonObject} experiment */
  send(experiment) {
    if (!sameJson(experiment, this.experiment))
      this.dispatchEvent(new CustomEvent('experiment-change', { detail: { experiment: structuredClone(experiment) } }));
    this.requestUpdate(); // a control whose text was dropped shows its value again
  }

  /** What is wrong at a path, or in it where no control of `fields` shows it. @param {string} path @param {string[]} [fields] */
  errorAt(path, fields) {
    const found = this.problems.filter((problem) => {
      if (problem.path === path || !isAtOrIn(problem.path, path)) return problem.path === path;
      const key = /^[.[]([^.[\]]+)/.exec(problem.path.slice(path.length))?.[1] ?? '';
      return !fields?.includes(key);
    });
    return found.map(sentence).join(' ');
  }

  /**
   * A field of an object: its value, what the engine made of it, and how it is written.
   * @param {SettingsSchema} reader @param {Field} field @param {Field[]} siblings @param {Place} of the object
   * @param {JsonObject} base what a first value is written into
   * @returns {Place}
   */
  placeOf(reader, field, siblings, of, base) {
    const { key, required } = field;
    const control = reader.control(field.schema);
    const written = isObject(of.value) ? of.value : {};
    const path = of.path ? `${of.path}.${key}` : key;
    // With "constants" of another library other defaults hold, which only the engine knows.
    const switched = siblings.some((one) => {
      const sibling = reader.control(one.schema);
      const value = written[one.key];
      return (
        one.key !== key &&
        kSwitches.has(sibling.kind) &&
        (value ?? undefined) !== undefined &&
        !sameJson(value, sibling.default)
      );
    });
    const checked = isObject(of.checked) && !isOverridden(this.experiment, path) ? of.checked[key] : undefined;
    const structured = ['union', 'object', 'list'].includes(control.kind);
    return {
      path,
      label: labelOf(control, key),
      required,
      value: Object.hasOwn(written, key) ? written[key] : undefined,
      checked,
      fallback: switched ? undefined : control.default,
      error: structured ? '' : this.errorAt(path),
      varied: variedBy(this.experiment, path, structured),
      set: (value) => {
        const held = Object.keys(base).every((one) => Object.hasOwn(written, one)) ? written : { ...base, ...written };
        if (value !== undefined) return of.set({ ...held, [key]: value });
        const { [key]: _, ...others } = held;
        of.set(Object.keys(others).length === 0 && !of.required ? undefined : others);
      },
    };
  }

  /** @param {SettingsSchema} reader @param {Control} control @param {Place} place @returns {unknown} */
  renderControl(reader, control, place) {
    const { value } = place;
    if (control.kind === 'union' && (value === undefined || isObject(value) || control.shorthand.has(value)))
      return this.renderUnion(reader, control, place);
    if (control.kind === 'object' && (value === undefined || value === null || isObject(value)))
      return this.renderObject(reader, control, place);
    if (control.kind === 'list' && (value === undefined || Array.isArray(value)))
      return this.renderList(reader, control, place, value ?? []);
    const { fix } = this.problems.find((problem) => problem.path === place.path) ?? {};
    const at = { ...place, error: this.errorAt(place.path), fix };
    if (control.kind === 'choices' && (value === undefined || Array.isArray(value))) return choices(control, at);
    if (control.kind === 'map' && (value === undefined || isObject(value))) return pathMap(control, at);
    return leaf(control, at);
  }

  /**
   * The fields of an object, the rarer ones of many under "More".
   * @param {SettingsSchema} reader @param {Field[]} fields @param {Place} of @param {JsonObject} base @param {string} type
   */
  renderFields(reader, fields, of, base, type) {
    const written = isObject(of.value) ? of.value : {};
    const show = (/** @type {Field} */ field) =>
      this.renderControl(reader, reader.control(field.schema), this.placeOf(reader, field, fields, of, base));
    if (fields.length <= kFieldsAtOnce) return fields.map(show);
    const id = `${of.path} ${type}`;
    let first = this.atOnce.get(id);
    if (!first) {
      const usual = fields.filter(({ key, required }) => required || Object.hasOwn(written, key));
      const others = fields.filter((field) => !usual.includes(field));
      first = new Set([...usual, ...others.slice(0, Math.max(0, kFieldsAtOnce - usual.length))].map(({ key }) => key));
      this.atOnce.set(id, first);
    }
    const shown = fields.filter(({ key }) => first.has(key));
    const more = fields.filter(({ key }) => !first.has(key));
    if (more.length === 0) return shown.map(show);
    // What is wrong is shown, and stays so when it has been corrected.
    if (more.some(({ key }) => this.problems.some(({ path }) => isAtOrIn(path, `${of.path}.${key}`))))
      this.unfolded.add(id);
    return html`${shown.map(show)}<details ?open=${live(this.unfolded.has(id))} @toggle=${(
      /** @type {Event} */ event,
    ) => {
      if (/** @type {HTMLDetailsElement} */ (event.currentTarget).open) this.unfolded.add(id);
      else this.unfolded.delete(id);
    }}><summary>More (${more.length})</summary><div class="fields">${more.map(show)}</div></details>`;
  }

  /** @param {SettingsSchema} reader @param {Control} control @param {Place} place */
  renderObject(reader, control, place) {
    const { path, value, checked, fallback } = place;
    const keys = control.fields.map(({ key }) => key);
    const at = { ...place, error: this.errorAt(path, keys) };
    const on = !control.nullable || isObject(value ?? checked ?? fallback);
    const head = control.nullable
      ? html`<input id=${path} type="checkbox" .checked=${live(on)} aria-describedby=${`${path}-help ${path}-error`}
          @change=${(/** @type {Event} */ event) => place.set(/** @type {HTMLInputElement} */ (event.target).checked ? {} : isObject(control.default) ? null : undefined)}>`
      : html`<span id=${path}></span>`;
    return html`${row(at, head, control.help)}
      ${on ? html`<div class="inner" role="group" aria-label=${place.label}>${this.renderFields(reader, control.fields, { ...place, required: place.required || control.nullable }, {}, '')}</div>` : ''}`;
  }

  /**
   * A union in an object of its own, or in one that has another tag as well: `kept` is what stays of that.
   * @param {SettingsSchema} reader @param {Control} union @param {Place} place @param {JsonObject} [kept]
   * @returns {unknown}
   */
  renderUnion(reader, union, place, kept = {}) {
    const { path, value } = place;
    const { tag } = union;
    const asObject = (/** @type {unknown} */ one) =>
      isObject(one) ? one : typeof one === 'string' ? { [tag]: one } : {};
    const written = asObject(value);
    const taken = asObject(isOverridden(this.experiment, path) ? undefined : place.checked);
    const name = written[tag] === undefined ? '' : String(written[tag]);
    const usual = String(taken[tag] ?? '');
    const type = union.types.find((one) => one.name === (name || usual));
    const fields = type ? reader.fieldsOf(type, written) : [];
    const at = {
      ...place,
      path: path ? `${path}.${tag}` : tag,
      error: this.errorAt(
        path,
        fields.map(({ key }) => key),
      ),
    };
    const choose = (/** @type {string} */ chosen) => {
      const next = union.types.find((one) => one.name === chosen);
      if (!next) return place.set(Object.keys(kept).length > 0 ? { ...kept } : undefined);
      const begun = { ...kept, ...reader.start(union, next, [written, taken]) };
      place.set(typeof value === 'string' && union.shorthand.has(chosen) ? chosen : begun);
    };
    const of = {
      ...place,
      value: written,
      checked: usual === type?.name ? taken : undefined,
      set: (/** @type {unknown} */ one) =>
        place.set(
          one === undefined || (isObject(one) && one[tag] === undefined)
            ? { ...kept, [tag]: type?.name, ...Object(one) }
            : one,
        ),
    };
    return html`${row(at, typeSelect(union, at, name, usual, choose), type?.help ?? union.help)}
      ${type && (fields.length > 0 || type.inline) ? html`<div class="inner" role="group" aria-label=${`${place.label}: ${type.title}`}>${this.renderType(reader, type, fields, of, tag)}</div>` : ''}`;
  }

  /** The fields of a chosen type, and the union that shares its object. @param {SettingsSchema} reader @param {NamedType} type @param {Field[]} fields @param {Place} of @param {string} tag @returns {unknown} */
  renderType(reader, type, fields, of, tag) {
    const base = { [tag]: type.name };
    const inline = type.inline && reader.control(type.inline);
    return html`${this.renderFields(reader, fields, of, base, type.name)}
      ${inline ? this.renderUnion(reader, inline, { ...of, label: type.title, required: false, varied: '' }, base) : ''}`;
  }

  /** @param {SettingsSchema} reader @param {Control} list @param {Place} place @param {unknown[]} entries */
  renderList(reader, list, place, entries) {
    const { path } = place;
    const union = reader.control(list.schema.items ?? {});
    const { minItems = 0, maxItems = Number.POSITIVE_INFINITY } = list.schema;
    const error = this.errorAt(
      path,
      entries.map((_, i) => String(i)),
    );
    const replace = (/** @type {number} */ from, /** @type {number} */ count, /** @type {unknown[]} */ ...put) =>
      place.set(entries.toSpliced(from, count, ...put));
    const move = (/** @type {number} */ from, /** @type {number} */ to) => {
      this.focusNext = `${path}[${to}]`;
      const moved = entries.toSpliced(from, 1);
      place.set(moved.toSpliced(to, 0, entries[from]));
    };
    const isUnion = union.kind === 'union';
    const add = this.toAdd.get(path) ?? union.types[0]?.name;
    const one = isUnion ? union.title.toLowerCase() : place.label.toLowerCase().replace(/s$/, '');
    return html`<div class="wide">${row({ ...place, error }, html`<span id=${path} class="small soft">${entries.length} of at most ${maxItems}</span>`, list.help)}
      <ol aria-label=${place.label}>${entries.map((entry, i) => {
        const at = `${path}[${i}]`;
        const name = `${one} ${i + 1}`;
        return html`<li class="entry" data-entry=${at}><span class="at">${i + 1}</span>
          <div class="body">${this.renderControl(reader, union, {
            path: at,
            label: isUnion ? inWords(union.tag) : `${one} ${i + 1}`,
            required: true,
            value: entry,
            checked:
              Array.isArray(place.checked) && !isOverridden(this.experiment, path) ? place.checked[i] : undefined,
            fallback: undefined,
            error: '',
            varied: variedBy(this.experiment, at),
            set: (value) => replace(i, 1, value),
          })}</div>
          <div class="buttons">
            <button class="button bare" type="button" aria-label=${`Move ${name} up`} ?disabled=${i === 0} @click=${() => move(i, i - 1)}>\u2191</button>
            <button class="button bare" type="button" aria-label=${`Move ${name} down`} ?disabled=${i === entries.length - 1} @click=${() => move(i, i + 1)}>\u2193</button>
            <button class="button bare" type="button" aria-label=${`Remove ${name}`} ?disabled=${entries.length <= minItems} @click=${() => replace(i, 1)}>\u00d7</button>
          </div></li>`;
      })}</ol>
      <div class="add">${
        isUnion
          ? html`<select aria-label=${`Type of the ${one} to add`} data-add=${path} .value=${live(add)} @change=${(
              /** @type {Event} */ event,
            ) => {
              this.toAdd.set(path, /** @type {HTMLSelectElement} */ (event.target).value);
              this.requestUpdate();
            }}>${union.types.map((type) => html`<option value=${type.name} ?selected=${type.name === add}>${type.title}</option>`)}</select>`
          : ''
      }
        <button class="button" type="button" ?disabled=${entries.length >= maxItems} @click=${() => {
          const type = union.types.find((each) => each.name === add) ?? union.types[0];
          replace(
            entries.length,
            0,
            isUnion ? reader.start(union, type, entries.toReversed()) : reader.startOf(list.schema.items ?? {}),
          );
        }}>Add ${one}</button></div></div>`;
  }

  render() {
    const { reader, experiment, lastChecked: checked } = this;
    if (!experiment) return '';
    if (!reader) return html`<p class="small soft">The settings appear once the engine is loaded.</p>`;
    /** @type {Place} */
    const root = {
      path: '',
      label: '',
      required: true,
      value: experiment,
      checked,
      fallback: undefined,
      error: '',
      varied: '',
      set: (value) => this.send(/** @type {JsonObject} */ (value)),
    };
    const own = reader.own.map((field) =>
      this.renderControl(reader, reader.control(field.schema), this.placeOf(reader, field, [], root, {})),
    );
    return html`<section aria-label="Experiment"><h3 class="title">Experiment</h3>${own}</section>${reader.sections.map(
      (field, _, all) => {
        const control = reader.control(field.schema);
        const place = this.placeOf(reader, field, all, root, {});
        const isSimple = control.kind === 'object' && (place.value === undefined || isObject(place.value));
        return html`<section aria-label=${place.label}><h3 class="title">${place.label}</h3>
        ${
          isSimple
            ? this.renderFields(reader, control.fields, place, {}, '')
            : this.renderControl(reader, control, { ...place, label: control.tag ? inWords(control.tag) : place.label })
        }</section>`;
      },
    )}`;
  }
}

define('activation-settings-form', SettingsForm);
