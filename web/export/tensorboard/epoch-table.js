// The epochs of trainings as one table: a row an epoch, a column for every number that TensorBoard would have as a scalar.
import { valuesOf } from './events.js';

/** @param {string} cell */
const quoted = (cell) => (/[",\n\r]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell);

/**
 * @param {{ run: string, seed: number, epochs: import('../../engine/answers.js').EpochRecord[] }[]} trials
 * @returns {string} CSV; a cell is empty where a record has no number
 */
export function epochTable(trials) {
  const rows = trials.flatMap(({ run, seed, epochs }) =>
    epochs.map((record) => ({
      head: [run, String(seed), String(record.epoch)],
      numbers: new Map(valuesOf(record).flatMap((value) => ('scalar' in value ? [[value.tag, value.scalar]] : []))),
    })),
  );
  const columns = [...new Set(rows.flatMap(({ numbers }) => [...numbers.keys()]))];
  const lines = [
    ['run', 'seed', 'epoch', ...columns],
    ...rows.map(({ head, numbers }) => [...head, ...columns.map((column) => String(numbers.get(column) ?? ''))]),
  ];
  return lines.map((cells) => `${cells.map(quoted).join(',')}\n`).join('');
}
