// Files like MNIST's, with images that are drawn by a rule.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Images and labels as an IDX pair on the disk. @param {string} folder @param {string} kind @param {number} count */
export function idxPair(folder, kind, count) {
  const images = new Uint8Array(16 + 784 * count);
  const labels = new Uint8Array(8 + count);
  new DataView(images.buffer).setUint32(0, 0x803);
  for (const [i, size] of [count, 28, 28].entries()) new DataView(images.buffer).setUint32(4 + 4 * i, size);
  new DataView(labels.buffer).setUint32(0, 0x801);
  new DataView(labels.buffer).setUint32(4, count);
  for (let i = 0; i < count; ++i) {
    labels[8 + i] = (7 * i) % 10;
    for (let k = 0; k < 784; ++k) images[16 + 784 * i + k] = (31 * i + k * (1 + (i % 10))) % 256;
  }
  const files = { [`${kind}-images-idx3-ubyte`]: images, [`${kind}-labels-idx1-ubyte`]: labels };
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  return files;
}
