// Weights as lines from unit to unit: the width is the magnitude, colour and dash the sign.
import { classColour } from './plane-colours.js';

/** @typedef {{ from: [number, number] | number[], to: [number, number] | number[], value: number, name: string }} Line */

/**
 * The lines of the weights between units that are drawn.
 * @param {import('./network-layout.js').Column[]} columns @param {import('./network-layout.js').Spot[][]} spots by column
 * @param {{ name: string, shape: number[], values: Float32Array }[]} given @param {string[]} inputs their names, if any
 * @returns {Line[]}
 */
export function linesOf(columns, spots, given, inputs) {
  const weights = new Map(given.map((one) => [one.name, one]));
  return columns.slice(1).flatMap((column, i) => {
    const weight = weights.get(`${column.layer}.weight`);
    const width = weight?.shape[1] ?? 0;
    // A stage in between may change what the units are: then there is no line from one to the other.
    if (!weight || width !== columns[i].units || weight.shape[0] !== column.units) return [];
    return spots[i + 1].flatMap((end, unit) =>
      spots[i].map((start, input) => ({
        from: [start.x + start.size, start.y + start.size / 2],
        to: [end.x, end.y + end.size / 2],
        value: weight.values[unit * width + input],
        name: `${column.layer}, unit ${unit}, from ${i === 0 ? (inputs[input] ?? `input ${input}`) : `unit ${input}`}`,
      })),
    );
  });
}

/** Pixels from a line within which the pointer is on it. */
const kNear = 6;
/** Widths that are distinguished. */
const kWidths = 12;
/** Samples along a curve, for its distance from the pointer. */
const kSteps = 16;

/** A point of the curve that joins two units: level at both ends. @param {Line} line @param {number} t 0 to 1 */
function pointOf({ from, to }, t) {
  const bend = (to[0] - from[0]) / 2;
  const u = 1 - t;
  const along = (/** @type {number} */ a, /** @type {number} */ b, /** @type {number} */ c, /** @type {number} */ d) =>
    u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d;
  return [along(from[0], from[0] + bend, to[0] - bend, to[0]), along(from[1], from[1], to[1], to[1])];
}

/**
 * @param {HTMLCanvasElement} canvas which fills its element @param {Line[]} lines
 * @param {import('./plane-colours.js').Palette} palette
 */
export function paintLines(canvas, lines, palette) {
  const { clientWidth, clientHeight } = canvas;
  const [width, height] = [clientWidth * devicePixelRatio, clientHeight * devicePixelRatio].map(Math.round);
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d');
  if (!context) return;
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  context.clearRect(0, 0, clientWidth, clientHeight);
  const largest = Math.max(1e-9, ...lines.map(({ value }) => Math.min(Math.abs(value) || 0, 1e6)));
  // Lines of one look are one path: a stroke costs more than its curves.
  /** @type {Map<number, Line[]>} by width, negative for negative weights */
  const looks = new Map();
  for (const line of lines) {
    const size = Math.min(1, Math.abs(line.value) / Math.max(1, largest)) || 0;
    const look = (line.value < 0 ? -1 : 1) * (1 + Math.round(kWidths * size));
    const own = looks.get(look);
    if (own) own.push(line);
    else looks.set(look, [line]);
  }
  for (const [look, own] of looks) {
    const size = (Math.abs(look) - 1) / kWidths;
    context.beginPath();
    for (const { from, to } of own) {
      const bend = (to[0] - from[0]) / 2;
      context.moveTo(from[0], from[1]);
      context.bezierCurveTo(from[0] + bend, from[1], to[0] - bend, to[1], to[0], to[1]);
    }
    context.lineWidth = 0.4 + 4.5 * size;
    context.globalAlpha = 0.25 + 0.65 * Math.sqrt(size);
    context.setLineDash(look < 0 ? [5, 3] : []);
    context.strokeStyle = classColour(palette, look < 0 ? 0 : 1);
    context.stroke();
  }
  context.globalAlpha = 1;
}

/** The line under the pointer. @param {Line[]} lines @param {number} x @param {number} y @returns {Line | null} */
export function nearestLine(lines, x, y) {
  let nearest = null;
  let least = kNear;
  for (const line of lines) {
    if (x < line.from[0] || x > line.to[0]) continue;
    for (let i = 0; i <= kSteps; ++i) {
      const [px, py] = pointOf(line, i / kSteps);
      const [qx, qy] = pointOf(line, Math.min(1, (i + 1) / kSteps));
      const length = (qx - px) ** 2 + (qy - py) ** 2;
      const share = length > 0 ? Math.max(0, Math.min(1, ((x - px) * (qx - px) + (y - py) * (qy - py)) / length)) : 0;
      const distance = Math.hypot(px + share * (qx - px) - x, py + share * (qy - py) - y);
      if (distance < least) [least, nearest] = [distance, line];
    }
  }
  return nearest;
}
