// The activations of each layer after the last epoch, as a table.
import { fixedAscii, normAscii, numberAt } from '../../text/numbers.js';
import { textTable } from './text-table.js';

const right = /** @type {const} */ ('right');

/** @param {unknown} value @param {unknown} of */
const countOf = (value, of) => (typeof value === 'number' ? `${value} of ${of}` : '-');

/** @param {{ name: string, records: import('../../engine/answers.js').EpochRecord[] }} trial @returns {string} "" where nothing of its layers is recorded */
export function layersTable({ name, records }) {
  const last = records[records.length - 1];
  const entries = last?.layers ?? [];
  if (entries.length === 0) return '';
  const columns = [
    { title: 'layer' },
    { title: 'batches' },
    ...['mean', 'sd', 'zeros', 'saturated', 'dead', 'often saturated'].map((title) => ({ title, align: right })),
  ];
  const rows = entries.map((entry) => [
    entry.layer,
    entry.phase === 'train' ? 'training' : entry.phase,
    normAscii(numberAt(entry, 'mean')),
    normAscii(numberAt(entry, 'std')),
    fixedAscii(numberAt(entry, 'fractionZero'), 3),
    fixedAscii(numberAt(entry, 'fractionSaturated'), 3),
    countOf(entry.deadUnits, entry.units),
    countOf(entry.oftenSaturatedUnits, entry.units),
  ]);
  return `Layers of ${name} in epoch ${last.epoch}\n${textTable(columns, rows)}`;
}
