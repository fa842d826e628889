// The picture of a training that nothing here has a result of: its author published it, and it stays until the reader trains.
// Loaded with a training only.

/** @typedef {import('../embed/figure-views.js').FigureViews} FigureViews */

/** The hashes in the table that an article has in the caption of its figure, in the order of its rows. @param {Element} element */
const hashesBeside = (element) =>
  [...(element.closest('figure')?.querySelectorAll('figcaption td > code') ?? [])]
    .map(({ textContent }) => textContent?.trim() ?? '')
    .filter((text) => /^[0-9a-f]{16,}$/.test(text));

/**
 * What was laid out behind the picture comes below it: the same box would count as one that has moved in the article.
 * @param {Element | null} place
 */
function layOutAgain(place) {
  if (!(place instanceof HTMLElement)) return;
  place.style.display = 'none';
  place.getBoundingClientRect();
  place.style.display = '';
}

export class KeptPicture {
  #views;
  #picture;
  #training;
  #hasPicture;
  #hashes;
  #published;
  /** Whether the picture is shown. */
  stays = false;

  /** @param {Element} element of the article @param {HTMLElement} picture which its picture stands in @param {FigureViews} views */
  constructor(element, picture, views) {
    this.#views = views;
    this.#picture = picture;
    this.#training = views.training;
    // A link alone stands there for want of a picture.
    this.#hasPicture = element.querySelector(':not(a)') !== null;
    this.#hashes = hashesBeside(element);
    this.#published = this.#experiment;
  }

  /** What decides the results that the figure shows. */
  get #experiment() {
    const { training, layers, chart, runs } = this.#views.state;
    return JSON.stringify([training, layers, chart, runs]);
  }

  /** Shows the picture or the figure's own charts. */
  update() {
    const { training, layers } = this.#views;
    // Of another experiment neither the picture nor the hashes say anything.
    const isSame = training !== null && training === this.#training && this.#experiment === this.#published;
    const isEmpty =
      training?.model.phase === 'idle' && training.model.shown.every(({ records }) => records.length === 0);
    const stays = isSame && isEmpty && this.#hasPicture;
    if (stays && !this.stays) layOutAgain(this.#picture.nextElementSibling);
    this.stays = stays;
    this.#picture.hidden = !stays;
    training?.toggleAttribute('pictured', stays);
    if (training) training.article = { pictured: stays, hashes: isSame ? this.#hashes : [] };
    if (layers) layers.style.display = stays ? 'none' : '';
  }
}
