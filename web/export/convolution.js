// Where a convolution lies on its input: what every form of export says in its own way.

/**
 * @param {import('./checked.js').Layer} layer a convolution @param {{ height: number, width: number }} input
 * @returns {{ kernel: [number, number], height: number, width: number, pads: { top: number, left: number, bottom: number, right: number } }}
 *   height, width: of the output; pads: zeros around the input
 */
export function placementOf({ kernel: given, stride, padding }, input) {
  /** @type {[number, number]} */
  const kernel = Array.isArray(given) ? given : [given, given];
  const isSame = padding === 'same';
  const placesOf = (/** @type {number} */ side, /** @type {number} */ of) =>
    isSame ? Math.ceil(side / stride) : Math.floor((side - of) / stride) + 1;
  const [height, width] = [placesOf(input.height, kernel[0]), placesOf(input.width, kernel[1])];
  const zerosOf = (/** @type {number} */ places, /** @type {number} */ of, /** @type {number} */ side) =>
    isSame ? Math.max(0, (places - 1) * stride + of - side) : 0;
  const [tall, wide] = [zerosOf(height, kernel[0], input.height), zerosOf(width, kernel[1], input.width)];
  const pads = {
    top: Math.floor(tall / 2),
    left: Math.floor(wide / 2),
    bottom: Math.ceil(tall / 2),
    right: Math.ceil(wide / 2),
  };
  return { kernel, height, width, pads };
}
