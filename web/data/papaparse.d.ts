// What is used of Papa Parse.
declare module 'papaparse' {
  interface Options {
    delimiter: string;
    newline: string;
    quoteChar: string;
  }
  interface Result {
    data: string[][];
    errors: { type: string; code: string; message: string; row?: number }[];
    meta: { delimiter: string; cursor: number };
  }
  const Papa: {
    parse(text: string, options: Options): Result;
    /** What streams are read with: where the last row is left to the next piece, `meta.cursor` is where that begins. */
    Parser: new (
      options: Options,
    ) => { parse(text: string, from: number, leavesLastRow: boolean): Result };
  };
  export default Papa;
}
