// Modules that exist only in the build, and what it writes into others.

/** What the service worker keeps, written in by tools/offline.js. */
declare const BUILD: { version: string; files: Record<string, string> };

/** MathML of every function's formulas, written by tools/formulas.js at build time. */
declare module 'virtual:formulas' {
  const formulas: Record<string, { value: string; slope: string }>;
  export default formulas;
}

/** The address of elements/live-figure.js as it was built, written by tools/site/addresses.js. */
declare module 'virtual:figure-address' {
  const address: string;
  export default address;
}

/** The training engine's WASM, gzip in base64, written by tools/package/modules.js. */
declare module 'virtual:engine-bytes' {
  const base64: string;
  export default base64;
}

/** A file of the site as text. */
declare module '*?raw' {
  const text: string;
  export default text;
}

/** A worker's entry with all that it imports as one classic script, written by tools/site/worker-text.js. */
declare module 'virtual:worker-text/*' {
  const text: string;
  export default text;
}
