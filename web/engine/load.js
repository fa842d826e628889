// Compiles and starts an engine from its glue and its WASM. It runs in the page, in a worker and under Node alike, and
// knows no DOM, no Worker and no file.

/**
 * @typedef {{wasmBinary?: BufferSource, module?: WebAssembly.Module, url?: string | URL}} Source the engine's bytes, or a
 *   module compiled from them (which several workers can share), or their address
 * @typedef {{binding: any, module: WebAssembly.Module, memory?: WebAssembly.Memory}} Instance
 */

/**
 * Every engine has a heap of its own; after a trap it must be thrown away.
 * @param {(options: Record<string, unknown>) => Promise<any>} createModule the glue @param {Source} source
 * @returns {Promise<Instance>}
 * @throws {Error} where the address cannot be fetched or the bytes are no WASM this machine can run
 */
export async function instantiate(createModule, source) {
  const module = source.module ?? (await compile(source));
  /** @type {WebAssembly.Memory | undefined} */
  let memory;
  const binding = await createModule({
    // The glue would look for the file beside itself, and a worker that is made of text is nowhere.
    locateFile: (/** @type {string} */ name) => name,
    instantiateWasm: (
      /** @type {WebAssembly.Imports} */ imports,
      /** @type {(i: WebAssembly.Instance, m: WebAssembly.Module) => void} */ done,
    ) => {
      const instance = new WebAssembly.Instance(module, imports);
      // Its name is shortened by the linker, its type is not.
      memory = Object.values(instance.exports).find((e) => e instanceof WebAssembly.Memory);
      done(instance, module);
      return instance.exports;
    },
  });
  return { binding, module, memory };
}

/** @param {Source} source */
async function compile({ wasmBinary, url }) {
  if (wasmBinary) return WebAssembly.compile(wasmBinary);
  if (!url) throw new TypeError('an engine is loaded from wasmBinary, module or url');
  const response = await fetch(url).catch((error) => {
    throw new Error(`the engine could not be fetched: ${error.message}`);
  });
  if (!response.ok) throw new Error(`the engine could not be fetched: ${response.status} ${response.statusText}`);
  // Compiled while it arrives, where the host names the type that this needs.
  const type = response.headers.get('content-type') ?? '';
  if (type.split(';')[0].trim() === 'application/wasm') return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
}
