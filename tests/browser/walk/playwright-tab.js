// A tab of Chromium or Firefox by Playwright. Firefox is the system's own, which Playwright drives by WebDriver BiDi; the
// package is pinned, since Playwright promises this for no release of it. Knows no test.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { launchChromium } from '../harness.js';
import { kWindow } from './tab.js';

const require = createRequire(new URL('../../../web/package.json', import.meta.url));
const { firefox } = require('playwright-core');

/** The first that runs: Ubuntu's /usr/bin/firefox only says that there is a snap. @returns {string | undefined} */
export const findFirefox = () =>
  [
    process.env.FIREFOX,
    '/usr/bin/firefox-esr',
    '/usr/bin/firefox',
    '/Applications/Firefox.app/Contents/MacOS/firefox',
  ].find((path) => path && spawnSync(path, ['--version']).status === 0);

/** @returns {Promise<import('./tab.js').Tab>} */
export const chromiumTab = async () => tabOf(await launchChromium());

/** @param {string} executablePath @returns {Promise<import('./tab.js').Tab>} */
export async function firefoxTab(executablePath) {
  const browser = await firefox.launch({ channel: 'moz-firefox', executablePath });
  return tabOf(browser);
}

/** @param {any} browser @returns {Promise<import('./tab.js').Tab>} */
async function tabOf(browser) {
  const context = await browser.newContext({ viewport: kWindow });
  /** @type {any} */
  let page = null;
  /** @type {string[]} */
  let problems = [];
  return {
    async open(address) {
      // Another page for each address: Playwright waits in vain for a Firefox that only moves to another fragment.
      await page?.close();
      page = await context.newPage();
      /** @type {string[]} */
      const own = [];
      problems = own;
      page.on('console', (/** @type {any} */ message) => {
        if (message.type() === 'error') own.push(`console: ${message.text()}`);
      });
      page.on('pageerror', (/** @type {Error} */ error) => own.push(`uncaught: ${error.message}`));
      await page.goto(address);
    },
    evaluate: (run, ...values) => page.evaluate(`(${run})(...${JSON.stringify(values)})`),
    press: (key) => page.keyboard.press(key),
    screenshot: () => page.screenshot(),
    problems: async () => problems,
    close: () => browser.close(),
  };
}
