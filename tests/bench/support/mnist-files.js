// Where the benches find MNIST: the folder that MNIST_DIR names, its IDX files plain or .gz.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unpack } from '../../../web/engine/unpack.js';

/**
 * @param {string[]} names checkExperiment's
 * @returns {Promise<{files?: Record<string, Uint8Array>, folder?: string, missing?: string}>} `missing` says why there are
 *   no files
 */
export async function readMnist(names) {
  const folder = process.env.MNIST_DIR;
  if (!folder) return { missing: 'MNIST is not here' };
  /** @type {Record<string, Uint8Array>} */
  const files = {};
  for (const name of names) {
    const path = [join(folder, name), join(folder, `${name}.gz`)].find(existsSync);
    if (!path) return { missing: `MNIST is not in ${folder}` };
    files[name] = await unpack(readFileSync(path), name);
  }
  return { files, folder };
}
