// Whether a page's policy lets WebAssembly be compiled: asked before an engine is loaded, where something else can be shown.

/** (module) */
const kEmpty = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);

/** Whether this page may compile anything: what is valid and is not compiled is forbidden. */
export function mayCompile() {
  try {
    return new WebAssembly.Module(kEmpty) !== undefined;
  } catch {
    return false;
  }
}
