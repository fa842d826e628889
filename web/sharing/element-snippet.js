// The markup that puts a figure of the playground into another page as an element, for the places where people write. Its
// figure is one HTML block: a blank line would end HTML in Markdown, and so would an unknown tag that begins a line.
import { shownText } from '../figures/svg.js';
import { escaped, escapedExactly } from '../text/html.js';
import { attributeOf, kAttributes } from './element-attributes.js';
import { shownIn, stepsOf } from './figure-heights.js';
import { numbersMarkup } from './figure-markup.js';
import { titleOf } from './frame-snippet.js';
import { encodeState } from './link-state.js';
import { addressSafe, Markup } from './markup.js';

/** @typedef {import('./link-state.js').ViewState} ViewState */
/** @typedef {import('./figure-heights.js').FigureView} FigureView */
/** @typedef {{ page: string, view: FigureView, titles: import('./frame-snippet.js').Titles, added: string[], theme: ViewState['theme'], integrity?: string, picture?: import('./picture-markup.js').ArticlePicture | null, table?: import('./figure-markup.js').Table | null }} Options
 *   page: the address of the folder of embed.js; integrity: of the script, as "sha384-..."; picture: what stands there until the
 *   figure lives, else a link; table: its numbers */

/** Where the markup is written, and what there is to do besides. */
export const kPlaces = {
  html: {
    title: 'HTML, Markdown, Jekyll, Ghost, WordPress',
    note: 'In Ghost an HTML card, in WordPress a block of custom HTML. The last two lines are needed once in a page.',
  },
  jsx: { title: 'MDX, React, Astro', note: '' },
  hugo: { title: 'Hugo', note: '' },
  quarto: { title: 'Quarto, R Markdown', note: 'Pandoc passes the block on as it is.' },
};
/** @typedef {keyof typeof kPlaces} Place */

/** Windows in which the small picture stands: on a phone the letters of the other are too small to be read. */
export const kNarrow = '(max-width: 560px)';

/** A text to paste, and where it goes. @typedef {{ where: string, text: string }} Part */

const kOnPage = 'Markup for your page';
const kInText = 'In the text';

/** @type {Record<Place, (figure: string, once: string) => Part[]>} once: what a page needs once */
const kWriters = {
  html: (figure, once) => [{ where: kOnPage, text: `${figure}\n${once}` }],
  jsx: (figure, once) => [
    { where: kInText, text: figure },
    {
      where: 'In the layout of the page, once',
      text: once.replace('></script>', ' />').replace(' crossorigin=', ' crossOrigin='),
    },
  ],
  hugo: (figure, once) => [
    { where: 'File layouts/shortcodes/activation.html', text: `{{ .Inner | safeHTML }}\n${once}` },
    { where: kInText, text: `{{< activation >}}\n${figure}\n{{< /activation >}}` },
  ],
  quarto: (figure, once) => [{ where: kOnPage, text: `\`\`\`{=html}\n${figure}\n${once}\n\`\`\`` }],
};

/**
 * Where scripts are off, no height is reserved for the live figure. The rule stands in a link to a style sheet: a host that removes
 * tags would leave the text of a style element in the article.
 */
const kStill =
  '<link rel="stylesheet" media="(scripting: none)" href="data:text/css,activation-curves,activation-training,activation-layers,activation-results{min-height:0!important}" />';

/** The attribute of each key of a link. */
const kAttributeOfKey = new Map(Object.entries(kAttributes).map(([name, { key }]) => [key, name]));

/**
 * The attributes of the element that shows a state: readable ones, or a link where there are none for what it holds.
 * @param {ViewState} state @param {Pick<Options, 'view' | 'added' | 'theme'>} options
 * @returns {[string, string][] | null} null: no link can hold the state
 */
export function elementAttributes(state, { view, added, theme }) {
  const hash = encodeState({ ...state, view, with: added, hide: [], theme }, { embed: true, pin: true });
  if (hash === null) return null;
  const parts = hash
    .replace(/^#v\d+:/, '')
    .split('&')
    .map((part) => /** @type {[string, string]} */ ([part.split('=', 1)[0], part.slice(part.indexOf('=') + 1)]))
    .filter(([key]) => key !== 'view');
  if (parts.some(([key]) => !kAttributeOfKey.has(key))) return [['link', hash]];
  return parts.flatMap(([key, text]) => {
    const name = kAttributeOfKey.get(key) ?? '';
    if (!attributeOf(view, name)) return []; // of another view
    return [/** @type {[string, string]} */ ([name, kAttributes[name].isEscaped ? text : decodeURIComponent(text)])];
  });
}

/** Names and values as they stand in a tag: every character of a value is kept, on one line. @param {[string, string][]} attributes */
export const writtenAttributes = (attributes) =>
  attributes.map(([name, value]) => ` ${name}="${escapedExactly(value)}"`).join('');

/** An attribute `style`, which JSX takes as an object. @param {Place} place @param {Record<string, string>} style by the names of JSX */
function styleFor(place, style) {
  const pairs = Object.entries(style);
  if (place === 'jsx') return `style={{ ${pairs.map(([name, value]) => `${name}: '${value}'`).join(', ')} }}`;
  const names = pairs.map(([name, value]) => `${name.replace(/[A-Z]/g, (one) => `-${one.toLowerCase()}`)}:${value}`);
  return `style="${names.join(';')}"`;
}

/** What a table is put into that may be wider than its column. @param {Place} place @returns {(content: Markup) => Markup} */
export const scrollingIn = (place) => (content) =>
  new Markup(`<div ${styleFor(place, { overflowX: 'auto' })}>${content}</div>`);

/** Pixels of what stands below a picture that stays until its reader trains: a sentence on a line, and a button. */
const kBelowPicture = 74;

/** The height of a figure whose picture stays, as heightStyle() gives others. @param {{ width: number, height: number }} picture */
const keptHeight = ({ width, height }) =>
  `calc(min(${Math.ceil(height)}px,${Math.ceil((1000 * height) / width) / 10}cqw) + ${kBelowPicture}px)`;

/** Whether the playground has recorded no result of what is shared, so that its picture stays. @param {ViewState} state @param {FigureView} view */
const isUnrecorded = ({ training: { preset, set, experiment } }, view) =>
  (view === 'training' || view === 'layers') && (!preset || experiment !== null || Object.keys(set).length > 0);

/**
 * The height of a figure as a value of CSS that needs no script and no rule, by the width of the nearest container, or of the window where
 * there is none. A step at 560 px from 440 px to 478 is written `calc(440px + clamp(0px,(561px - 100cqw)*999,38px))`: up to 560 px
 * the bracket is at least a pixel, and a thousand times that is more than 38; from 561 px on it is not above 0.
 * @param {FigureView} view @param {import('./figure-heights.js').Shown} shown
 * @param {{ width: number, height: number } | null} [picture] pixels of one that stands there at first, no wider than the column
 */
export function heightStyle(view, shown, picture = null) {
  const steps = stepsOf(view, shown);
  const [, last] = steps[steps.length - 1];
  const terms = steps.slice(0, -1).flatMap(([width, height], i) => {
    const more = height - steps[i + 1][1];
    if (more === 0) return [];
    return more > 0
      ? `clamp(0px,(${width + 1}px - 100cqw)*999,${more}px)`
      : `clamp(${more}px,(100cqw - ${width + 1}px)*999,0px)`;
  });
  const reserved = terms.length > 0 ? `calc(${[`${last}px`, ...terms].join(' + ')})` : `${last}px`;
  if (!picture || picture.height <= last) return reserved;
  const share = Math.ceil((1000 * picture.height) / picture.width) / 10;
  return `max(${reserved},min(${Math.ceil(picture.height)}px,${share}cqw))`;
}

/**
 * A container, whose width its content does not decide: where an article does not decide it either, as in a row of boxes or beside
 * text, it is that of a column, and no wider than what it stands in.
 */
const kFigureStyle = { containerType: 'inline-size', containIntrinsicInlineSize: '680px', maxWidth: '100%' };

/** @param {Place} place */
export const figureTag = (place) => `<figure ${styleFor(place, kFigureStyle)}>`;

/**
 * A picture no wider than its column, with one for phones beside it.
 * @param {import('./picture-markup.js').ArticlePicture} picture
 * @param {Place | null} place null: in a page that has a style for it, and whose policy may forbid any other
 */
export function imageMarkup({ src, width, height, alt, small }, place) {
  // An image stands on a line of text, and would have the space below letters beneath it.
  const style = place ? ` ${styleFor(place, { display: 'block', maxWidth: '100%', height: 'auto' })}` : '';
  const image = `<img src="${escapedExactly(src)}" width="${width}" height="${height}" alt="${escaped(shownText(alt))}"${style} />`;
  if (!small) return new Markup(image);
  const name = place === 'jsx' ? 'srcSet' : 'srcset';
  return new Markup(
    `<picture><source media="${kNarrow}" ${name}="${escapedExactly(small.src)}" width="${small.width}" height="${small.height}" />${image}</picture>`,
  );
}

/**
 * @param {ViewState} state @param {Options & { place: Place }} options
 * @returns {Part[] | null} null: no link can hold the state
 */
export function elementParts(state, { place, ...options }) {
  const attributes = elementAttributes(state, options);
  const shown = {
    ...state,
    view: options.view,
    chart: '',
    runs: [],
    with: [],
    hide: [],
    theme: /** @type {const} */ ('auto'),
  };
  const hash = encodeState(shown, { pin: true });
  if (attributes === null || hash === null) return null;
  const { view, page, integrity, titles, picture = null, table = null } = options;
  const title = escaped(titleOf(titles, view));
  const minHeight =
    picture && isUnrecorded(state, view) ? keptHeight(picture) : heightStyle(view, shownIn(state, titles), picture);
  const tag = `activation-${view}`;
  const image = picture && imageMarkup(picture, place);
  const numbers =
    table && numbersMarkup(table, view === 'curves' ? null : (titles.results ?? null), scrollingIn(place));
  const figure = [
    // The height that is reserved goes by the width of the column, which is a container for that.
    figureTag(place),
    // Without a script, and in a feed, it is a picture or a link.
    `<${tag}${writtenAttributes(attributes)} ${styleFor(place, { display: 'block', width: '100%', minHeight })}><a href="${escaped(addressSafe(`${page}index.html${hash}`))}">${image ?? title}</a></${tag}>`,
    `<figcaption>${title}${numbers ?? ''}</figcaption>`,
    '</figure>',
  ].join('\n');
  const check = integrity ? ` integrity="${integrity}" crossorigin="anonymous"` : '';
  const script = `<script type="module" src="${escaped(page)}embed.js"${check}></script>`;
  return kWriters[place](figure, `${kStill}\n${script}`);
}
