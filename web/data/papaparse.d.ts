// What is used of Papa Parse.
declare module 'papaparse' {
  interface Result {
    data: string[][];
    errors: { type: string; code: string; message: string; row?: number }[];
    meta: { delimiter: string };
  }
  const Papa: { parse(text: string, options: { delimiter: string; newline: string; quoteChar: string }): Result };
  export default Papa;
}
