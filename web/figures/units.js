// One square a unit of a layer: active, dead or often saturated, distinguished by fill and by mark, not
// by colour alone. A state string in, SVG out.
import { figureRoot } from './axes.js';
import { svgNode } from './svg.js';

/**
 * @typedef {object} UnitGrid
 * @property {number} width
 * @property {string} states one code a unit: "." active, "d" dead, "s" often saturated
 * @property {string} colour
 * @property {number | null} [chosen] index of the unit under the pointer or the keyboard
 * @property {string} alt
 */

/** Columns and cell size for a number of units in a width. @param {number} units @param {number} width */
export function unitLayout(units, width) {
  const columns = Math.max(1, Math.min(units, units > 128 ? 32 : 16));
  const cell = Math.max(5, Math.min(16, Math.floor(width / columns)));
  return { columns, cell, rows: Math.ceil(units / columns) };
}

/** @param {UnitGrid} grid */
export function unitsFigure({ width, states, colour, chosen = null, alt }) {
  const { columns, cell, rows } = unitLayout(states.length, width);
  const side = cell - 2;
  const nodes = [];
  for (let i = 0; i < states.length; ++i) {
    const x = (i % columns) * cell + 1;
    const y = Math.floor(i / columns) * cell + 1;
    const state = states[i];
    if (state === 'd') {
      nodes.push(
        svgNode('rect', {
          class: 'unit dead',
          x: x + 0.5,
          y: y + 0.5,
          width: side - 1,
          height: side - 1,
          rx: 1.5,
        }),
      );
      nodes.push(
        svgNode('path', {
          class: 'unit-mark',
          d: `M${x + 2},${y + 2}L${x + side - 2},${y + side - 2}M${x + side - 2},${y + 2}L${x + 2},${y + side - 2}`,
        }),
      );
    } else {
      nodes.push(
        svgNode('rect', {
          class: state === 's' ? 'unit saturated' : 'unit active',
          x,
          y,
          width: side,
          height: side,
          rx: 1.5,
          fill: colour,
          opacity: state === 's' ? 1 : 0.22,
        }),
      );
    }
    if (chosen === i)
      nodes.push(
        svgNode('rect', {
          class: 'unit-chosen',
          x: x - 0.5,
          y: y - 0.5,
          width: side + 1,
          height: side + 1,
          rx: 2,
        }),
      );
  }
  return figureRoot({ width: columns * cell, height: rows * cell, alt, children: nodes });
}
