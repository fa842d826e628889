// The values of functions at the inputs of a link's table, as a table that stands in a document. Pure functions.
import { fixed, plain } from '../text/numbers.js';
import { kOrderTitles, valuesAt } from './curve-samples.js';
import { titleWithParameters } from './property-text.js';

/**
 * @param {{ entry: import('../engine/answers.js').ActivationEntry, choice: import('../sharing/link-values.js').FunctionChoice }[]} drawn
 * @param {Pick<import('../sharing/link-state.js').CurvesState, 'orders' | 'table'>} state what is shown, and the inputs
 * @param {import('../engine/curves.js').CurvesEngine} engine
 * @returns {{ columns: string[], rows: string[][] }}
 */
export function tabledValues(drawn, { orders, table: inputs }, engine) {
  const columns = drawn.flatMap(({ entry, choice }) =>
    orders.map((order) => ({
      title: `${titleWithParameters(entry, choice.params)}${orders.length > 1 ? `, ${kOrderTitles[order].toLowerCase()}` : ''}`,
      values: valuesAt(engine, choice, inputs, order),
    })),
  );
  return {
    columns: ['x', ...columns.map(({ title }) => title)],
    rows: inputs.map((x, i) => [plain(x), ...columns.map(({ values }) => fixed(values[i]))]),
  };
}
