// Why an engine did not start, and what can be done: loaded only when that has happened. Says it in the place of what the
// engine would have shown.
import { mayCompile } from '../engine/may-compile.js';

/** (module (func (result v128) i32.const 0 i8x16.splat i8x16.popcnt)) */
const kSimd = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
]);

/** What the browsers say where the policy of a page or a worker forbids to compile. */
const kForbidden = /content security policy|blocked by CSP|disallowed by embedder|Refused to create a WebAssembly/i;

/** @typedef {{ text: string, again: boolean }} Trouble again: whether another try may do better */

/** @param {string} file the engine's @param {unknown} error @returns {Trouble} */
export function engineTrouble(file, error) {
  const reason = error instanceof Error ? error.message : String(error);
  // Only the whole page has them.
  const readable = document.querySelector('activation-experiment-list')
    ? ' The results recorded under Experiments can be read without it.'
    : '';
  if (typeof WebAssembly !== 'object')
    return {
      text: `This browser runs no WebAssembly, which every calculation here needs. Lockdown Mode and some companies' settings turn it off: allow it for this site, or open the page in another browser.${readable}`,
      again: false,
    };
  if (!WebAssembly.validate(kSimd))
    return {
      text: `This browser has no WebAssembly SIMD, which every calculation here needs. Chrome and Edge have it since version 91, Firefox since 89, Safari since 16.4; a PC's processor needs SSE4.1, as all since 2012 have. Update the browser, or open the page on another device.${readable}`,
      again: false,
    };
  if (kForbidden.test(reason) || !mayCompile())
    return {
      text: `This site forbids WebAssembly, which every calculation here needs. Whoever runs the site can allow it: its content security policy needs 'wasm-unsafe-eval' in script-src.${readable}`,
      again: false,
    };
  if (/could not be fetched/.test(reason))
    return navigator.onLine === false
      ? { text: `This device is offline, and ${file} did not arrive before. Connect it, then try again.`, again: true }
      : {
          text: `The calculations could not start: ${file} did not arrive (${reason.replace(/.*could not be fetched: /s, '')}). Check the connection, then try again.`,
          again: true,
        };
  if (/could not be loaded/.test(reason))
    return {
      text: `The calculations could not start: the file of their worker did not arrive. Check the connection, then try again.`,
      again: true,
    };
  return {
    text: `The calculations could not start. Try again; if that does not help, reload the page. The browser says: ${reason}`,
    again: true,
  };
}
