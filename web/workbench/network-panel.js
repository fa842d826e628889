// <activation-network-panel>: the network of the run that is shown: its inputs, units as pictures of what they answer over the
// plane or as squares of their state, weights as lines, and at each layer what is changed by hand. Sends `layers-change`,
// `inputs-change`, `activation-change`, `unit-shown`, `unit-chosen`, `freeze` and `weight-change`; it changes nothing itself.
import { html, LitElement } from 'lit';
import { live } from 'lit/directives/live.js';
import { hasNorms, stagesOf, withActivation, withNorm, withNorms, withUnits } from '../builder/layer-edits.js';
import { significant } from '../text/numbers.js';
import { define } from '../ui/define.js';
import { OnWidth } from '../ui/on-width.js';
import { baseStyles, controlStyles } from '../ui/styles.js';
import { KeepFocus, nearestControl } from './keep-focus.js';
import { columnsOf, inputLabel, inputSpots, kHeight, kInputs, kMostDrawn, kNamed, spotsOf } from './network-layout.js';
import { networkStyles } from './network-panel.styles.js';
import { paintUnits, paletteOf } from './plane-colours.js';
import { StageEdits } from './stage-edits.js';
import './unit-card.js';
import { linesOf, nearestLine, paintLines } from './weight-lines.js';

/** @typedef {import('../text/paths.js').Json} Json */
/** @typedef {import('./network-layout.js').Column} Column */

/** A diagram needs this much; below, layers are rows. */
const kNarrow = 460;

export class NetworkPanel extends LitElement {
  static properties = {
    layers: { attribute: false },
    written: { attribute: false },
    inputs: { attribute: false },
    names: { attribute: false },
    features: { type: Number },
    functions: { attribute: false },
    activation: {},
    view: { attribute: false },
    states: { attribute: false },
    frozen: { attribute: false },
    writtenInputs: { attribute: false },
    ended: { type: Boolean },
    editable: { type: Boolean },
    broken: { type: Boolean },
    colour: {},
    accent: {},
    unit: { attribute: false },
    width: { state: true },
    over: { state: true },
    chosen: { state: true },
    refused: { state: true },
  };

  static styles = [baseStyles, controlStyles, networkStyles];

  constructor() {
    super();
    /** With every default. @type {Json[]} */
    this.layers = [];
    /** The same list as it is written. @type {Json[]} */
    this.written = [];
    /** The inputs in the plane, or null: the data are of other features. @type {string[] | null} */
    this.inputs = null;
    /** Of a table's inputs and classes. @type {{ features: string[], classNames: string[] } | null} */
    this.names = null;
    /** The same as they are written. @type {string[] | null} */
    this.writtenInputs = null;
    /** Whether the run is over: nothing can be fixed in it. */
    this.ended = false;
    this.features = 2;
    /** Functions that can be chosen: name and title. @type {{ name: string, title: string }[]} */
    this.functions = [];
    /** The network's own function, which layers without one have. */
    this.activation = '';
    /** @type {import('./output-plane.js').PlaneView | null} */
    this.view = null;
    /** The state of each unit in the last epoch, by activation layer. @type {Record<string, string>} */
    this.states = {};
    /** Units whose weights stay, by weighted layer. @type {Record<string, number[]>} */
    this.frozen = {};
    /** Whether weights can be changed: the run is paused. */
    this.editable = false;
    /** Whether the experiment has an error, so that an earlier network is drawn than the one that is written. */
    this.broken = false;
    this.edits = new StageEdits();
    /** Why the last click changed nothing, or "". */
    this.refused = '';
    this.accent = 'var(--hue-blue)';
    /** The unit whose answers are shown large. @type {{ index: number, name: string } | null} */
    this.unit = null;
    this.width = 0;
    /** The weight under the pointer. @type {{ x: number, y: number, text: string } | null} */
    this.over = null;
    /** The unit whose weights are listed. @type {{ layer: string, unit: number } | null} */
    this.chosen = null;
    this.frame = 0;
    this.keepFocus = new KeepFocus(this, (had) =>
      nearestControl(this.renderRoot, this.stages ?? [], this.columns ?? [], had),
    );
    this.onWidth = new OnWidth(this, (width) => {
      this.width = width;
    });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    cancelAnimationFrame(this.frame);
    this.frame = 0;
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('layers') || changed.has('features')) this.readLayers();
    this.edits.adopt(this.written, this.stages ?? [], changed.has('layers'));
  }

  readLayers() {
    this.stages = stagesOf(this.layers);
    this.columns = columnsOf(this.layers, this.stages, this.features);
    const isThere = this.columns.some(({ layer, units }) => layer === this.chosen?.layer && this.chosen.unit < units);
    if (!isThere) this.chosen = null;
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    if (changed.has('chosen')) this.send('unit-chosen', this.chosen);
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.paint();
    });
  }

  paint() {
    const palette = paletteOf(this);
    const { view } = this;
    const lines = /** @type {HTMLCanvasElement | null} */ (this.renderRoot.querySelector('.diagram > canvas'));
    if (lines) paintLines(lines, this.lines(), palette);
    if (view?.units) paintUnits(this.renderRoot.querySelectorAll('.unit canvas'), view.units, view.unitCells, palette);
  }

  /** The places of the units, by column. */
  get places() {
    return spotsOf(this.columns ?? [], { width: this.width });
  }

  /** Every weight between units that are drawn. */
  lines() {
    const { columns = [], places } = this;
    const spots = columns.map((_, i) => this.spotsOfColumn(i, places));
    return linesOf(columns, spots, this.view?.weights ?? [], (this.inputs ?? []).map(inputLabel));
  }

  /** @param {number} column @param {ReturnType<typeof spotsOf>} places */
  spotsOfColumn(column, places) {
    if (column > 0) return places[column].spots;
    return inputSpots(this.inputs, places[0]).filter(({ on }) => on);
  }

  /** @param {string} type @param {unknown} detail */
  send(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /** @param {Json[]} layers */
  sendLayers(layers) {
    this.written = this.edits.put(layers); // the next click may come before the experiment has come back
    this.refused = '';
    this.send('layers-change', layers);
  }

  /**
   * Changes the layers at a stage that is drawn.
   * @param {import('../builder/layer-edits.js').Stage} stage
   * @param {(written: Json[], stage: import('../builder/layer-edits.js').Stage) => Json[]} edit
   */
  editStage(stage, edit) {
    const found = this.writtenStage(stage);
    if (found) this.sendLayers(edit(this.edits.written, found));
    else this.refuse('That layer is not there any more.');
  }

  /** @param {import('../builder/layer-edits.js').Stage} stage one that is drawn */
  writtenStage(stage) {
    return this.edits.find((this.stages ?? []).indexOf(stage), stage.role);
  }

  /** @param {string} why */
  refuse(why) {
    this.refused = why;
    this.requestUpdate(); // a control shows again what holds
  }

  /** The one input that is on cannot go. @param {string} name */
  isOnlyInput(name) {
    return this.currentInputs.length === 1 && this.currentInputs[0] === name;
  }

  /** As they are written, where they are. @returns {string[]} */
  get currentInputs() {
    return Array.isArray(this.writtenInputs) ? this.writtenInputs : (this.inputs ?? []);
  }

  /** @param {string} name */
  toggleInput(name) {
    const on = new Set(this.currentInputs);
    if (on.has(name)) on.delete(name);
    else on.add(name);
    if (on.size === 0) return this.refuse('A network needs at least one input.');
    this.refused = '';
    this.writtenInputs = kInputs.filter((one) => on.has(one));
    return this.send('inputs-change', this.writtenInputs);
  }

  /** @param {string} layer @param {number[]} units whose weights stay from now on */
  sendFreeze(layer, units) {
    if (this.ended) {
      this.refuse('The run has ended: press Reset, then weights can be fixed.');
      /** @type {LitElement | null} */ (this.renderRoot.querySelector('activation-unit-card'))?.requestUpdate();
      return;
    }
    this.refused = '';
    this.send('freeze', { layer, units });
  }

  /** @param {PointerEvent} event */
  onPointer(event) {
    const { left, top } = /** @type {Element} */ (event.currentTarget).getBoundingClientRect();
    const [x, y] = [event.clientX - left, event.clientY - top];
    const line = nearestLine(this.lines(), x, y);
    this.over = line && { x, y, text: `${line.name}: ${significant(line.value)}` };
  }

  /** The name of a stage's function, and whether it is its own. @param {import('../builder/layer-edits.js').Stage} stage */
  functionOf({ activationAt }) {
    const layer = this.layers[activationAt];
    return { name: layer?.name ?? this.activation, own: this.written[activationAt]?.name !== undefined };
  }

  /** @param {import('../builder/layer-edits.js').Stage} stage @param {string} label */
  renderFunction(stage, label) {
    if (stage.activationAt < 0 && stage.role !== 'hidden') return '';
    const { name } = stage.activationAt < 0 ? { name: '' } : this.functionOf(stage);
    return html`<select data-stage=${this.indexOf(stage)} aria-label=${`Activation of ${label}`} .value=${live(name)} @change=${(
      /** @type {Event} */ event,
    ) => {
      const name = /** @type {HTMLSelectElement} */ (event.target).value;
      this.editStage(stage, (written, at) => withActivation(written, at, { name }));
    }} ?disabled=${this.broken}>
      ${stage.activationAt < 0 ? html`<option value="" selected>none</option>` : ''}
      ${this.functions.map((one) => html`<option value=${one.name} ?selected=${one.name === name}>${one.title}</option>`)}</select>`;
  }

  /** @param {import('../builder/layer-edits.js').Stage} stage @param {string} label */
  renderUnits(stage, label) {
    const units = (this.writtenStage(stage)?.layer ?? this.layers[stage.at])?.units;
    if (typeof units !== 'number') return '';
    if (stage.role === 'output') return html`<span class="units">${units} ${units === 1 ? 'unit' : 'units'}</span>`;
    const index = this.indexOf(stage);
    const add = (/** @type {number} */ more) =>
      this.editStage(stage, (written, { at }) => withUnits(written, at, Math.max(1, written[at].units + more)));
    return html`<span class="units"><button class="mini" type="button" data-stage=${index} data-other=${`units-more-${index}`} aria-label=${`One unit less in ${label}`} ?disabled=${units <= 1 || this.broken} @click=${() => add(-1)}>\u2212</button>
      ${units}<button class="mini" type="button" data-stage=${index} data-name=${`units-more-${index}`} aria-label=${`One unit more in ${label}`} ?disabled=${this.broken} @click=${() => add(1)}>+</button></span>`;
  }

  /** @param {import('../builder/layer-edits.js').Stage} stage @param {string} label @param {Column} column */
  renderExtras(stage, label, column) {
    if (stage.role !== 'hidden') return '';
    const norm = stage.normAt >= 0 ? this.layers[stage.normAt].type : null;
    const all = Array.from({ length: column.units }, (_, i) => i);
    const isFrozen = (this.frozen[column.layer] ?? []).length === column.units;
    const index = this.indexOf(stage);
    return html`<span class="extras"><label title="BatchNorm between the weights and the activation"><input type="checkbox" data-stage=${index} .checked=${live(norm !== null)} aria-label=${`BatchNorm in ${label}`}
        ?disabled=${this.broken}
        @change=${(/** @type {Event} */ event) => {
          const wanted = /** @type {HTMLInputElement} */ (event.target).checked ? 'batchNorm' : null;
          this.editStage(stage, (written, at) => withNorm(written, at, wanted));
        }}> ${norm === null || norm === 'batchNorm' ? 'BN' : norm}</label>
      <label title=${this.ended ? 'The run has ended: press Reset, then weights can be fixed' : 'Its weights stay as they are while the others train'}><input type="checkbox" data-stage=${index} .checked=${live(isFrozen)} aria-label=${`Freeze ${label}`} ?disabled=${this.ended} @change=${() => this.sendFreeze(column.layer, isFrozen ? [] : all)}> fix</label>
      <button class="mini remove" type="button" data-stage=${index} aria-label=${`Remove ${label}`} title="Remove this layer" ?disabled=${this.broken} @click=${() => this.editStage(stage, (_, at) => this.edits.remove(at))}>\u00d7</button></span>`;
  }

  /** @param {import('../builder/layer-edits.js').Stage} stage */
  indexOf(stage) {
    return (this.stages ?? []).indexOf(stage);
  }

  /** @param {import('../builder/layer-edits.js').Stage} stage @param {number} i */
  labelOf(stage, i) {
    if (stage.role === 'output') return 'the output';
    return stage.role === 'hidden'
      ? `layer ${(this.stages ?? []).slice(0, i + 1).filter(({ role }) => role === 'hidden').length}`
      : String(stage.layer?.type);
  }

  /** One unit, as a picture or as its state. @param {Column} column @param {number} unit @param {string} style */
  renderUnit(column, unit, style) {
    const classes = column === this.columns?.at(-1) ? this.names?.classNames : undefined;
    const answer = classes?.length === column.units ? classes[unit] : '';
    const name = `${column.layer}, unit ${unit}${answer && `, class ${answer}`}`;
    const index = column.mapAt + unit;
    const hasMap = column.mapAt >= 0 && Boolean(this.view?.units);
    const state = (this.states[column.activation] ?? '')[unit];
    const words = state === 'd' ? ', dead' : state === 's' ? ', often saturated' : '';
    const pressed = this.chosen?.layer === column.layer && this.chosen.unit === unit;
    const show = (/** @type {boolean} */ on) => this.send('unit-shown', on && hasMap ? { index, name } : null);
    return html`<button class=${(this.frozen[column.layer] ?? []).includes(unit) ? 'unit frozen' : 'unit'} type="button" data-layer=${column.layer} data-unit=${unit} data-answer=${column.units <= kNamed ? answer : ''} .style=${style} aria-label=${`${name}${words}`} title=${`${name}${words}`} aria-pressed=${pressed ? 'true' : 'false'}
      @pointerenter=${() => show(true)} @pointerleave=${() => show(false)} @focus=${() => show(true)} @blur=${() => show(false)}
      @click=${() => {
        this.chosen = pressed ? null : { layer: column.layer, unit };
      }}>${hasMap ? html`<canvas data-map=${index}></canvas>` : html`<span class=${`state ${state === 'd' ? 'dead' : state === 's' ? 'saturated' : column.activation ? 'active' : ''}`}></span>`}</button>`;
  }

  renderBar() {
    const { written } = this.edits;
    const hidden = (this.stages ?? []).filter(({ role }) => role === 'hidden').length;
    const normed = hasNorms(written);
    const names = new Set(
      (this.stages ?? []).filter(({ activationAt }) => activationAt >= 0).map((stage) => this.functionOf(stage).name),
    );
    const one = names.size === 1 ? [...names][0] : '';
    return html`<div class="bar">
      <span class="step" role="group" aria-label="Hidden layers"><button class="mini" type="button" data-other="layers-more" aria-label="One layer less" ?disabled=${hidden === 0} @click=${() => this.sendLayers(this.edits.drop())}>\u2212</button>
        ${hidden} hidden ${hidden === 1 ? 'layer' : 'layers'}<button class="mini" type="button" data-name="layers-more" aria-label="One layer more" @click=${() => this.sendLayers(this.edits.add())}>+</button></span>
      <label>Activation <select aria-label="Activation of all layers" .value=${live(one)} @change=${(/** @type {Event} */ event) => this.send('activation-change', /** @type {HTMLSelectElement} */ (event.target).value)}>
        ${one === '' ? html`<option value="" selected>${names.size === 0 ? 'none' : 'mixed'}</option>` : ''}${this.functions.map(({ name, title }) => html`<option value=${name} ?selected=${name === one}>${title}</option>`)}</select></label>
      <label title="BatchNorm in every hidden layer, between the weights and the activation"><input type="checkbox" .checked=${live(normed)} @change=${(/** @type {Event} */ event) => this.sendLayers(withNorms(written, /** @type {HTMLInputElement} */ (event.target).checked ? 'batchNorm' : null))}> BatchNorm</label>
    </div>`;
  }

  renderDiagram() {
    const { columns = [], stages = [], places } = this;
    const template = `grid-template-columns:repeat(${columns.length}, minmax(0, 1fr))`;
    return html`<div class="heads" .style=${template}><div class="head"><span class="name">${this.inputs ? 'Inputs' : 'Data'}</span></div>${stages.map(
      (stage, i) => {
        const label = this.labelOf(stage, i);
        return html`<div class="head" role="group" aria-label=${label}><span class="name">${stage.role === 'hidden' ? label : stage.role === 'output' ? 'Output' : label}</span>
        ${this.renderUnits(stage, label)}${this.renderFunction(stage, label)}${this.renderExtras(stage, label, columns[i + 1])}</div>`;
      },
    )}</div>
    <div class="diagram" .style=${`height:${kHeight}px`} @pointermove=${(/** @type {PointerEvent} */ event) => this.onPointer(event)} @pointerleave=${() => {
      this.over = null;
    }}><canvas aria-hidden="true"></canvas>
      ${
        this.inputs
          ? inputSpots(this.inputs, places[0]).map(
              ({ name, on, x, y, size, width }) =>
                html`<button class="input" type="button" aria-pressed=${on ? 'true' : 'false'} aria-label=${`Input ${inputLabel(name)}`} ?disabled=${this.isOnlyInput(name)} title=${this.isOnlyInput(name) ? 'A network needs at least one input' : ''} .style=${`left:${x - width + size}px;top:${y}px;width:${width}px;height:${size}px;justify-content:center`} @click=${() => this.toggleInput(name)}>${inputLabel(name)}</button>`,
            )
          : html`<p class="plain" .style=${`left:0;top:${kHeight / 2 - 20}px;width:${places[0]?.width ?? 80}px`}>${this.features} features</p>`
      }
      ${columns.slice(1).map((column, i) => {
        const { spots, left, width } = places[i + 1];
        const isDrawn = stages[i].role !== 'other';
        if (!isDrawn)
          return html`<p class="plain" .style=${`left:${left}px;top:${kHeight / 2 - 20}px;width:${width}px`}>${stages[i].layer.type}${column.activation ? html`<br>${this.functionOf(stages[i]).name}` : ''}</p>`;
        const rest = column.units - spots.length;
        return html`${spots.map(({ x, y, size }, unit) => this.renderUnit(column, unit, `left:${x}px;top:${y}px;width:${size}px;height:${size}px`))}
          ${rest > 0 ? html`<span class="more" .style=${`left:${left}px;width:${width}px;text-align:center;bottom:-18px`}>and ${rest} more</span>` : ''}`;
      })}
      ${this.over ? html`<span class="weight" .style=${`left:${Math.min(this.over.x + 12, Math.max(0, this.width - 190))}px;top:${Math.max(0, this.over.y - 26)}px`}>${this.over.text}</span>` : ''}
    </div>`;
  }

  renderRows() {
    const { columns = [], stages = [] } = this;
    return html`<ol class="rows">
      <li><div class="line"><b>Inputs</b>${this.inputs ? kInputs.map((name) => html`<button class="input" type="button" aria-pressed=${this.inputs?.includes(name) ? 'true' : 'false'} aria-label=${`Input ${inputLabel(name)}`} ?disabled=${this.isOnlyInput(name)} title=${this.isOnlyInput(name) ? 'A network needs at least one input' : ''} @click=${() => this.toggleInput(name)}>${inputLabel(name)}</button>`) : html`<span class="soft">${this.features} features</span>`}</div></li>
      ${stages.map((stage, i) => {
        const label = this.labelOf(stage, i);
        const column = columns[i + 1];
        const drawn = stage.role === 'other' ? 0 : Math.min(column.units, 2 * kMostDrawn);
        return html`<li aria-label=${label}><div class="line"><b>${label.charAt(0).toUpperCase()}${label.slice(1)}</b>${this.renderUnits(stage, label)}${this.renderFunction(stage, label)}${this.renderExtras(stage, label, column)}</div>
          <div class="maps">${Array.from({ length: drawn }, (_, unit) => this.renderUnit(column, unit, ''))}${column.units > drawn && drawn > 0 ? html`<span class="small soft">and ${column.units - drawn} more</span>` : ''}</div></li>`;
      })}</ol>`;
  }

  render() {
    if (this.layers.length === 0 || this.width === 0) return html`<div .style=${`height:${kHeight + 90}px`}></div>`;
    const isWide = this.width >= Math.max(kNarrow, 68 * (this.columns?.length ?? 2));
    const isStates = Object.keys(this.states).length > 0 && !this.view?.units;
    return html`${this.renderBar()}${isWide ? this.renderDiagram() : this.renderRows()}
      <p class="wide-note" role="status">${this.refused ? this.refused : this.broken ? 'This is the network before the last change, which has an error: fix it at the marked field, or press Undo.' : isStates ? 'A square is a unit in the last epoch: filled, often saturated; hatched, dead.' : '\u00a0'}</p>
      ${
        this.chosen
          ? html`<activation-unit-card data-layer=${this.chosen.layer} data-unit=${this.chosen.unit} .units=${this.columns?.find(({ layer }) => layer === this.chosen?.layer)?.units ?? 1} .layer=${this.chosen.layer} .unit=${this.chosen.unit} .weights=${this.view?.weights ?? []} .answer=${(this.chosen.layer === this.columns?.at(-1)?.layer && this.names?.classNames?.[this.chosen.unit]) || ''} .inputs=${this.inputs?.map(inputLabel) ?? this.names?.features ?? []} .editable=${this.editable} .frozen=${(this.frozen[this.chosen.layer] ?? []).includes(this.chosen.unit)}
        @close=${() => {
          this.chosen = null;
        }} @unit-change=${(/** @type {CustomEvent} */ event) => {
          if (this.chosen) this.chosen = { layer: this.chosen.layer, unit: event.detail };
        }} @freeze=${(/** @type {CustomEvent} */ event) => this.freezeUnit(event.detail)} @weight-change=${(/** @type {CustomEvent} */ event) => this.send('weight-change', event.detail)}></activation-unit-card>`
          : ''
      }`;
  }

  /** @param {boolean} on */
  freezeUnit(on) {
    if (!this.chosen) return;
    const { layer, unit } = this.chosen;
    const others = (this.frozen[layer] ?? []).filter((one) => one !== unit);
    this.sendFreeze(layer, on ? [...others, unit] : others);
  }
}

define('activation-network-panel', NetworkPanel);
