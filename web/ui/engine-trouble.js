// What is said in the place of a section whose engine did not start.

/** @param {string} file the engine's @param {unknown} error */
export function engineTrouble(file, error) {
  const reason = error instanceof Error ? error.message : String(error);
  return `The calculations could not start. Either the file ${file} did not arrive, or this site forbids WebAssembly (its content security policy needs 'wasm-unsafe-eval'). The browser says: ${reason}`;
}
