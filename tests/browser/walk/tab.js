// What the walk asks of a browser, in words that every one of them has: one tab that opens addresses, evaluates functions
// and gets real keys. Waiting is for a state of the page, never for a time. Knows neither a browser nor the page.
import { existsSync, readFileSync } from 'node:fs';

/** @typedef {'Tab' | 'Enter' | 'ArrowRight'} Key */

/**
 * @typedef {object} Tab
 * @property {(address: string) => Promise<void>} open a new document; what the one before has reported is forgotten
 * @property {<A extends unknown[], R>(run: (...values: A) => R, ...values: A) => Promise<Awaited<R>>} evaluate runs a function in
 *   the page, which sees nothing of the test but its arguments; both ways only what JSON holds
 * @property {(key: Key) => Promise<void>} press as a keyboard does: the browser decides what comes of it
 * @property {() => Promise<Buffer>} screenshot PNG of what the window shows
 * @property {() => Promise<string[]>} problems the errors since the document was opened of which the browser itself gives notice
 * @property {() => Promise<void>} close the browser with all its processes and files
 */

/** The size of the window in which the page is walked through. */
export const kWindow = { width: 1280, height: 900 };

/** How long a page may take, on a machine with ten times the work that it has cores for. */
const kMilliseconds = 240_000;

/**
 * Waits until a function gives something true in the page, and gives that.
 * @template {unknown[]} A @template R
 * @param {Tab} tab @param {string} what is awaited, for the error @param {(...values: A) => R} run @param {A} values
 * @returns {Promise<NonNullable<Awaited<R>>>}
 */
export async function waitFor(tab, what, run, ...values) {
  const end = Date.now() + kMilliseconds;
  for (;;) {
    const given = await tab.evaluate(run, ...values);
    if (given) return given;
    if (Date.now() > end)
      throw new Error(`after ${kMilliseconds / 1000} s still not: ${what}; ${(await tab.problems()).join('; ')}`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

/** Names what has the focus, through all shadow roots: its element, its type and its label. @param {Tab} tab */
export const focused = (tab) =>
  tab.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    const label = element?.getAttribute('aria-label') ?? element?.textContent ?? '';
    return [element?.localName, element?.getAttribute('type'), label.trim()].filter(Boolean).join(' ');
  });

/**
 * Presses Tab until the focus is on what is looked for.
 * @param {Tab} tab @param {RegExp} name of `focused` @param {number} [most] presses
 */
export async function tabTo(tab, name, most = 60) {
  const passed = [];
  for (let presses = 0; presses < most; ++presses) {
    await tab.press('Tab');
    const now = await focused(tab);
    if (name.test(now)) return;
    passed.push(now.slice(0, 30));
  }
  throw new Error(`${most} presses of Tab do not lead to ${name}, but to ${passed.join(', ')}`);
}

/** Debian has all three browsers as packages, and CI none of them missing: there a browser that is not found is a failure. */
const isRequired = () =>
  Boolean(process.env.CI) ||
  (existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8')));

/**
 * What a test of a browser says where its program is missing.
 * @param {boolean} isFound @param {string} packages that have it
 * @returns {false | string} the reason to skip it @throws {Error} where it must not be skipped
 */
export function missing(isFound, packages) {
  if (isFound) return false;
  if (isRequired()) throw new Error(`${packages} must be installed: ./build.sh test installs it`);
  return `${packages} is not installed`;
}
