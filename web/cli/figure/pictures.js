// A drawing as files: SVG that follows light and dark, PNG at twice its size, and a PNG of the size that link previews take.
// The renderer and its fonts are loaded here alone: they are 4 MB, and the same on every machine, so the bytes are as well.
import { framingOf, kPictureWidth, kSmallWidth, standaloneSvg } from '../../figures/standalone.js';
import { shippedFile } from './shipped.js';

/** @typedef {import('./records-drawing.js').Drawing} Drawing */
/** @typedef {{ bytes: Uint8Array, width: number, height: number }} Png pixels */
/** @typedef {{ text: string, width: number, height: number }} Svg */

/** PNG pixels for each of the SVG's. */
const kScale = 2;
/** What X, Slack and LinkedIn show beside a link, in pixels. */
export const kSocial = { width: 1200, height: 630 };
/** The family of both fonts. They are the condensed ones: the labels' space is measured for faces of that width. */
const kFace = 'DejaVu Sans';
const kFonts = ['DejaVuSansCondensed.ttf', 'DejaVuSansCondensed-Bold.ttf'];

/**
 * @param {Drawing} drawing @param {import('../../figures/standalone.js').Theme} theme
 * @returns {Promise<{ svg: Svg, small: Svg, png: Png, social: Png }>} small: as wide as a phone
 * @throws {Error} where the renderer's files are not there
 */
export async function picturesOf(drawing, theme) {
  const render = await newRenderer();
  const [width, height] = [kSocial.width / kScale, kSocial.height / kScale];
  return {
    svg: pictureOf(drawing, { width: kPictureWidth, theme }),
    small: pictureOf(drawing, { width: kSmallWidth, theme }),
    png: render(pictureOf(drawing, { width: kPictureWidth, face: kFace, theme }).text),
    social: render(socialOf(drawing, { width, height, theme })),
  };
}

/** @param {Drawing} drawing @param {{ width: number, face?: string, theme: import('../../figures/standalone.js').Theme }} options of the figure; face, theme: as of standaloneSvg @returns {Svg} */
function pictureOf(drawing, { width, face, theme }) {
  const { subtitle } = drawing;
  const figure = drawing.draw({ width });
  const around = framingOf(subtitle, width);
  return {
    text: standaloneSvg(figure, { title: drawing.title, subtitle }, { face, theme }),
    width: width + around.x,
    height: Number(figure.attributes.height) + around.y,
  };
}

/** @param {Drawing} drawing @param {{ width: number, height: number, theme: import('../../figures/standalone.js').Theme }} options of the whole */
function socialOf(drawing, { width, height, theme }) {
  const subtitle = drawing.brief;
  const inner = width - framingOf(subtitle, width).x;
  const figure = drawing.draw({ width: inner, height: height - framingOf(subtitle, inner).y, isBrief: true });
  return standaloneSvg(figure, { title: drawing.title, subtitle }, { face: kFace, theme });
}

/** Whether this process has started the renderer: it can be started once. */
let isStarted = false;

/** @returns {Promise<(svg: string) => Png>} @throws {Error} where its files are not there */
async function newRenderer() {
  const { initWasm, Resvg } = await import('@resvg/resvg-wasm');
  if (!isStarted) await initWasm(new Uint8Array(shippedFile('figure/resvg.wasm')));
  isStarted = true;
  const fontBuffers = kFonts.map((name) => new Uint8Array(shippedFile(`figure/${name}`)));
  return (svg) => {
    const renderer = new Resvg(svg, {
      fitTo: { mode: 'zoom', value: kScale },
      font: { fontBuffers, loadSystemFonts: false, defaultFontFamily: kFace },
    });
    const image = renderer.render();
    const png = { bytes: image.asPng(), width: image.width, height: image.height };
    image.free();
    renderer.free();
    return png;
  };
}
