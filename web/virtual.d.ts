// Modules that exist only in the build, and what it writes into others.

/** What the service worker keeps, written in by tools/offline.js. */
declare const BUILD: { version: string; files: Record<string, string> };

/** MathML of every function's formulas, written by tools/formulas.js at build time. */
declare module 'virtual:formulas' {
  const formulas: Record<string, { value: string; slope: string }>;
  export default formulas;
}

/** A worker's entry with all that it imports as one classic script, written by tools/worker-text.js. */
declare module 'virtual:worker-text/*' {
  const text: string;
  export default text;
}
