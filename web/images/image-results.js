// <activation-image-results>: the images of the run that is shown: which are misread and as what, what the first layer looks for, and what
// every layer makes of one. Follows the run while it trains; where there is no run to ask, it shows what was recorded.
import { html, LitElement } from 'lit';
import { grouped, percent } from '../text/numbers.js';
import { define } from '../ui/define.js';
import '../ui/confusion-table.js';
import { captionOf, classNames, imageText, missingText, readText } from './class-names.js';
import { kMostInTable } from './confusion-list.js';
import { ImageQuestions } from './image-questions.js';
import { imageStyles } from './image-results.styles.js';
import './image-sheet.js';
import './layer-maps.js';
import './map-mosaic.js';
import { confusionOf, momentText, orderOf, sumsOf } from './reading.js';

/** @typedef {import('../training/trials.js').Trial} Trial */
/** @typedef {import('../engine/splits.js').Split} Split */

/** Images on a page of the sheet, and on that of a narrow window. */
const kPage = 60;
const kSmallPage = 30;
/** @type {Record<Split, string>} */
const kTitles = { validation: 'Validation', test: 'Test', train: 'Training' };

export class ImageResults extends LitElement {
  static properties = {
    state: { attribute: false },
    trial: { attribute: false },
    result: { attribute: false },
    tables: { attribute: false },
    version: { type: Number },
    split: { state: true },
    isWrong: { state: true },
    label: { state: true },
    cell: { state: true },
    page: { state: true },
    chosen: { state: true },
    inSight: { state: true },
  };

  static styles = imageStyles;

  constructor() {
    super();
    /** What the link asks for. @type {import('../sharing/link-state.js').ImagesState} */
    this.state = { split: 'validation', index: null };
    /** What it asks for and is not there, one sentence each. @type {string[]} */
    this.notes = [];
    /** The sample that the sheet is to be turned to, once it is known where it is. @type {number | null} */
    this.wanted = null;
    /** @type {Trial | null} the first trial of the run that is shown */
    this.trial = null;
    /** @type {Trial | null} the same with what was recorded of it, where it has not been trained here */
    this.result = null;
    /** What is known of the reader's own files, by name. @type {Record<string, { classNames: string[] }>} */
    this.tables = {};
    /** Changes with whatever happens to the trial. */
    this.version = 0;
    /** @type {Split} */
    this.split = 'validation';
    /** Whether only misread images are on the sheet. */
    this.isWrong = true;
    /** Only images of this class; -1: of all. */
    this.label = -1;
    /** Only images of one class that were read as another. @type {import('../ui/confusion-table.js').Cell | null} */
    this.cell = null;
    this.page = 0;
    /** The sample that goes through the network; null: the first of the sheet. @type {number | null} */
    this.chosen = null;
    this.inSight = false;
    /** The sample that was sent and has not arrived. @type {number | null} */
    this.sent = null;
    /** What came of it, for people who do not see it. */
    this.said = '';
    /** Whether the height of before is kept, until there is something to show again. */
    this.held = false;
    this.narrow = window.matchMedia('(max-width: 760px)');
    this.onNarrow = () => this.requestUpdate();
    this.questions = new ImageQuestions(this);
    /** What the last update was of. @type {unknown[]} */
    this.drawn = [];
    /** @type {import('./reading.js').Read[]} the images on the sheet, on all pages */
    this.order = [];
    /** @type {unknown[]} what they are made of */
    this.orderOf = [];
    this.observer = new IntersectionObserver(
      (entries) => {
        this.inSight = entries[entries.length - 1].isIntersecting;
      },
      { rootMargin: '200px' },
    );
  }

  connectedCallback() {
    super.connectedCallback();
    this.observer.observe(this);
    this.narrow.addEventListener('change', this.onNarrow);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.observer.disconnect();
    this.narrow.removeEventListener('change', this.onNarrow);
  }

  /** The run that can be asked, or null. A run that waits to begin has no network yet. */
  get run() {
    const run = this.trial?.run;
    if (!run || this.trial?.isPreview) return null;
    return run.hasWorker || run.state === 'paused' ? run : null;
  }

  get names() {
    const checked = this.trial?.checked;
    if (!checked) return [];
    const { source, classes = 10, file = '' } = checked.experiment.data;
    return classNames(source, classes, this.trial?.summary?.classNames ?? this.tables[file]?.classNames);
  }

  /** Whether the images are the reader's own, which are shown as light as they are. */
  get isPhoto() {
    return this.trial?.checked?.experiment.data.source === 'images';
  }

  /** @returns {Split[]} the data there are */
  get splits() {
    const tests = this.trial?.checked?.experiment.data.test ?? 0;
    return tests > 0 ? ['validation', 'test', 'train'] : ['validation', 'train'];
  }

  /** When the weights were last worth a look. */
  get moment() {
    const { trial } = this;
    if (!trial) return '';
    const at = trial.state === 'paused' ? `${trial.progress?.epoch} ${trial.progress?.step}` : '';
    return [trial.records.length, trial.state, at, trial.byHand.length].join();
  }

  /** A run reports its progress ten times a second; most of it changes nothing here. @param {Map<string, unknown>} changed */
  shouldUpdate(changed) {
    const now = [this.moment, this.run, this.questions.news, this.result?.summary];
    const isNew = now.some((one, i) => one !== this.drawn[i]);
    this.drawn = now;
    return isNew || changed.size !== 1 || !changed.has('version');
  }

  /** @param {Map<string, unknown>} changed */
  willUpdate(changed) {
    if (changed.has('trial')) this.changeTrial(/** @type {Trial | null} */ (changed.get('trial')));
    if (changed.has('state') || (changed.has('trial') && !changed.get('trial'))) this.readState();
    if (!this.splits.includes(this.split)) this.leaveSplit();
    const { answers } = this.questions;
    const orderOfNow = [answers, this.isWrong, this.label, this.cell];
    if (orderOfNow.some((one, i) => one !== this.orderOf[i])) {
      this.orderOf = orderOfNow;
      this.order = answers ? orderOf(answers, this) : [];
    }
    this.page = Math.max(0, Math.min(this.page, Math.ceil(this.order.length / this.pageSize) - 1));
    if (answers && answers.total > 0) this.settleChosen(answers);
    this.hold(Boolean(this.run) && (!answers || !this.questions.trace));
    const { trace, traced } = this.questions;
    if (trace && this.sent !== null && traced === this.sent) {
      this.sent = null;
      this.said = `Sample ${traced}: ${readText(this.names, trace)}.`;
    }
    this.ask();
  }

  /** Keeps what stands below in its place while a run has begun and nothing of it is known. @param {boolean} waits */
  hold(waits) {
    if (waits === this.held) return;
    this.held = waits;
    this.style.minHeight = waits ? `${this.offsetHeight}px` : '';
  }

  /** Takes over what the link asks for. */
  readState() {
    const { split, index } = this.state;
    this.notes = [];
    if (split !== this.split) Object.assign(this, { split, page: 0, chosen: null });
    if (index === null || index === this.chosen) return;
    this.chosen = index;
    this.wanted = index;
  }

  /** There are no such data. */
  leaveSplit() {
    if (!this.trial?.checked) return; // not known yet
    this.notes = [`These data have no ${kTitles[this.split].toLowerCase()} images. These are the validation images.`];
    Object.assign(this, { split: 'validation', chosen: null, wanted: null, page: 0 });
  }

  /** There is always an image that is chosen, and the sheet is turned to one that was asked for. @param {import('./reading.js').Answers} answers */
  settleChosen({ total }) {
    const first = this.order[0]?.index ?? 0;
    if (this.chosen !== null && this.chosen >= total) {
      this.notes = [
        `There is no image ${this.chosen}: the ${kTitles[this.split].toLowerCase()} images are 0 to ${total - 1}. This is image ${first} instead.`,
      ];
      this.chosen = first;
      this.wanted = null;
    }
    this.chosen ??= first;
    if (this.wanted === null) return;
    const place = this.placeOf(this.wanted);
    if (place >= 0) this.page = Math.floor(place / this.pageSize);
    this.wanted = null;
  }

  /** Where an image is among those of the sheet, on all pages; -1: nowhere. @param {number} index */
  placeOf(index) {
    return this.order.findIndex((one) => one.index === index);
  }

  /** The link follows the reader. */
  announce() {
    this.notes = [];
    const detail = { split: this.split, index: this.chosen };
    this.dispatchEvent(new CustomEvent('images-change', { detail, bubbles: true, composed: true }));
  }

  /** @param {Trial | null | undefined} before */
  changeTrial(before) {
    // Another run of the same data: the reader goes on looking at the same image.
    const data = (/** @type {Trial | null | undefined} */ one) => JSON.stringify(one?.checked?.experiment.data);
    if (!before || data(before) === data(this.trial)) return;
    const isLinked = this.chosen !== null || this.split !== 'validation';
    Object.assign(this, { chosen: null, wanted: null, cell: null, label: -1, page: 0, split: 'validation' });
    if (isLinked) this.announce();
  }

  ask() {
    const { run, split, moment, chosen } = this;
    if (!run) {
      // An ended run's answers stay until another is asked; those of no run at all are nothing.
      if (!this.trial?.run) this.questions.forget();
      else this.questions.follow(null);
      return;
    }
    if (!this.inSight) return;
    const shown = this.sheet.map(({ index }) => index);
    const epoch = this.trial?.records.at(-1)?.epoch ?? 0;
    this.questions.follow({ run, split, moment, epoch, shown, chosen });
  }

  get pageSize() {
    return this.narrow.matches ? kSmallPage : kPage;
  }

  /** The images of this page. */
  get sheet() {
    return this.order.slice(this.page * this.pageSize, (this.page + 1) * this.pageSize);
  }

  /** @param {Split} split */
  chooseSplit(split) {
    if (split === this.split) return;
    Object.assign(this, { split, page: 0, chosen: null });
    this.announce();
  }

  /** Turns the sheet to an image, without the filters that leave it out. @param {number} index */
  async showOnSheet(index) {
    if (this.placeOf(index) < 0) this.choose({ isWrong: false, label: -1 });
    this.wanted = index;
    this.requestUpdate();
    await this.updateComplete;
    const sheet = /** @type {import('./image-sheet.js').ImageSheet} */ (
      this.renderRoot.querySelector('activation-image-sheet')
    );
    await sheet.updateComplete;
    await sheet.focusChosen();
  }

  /** Shows all cells again, from one that was chosen: the focus goes to it, since the button goes. */
  leaveCell() {
    this.choose({});
    /** @type {import('../ui/confusion-table.js').ConfusionTable | null} */ (
      this.renderRoot.querySelector('activation-confusion-table')
    )?.focusCell();
  }

  /** @param {Partial<ImageResults>} filter */
  choose(filter) {
    Object.assign(this, { page: 0, cell: null, ...filter });
  }

  /** Sends an image through the network, and brings what comes of it into sight. @param {number} index */
  send(index) {
    this.chosen = index;
    this.sent = index;
    this.announce();
    const way = this.renderRoot.querySelector('.way');
    const top = way?.getBoundingClientRect().top ?? 0;
    if (top > window.innerHeight - 200) way?.scrollIntoView({ block: 'start' });
  }

  /** How many were misread, and when. */
  renderReading() {
    const { answers, problem } = this.questions;
    if (problem) return html`<p class="reading error" role="alert">The images could not be read: ${problem}.</p>`;
    if (!answers && this.run) return html`<p class="reading soft">Reading the images\u2026</p>`;
    const { read, wrong } = sumsOf(this.confusion);
    if (read === 0) return html`<p class="reading"></p>`;
    const total = answers?.total ?? read;
    const which = `${read < total ? `the first ${grouped(read)} of ` : ''}${grouped(total)} ${kTitles[this.split].toLowerCase()} images`;
    const moment = answers ? momentText(answers, this.trial) : 'After the last epoch';
    return html`<p class="reading">${moment}: <b>${grouped(wrong)}</b> of ${which} misread (${percent(wrong / read, 1)}).</p>`;
  }

  renderControls() {
    const { names, cell } = this;
    const segment = (/** @type {boolean} */ on, /** @type {string} */ text, /** @type {() => void} */ act) =>
      html`<button type="button" aria-pressed=${on ? 'true' : 'false'} @click=${act}>${text}</button>`;
    return html`<div class="controls"><span class="segments" role="group" aria-label="Images of">${this.splits.map((split) => segment(split === this.split, kTitles[split], () => this.chooseSplit(split)))}</span>
      <span class="segments" role="group" aria-label="Images shown">${segment(this.isWrong && !cell, 'Misread', () => this.choose({ isWrong: true }))}${segment(!this.isWrong && !cell, 'All', () => this.choose({ isWrong: false }))}</span>
      <label class="class">Class <select .value=${String(cell ? cell[0] : this.label)} @change=${(
        /** @type {Event} */ event,
      ) =>
        this.choose({
          label: Number(/** @type {HTMLSelectElement} */ (event.target).value),
        })}><option value="-1">all</option>${names.map((name, i) => html`<option value=${i} ?selected=${(cell ? cell[0] : this.label) === i}>${name}</option>`)}</select></label>
      ${cell ? html`<button class="button" type="button" @click=${() => this.leaveCell()}>${names[cell[0]]} read ${cell[0] === cell[1] ? 'correctly' : `as ${names[cell[1]]}`} \u00d7<span class="visually-hidden"> show all again</span></button>` : ''}</div>`;
  }

  /** The confusion matrix: of what was read here, or as it was recorded. */
  get confusion() {
    return confusionOf(this.questions.answers, this.result?.summary ?? null, this.split, this.names.length);
  }

  renderConfusion() {
    const { answers } = this.questions;
    const { names, confusion: counts } = this;
    if (counts.length === 0) return html`<p class="empty">Train to see which classes are confused.</p>`;
    const choose = (/** @type {CustomEvent} */ event) => this.choose({ cell: event.detail, label: -1 });
    if (names.length > kMostInTable)
      return html`<activation-confusion-list .counts=${counts} .names=${names} .cell=${this.cell} .fixed=${!answers} @cell-chosen=${choose}></activation-confusion-list>`;
    return html`<activation-confusion-table .counts=${counts} .names=${names} .cell=${this.cell} .fixed=${!answers} @cell-chosen=${choose}></activation-confusion-table>`;
  }

  renderSheet() {
    const { questions, names, split, trial } = this;
    if (!questions.answers)
      return html`<p class="empty">${this.run ? 'Reading the images\u2026' : missingText(this)}</p>`;
    const shape = trial?.checked?.inputShape ?? [1, 28, 28];
    const images = this.sheet.map((read) => ({
      index: read.index,
      text: imageText(names, read),
      caption: captionOf(names, read),
      isWrong: read.label !== read.predicted,
      pixels: questions.picture(split, read.index)?.pixels,
    }));
    const empty = this.isWrong && !this.cell ? 'None of these is misread.' : 'There are no such images.';
    return html`<activation-image-sheet .images=${images} .shape=${shape} .isPhoto=${this.isPhoto} .chosen=${this.chosen ?? -1} .page=${this.page} .pageSize=${this.pageSize} .total=${this.order.length} .empty=${empty}
      @image-chosen=${(/** @type {CustomEvent} */ event) => this.send(event.detail)} @page-chosen=${(
        /** @type {CustomEvent} */ event,
      ) => {
        this.page = event.detail;
      }}></activation-image-sheet>`;
  }

  renderFilters() {
    const { filters } = this.questions;
    if (!filters) return '';
    const [, height, width] = this.trial?.checked?.inputShape ?? [1, 28, 28];
    const [count, channels] = filters.shape;
    const isDense = filters.shape.length === 2;
    // A unit that sees the whole image has a weight for each pixel.
    if (isDense && channels !== height * width) return '';
    const [rows, columns] = isDense ? [height, width] : filters.shape.slice(2);
    const shown = isDense ? count : count * channels;
    return html`<section class="part" aria-label="Filters of the first layer"><activation-map-mosaic .values=${filters.values} .count=${shown} .height=${rows} .width=${columns} .heading=${`What ${filters.name.replace(/\.weight$/, '')} looks for`} noun=${!isDense && channels > 1 ? 'filter channel' : 'filter'}></activation-map-mosaic></section>`;
  }

  renderTrace() {
    const { trace, traced } = this.questions;
    if (!trace || traced === null) return '';
    return html`<section class="part way" aria-label="An image through the network">${this.renderPlace(traced)}<activation-layer-maps .trace=${trace} .names=${this.names} .index=${traced} .inputShape=${this.trial?.checked?.inputShape ?? [1, 28, 28]} .isPhoto=${this.isPhoto}></activation-layer-maps></section>`;
  }

  /** Where the image is that went through the network, where it is not in sight. @param {number} traced */
  renderPlace(traced) {
    const { answers } = this.questions;
    const place = this.placeOf(traced);
    if (!answers || (place >= 0 && Math.floor(place / this.pageSize) === this.page)) return '';
    if (traced >= answers.labels.length)
      return html`<p class="place small soft">Sample ${traced} is not among the first ${grouped(answers.labels.length)}, which are on the sheet.</p>`;
    return html`<p class="place small soft">${place < 0 ? 'The sheet shows other images now.' : 'This image is on another page of the sheet.'} <button class="button" type="button" @click=${() => this.showOnSheet(traced)}>Show it there</button></p>`;
  }

  render() {
    const { trial } = this;
    if (!trial?.checked) return html`<h2>Images</h2>`;
    return html`<h2>Images <span class="of" .style=${`--accent:${trial.look.colour}`}>${trial.name}</span></h2>${this.notes.map((note) => html`<p class="notice" role="status">${note}</p>`)}${this.renderReading()}${this.questions.answers || this.run ? this.renderControls() : ''}
      <p class="visually-hidden" aria-live="polite">${this.said}</p>
      <div class="two">${this.renderConfusion()}${this.renderSheet()}</div>${this.renderFilters()}${this.renderTrace()}`;
  }
}

define('activation-image-results', ImageResults);
