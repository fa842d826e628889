// What a figure of records is drawn of: a line for each run, read record by record, its axes, and the sentences about it. The
// command line and the page draw the same of it. Pure functions.
import { functionStyle } from '../figures/colours.js';
import { overSeeds } from '../figures/seeds.js';
import { significant } from '../text/numbers.js';

/** @typedef {import('../engine/answers.js').EpochRecord} EpochRecord */
/** @typedef {import('../figures/seeds.js').Repeated} Repeated */
/** @typedef {import('./figure-kinds.js').Kind} Kind */

/**
 * @param {{ name: string, activations: string[] }[]} runs
 * @param {Iterable<EpochRecord>} records those of other runs are passed over @param {Kind} kind
 * @returns {Repeated[]} in the order of the runs
 */
export function readLines(runs, records, kind) {
  /** @type {Map<string, { activation: string, lines: Map<string, Repeated> }>} */
  const byRun = new Map(
    runs.map(({ name, activations }) => [name, { activation: activations[0] ?? 'identity', lines: new Map() }]),
  );
  for (const record of records) {
    const run = byRun.get(record.run);
    if (!run) continue;
    for (const { line, value } of kind.read(record)) {
      const label = line ? `${record.run}, ${line}` : record.run;
      const sample = { epoch: record.epoch, seed: record.seed, value };
      const known = run.lines.get(label);
      if (known) known.samples.push(sample);
      else run.lines.set(label, { label, ...functionStyle(run.activation), samples: [sample] });
    }
  }
  return [...byRun.values()].flatMap(({ lines }) => [...lines.values()]);
}

/** Below this width, of a phone, a figure is lower. */
const kNarrow = 400;
const kHeights = [300, 420];

/** The pixels of a figure of records, without its words. @param {number} width in pixels */
export const kindHeight = (width) => kHeights[width < kNarrow ? 0 : 1];

/** @param {Kind} kind @param {[number, number]} range of the values @returns {{ domain: [number, number], scale: Kind['scale'], label: string }} */
export const axesOf = ({ domain, scale, quantity }, range) => ({
  domain: domain(range),
  scale,
  label: `${quantity}${scale === 'log' ? ', log scale' : ''}`,
});

/**
 * Which seeds the lines are of, in a sentence.
 * @param {Repeated[]} lines @param {number[]} seeds the experiment's
 * @param {number} diverged how many trainings were left out for that @param {number} total of those asked for
 */
export function spreadOf(lines, seeds, diverged, total) {
  const several = total > seeds.length ? ` of ${total} trainings` : '';
  const without = diverged > 0 ? `; ${diverged}${several} diverged (left out)` : '';
  if (seeds.length === 1) return `Seed ${seeds[0]}${without}.`;
  const present = new Set(lines.flatMap((line) => line.samples.map((sample) => sample.seed))).size;
  const counted = present === seeds.length ? `${present}` : `${present} of ${seeds.length}`;
  return `Mean over ${counted} seeds${without}; band: one standard deviation.`;
}

/** What each line came to, in a sentence; "" where none has a value. @param {Kind} kind @param {Repeated[]} lines */
export function endsOf({ quantity }, lines) {
  const ends = lines.flatMap(({ label, samples }) => {
    const last = overSeeds(samples).findLast(({ mean }) => mean !== null);
    return last ? [{ text: `${label} ${significant(last.mean)}`, epoch: last.epoch }] : [];
  });
  if (ends.length === 0) return '';
  const what = `${quantity.charAt(0).toUpperCase()}${quantity.slice(1)}`;
  if (ends.every(({ epoch }) => epoch === ends[0].epoch))
    return `${what} after epoch ${ends[0].epoch}: ${ends.map(({ text }) => text).join(', ')}.`;
  return `${what} at the end: ${ends.map(({ text, epoch }) => `${text} after epoch ${epoch}`).join(', ')}.`;
}

/** The numbers of a figure, the mean where there are several seeds. @param {Repeated[]} lines @returns {{ columns: string[], rows: string[][] }} a row an epoch */
export function tableOfLines(lines) {
  const means = lines.map(
    ({ samples }) => new Map(overSeeds(samples).map(({ epoch, mean }) => [epoch, significant(mean)])),
  );
  const epochs = [...new Set(means.flatMap((one) => [...one.keys()]))].sort((a, b) => a - b);
  return {
    columns: ['Epoch', ...lines.map(({ label }) => label)],
    rows: epochs.map((epoch) => [String(epoch), ...means.map((one) => one.get(epoch) ?? significant(null))]),
  };
}
