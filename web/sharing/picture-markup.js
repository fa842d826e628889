// A chart as the picture that stands in an article's markup until its figure lives, and where none does: in print, in a reader's
// mode, in a feed. An <img> with a data: address, since an inline <svg> is no valid JSX, gives its style's classes to the whole
// article, and is removed by most hosts that clean up HTML. Pure functions.

/** @typedef {{ src: string, width: number, height: number }} Source pixels */
/** @typedef {Source & { alt: string, small?: Source }} ArticlePicture small: for a phone */

/** Pixels by which a line may be off that has fewer points. */
const kTolerance = 0.08;

/** @typedef {[number, number]} Point */

/** @param {Point} point @param {Point} from @param {Point} to @returns {number} squared, from the line through both */
function distance([px, py], [ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  if (length === 0) return (px - ax) ** 2 + (py - ay) ** 2;
  return ((px - ax) * dy - (py - ay) * dx) ** 2 / length;
}

/** The points without which the line would be another (Douglas and Peucker 1973). @param {Point[]} points @returns {Point[]} */
function simplified(points) {
  const kept = new Set([0, points.length - 1]);
  const open = [[0, points.length - 1]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [from, to] = next;
    let worst = kTolerance ** 2;
    let at = -1;
    for (let i = from + 1; i < to; i += 1) {
      const off = distance(points[i], points[from], points[to]);
      if (off > worst) [worst, at] = [off, i];
    }
    if (at < 0) continue;
    kept.add(at);
    open.push([from, at], [at, to]);
  }
  return points.filter((_, i) => kept.has(i));
}

/** @param {string} path of an SVG @returns {string} the same where it is more than polylines */
function simplifiedPath(path) {
  if (!/^(M|L|[\d.,-])+$/.test(path)) return path;
  return path.replace(/M[^M]+/g, (line) => {
    const points = line
      .slice(1)
      .split('L')
      .map((point) => /** @type {Point} */ (point.split(',').map(Number)));
    if (points.some(([x, y]) => !Number.isFinite(x) || !Number.isFinite(y))) return line;
    return `M${simplified(points).join('L')}`;
  });
}

/**
 * A document as it is, in fewer letters: without the rules and colours that nothing in it uses, and without points that no one sees.
 * @param {string} svg by standaloneSvg
 */
export function compactSvg(svg) {
  const [style] = /<style>[^<]*<\/style>/.exec(svg) ?? [''];
  const body = svg.replace(style, '');
  const classes = new Set([...body.matchAll(/ class="([^"]*)"/g)].flatMap(([, names]) => names.split(' ')));
  const rules = style.replace(/&#10;/g, ' ').replace(/ +/g, ' ');
  const used = rules.replace(/(\.[\w.,-][\w., -]*) \{[^}]*\}/g, (rule, selector) =>
    selector.split(', ').some((/** @type {string} */ one) => classes.has(one.slice(1))) ? rule : '',
  );
  const named = new Set([...(body + used).matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name));
  const compact = used.replace(/(--[\w-]+): [^;]+; ?/g, (declared, name) => (named.has(name) ? declared : ''));
  const short = body
    .replace(/ d="([^"]*)"/g, (_, path) => ` d="${simplifiedPath(path)}"`)
    .replace(/ ([a-z]*[xy][12]?)="(-?\d+\.\d{3,})"/g, (_, name, value) => ` ${name}="${Number(value).toFixed(2)}"`);
  return short.replace('</title>', `</title>${compact.replace(/ +/g, ' ')}`).trim();
}

/**
 * An address that stands in an attribute of HTML and of JSX as it is, on one line, without a quote, a brace or an ampersand,
 * and in ASCII: it is read right in a page of any encoding.
 * @param {string} svg
 */
export const dataAddress = (svg) =>
  `data:image/svg+xml,${svg
    .replace(/'/g, '&#39;')
    .replace(/"/g, "'")
    .replace(/\s+/g, ' ')
    .replace(/[%#&<>{}`\\|^[\]]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/[^ -~]+/gu, encodeURIComponent)}`;

/** @type {Record<string, string>} */
const kEntities = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };

/** What the picture is, from its document. @param {string} svg @param {string} title where it says nothing of itself @returns {Omit<ArticlePicture, 'src'>} */
export function describedBy(svg, title) {
  const [root] = /<svg[^>]*>/.exec(svg) ?? [''];
  const attribute = (/** @type {string} */ name) => new RegExp(` ${name}="([^"]*)"`).exec(root)?.[1] ?? '';
  const label = attribute('aria-label').replace(/&(amp|lt|gt|quot);/g, (one) => kEntities[one]);
  const alt = (label || title).replace(/\s+/g, ' ').trim();
  return {
    width: Math.ceil(Number(attribute('width'))),
    height: Math.ceil(Number(attribute('height'))),
    alt: alt.charAt(0).toUpperCase() + alt.slice(1),
  };
}

/** @param {string} svg @param {string} title */
const sourceInside = (svg, title) => ({ src: dataAddress(compactSvg(svg)), ...describedBy(svg, title) });

/** @param {import('./pictures.js').Picture} picture @returns {ArticlePicture} in the markup itself */
export function pictureInside({ svg, title, small }) {
  if (small === undefined) return sourceInside(svg, title);
  const { src, width, height } = sourceInside(small, title);
  // In srcset a blank ends an address.
  return { ...sourceInside(svg, title), small: { src: src.replaceAll(' ', '%20'), width, height } };
}
