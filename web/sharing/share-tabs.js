// <activation-share-tabs>: what the share panel holds: the link to the present view, a figure for a page of one's own, and the charts on screen
// as files. Loaded when the panel is opened.
import { css, html, LitElement } from 'lit';
import { byteSize } from '../text/numbers.js';
import { copyText } from '../ui/copy-buttons.js';
import { define } from '../ui/define.js';
import { baseStyles, controlStyles } from '../ui/styles.js';
import { elementParts, kPlaces } from './element-snippet.js';
import { frameSnippet, kAdditions, oEmbedOf, titleOf } from './frame-snippet.js';
import { defaultState, encodeState } from './link-state.js';
import { addressSafe } from './markup.js';
import { describedBy, pictureInside } from './picture-markup.js';
import { chartsIn, fileOf, nameOf, save, toldApart } from './pictures.js';
import { kByDevice, kDeviceThemes, kFigures, kHere, kPictures, kTabs, kThemes, kTooLong } from './share-words.js';

/** @typedef {import('./link-state.js').ViewState} ViewState */
/** @typedef {import('./frame-snippet.js').FigureView} FigureView */
/** @typedef {keyof typeof kPictures} PictureKind */

/** The part of the page that has the charts of a figure. @type {Record<FigureView, string>} */
const kCharts = {
  curves: 'activation-curves-view',
  training: 'activation-training-view',
  layers: 'activation-layers-view',
  results: 'activation-results-view',
};
/** Of the panels of curves: in an article they are lower than on the page. */
const kArticleScale = 0.6;

/** Letters of a text that is not read as a whole, such as one with a picture in it. */
const kLongText = 4000;
/** @param {ViewState['view']} view */
const hasFolder = (view) => view === 'curves' || view === 'training' || view === 'layers';

/** Whether only this machine can open the page. */
const isHere = () => /^(localhost|127(\.\d+){3}|\[::1\]|)$/.test(location.hostname);

/** Pixels of a text's border, above and below. */
const kBorder = 2;

export class ShareTabs extends LitElement {
  static properties = {
    state: { attribute: false },
    titles: { attribute: false },
    tab: { state: true },
    figure: { state: true },
    added: { state: true },
    theme: { state: true },
    follows: { state: true },
    place: { state: true },
    integrity: { state: true },
    pictures: { state: true },
    charts: { state: true },
    picture: { state: true },
    chart: { state: true },
    said: { state: true },
  };

  static styles = [
    baseStyles,
    controlStyles,
    css`
      .segments { display: flex; margin-bottom: 0.75rem; }
      .notice { margin: 0 0 0.75rem; }
      .segments button { flex: 1; }
      .field + .field, .two + .field, .note + .field, .parts, .parts + * { margin-top: 0.625rem; }
      .two { display: grid; grid-template-columns: 1fr 1fr; gap: 0.625rem; }
      .two .field + .field { margin-top: 0; }
      .line { display: flex; gap: 0.5rem; align-items: center; margin-bottom: 0.25rem; }
      .line label { flex: 1; font-size: 0.75rem; color: var(--ink-soft); }
      .line .button { min-height: 1.75rem; padding-block: 0; font-size: 0.8125rem; }
      .parts { display: grid; gap: 0.25rem; font-size: 0.8125rem; border: 0; padding: 0; margin-inline: 0; }
      .parts legend { font-size: 0.75rem; color: var(--ink-soft); padding: 0; margin-bottom: 0.25rem; }
      .parts label { display: flex; gap: 0.375rem; align-items: start; }
      .parts input { margin-block: 0.1875rem; flex: none; }
      textarea { font-family: var(--code-face); font-size: 0.75rem; line-height: 1.4; resize: vertical; width: 100%; max-height: 32rem; overflow-wrap: anywhere; display: block; }
      textarea.long { max-height: 14rem; }
      .note { margin-top: 0.5rem; }
      .pictures { list-style: none; margin: 0.625rem 0 0; padding: 0; max-height: 18rem; overflow: auto; }
      .pictures li { display: flex; align-items: center; gap: 0.25rem; border-top: 1px solid var(--hairline); padding: 0.25rem 0; font-size: 0.875rem; }
      .pictures .name { flex: 1; min-width: 0; overflow-wrap: anywhere; }
      .status { margin-top: 0.5rem; }
      .status:empty { margin-top: 0; }
    `,
  ];

  constructor() {
    super();
    this.state = defaultState();
    /** @type {import('./frame-snippet.js').Titles} */
    this.titles = { functions: [], experiment: '' };
    /** @type {keyof typeof kTabs} */
    this.tab = 'link';
    /** @type {FigureView | null} null: the present view's */
    this.figure = null;
    /** @type {string[]} */
    this.added = [];
    /** @type {ViewState['theme']} */
    this.theme = 'auto';
    this.follows = true;
    /** Where the element is written. @type {import('./element-snippet.js').Place} */
    this.place = 'html';
    /** Of the script, where the author wants it checked; "" where not. */
    this.integrity = '';
    /** @type {import('./pictures.js').Picture[]} */
    this.pictures = [];
    /** Those of the figure that are on screen, for its markup. @type {import('./pictures.js').Picture[]} */
    this.charts = [];
    /** @type {PictureKind} */
    this.picture = 'svg';
    /** Which of the charts, by its title; "": the first. */
    this.chart = '';
    /** Counts the times that the charts were drawn, so that a slow one does not replace a later one. */
    this.drawing = 0;
    this.said = '';
  }

  /** Those that can be put into a page: results are, where their file has an address. */
  get figures() {
    const isKnown = this.state.results.records !== '';
    return /** @type {Partial<typeof kFigures>} */ (
      Object.fromEntries(Object.entries(kFigures).filter(([view]) => view !== 'results' || isKnown))
    );
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (this.tab === 'element' && ['tab', 'state', 'titles', 'figure', 'theme'].some((name) => changed.has(name)))
      void this.drawCharts();
  }

  /** Draws the charts of the figure as an article has them, where they are on screen. */
  async drawCharts() {
    this.drawing += 1;
    const mine = this.drawing;
    const place = document.querySelector(kCharts[this.shown]);
    const scale = this.shown === 'curves' ? kArticleScale : 1;
    const drawn = place
      ? await Promise.all(
          chartsIn(place.shadowRoot ?? place).map(async (chart) => ({
            ...(await chart.picture(this.theme, { scale })),
            small: (await chart.picture(this.theme, { scale, isSmall: true })).svg,
          })),
        )
      : [];
    if (mine === this.drawing) this.charts = toldApart(drawn);
  }

  /** Why the figure has no picture here, or "". */
  get noPicture() {
    const { shown, titles, charts } = this;
    if (charts.length === 0) return `no chart of ${kFigures[shown]} is on screen; go to it, and this is written again`;
    return shown === 'training' || shown === 'layers' ? (titles.stale ?? '') : '';
  }

  /** The chart that is the figure's picture, and has its numbers; null: none. */
  get shownChart() {
    if (this.noPicture) return null;
    return this.charts.find(({ title }) => title === this.chart) ?? this.charts[0];
  }

  updated() {
    // As high as its text, so that no line is hidden.
    for (const area of this.renderRoot.querySelectorAll('textarea')) {
      area.style.height = 'auto';
      area.style.height = `${area.scrollHeight + kBorder}px`;
    }
  }

  /** The figure that is put into a page. @returns {FigureView} */
  get shown() {
    const { view } = this.state;
    if (this.figure) return this.figure;
    if (view === 'results') return this.figures.results ? 'results' : 'training';
    return view === 'curves' || view === 'layers' ? view : 'training';
  }

  /** The folder of the page. */
  get page() {
    return new URL('./', location.href.replace(/#.*/, '')).href;
  }

  /** @param {keyof typeof kTabs} tab */
  async open(tab) {
    this.tab = tab;
    this.said = '';
    if (tab === 'picture')
      this.pictures = toldApart(await Promise.all(chartsIn(document.body).map((chart) => chart.picture(this.theme))));
  }

  /** @param {string} text */
  async copy(text) {
    this.said = (await copyText(text)) ? 'Copied.' : 'The browser did not allow it; select the text instead.';
  }

  /** @param {import('./pictures.js').Picture} picture @param {import('./pictures.js').Format} format */
  async save(picture, format) {
    try {
      const file = await fileOf(picture, format);
      save(file);
      this.said = `Saved as ${file.name}.`;
    } catch (error) {
      this.said = `Not saved: ${error instanceof Error ? error.message : error}.`;
    }
  }

  /** @param {string} label @param {string | null} text null: too long @param {string} [id] */
  renderText(label, text, id = 'text') {
    return html`<div class="field"><div class="line"><label for=${id}>${label}</label>
      <button class="button" type="button" aria-label=${`Copy: ${label}`} ?disabled=${text === null} @click=${() => this.copy(text ?? '')}>Copy</button></div>
      <textarea id=${id} class=${(text?.length ?? 0) > kLongText ? 'input long' : 'input'} readonly rows="1" .value=${text ?? ''} @focus=${(/** @type {Event} */ event) => /** @type {HTMLTextAreaElement} */ (event.target).select()}></textarea>
      ${text === null ? html`<p class="error" role="alert">${kTooLong}</p>` : ''}</div>`;
  }

  renderLink() {
    const hash = encodeState(this.state);
    const link = hash === null ? null : this.page + hash;
    // It is longer where it names what is usual.
    const named = hasFolder(this.state.view) ? encodeState(this.state, { pin: true }) : null;
    return html`${this.renderText('Link to this view', link)}${named !== null ? this.renderCommand(named) : ''}`;
  }

  /** A link has no picture of its own where it is posted: a server never gets what stands behind the "#". @param {string} hash */
  renderCommand(hash) {
    const named = addressSafe(this.page + hash);
    const folder = nameOf(titleOf(this.titles, this.shown));
    const command = `node dist/cli.js figure '${named}' --page ${folder} --url https://example.org/${folder}/`;
    return html`${this.renderText('Command for a page of this figure', command, 'command')}
      <p class="small soft note">A link shows no picture in Slack, X or LinkedIn. This writes a folder whose page does. Run it where the playground was built, put the folder on any web server, and give its address there as <code>--url</code>.</p>`;
  }

  /**
   * @param {string} label @param {Record<string, string>} options @param {string} value @param {(value: string) => void} choose
   */
  renderChoice(label, options, value, choose) {
    const id = label.toLowerCase().replaceAll(' ', '-');
    return html`<div class="field"><label for=${id}>${label}</label><select id=${id} @change=${(/** @type {Event} */ event) => choose(/** @type {HTMLSelectElement} */ (event.target).value)}>
      ${Object.entries(options).map(([name, title]) => html`<option value=${name} ?selected=${name === value}>${title}</option>`)}</select></div>`;
  }

  /** @param {string} text @param {boolean} on @param {(on: boolean) => void} change */
  renderCheck(text, on, change) {
    return html`<label><input type="checkbox" .checked=${on} @change=${(/** @type {Event} */ event) => change(/** @type {HTMLInputElement} */ (event.target).checked)}> ${text}</label>`;
  }

  /** What figure, in which theme, and what is beside it. @param {Record<string, string>} themes */
  renderFigure(themes) {
    const { shown: view, added, theme } = this;
    return html`<div class="two">
        ${this.renderChoice('Figure', this.figures, view, (value) => {
          this.figure = /** @type {FigureView} */ (value);
        })}${this.renderChoice('Theme', themes, theme, (value) => {
          this.theme = /** @type {ViewState['theme']} */ (value);
        })}</div>
      <fieldset class="parts"><legend>Beside the figure</legend>${Object.entries(kAdditions[view]).map(
        ([part, title]) =>
          this.renderCheck(title, added.includes(part), (on) => {
            this.added = on ? [...added, part] : added.filter((one) => one !== part);
          }),
      )}</fieldset>`;
  }

  renderFrame() {
    const { shown: view, added, theme, follows, page, titles } = this;
    const check = this.renderCheck('A script that keeps the frame as high as its figure', follows, (on) => {
      this.follows = on;
    });
    return html`${this.renderFigure(kDeviceThemes)}
      ${this.renderText('HTML for your page', frameSnippet(this.state, { page, view, titles, added, theme, follows }))}
      <div class="parts">${check}</div>
      <p class="small soft note">${theme === 'auto' ? 'A frame cannot see the article: it has paper of its own, light or dark as the device is.' : 'The frame is transparent: the article must be as light or dark as the theme.'}</p>
      <details @toggle=${() => this.updated()}><summary class="small soft">oEmbed</summary>${this.renderText('Answer to oEmbed (JSON)', oEmbedOf(this.state, { page, view, titles, added, theme }), 'oembed')}
        <p class="small soft">For a server of yours that answers oEmbed. A page that WordPress finds by itself is written by the command line: figure LINK --page FOLDER.</p></details>`;
  }

  renderElement() {
    const { shown: view, added, theme, place, page, titles, integrity } = this;
    const check = this.renderCheck(
      'Only this version of the script (integrity): after an update of the playground the figure stays a picture',
      integrity !== '',
      (on) => this.pin(on),
    );
    const places = Object.fromEntries(Object.entries(kPlaces).map(([name, { title }]) => [name, title]));
    const chart = this.shownChart;
    const picture = chart && this.pictureOf(chart);
    const table = chart && (view === 'curves' ? (titles.values ?? null) : chart.table);
    const parts = elementParts(this.state, { page, view, titles, added, theme, place, integrity, picture, table });
    return html`${this.renderFigure(kThemes)}
      <div class="two">${this.renderChoice('For', places, place, (value) => {
        this.place = /** @type {import('./element-snippet.js').Place} */ (value);
      })}${this.renderPictureChoice()}</div>
      ${this.renderPictureNotes(chart)}
      ${(parts ?? [{ where: 'Markup for your page', text: null }]).map(({ where, text }, i) => this.renderText(where, text, `text-${i}`))}
      <div class="parts">${check}</div>
      <p class="small soft note">${parts && `${byteSize(new Blob(parts.map(({ text }) => text)).size)}. `}${kPlaces[place].note} For Notion, Medium and WordPress without HTML: the link of the tab Frame, or a picture.</p>`;
  }

  /** @param {import('./pictures.js').Picture} chart */
  pictureOf(chart) {
    if (this.picture === 'none') return null;
    if (this.picture === 'svg') return pictureInside(chart);
    return { src: `${nameOf(chart.title)}.png`, ...describedBy(chart.svg, chart.title) };
  }

  renderPictureChoice() {
    const kinds = Object.fromEntries(Object.entries(kPictures).map(([name, { title }]) => [name, title]));
    return this.renderChoice('Picture', kinds, this.noPicture ? 'none' : this.picture, (value) => {
      this.picture = /** @type {PictureKind} */ (value);
    });
  }

  /** @param {import('./pictures.js').Picture | null} chart */
  renderPictureNotes(chart) {
    const { noPicture, charts, picture } = this;
    if (noPicture)
      return html`<p class="small soft note" role="status">A link stands in for the picture: ${noPicture}.</p>`;
    const titles = Object.fromEntries(charts.map(({ title }) => [title, title]));
    return html`${
      chart && charts.length > 1
        ? this.renderChoice('Chart of the picture', titles, chart.title, (value) => {
            this.chart = value;
          })
        : ''
    }<p class="small soft note">${kPictures[picture].note}${picture === 'svg' && this.theme === 'auto' ? kByDevice : ''}
      ${chart && picture === 'png' ? html`<button class="button" type="button" @click=${() => this.save(chart, 'png')}>Save ${nameOf(chart.title)}.png</button>` : ''}</p>`;
  }

  /** Has the snippet name what the script is today. @param {boolean} on */
  async pin(on) {
    this.integrity = '';
    if (!on) return;
    try {
      const response = await fetch(`${this.page}embed.js`);
      if (!response.ok) throw new Error(`embed.js did not arrive (${response.status})`);
      const sum = new Uint8Array(await crypto.subtle.digest('SHA-384', await response.arrayBuffer()));
      this.integrity = `sha384-${btoa(String.fromCharCode(...sum))}`;
    } catch (error) {
      this.said = `Not possible here: ${error instanceof Error ? error.message : error}.`;
    }
  }

  renderPictures() {
    if (this.pictures.length === 0)
      return html`<p class="soft small">No chart is on screen. Go to one, as in Curves or in the results of Train, and open this again.</p>`;
    return html`${this.renderChoice('Theme', kDeviceThemes, this.theme, (value) => {
      this.theme = /** @type {ViewState['theme']} */ (value);
      void this.open('picture');
    })}<ul class="pictures">${this.pictures.map(
      (picture) =>
        html`<li><span class="name">${picture.title}</span>${
          /** @type {const} */ (['svg', 'png', 'csv', 'json'])
            .filter((format) => picture.table || format === 'svg' || format === 'png')
            .map(
              (format) =>
                html`<button class="button bare" type="button" aria-label=${`${picture.title} as ${format.toUpperCase()}`} @click=${() => this.save(picture, format)}>${format.toUpperCase()}</button>`,
            )
        }</li>`,
    )}</ul>`;
  }

  renderTab() {
    const { tab } = this;
    if (tab === 'element') return this.renderElement();
    if (tab === 'frame') return this.renderFrame();
    return tab === 'link' ? this.renderLink() : this.renderPictures();
  }

  render() {
    return html`<div class="segments" role="group" aria-label="What to share">${Object.entries(kTabs).map(
      ([tab, title]) =>
        html`<button type="button" aria-pressed=${tab === this.tab ? 'true' : 'false'} @click=${() => this.open(/** @type {keyof typeof kTabs} */ (tab))}>${title}</button>`,
    )}</div>
      ${isHere() && this.tab !== 'picture' ? html`<p class="notice">${kHere}</p>` : ''}${this.renderTab()}
      <p class="status soft small" role="status">${this.said}</p>`;
  }
}

define('activation-share-tabs', ShareTabs);
