// From an image of any size to one of the network's: whole numbers in a fixed order, so that page and command line give the same
// bits. Translucent pixels lie on white; what is too wide or too high for the shape is cut off on both sides alike; each new
// pixel is the average of the area that it covers.

/** @typedef {import('./decode.js').Pixels} Pixels */
/** @typedef {{ height: number, width: number, colour: boolean }} Target */

/** Differences between channels that are seen, and the share of pixels that must have them. */
const kSeen = 16;
const kShare = 0.01;

/** @param {number} value 0 to 255 @param {number} opacity 0 to 255 @returns {number} on white, rounded */
const onWhite = (value, opacity) => Math.floor((value * opacity + 255 * (255 - opacity) + 127) / 255);

/** Luma as in Pillow's convert("L"): ITU-R 601 in sixteenths of a bit. @param {number} red @param {number} green @param {number} blue */
const lumaOf = (red, green, blue) => (19595 * red + 38470 * green + 7471 * blue + 0x8000) >> 16;

/** Whether an image has colours that are seen. @param {Pixels} pixels */
export function isColoured({ width, height, rgba }) {
  let count = 0;
  for (let i = 0; i < rgba.length; i += 4) {
    const most = Math.max(rgba[i], rgba[i + 1], rgba[i + 2]);
    const least = Math.min(rgba[i], rgba[i + 1], rgba[i + 2]);
    if (most - least > kSeen && rgba[i + 3] > kSeen) count += 1;
  }
  return count > kShare * width * height;
}

/**
 * The part of an image that has the shape of the target, in the middle.
 * @param {number} width @param {number} height @param {Target} target
 * @returns {{ left: number, top: number, width: number, height: number }}
 */
export function cropOf(width, height, target) {
  const isWide = width * target.height > height * target.width;
  const across = isWide ? Math.max(1, Math.round((height * target.width) / target.height)) : width;
  const down = isWide ? height : Math.max(1, Math.min(height, Math.round((width * target.height) / target.width)));
  return { left: (width - across) >> 1, top: (height - down) >> 1, width: across, height: down };
}

/**
 * Which new pixels each old one is part of, along one side: a side is `from * to` units long, an old pixel `to`, a new one `from`.
 * @param {number} from old pixels @param {number} to new ones
 * @returns {{ at: number, weight: number }[][]} by old pixel
 */
function sharesOf(from, to) {
  return Array.from({ length: from }, (_, i) => {
    const shares = [];
    for (let at = Math.floor((i * to) / from); at < to && at * from < (i + 1) * to; ++at)
      shares.push({ at, weight: Math.min((i + 1) * to, (at + 1) * from) - Math.max(i * to, at * from) });
    return shares;
  });
}

/**
 * @param {Pixels} pixels @param {Target} target
 * @returns {Uint8Array} channel by channel, row by row: [channels, height, width]
 */
export function scaled({ width, height, rgba }, target) {
  const channels = target.colour ? 3 : 1;
  const crop = cropOf(width, height, target);
  const across = sharesOf(crop.width, target.width);
  const down = sharesOf(crop.height, target.height);
  const plane = target.height * target.width;
  // Sums of whole numbers below 2^53 are exact, in whatever order.
  const sums = new Float64Array(channels * plane);
  const row = new Float64Array(channels * target.width);
  const values = [0, 0, 0];
  for (let y = 0; y < crop.height; ++y) {
    row.fill(0);
    for (let x = 0; x < crop.width; ++x) {
      const i = 4 * ((crop.top + y) * width + crop.left + x);
      const opacity = rgba[i + 3];
      for (let c = 0; c < 3; ++c) values[c] = opacity === 255 ? rgba[i + c] : onWhite(rgba[i + c], opacity);
      if (!target.colour) values[0] = lumaOf(values[0], values[1], values[2]);
      for (const { at, weight } of across[x])
        for (let c = 0; c < channels; ++c) row[c * target.width + at] += weight * values[c];
    }
    for (const { at, weight } of down[y])
      for (let c = 0; c < channels; ++c)
        for (let x = 0; x < target.width; ++x)
          sums[c * plane + at * target.width + x] += weight * row[c * target.width + x];
  }
  const area = crop.width * crop.height;
  return Uint8Array.from(sums, (sum) => Math.floor((2 * sum + area) / (2 * area)));
}
