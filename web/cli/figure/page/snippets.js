// What other pages show of a figure: the markup of its picture, a snippet to paste, and the answer to oEmbed.
import { figureTag, imageMarkup, scrollingIn, writtenAttributes } from '../../../sharing/element-snippet.js';
import { numbersMarkup } from '../../../sharing/figure-markup.js';
import { addressSafe, markup } from '../../../sharing/markup.js';
import { oEmbedText } from '../../../sharing/oembed.js';

/**
 * @typedef {object} Page what the files of a folder are made of
 * @property {string} title
 * @property {string} caption
 * @property {string} description of the picture, for who does not see it
 * @property {string} base the address of the folder, with a slash at its end; "" where it is not known
 * @property {string} playground the address of a whole playground, or ""
 * @property {[string, string][] | null} attributes of the element that shows the figure; null: no link can hold them
 * @property {string} view of the element
 * @property {string} hash the link of the live figure with its #; "" where no link can hold it
 * @property {import('../../../sharing/link-state.js').ViewState['theme']} theme
 * @property {boolean} isTraining whether the live figure trains
 * @property {Awaited<ReturnType<typeof import('../pictures.js').picturesOf>>} pictures
 * @property {import('../records-drawing.js').Drawing['table']} table
 * @property {import('../../../sharing/figure-results.js').Results | null} results null for curves
 */

/** Of a frame around the picture in it: caption and button, in pixels. */
const kBesidePicture = 150;

/**
 * The picture in a figure: the one place that an element for foreign pages can be wrapped around.
 * @param {Page} page @param {string} base before the names of the files
 * @param {import('../../../sharing/element-snippet.js').Place | null} place as of imageMarkup
 */
export const pictureMarkup = ({ pictures: { svg, small }, description }, base, place) =>
  imageMarkup(
    {
      ...{ src: `${base}figure.svg`, width: svg.width, height: svg.height, alt: description },
      small: { src: `${base}figure-small.svg`, width: small.width, height: small.height },
    },
    place,
  );

/**
 * A figure to paste into a page or a Markdown text, without blank lines. Where the address of a playground is known, its element
 * stands around the picture and brings the figure to life in its place.
 * @param {Page} page
 */
export function snippet(page) {
  const { base, title, caption, hash, isTraining, playground, attributes, view, table, results } = page;
  const numbers = numbersMarkup(table, results, scrollingIn('html'));
  const picture = markup`<a href="${base}">${pictureMarkup(page, base, 'html')}</a>`.text;
  const element =
    playground !== '' && attributes
      ? `<activation-${view}${writtenAttributes([...attributes, ['loading', 'click'], ['style', 'display:block;width:100%']])}>${picture}</activation-${view}>`
      : null;
  const script = markup`<script type="module" src="${playground}embed.js"></script>`.text;
  const live = hash ? markup` <a href="${base}#run">${isTraining ? 'Run again and compare' : 'Try it'}</a>` : null;
  return [
    figureTag('html'),
    element ? element : picture,
    markup`<figcaption><strong>${title}.</strong> ${caption}${live}${numbers}</figcaption>`.text,
    '</figure>',
    ...(element ? [script] : []),
    '',
  ].join('\n');
}

/**
 * The answer to oEmbed. WordPress keeps a quotation and a frame of it, and shows the frame once it has posted its height.
 * @param {Page} page
 */
export function oEmbed(page) {
  const { base, title, pictures } = page;
  const [width, height] = [pictures.svg.width, pictures.svg.height + kBesidePicture];
  const html = markup`<blockquote><a href="${base}">${title}</a></blockquote><iframe src="${base}" width="${width}" height="${height}" title="${title}" frameborder="0" scrolling="no"></iframe>`;
  const thumbnail = { url: `${base}social.png`, width: pictures.social.width, height: pictures.social.height };
  return `${oEmbedText({ title, html: html.text, width, height, provider: page.playground, thumbnail })}\n`;
}

/** The address of the live figure. @param {Page} page @returns {string} relative to the folder */
export const liveAddress = ({ hash }) => `live.html${addressSafe(hash)}`;
