// From the start of navigation to the frame with the first curve, in headless Chromium on localhost, nothing cached.
import { launchChromium, serveSite } from '../../browser/harness.js';
import { median } from '../support/measure.js';
import { printTable } from '../support/report.js';

const kContexts = 9;
const kLimit = 300;

/** Runs in the page before its own code: says when the first frame that has a curve in it is painted. */
function watch() {
  // Elements of shadow trees are out of an observer's reach: each frame looks, which costs the page next to nothing.
  const hasCurve = (/** @type {Document | ShadowRoot} */ root) => {
    for (const element of root.querySelectorAll('*')) {
      if (element.matches('path.curve[d]') || (element.shadowRoot && hasCurve(element.shadowRoot))) return true;
    }
    return false;
  };
  let isFound = false;
  // A message that is sent before a frame is painted arrives after it.
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => console.debug(`first curve ${performance.now()}`);
  const look = () => {
    if (isFound || !hasCurve(document)) return;
    isFound = true;
    port2.postMessage('');
  };
  const lookEachFrame = () => {
    look();
    if (!isFound) requestAnimationFrame(lookEachFrame);
  };
  requestAnimationFrame(lookEachFrame);
  // The chart draws when it hears of its width, which is after a frame's callbacks and before it is painted.
  window.ResizeObserver = class extends ResizeObserver {
    /** @param {ResizeObserverCallback} callback */
    constructor(callback) {
      super((...given) => {
        callback(...given);
        look();
      });
    }
  };
}

/** Milliseconds since the navigation began. @param {any} browser @param {string} address */
async function firstCurve(browser, address) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(watch);
  // The page says it: to ask it would load Playwright's own script into it, which takes as long as a curve.
  const said = page.waitForEvent('console', (/** @type {any} */ one) => one.text().startsWith('first curve '));
  await page.goto(address, { waitUntil: 'commit' });
  const milliseconds = Number((await said).text().split(' ')[2]);
  await context.close();
  return milliseconds;
}

export async function measureFirstCurve() {
  const pages = [
    { what: 'page', path: 'index.html' },
    { what: 'curves embed', path: 'embed.html#v1:view=curves&fn=relu,elu(alpha:0.5)' },
  ];
  const site = await serveSite();
  /** @type {any} */
  let browser;
  try {
    browser = await launchChromium();
    const times = pages.map(() => /** @type {number[]} */ ([]));
    for (let i = 0; i < kContexts + 1; ++i) {
      for (const [index, { path }] of pages.entries()) {
        const milliseconds = await firstCurve(browser, site.url + path);
        if (i > 0) times[index].push(milliseconds); // the first context starts Chromium's own parts
      }
    }
    const results = pages.map(({ what }, index) => ({
      what,
      median: median(times[index]),
      fewest: Math.min(...times[index]),
      most: Math.max(...times[index]),
    }));
    console.log(`milliseconds from navigation start to the first curve painted, ${kContexts} fresh contexts`);
    printTable(
      ['', 'median', 'fewest', 'most', 'limit'],
      results.map((r) => [r.what, r.median.toFixed(0), r.fewest.toFixed(0), r.most.toFixed(0), `${kLimit}`]),
    );
    return {
      data: results,
      goals: results.map((r) => ({
        what: `first curve, ${r.what}`,
        measured: `${r.median.toFixed(0)} ms`,
        goal: `at most ${kLimit} ms`,
        met: r.median <= kLimit,
      })),
    };
  } catch (error) {
    console.log(`not measured: ${/** @type {Error} */ (error).message.split('\n')[0]}`);
    return {
      data: undefined,
      goals: [{ what: 'first curve', measured: '-', goal: `at most ${kLimit} ms`, met: undefined }],
    };
  } finally {
    await browser?.close();
    await site.close();
  }
}
