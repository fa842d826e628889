// <activation-data-panel>: where the samples come from: a picture of each data set in the plane, the other sources by name, and the
// settings of the one that is chosen which are used most. Sends `data-change` with the experiment's new "data".
import { css, html, LitElement } from 'lit';
import { live } from 'lit/directives/live.js';
import { fixed } from '../text/numbers.js';
import { define } from '../ui/define.js';
import { baseStyles, controlStyles } from '../ui/styles.js';
import { OnTheme } from '../ui/theme.js';
import { kReach } from './output-plane.js';
import { classColour, cssOf, paletteOf } from './plane-colours.js';

/** @typedef {import('../engine/answers.js').Source} Source */
/** @typedef {import('../text/paths.js').Json} Json */
/** @typedef {import('./output-plane.js').Point} Point */

/** Keys that plane sources have in common and keep when another is chosen. */
const kKept = ['train', 'validation', 'noise', 'inputs', 'seed'];
const kThumbnail = 44;
/** What stands in the picture of points that are yet to be drawn. @type {Point[]} */
const kExample = [
  [-3, 2, 0],
  [-2, 3, 0],
  [-4, 3, 0],
  [-3, 3.6, 0],
  [2, -2, 1],
  [3, -3, 1],
  [1.6, -3.2, 1],
  [3.4, -1.6, 1],
];

/** In the place of the data sets of the plane until the engine has named them: what stands below does not move then. */
const kPlaces = Array.from(
  { length: 9 },
  () => html`<div class="set" aria-hidden="true"><canvas></canvas>\u00a0<br>\u00a0</div>`,
);

/** Sources that are files of one's own. */
const kOwn = ['csv', 'images'];

export class DataPanel extends LitElement {
  static properties = {
    sources: { attribute: false },
    data: { attribute: false },
    checked: { attribute: false },
    pointsOf: { attribute: false },
    version: { state: true },
  };

  static styles = [
    baseStyles,
    controlStyles,
    css`
      .sets { display: grid; grid-template-columns: repeat(auto-fill, minmax(3.25rem, 1fr)); gap: 0.25rem; }
      .set { display: flex; flex-direction: column; align-items: center; gap: 0.125rem; border: 1px solid transparent; border-radius: 6px; background: none; padding: 0.1875rem 0.125rem; font-size: 0.6875rem; line-height: 1.15; color: var(--ink-soft); text-align: center; }
      .set:hover { border-color: var(--edge); }
      .set[aria-pressed="true"] { border-color: var(--ink); color: var(--ink); font-weight: 600; background: var(--surface); }
      .set canvas { width: 2.75rem; height: 2.75rem; border-radius: 4px; background: var(--surface); border: 1px solid var(--hairline); }
      .other { margin-top: 0.5rem; }
      .own { display: inline-flex; align-items: center; position: relative; overflow: hidden; margin-top: 0.5rem; cursor: pointer; }
      .own input { position: absolute; inset: 0; opacity: 0; width: 100%; cursor: pointer; }
      .own:focus-within { outline: 2px solid var(--focus); outline-offset: 2px; }
      .images { display: flex; flex-wrap: wrap; gap: 0 0.375rem; margin-top: 0.5rem; }
      .images span { flex: 1 0 100%; font-size: 0.75rem; color: var(--ink-soft); }
      .images .own { margin-top: 0.25rem; padding-inline: 0.5rem; font-size: 0.8125rem; }
      .slider { display: grid; grid-template-columns: 1fr auto; gap: 0 0.5rem; margin-top: 0.375rem; font-size: 0.75rem; color: var(--ink-soft); }
      .slider input { grid-column: 1 / -1; }
      .slider output { color: var(--ink); }
      .row { display: flex; gap: 0.375rem; margin-top: 0.5rem; flex-wrap: wrap; }
      @media (forced-colors: active) { .set[aria-pressed="true"] { background: Highlight; color: HighlightText; forced-color-adjust: none; } }
      .slider output { unicode-bidi: plaintext; }
      .about { margin-top: 0.375rem; font-size: 0.75rem; line-height: 1.35; color: var(--ink-soft); }
    `,
  ];

  constructor() {
    super();
    /** The engine's data sources, or none while they are not known. @type {Source[]} */
    this.sources = [];
    /** As the experiment says. @type {Json} */
    this.data = {};
    /** With every default. @type {Json} */
    this.checked = null;
    /** The samples of data in the plane. @type {((data: Json) => Promise<{ points: Point[] }>) | null} */
    this.pointsOf = null;
    this.version = 0;
    /** The pictures' points, by source. @type {Map<string, Point[]>} */
    this.pictures = new Map();
    this.onTheme = new OnTheme(this, () => this.paint());
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    if (changed.has('sources') || changed.has('pointsOf')) void this.loadPictures();
    this.paint();
  }

  get planes() {
    return this.sources.filter(({ plane }) => plane);
  }

  async loadPictures() {
    const { pointsOf } = this;
    if (!pointsOf) return;
    for (const { name } of this.planes) {
      if (this.pictures.has(name)) continue;
      this.pictures.set(name, kExample);
      if (name === 'points') continue;
      const drawn = await pointsOf({ source: name, train: 120, validation: 1 }).catch(() => null);
      if (drawn) this.pictures.set(name, drawn.points);
      else this.pictures.delete(name); // asked for again with the next list of sources
    }
    this.paint();
  }

  paint() {
    const palette = paletteOf(this);
    for (const canvas of /** @type {NodeListOf<HTMLCanvasElement>} */ (
      this.renderRoot.querySelectorAll('.set canvas')
    )) {
      const side = Math.round(kThumbnail * devicePixelRatio);
      canvas.width = canvas.height = side;
      const context = canvas.getContext('2d');
      const points = this.pictures.get(canvas.dataset.source ?? '');
      const source = this.sources.find(({ name }) => name === canvas.dataset.source);
      if (!context || !points) continue;
      const isRegression = Boolean(source && points.some(([, , answer]) => answer % 1 !== 0));
      const scale = side / (2 * kReach);
      for (const [x, y, answer] of points) {
        const { classes, paper } = palette;
        const share = Math.min(1, Math.abs(answer));
        const of = classes[answer < 0 ? 0 : 1];
        context.fillStyle = isRegression
          ? cssOf(
              /** @type {[number, number, number]} */ (paper.map((one, i) => Math.round(one + (of[i] - one) * share))),
            )
          : classColour(palette, answer);
        context.fillRect(
          (x + kReach) * scale - devicePixelRatio,
          (kReach - y) * scale - devicePixelRatio,
          2 * devicePixelRatio,
          2 * devicePixelRatio,
        );
      }
    }
  }

  /** @param {Json} data */
  send(data) {
    this.dispatchEvent(new CustomEvent('data-change', { detail: data }));
  }

  /** @param {Source} source */
  choose({ name, plane, fields }) {
    if (name === this.data?.source) return;
    /** @type {Json} */
    const data = { source: name };
    if (name === 'points') Object.assign(data, { points: kExample, classes: 2 });
    const keys = new Set(fields.map(({ key }) => key));
    const fromPlane = this.planes.some((one) => one.name === this.data?.source);
    for (const key of plane && fromPlane ? kKept : [])
      if (keys.has(key) && this.data[key] !== undefined) data[key] = this.data[key];
    this.send(data);
  }

  /** @param {string} key @returns {number} as it is written or as it holds */
  valueOf(key) {
    return Number(this.data?.[key] ?? this.checked?.[key] ?? 0);
  }

  /** @param {string} label @param {number} value 0 to 1 @param {string} text @param {(value: number) => Json} change */
  slider(label, value, text, change) {
    return html`<label class="slider"><span>${label}</span><output>${text}</output>
      <input type="range" min="0" max="1" step="0.05" aria-label=${label} .value=${live(String(value))} @change=${(/** @type {Event} */ event) => this.send({ ...this.data, ...change(Number(/** @type {HTMLInputElement} */ (event.target).value)) })}></label>`;
  }

  renderSettings() {
    const source = this.sources.find(({ name }) => name === this.data?.source);
    const keys = new Set(source?.fields.map(({ key }) => key));
    if (!source) return '';
    const total = this.valueOf('train') + this.valueOf('validation');
    const share = keys.has('trainShare') ? this.valueOf('trainShare') : total > 0 ? this.valueOf('train') / total : 0;
    const shared = (/** @type {number} */ value) => {
      if (keys.has('trainShare')) return { trainShare: Math.max(0.05, value) };
      const train = Math.max(1, Math.min(total - 1, Math.round(value * total)));
      return { train, validation: total - train };
    };
    return html`${source.plane && keys.has('noise') ? this.slider('Noise', this.valueOf('noise'), fixed(this.valueOf('noise'), 2), (noise) => ({ noise })) : ''}
      ${source.plane && (keys.has('trainShare') || total > 1) ? this.slider('Share that trains', share, `${Math.round(100 * share)}\u202f%`, shared) : ''}
      ${
        keys.has('seed')
          ? html`<div class="row"><button class="button" type="button" title="The same task with other random samples" @click=${() => this.send({ ...this.data, seed: this.valueOf('seed') + 1 })}>${source.name === 'points' ? 'Split otherwise' : 'Draw again'}</button></div>`
          : ''
      }
      <p class="about">${source.summary} ${total > 0 ? `${total.toLocaleString('en')} samples.` : ''}</p>`;
  }

  /** @param {string} name of the event @param {File | File[]} detail */
  pass(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  /** @param {string} text @param {string} label @param {string} accept @param {'' | 'folder' | 'files'} many @param {(files: File[]) => void} take */
  renderOwn(text, label, accept, many, take) {
    return html`<label class="button own">${text}<input type="file" accept=${accept} ?multiple=${many === 'files'} ?webkitdirectory=${many === 'folder'} aria-label=${label} @change=${(
      /** @type {Event} */ event,
    ) => {
      const input = /** @type {HTMLInputElement} */ (event.target);
      const files = [...(input.files ?? [])];
      input.value = ''; // else choosing the same file again would be no change
      if (files.length > 0) take(files);
    }}></label>`;
  }

  render() {
    const current = this.data?.source;
    // Files of one's own come by the buttons below, with all that follows from them.
    const others = this.sources.filter(({ name, plane }) => !plane && (name === current || !kOwn.includes(name)));
    const isOther = others.some(({ name }) => name === current);
    return html`<div class="sets" role="group" aria-label="Data sets in the plane">${this.sources.length === 0 ? kPlaces : ''}${this.planes.map(
      (source) =>
        html`<button class="set" type="button" aria-pressed=${source.name === current ? 'true' : 'false'} title=${source.summary} @click=${() => this.choose(source)}><canvas data-source=${source.name} aria-hidden="true"></canvas>${source.title}</button>`,
    )}</div>
      <div class="field other"><label for="other">Other data</label>
        <select id="other" .value=${live(isOther ? current : '')} @change=${(/** @type {Event} */ event) => {
          const chosen = others.find(({ name }) => name === /** @type {HTMLSelectElement} */ (event.target).value);
          if (chosen) this.choose(chosen);
        }}>${isOther ? '' : html`<option value="" selected>of more features</option>`}${others.map(({ name, title }) => html`<option value=${name} ?selected=${name === current}>${title}</option>`)}</select></div>
      ${this.renderOwn('Your own table\u2026', 'Train on your own table: CSV or the like', '.csv,.tsv,.tab,.txt,.data,.dat,.all-data,.gz', 'files', (files) => this.pass('table-chosen', files))}
      <div class="images" role="group" aria-labelledby="images"><span id="images">Your own images</span>
        ${this.renderOwn('Folder\u2026', 'Train on your own images: a folder with a subfolder a class', '', 'folder', (files) => this.pass('images-chosen', files))}
        ${this.renderOwn('Zip, IDX\u2026', 'Train on your own images: a zip file, or two IDX files', '', 'files', (files) => this.pass('images-chosen', files))}</div>
      ${this.renderSettings()}`;
  }
}

define('activation-data-panel', DataPanel);
