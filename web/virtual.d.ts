// Modules that exist only in the build.

/** MathML of every function's formulas, written by tools/formulas.js at build time. */
declare module 'virtual:formulas' {
  const formulas: Record<string, { value: string; slope: string }>;
  export default formulas;
}

/** Comlink ships this adapter without types. */
declare module 'comlink/dist/esm/node-adapter.mjs' {
  export default function nodeEndpoint(endpoint: unknown): import('comlink').Endpoint;
}
