// The charts on screen as files: SVG as it is drawn, PNG at twice its size, and the numbers as CSV and JSON.
import { csvTable } from '../ui/copy-buttons.js';

/**
 * @typedef {object} Picture
 * @property {string} title
 * @property {string} svg a document that stands alone
 * @property {import('../ui/copy-buttons.js').PlainTable | null} table
 * @property {string} [small] the same for a phone
 */
/** @typedef {Element & { picture: (theme?: 'auto' | 'light' | 'dark', size?: { scale?: number, isSmall?: boolean }) => Promise<Picture> }} Chart
 *   scale: of the height of curves; isSmall: for a phone */

/** What a chart is saved as; the last two are its numbers. @typedef {'svg' | 'png' | 'csv' | 'json'} Format */

/** PNG pixels for each of the SVG's. */
const kScale = 2;

/** @param {Element} element @returns {element is Chart} */
const isChart = (element) => 'picture' in element && typeof element.picture === 'function';

/** The charts below a node that are on screen, in their order, those within other elements too. @param {Document | ShadowRoot | Element} root @returns {Chart[]} */
export function chartsIn(root) {
  return [...root.children].flatMap((element) => {
    if (!(/** @type {HTMLElement} */ (element).getClientRects().length)) return [];
    if (isChart(element)) return [element];
    return [...(element.shadowRoot ? chartsIn(element.shadowRoot) : []), ...chartsIn(element)];
  });
}

/**
 * Each picture once, by a name of its own: a view may draw the same numbers in two places.
 * @param {Picture[]} pictures @returns {Picture[]}
 */
export function toldApart(pictures) {
  const known = new Map(pictures.map((one) => [JSON.stringify([one.title, one.table ?? one.svg]), one]));
  /** @type {Map<string, number>} */
  const counts = new Map();
  return [...known.values()].map((one) => {
    const count = (counts.get(one.title) ?? 0) + 1;
    counts.set(one.title, count);
    return count === 1 ? one : { ...one, title: `${one.title} (${count})` };
  });
}

/** A file's name of a title. @param {string} title */
export const nameOf = (title) =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60) || 'figure';

/** @param {string} svg @returns {Promise<Blob>} @throws {Error} where the browser cannot draw it */
async function pngOf(svg) {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = kScale * image.naturalWidth;
    canvas.height = kScale * image.naturalHeight;
    const context = canvas.getContext('2d');
    if (!context) throw new Error('this browser gives the page no canvas');
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the picture is too large'))), 'image/png'),
    );
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** @param {Picture} picture @param {Format} format @returns {Promise<{ name: string, blob: Blob }>} */
export async function fileOf({ title, svg, table }, format) {
  const name = `${nameOf(title)}.${format}`;
  if (format === 'png') return { name, blob: await pngOf(svg) };
  if (format === 'csv')
    return { name, blob: new Blob([csvTable(table ?? { columns: [], rows: [] })], { type: 'text/csv' }) };
  if (format === 'json') {
    const text = `${JSON.stringify({ title, columns: table?.columns ?? [], rows: table?.rows ?? [] }, null, 1)}\n`;
    return { name, blob: new Blob([text], { type: 'application/json' }) };
  }
  return { name, blob: new Blob([svg], { type: 'image/svg+xml' }) };
}

/** Has the browser save a file. @param {{ name: string, blob: Blob }} file */
export function save({ name, blob }) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
