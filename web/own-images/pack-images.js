// Images as the engine takes them; the layout of the bytes is described in cpp/data/sources/images.cpp.

/**
 * @typedef {object} ImageSet
 * @property {number} channels 1 or 3 @property {number} height @property {number} width
 * @property {string[]} classNames
 * @property {Uint16Array} labels the class of each image
 * @property {Uint8Array} pixels [images, channels, height, width]
 */

const kHeader = 32;

/** @param {ImageSet} images @returns {Uint8Array} */
export function packImages({ channels, height, width, classNames, labels, pixels }) {
  const names = classNames.map((name) => new TextEncoder().encode(name));
  const namesSize = names.reduce((sum, { length }) => sum + 4 + length, 0);
  const bytes = new Uint8Array(kHeader + 2 * labels.length + pixels.length + namesSize);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode('PGIMAGE1'));
  for (const [i, number] of [labels.length, channels, height, width, names.length, namesSize].entries())
    view.setUint32(8 + 4 * i, number, true);
  for (const [i, label] of labels.entries()) view.setUint16(kHeader + 2 * i, label, true);
  let at = kHeader + 2 * labels.length;
  bytes.set(pixels, at);
  at += pixels.length;
  for (const name of names) {
    view.setUint32(at, name.length, true);
    bytes.set(name, at + 4);
    at += 4 + name.length;
  }
  return bytes;
}
