// What distinguishes one experiment's results from another's: the experiment with its defaults, and the data files.
import { createHash } from 'node:crypto';

/** @param {(string | Uint8Array)[]} parts @returns {string} sixteen hexadecimal digits */
export function digest(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex').slice(0, 16);
}

/**
 * The first line of a JSONL file. The fingerprint is of what is trained: every run in its normal form with its name,
 * and the seeds. It does not depend on how the text divides that between the base, the runs and the grid.
 * @param {import('../../engine/answers.js').Checked} checked @param {Record<string, Uint8Array>} files
 * @param {string} engine its digest @param {import('./trials.js').Shard} [shard]
 */
export function headerOf({ experiment, runs }, files, engine, shard) {
  const trained = runs.map((run) => [run.name, { ...run.experiment, name: '' }]);
  const data = Object.entries(files).map(([name, bytes]) => [name, digest(bytes)]);
  return sealed({
    type: 'experiment',
    experiment,
    fingerprint: digest(JSON.stringify([experiment.seeds, trained]), ...data.flat()),
    ...(data.length > 0 ? { files: Object.fromEntries(data) } : {}),
    engine,
    ...(shard ? { shard: `${shard.index}/${shard.count}` } : {}),
  });
}

/** A header with the checksum of all that it says. @param {import('../../text/paths.js').Json} header @returns {import('../../text/paths.js').Json} */
export function sealed({ checksum: _, ...header }) {
  return { ...header, checksum: digest(JSON.stringify(header)) };
}

/** Whether it was changed by hand. Those of earlier versions have no checksum, and are taken as they are. @param {import('../../text/paths.js').Json} header */
export function isAltered(header) {
  return header.checksum !== undefined && header.checksum !== sealed(header).checksum;
}
