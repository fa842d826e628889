// Hears what goes wrong in a page from its first line on, in the page itself: Debian's driver of WebKit has no events. Adds a
// script to the copy of a page that the walk opens, and knows no browser.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kDist } from '../harness.js';

/** Runs in the page. A frame reports to the page around it as well, which cannot look into it. */
function listen() {
  const page = /** @type {any} */ (window);
  page.problems = [];
  const note = (/** @type {string} */ text) => {
    page.problems.push(text);
    if (window.parent !== window) window.parent.postMessage({ problem: text }, '*');
  };
  const log = console.error.bind(console);
  console.error = (...given) => {
    note(`console: ${given.join(' ')}`);
    log(...given);
  };
  // As it goes down, since what does not load is reported to its element alone.
  window.addEventListener(
    'error',
    (event) => {
      const element = /** @type {any} */ (event.target);
      // A hint only, which Firefox refuses for a module of another origin that it has already: the import itself is heard.
      if (element.rel === 'modulepreload') return;
      note(element === window ? `uncaught: ${event.message}` : `not loaded: ${element.src ?? element.href}`);
    },
    true,
  );
  window.addEventListener('unhandledrejection', ({ reason }) => note(`uncaught: ${reason}`));
  document.addEventListener('securitypolicyviolation', (event) =>
    note(`against the policy: ${event.violatedDirective}, ${event.blockedURI}`),
  );
  window.addEventListener('message', ({ data }) => {
    if (data?.problem) page.problems.push(data.problem);
  });
}

export const kListener = `(${listen})();`;

/** Ahead of the policy of the page, which speaks for what comes after it. @param {string} name of a page @param {string} script */
function withScript(name, script) {
  const text = readFileSync(join(kDist, name), 'utf8');
  if (!text.includes('<head>')) throw new Error(`${name} has no <head>`);
  return text.replace('<head>', () => `<head>${script}`);
}

/** What a site serves for its pages, whose header forbids a script in the text. */
export const listeningSite = () => ({
  '^(index\\.html)?$': withScript('index.html', '<script src="./listen.js"></script>'),
  '^embed\\.html$': withScript('embed.html', '<script src="./listen.js"></script>'),
  '^listen\\.js$': kListener,
});

/** The figure in one file. */
export const listeningFile = () => withScript('standalone.html', `<script>${kListener}</script>`);
