// The files of events of several trainings: TensorBoard takes each folder for a training.
import { eventsOf } from './events.js';

/** How TensorBoard knows such a file; the number is a time, which records do not hold. */
const kEventsName = 'events.out.tfevents.0.playground';

/** A name that every file system takes. @param {string} name */
const folderName = (name) =>
  name
    .replace(/[^\p{L}\p{N}+.-]+/gu, '_')
    .replace(/^[._]+/, '')
    .slice(0, 80) || 'run';

/** @param {{ run: string, seed: number, epochs: import('../../engine/answers.js').EpochRecord[] }[]} trials */
export function eventFolders(trials) {
  const names = new Set();
  return trials.map(({ run, seed, epochs }) => {
    let folder = `${folderName(run)}-seed-${seed}`;
    while (names.has(folder)) folder += '_';
    names.add(folder);
    return { folder, file: kEventsName, bytes: eventsOf(epochs) };
  });
}
