// Where a failure began: the layer and the epoch in which a run's records first show it.
import { numberAt, percent, significant } from '../text/numbers.js';

/** @typedef {import('../engine/answers.js').EpochRecord} EpochRecord */
/** @typedef {import('../engine/answers.js').LayerEntry} LayerEntry */
/** @typedef {{ layer: string, epoch: number, text: string }} Onset */

/** Share of a layer's units. Where fewer are dead or saturated, inactive units are not named. */
const kNotable = 0.02;

/** @param {EpochRecord} record @returns {LayerEntry[]} over all batches, where the record has them */
const entriesOf = (record) =>
  record.combined?.length ? record.combined : (record.layers ?? []).filter(({ phase }) => phase === 'train');

/** @param {EpochRecord} record @param {string} layer */
const entryAt = (record, layer) => entriesOf(record).find((one) => one.layer === layer);

/** Share of the units that are dead or often saturated. @param {LayerEntry | undefined} entry */
const inactiveShare = (entry) => (entry && entry.units > 0 ? entry.inactiveUnits / entry.units : 0);

/** @param {LayerEntry} entry */
function unitsText(entry) {
  const saturated = entry.inactiveUnits - entry.deadUnits;
  const parts = [
    ...(entry.deadUnits > 0 ? [`${entry.deadUnits} dead`] : []),
    ...(saturated > 0 ? [`${saturated} often saturated`] : []),
  ];
  return `${parts.join(' and ')} of its ${entry.units} units`;
}

/**
 * The first epoch after which a layer's share of dead and saturated units never falls below half of what it came to, for the
 * layer where it came to the most.
 * @param {EpochRecord[]} records @param {number} least share @returns {Onset | null}
 */
function inactiveOnset(records, least) {
  const last = records[records.length - 1];
  const worst = entriesOf(last).reduce(
    (best, one) => (inactiveShare(one) > inactiveShare(best ?? undefined) ? one : best),
    /** @type {LayerEntry | null} */ (null),
  );
  if (!worst || inactiveShare(worst) < least) return null;
  const half = inactiveShare(worst) / 2;
  const before = records.findLastIndex((record) => inactiveShare(entryAt(record, worst.layer)) < half);
  const first = records[before + 1];
  const then = entryAt(first, worst.layer);
  if (!then) return null;
  const [early, late] = [unitsText(then), unitsText(worst)];
  const after = first.epoch === last.epoch ? '' : early === late ? ', as at the end' : `, and ${late} at the end`;
  return {
    layer: worst.layer,
    epoch: first.epoch,
    text: `${worst.layer} had ${early} in epoch ${first.epoch}${after}`,
  };
}

/** @param {EpochRecord[]} records @returns {Onset | null} where activations first were no finite numbers, or grew the most */
function divergenceOnset(records) {
  for (const record of records) {
    const entry = entriesOf(record).find(({ nonFinite }) => nonFinite > 0);
    if (entry)
      return {
        layer: entry.layer,
        epoch: record.epoch,
        text: `${entry.layer} had ${entry.nonFinite} activations that are NaN or infinite in epoch ${record.epoch}`,
      };
  }
  const [first, last] = [records[0], records[records.length - 1]];
  const sizeOf = (/** @type {LayerEntry | undefined} */ entry) =>
    Math.max(numberAt(entry ?? {}, 'meanAbs') ?? 0, 1e-30);
  const grown = entriesOf(last)
    .map((entry) => ({ entry, factor: sizeOf(entry) / sizeOf(entryAt(first, entry.layer)) }))
    .sort((a, b) => (first === last ? sizeOf(b.entry) - sizeOf(a.entry) : b.factor - a.factor))[0];
  if (!grown) return null;
  const { layer } = grown.entry;
  return {
    layer,
    epoch: last.epoch,
    text: `${layer} had activations of mean magnitude ${significant(sizeOf(grown.entry))} in epoch ${last.epoch}, the last epoch before the loss became NaN or infinite${first === last ? '' : `, ${significant(grown.factor)} times those of epoch ${first.epoch}`}`,
  };
}

/** @param {EpochRecord[]} records @returns {Onset | null} where the answers became one, and the layer that varies least */
function collapseOnset(records) {
  const answers = (/** @type {EpochRecord} */ { predictedCounts }) =>
    (predictedCounts ?? []).filter((count) => count > 0).length;
  // A regression has no such counts.
  if (records.some(({ predictedCounts }) => !predictedCounts?.length)) return null;
  const before = records.findLastIndex((record) => answers(record) > 1);
  const first = records[before + 1] ?? records[records.length - 1];
  const ratio = (/** @type {LayerEntry} */ entry) =>
    (numberAt(entry, 'std') ?? 0) / Math.max(Math.abs(numberAt(entry, 'mean') ?? 0), 1e-30);
  const stillest = entriesOf(first)
    .slice()
    .sort((a, b) => ratio(a) - ratio(b))[0];
  if (!stillest) return null;
  // Beside a mean near zero any spread is large.
  const spread =
    ratio(stillest) <= 1
      ? `by ${percent(ratio(stillest))} of their mean`
      : `with a spread of ${significant(numberAt(stillest, 'std'))} around a mean of ${significant(numberAt(stillest, 'mean'))}`;
  return {
    layer: stillest.layer,
    epoch: first.epoch,
    text: `all validation samples have had one answer since epoch ${first.epoch}; the activations of ${stillest.layer} vary least there, ${spread}`,
  };
}

/** The onset of each result that was asked about. @type {WeakMap<object, { records: EpochRecord[], onset: Onset | null }>} */
const known = new WeakMap();

/**
 * Found once a result: the views ask with every drawing.
 * @param {{ records: EpochRecord[], summary: { status: string } | null }} trial
 * @returns {Onset | null} null: the run went well, or nothing of its layers is recorded
 */
export function onsetOf({ records, summary }) {
  if (!summary) return null;
  const before = known.get(summary);
  if (before?.records === records) return before.onset;
  const onset = findOnset(records, summary);
  known.set(summary, { records, onset });
  return onset;
}

/** @param {EpochRecord[]} records @param {{ status: string }} summary @returns {Onset | null} */
function findOnset(records, summary) {
  if (records.length === 0 || entriesOf(records[records.length - 1]).length === 0) return null;
  switch (summary.status) {
    case 'diverged':
      return divergenceOnset(records);
    case 'collapsed': {
      const [inactive, one] = [inactiveOnset(records, kNotable), collapseOnset(records)];
      return inactive && (!one || inactive.epoch <= one.epoch) ? inactive : one;
    }
    case 'completed':
      return inactiveOnset(records, kNotable);
    default:
      return null;
  }
}
