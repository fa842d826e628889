// Makes of a figure a file that stands alone: title, background, and the look the page's style sheets give it. Where an
// SVG is inlined the page's custom properties hold; as a document or an image of its own it has light and dark itself;
// and a renderer without custom properties finds plain light colours.
import { shortened, svgNode, svgText } from './svg.js';

/** The custom properties of web/ui/tokens.css that figures use: light, dark. @type {Record<string, [string, string]>} */
export const kTokens = {
  '--paper': ['#fcfcfb', '#131518'],
  '--ink': ['#1b1d21', '#ecebe7'],
  '--ink-soft': ['#565b64', '#a5aab3'],
  '--hairline': ['#e2e2dd', '#2c3138'],
  '--line': ['#8b8f96', '#777d87'],
  '--hue-vermillion': ['#c2410c', '#ff8c55'],
  '--hue-blue': ['#0062ad', '#62b0f5'],
  '--hue-green': ['#027d45', '#a5ebb1'],
  '--hue-purple': ['#7a3380', '#c67eac'],
  '--hue-amber': ['#664108', '#f9cb4c'],
  '--hue-sky': ['#1f7682', '#17d6d7'],
  '--hue-ink': ['#2b3036', '#e9f3ff'],
  '--depth-first': ['#10306e', '#a8d4ff'],
  '--depth-middle': ['#9b2c93', '#c56fd0'],
  '--depth-last': ['#b8490a', '#ff8f3f'],
};

/** @typedef {(property: string, token: string) => string} Declare writes a declaration of a colour */

/** @typedef {'auto' | 'light' | 'dark'} Theme auto: by the reader's device */

/** Which of a token's colours stands where no device is asked. @param {Theme} theme @returns {0 | 1} */
const fixedOf = (theme) => (theme === 'dark' ? 1 : 0);

/** One colour alone, for a renderer that takes the last declaration and knows no custom properties. @param {Theme} theme @returns {Declare} */
const plain = (theme) => (property, token) => `${property}: ${kTokens[token][fixedOf(theme)]};`;

/** Twice: plain, and by the custom property. @param {Theme} theme @returns {Declare} */
const both = (theme) => (property, token) =>
  `${plain(theme)(property, token)} ${property}: var(${token}, ${kTokens[token][fixedOf(theme)]});`;

/** @param {0 | 1} theme light, dark */
const tokensOf = (theme) =>
  Object.entries(kTokens)
    .map(([token, colours]) => `${token}: ${colours[theme]};`)
    .join(' ');

/** @param {Declare} colour @param {string} faces @returns {string} the rules of the classes that figures use */
const rules = (colour, faces) => `
.figure { font-family: ${faces}; font-variant-numeric: tabular-nums; }
.grid { ${colour('stroke', '--hairline')} }
.zero { ${colour('stroke', '--line')} }
.baseline { ${colour('stroke', '--ink-soft')} }
.tick, .label { ${colour('fill', '--ink-soft')} }
.title { font-weight: 600; ${colour('fill', '--ink')} }
.haloed { paint-order: stroke; ${colour('stroke', '--paper')} stroke-width: 4px; stroke-linejoin: round; }
.end-label, .stop { font-weight: 600; }
.open { ${colour('fill', '--paper')} }
.dead, .unit-mark { fill: none; ${colour('stroke', '--line')} }
.unit-chosen { fill: none; ${colour('stroke', '--ink')} stroke-width: 2; }
.dot { ${colour('stroke', '--paper')} stroke-width: 1.5; }
.paper { ${colour('fill', '--paper')} }
`;

const kFaces = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

/** Of a document that has light and dark itself, or is one of them. @param {Theme} theme */
function styleOf(theme) {
  const scheme = theme === 'auto' ? 'light dark' : theme;
  const style = `${rules(both(theme), kFaces)}svg:root { color-scheme: ${scheme}; ${tokensOf(fixedOf(theme))} }\n`;
  return theme === 'auto' ? `${style}@media (prefers-color-scheme: dark) {\n  svg:root { ${tokensOf(1)} }\n}\n` : style;
}

/**
 * The colours that are attributes, as plain ones with the custom property in the style beside them.
 * @param {import('./svg.js').SvgNode} node @param {boolean} isPlain without that style @param {Theme} theme @returns {import('./svg.js').SvgNode}
 */
function plainColours(node, isPlain, theme) {
  const attributes = { ...node.attributes };
  const styles = [];
  for (const [name, value] of Object.entries(attributes)) {
    const [, token, usual] = /^var\((--[\w-]+), (#[0-9a-f]{6})\)$/.exec(String(value)) ?? [];
    if (!token) continue;
    attributes[name] = kTokens[token]?.[fixedOf(theme)] ?? usual;
    if (!isPlain) styles.push(`${name}: ${value}`);
  }
  if (styles.length > 0) attributes.style = styles.join('; ');
  return { ...node, attributes, children: node.children.map((child) => plainColours(child, isPlain, theme)) };
}

/** Pixels of a chart of the page, without the margins, as a file; and of one for a phone. */
export const kPictureWidth = 680;
export const kSmallWidth = 312;

const kMargin = 16;
const kHead = 44; // above the figure: title and subtitle
const kSubtitleLine = 16;
const kCharacter = 6.7; // pixels, of the subtitle's, on average
const kTitleCharacter = 9.5; // the same of the title's

/** Breaks words into lines of at most `most` characters. @param {string} text @param {number} most */
function linesOf(text, most) {
  /** @type {string[]} */
  const lines = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/**
 * Pixels of a file beside the figure in it.
 * @param {string} subtitle @param {number} width of the figure @returns {{ x: number, y: number }} left and right, and above and below, together
 */
export const framingOf = (subtitle, width) => ({
  x: 2 * kMargin,
  y: 2 * kMargin + kHead + kSubtitleLine * (subtitleLines(subtitle, width).length - 1),
});

/** @param {string} subtitle @param {number} width of the figure in pixels */
const subtitleLines = (subtitle, width) => (subtitle ? linesOf(subtitle, width / kCharacter) : []);

/**
 * @param {import('./svg.js').SvgNode} figure by figureRoot
 * @param {{ title: string, subtitle: string }} words
 * @param {{ face?: string, theme?: Theme }} [options] face: of the only font of a renderer that knows neither custom properties
 *   nor media queries; the figure is light then, unless it is to be dark
 * @returns {string} the text of an SVG file
 */
export function standaloneSvg(figure, { title, subtitle }, { face, theme = 'auto' } = {}) {
  const [width, height] = [Number(figure.attributes.width), Number(figure.attributes.height)];
  const lines = subtitleLines(subtitle, width);
  const top = kMargin + kHead + kSubtitleLine * (lines.length - 1);
  const [wholeWidth, wholeHeight] = [width + 2 * kMargin, top + height + kMargin];
  const root = svgNode('svg', { ...figure.attributes, width: wholeWidth, height: wholeHeight }, [
    svgNode('title', {}, title),
    svgNode('style', {}, face === undefined ? styleOf(theme) : rules(plain(theme), `"${face}"`)),
    svgNode('rect', { class: 'paper', width: '100%', height: '100%' }),
    svgNode(
      'text',
      { class: 'title', x: kMargin, y: kMargin + 14, 'font-size': 16 },
      shortened(title, Math.floor(width / kTitleCharacter)),
    ),
    ...lines.map((line, i) =>
      svgNode('text', { class: 'label', x: kMargin, y: kMargin + 34 + kSubtitleLine * i, 'font-size': 12 }, line),
    ),
    svgNode('g', { transform: `translate(${kMargin} ${top})` }, figure.children),
  ]);
  root.attributes.viewBox = `0 0 ${wholeWidth} ${wholeHeight}`;
  return `${svgText(plainColours(root, face !== undefined, theme))}\n`;
}
