// <activation-image-sheet>: images in rows, each with what it was read as. One tab stop, arrow keys between the images; a click or Enter
// chooses one. Sends `image-chosen` with its index, and `page-chosen` with a page's number.
import { css, html, LitElement } from 'lit';
import { grouped } from '../text/numbers.js';
import { define } from '../ui/define.js';
import { baseStyles, controlStyles } from '../ui/styles.js';
import { OnTheme } from '../ui/theme.js';
import { paintImage, tonesOf } from './pixels.js';

/**
 * @typedef {object} SheetImage
 * @property {number} index of the sample
 * @property {string} text what it is, for people who do not see it
 * @property {string} caption
 * @property {boolean} isWrong whether it is misread
 * @property {Float32Array | undefined} pixels undefined: on their way
 */

export class ImageSheet extends LitElement {
  static properties = {
    images: { attribute: false },
    shape: { attribute: false },
    isPhoto: { type: Boolean },
    chosen: { type: Number },
    page: { type: Number },
    pageSize: { type: Number },
    total: { type: Number },
    empty: {},
    at: { state: true },
  };

  static styles = [
    baseStyles,
    controlStyles,
    css`
      .sheet { display: grid; grid-template-columns: repeat(auto-fill, minmax(3.25rem, 1fr)); gap: 0.375rem 0.25rem; min-height: 22rem; align-content: start; padding: 2px; }
      .image { border: 1px solid transparent; border-radius: 5px; background: none; padding: 2px; display: flex; flex-direction: column; align-items: center; gap: 1px; font-size: 0.6875rem; line-height: 1.2; color: var(--ink-soft); }
      .image:hover { border-color: var(--edge); }
      .image[aria-pressed="true"] { border-color: var(--ink); box-shadow: inset 0 0 0 1px var(--ink); color: var(--ink); }
      .image span { max-width: 100%; overflow: hidden; overflow-wrap: anywhere; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; }
      .wrong { color: var(--warn); }
      canvas { width: 2.75rem; aspect-ratio: var(--aspect, 1); image-rendering: pixelated; background: var(--surface); border: 1px solid var(--hairline); forced-color-adjust: none; display: block; }
      .button[aria-disabled="true"] { color: var(--ink-soft); opacity: 0.6; cursor: default; border-color: var(--edge); }
      .pages { display: flex; align-items: center; gap: 0.5rem; min-height: 2.5rem; font-size: 0.8125rem; }
      .empty { grid-column: 1 / -1; }
      @media (forced-colors: active) { .image[aria-pressed="true"] { border-color: Highlight; border-width: 2px; padding: 1px; } }
      @media print { button.image { display: flex !important; } }
    `,
  ];

  constructor() {
    super();
    /** @type {SheetImage[]} of this page */
    this.images = [];
    /** Of an image: [channels, height, width]. @type {[number, number, number]} */
    this.shape = [1, 28, 28];
    /** Whether one channel is drawn as light, and not as ink. */
    this.isPhoto = false;
    /** The index of the sample that is chosen; -1: none. */
    this.chosen = -1;
    this.page = 0;
    this.pageSize = 60;
    /** Images on all pages. */
    this.total = 0;
    /** What is said where there are none. */
    this.empty = '';
    /** Where the tab stop is, on this page. */
    this.at = 0;
    /** What is painted on each canvas. @type {WeakMap<HTMLCanvasElement, Float32Array>} */
    this.painted = new WeakMap();
    this.onTheme = new OnTheme(this, () => {
      this.painted = new WeakMap();
      this.paint();
    });
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('page')) this.at = 0;
    this.at = Math.max(0, Math.min(this.at, this.images.length - 1));
  }

  updated() {
    this.paint();
  }

  paint() {
    /** @type {import('./pixels.js').Tones | undefined} */
    let tones;
    const canvases = /** @type {NodeListOf<HTMLCanvasElement>} */ (this.renderRoot.querySelectorAll('canvas'));
    for (const [i, canvas] of canvases.entries()) {
      const pixels = this.images[i]?.pixels;
      if (this.painted.get(canvas) === pixels) continue;
      if (!pixels) {
        canvas.width = this.shape[2]; // not the picture that stood here before
        this.painted.delete(canvas);
        continue;
      }
      tones ??= tonesOf(this);
      paintImage(canvas, pixels, this.shape, tones, this.isPhoto);
      this.painted.set(canvas, pixels);
    }
  }

  /** @param {KeyboardEvent} event */
  async onKey(event) {
    const cells = /** @type {NodeListOf<HTMLElement>} */ (this.renderRoot.querySelectorAll('.image'));
    const columns = [...cells].filter(({ offsetTop }) => offsetTop === cells[0].offsetTop).length;
    const last = cells.length - 1;
    const forward = getComputedStyle(this).direction === 'rtl' ? -1 : 1;
    /** @type {Record<string, number>} */
    const moves = {
      ArrowLeft: this.at - forward,
      ArrowRight: this.at + forward,
      ArrowUp: this.at - columns,
      ArrowDown: this.at + columns,
      Home: 0,
      End: last,
    };
    if (!(event.key in moves)) return;
    event.preventDefault();
    this.at = Math.max(0, Math.min(last, moves[event.key]));
    cells[this.at]?.focus();
  }

  /** @param {number} page none where there is no such page: the button keeps the focus there */
  turn(page) {
    if (page < 0 || page * this.pageSize >= this.total) return;
    this.dispatchEvent(new CustomEvent('page-chosen', { detail: page }));
  }

  /** Moves the focus to the image that is chosen, where it is on this page. */
  async focusChosen() {
    const place = this.images.findIndex(({ index }) => index === this.chosen);
    if (place < 0) return;
    this.at = place;
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (this.renderRoot.querySelector('.image[tabindex="0"]'))?.focus();
  }

  renderPages() {
    const { page, pageSize, total } = this;
    if (total === 0) return html`<div class="pages"></div>`;
    const from = page * pageSize + 1;
    const to = Math.min(total, from + pageSize - 1);
    const text = `${grouped(from)}\u2013${grouped(to)} of ${grouped(total)}`;
    if (total <= pageSize) return html`<div class="pages soft"><span dir="ltr">${text}</span></div>`;
    return html`<div class="pages"><button class="button" type="button" aria-disabled=${page === 0 ? 'true' : 'false'} aria-label="Page before" @click=${() => this.turn(page - 1)}>\u2039</button><span class="soft" dir="ltr" aria-live="polite">${text}</span><button class="button" type="button" aria-disabled=${to === total ? 'true' : 'false'} aria-label="Next page" @click=${() => this.turn(page + 1)}>\u203a</button></div>`;
  }

  /** @param {SheetImage} image @param {number} i */
  renderImage({ index, text, caption, isWrong }, i) {
    const [, height, width] = this.shape;
    return html`<button type="button" class="image" tabindex=${i === this.at ? '0' : '-1'} aria-pressed=${index === this.chosen ? 'true' : 'false'} title=${text} @focus=${() => {
      this.at = i;
    }} @click=${() => this.dispatchEvent(new CustomEvent('image-chosen', { detail: index }))}><canvas width=${width} height=${height} .style=${`--aspect:${width}/${height}`} role="img" aria-label=${text}></canvas><span aria-hidden="true" dir="ltr" class=${isWrong ? 'wrong' : ''}>${caption}</span></button>`;
  }

  render() {
    return html`<div class="sheet" role="group" aria-label="Images; arrow keys move between them, Enter sends one through the network" @keydown=${this.onKey}>${this.images.map((image, i) => this.renderImage(image, i))}${this.total === 0 ? html`<p class="empty small soft">${this.empty}</p>` : ''}</div>${this.renderPages()}`;
  }
}

define('activation-image-sheet', ImageSheet);
