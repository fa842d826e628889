// Runs repeated with several seeds as lines over epochs: the mean of each run and, as a band, one standard deviation to
// either side. Takes plain numbers; knows no records.
import { kDashes, kHues } from './colours.js';
import { epochsFigure } from './epochs.js';
import { spanOf } from './span.js';

/** @typedef {{ epoch: number, seed: number, value: number | null }} Sample */
/** @typedef {{ label: string, colour: string, dash: string, samples: Sample[] }} Repeated */

/**
 * Mean and standard deviation (of a sample, n - 1) at every epoch, over the seeds that have a number there.
 * @param {Sample[]} samples
 * @returns {{ epoch: number, mean: number | null, deviation: number, n: number }[]} in the order of epochs
 */
export function overSeeds(samples) {
  /** @type {Map<number, number[]>} */
  const byEpoch = new Map();
  for (const { epoch, value } of samples) {
    const values = byEpoch.get(epoch) ?? [];
    byEpoch.set(epoch, values);
    if (value !== null && Number.isFinite(value)) values.push(value);
  }
  return [...byEpoch]
    .sort(([a], [b]) => a - b)
    .map(([epoch, values]) => {
      const n = values.length;
      const mean = n === 0 ? null : values.reduce((a, b) => a + b) / n;
      const squares = values.reduce((sum, value) => sum + (value - Number(mean)) ** 2, 0);
      return { epoch, mean, deviation: n > 1 ? Math.sqrt(squares / (n - 1)) : 0, n };
    });
}

/** The least and the largest of means and bands. @param {Repeated[]} runs @returns {[number, number] | null} */
export function rangeOf(runs) {
  const ends = runs.flatMap(({ samples }) =>
    overSeeds(samples).flatMap(({ mean, deviation }) => (mean === null ? [] : [mean - deviation, mean + deviation])),
  );
  return ends.length === 0 ? null : spanOf(ends);
}

/**
 * Gives runs of the same colour and dash different ones, so that no two lines look alike.
 * @template {{ colour: string, dash: string }} T
 * @param {T[]} runs @returns {T[]}
 */
export function toldApart(runs) {
  /** @type {Set<string>} */
  const taken = new Set();
  const hues = Object.values(kHues);
  return runs.map((run) => {
    const dashes = [run.dash, ...kDashes];
    const pairs = [run.colour, ...hues].flatMap((colour) => dashes.map((dash) => ({ colour, dash })));
    const free = pairs.find(({ colour, dash }) => !taken.has(`${colour} ${dash}`)) ?? pairs[0];
    taken.add(`${free.colour} ${free.dash}`);
    return { ...run, ...free };
  });
}

/**
 * @typedef {object} SeedsFigure
 * @property {number} width @property {number} height
 * @property {Repeated[]} runs @property {[number, number]} domain
 * @property {Repeated[]} [before] of an earlier result, drawn faintly in the colours of their names
 * @property {[number, number]} [epochs] of the axis; absent: those that are drawn
 * @property {'linear' | 'log'} scale @property {string} label of the value axis
 * @property {{ value: number, label: string } | null} [baseline] @property {string} alt
 */

/** @param {SeedsFigure} options */
export const seedsFigure = (options) => epochsFigure(seedsOptions(options));

/** @param {SeedsFigure} options @returns {import('./epochs.js').EpochFigure} */
export function seedsOptions({ runs, before = [], epochs, ...figure }) {
  const drawn = runs.flatMap(({ samples }) => samples.map((sample) => sample.epoch));
  const looks = new Map(
    toldApart(runs.length > 0 ? runs : before).map(({ label, colour, dash }) => [label, { colour, dash }]),
  );
  const ghosts = before.map(({ label, colour, dash, samples }) => ({
    label,
    ...(looks.get(label) ?? { colour, dash }),
    muted: true,
    points: overSeeds(samples).map(({ epoch, mean }) => ({ epoch, value: mean })),
  }));
  const series = toldApart(runs).map(({ label, colour, dash, samples }) => {
    const means = overSeeds(samples);
    const spread = means.some((at) => at.n > 1);
    return {
      label,
      colour,
      dash,
      points: means.map(({ epoch, mean }) => ({ epoch, value: mean })),
      band: spread
        ? means.map(({ epoch, mean, deviation }) => ({
            epoch,
            low: mean === null ? null : mean - deviation,
            high: mean === null ? null : mean + deviation,
          }))
        : undefined,
    };
  });
  return { ...figure, epochs: epochs ?? spanOf(drawn), series: [...ghosts, ...series], labels: true };
}
