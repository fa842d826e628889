// Modules that exist only in the build.

/** MathML of every function's formulas, written by tools/formulas.js at build time. */
declare module 'virtual:formulas' {
  const formulas: Record<string, { value: string; slope: string }>;
  export default formulas;
}
