// Weights as JSON: what they are of, and each tensor's shape and numbers, row-major. Every float is written exactly.

/** @param {import('./tensors.js').Weights} weights @returns {string} */
export function weightsJson({ tensors, about }) {
  const lines = tensors.map(
    ({ name, shape, values }) => `${JSON.stringify(name)}:${JSON.stringify({ shape, values: [...values] })}`,
  );
  return `{"about":${JSON.stringify(about)},"tensors":{\n${lines.join(',\n')}\n}}\n`;
}
