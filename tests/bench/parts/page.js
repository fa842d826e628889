// How the page answers while it works, in headless Chromium on localhost: a pause, a slider with eight functions, and the
// longest task of the main thread while four runs train.
import { curvesReady, launchChromium, openPage, serveSite, trainingReady, trainOnPage } from '../../browser/harness.js';
import { printTable } from '../support/report.js';

const kShort = '#v1:set=training/epochs=4';

/** The longest of four runs' answers to a pause, in milliseconds. @param {any} browser @param {string} url */
async function pauseAnswer(browser, url) {
  const { page, context } = await openPage(browser, `${url}#v1:set=training/epochs=400`);
  await trainingReady(page);
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await page.waitForFunction(() =>
    /** @type {any} */ (document.querySelector('activation-training-view')).model.trials.every(
      (/** @type {any} */ trial) => trial.records.length > 0,
    ),
  );
  const milliseconds = await page.evaluate(async () => {
    const { model } = /** @type {any} */ (document.querySelector('activation-training-view'));
    const start = performance.now();
    await Promise.all(model.trials.map((/** @type {any} */ trial) => trial.run.pause()));
    return performance.now() - start;
  });
  await context.close();
  return milliseconds;
}

/** @param {any} browser @param {string} url */
async function longestTask(browser, url) {
  const { page, context } = await openPage(browser, url + kShort);
  await trainingReady(page);
  const longest = await longestMainTask(browser, page, () => trainOnPage(page));
  await context.close();
  return longest;
}

/**
 * Processor time of the main thread's longest task, since on a busy machine a task is as long as what interrupts it.
 * @param {any} browser @param {any} page @param {() => Promise<unknown>} work what is done meanwhile
 * @returns {Promise<number>} milliseconds
 */
export async function longestMainTask(browser, page, work) {
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline'] });
  await work();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const mains = new Set(
    traceEvents
      .filter((/** @type {any} */ one) => one.name === 'thread_name' && one.args.name === 'CrRendererMain')
      .map((/** @type {any} */ one) => `${one.pid}:${one.tid}`),
  );
  return Math.max(
    ...traceEvents
      .filter(
        (/** @type {any} */ one) =>
          one.ph === 'X' && one.name.endsWith('RunTask') && mains.has(`${one.pid}:${one.tid}`),
      )
      .map((/** @type {any} */ one) => (one.tdur ?? 0) / 1000),
  );
}

/**
 * The median step of a slider, and of bare drawing of as many points. @param {any} page
 * @returns {Promise<{ step: number, bare: number }>}
 */
async function sliderStep(page) {
  return page
    .locator('activation-function-row input[type=range]')
    .first()
    .evaluate(async (/** @type {any} */ input) => {
      /** The median of what a change and the drawing of its frame take. @param {(i: number) => void} change */
      const cost = async (change) => {
        const costs = [];
        for (let i = 0; i < 60; ++i) {
          await new Promise((resolve) => requestAnimationFrame(resolve));
          const start = performance.now();
          change(i);
          // Lit updates in microtasks: a macrotask later everything is drawn.
          await new Promise((resolve) => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = resolve;
            port2.postMessage(0);
          });
          costs.push(performance.now() - start);
        }
        costs.sort((a, b) => a - b);
        return costs[Math.floor(costs.length / 2)];
      };
      const step = await cost((i) => {
        input.value = String(0.02 * i);
        input.dispatchEvent(new Event('input', { bubbles: true }));
      });
      // As many points drawn again and nothing else: what this machine can do without a graphics card.
      const namespace = 'http://www.w3.org/2000/svg';
      const svg = document.createElementNS(namespace, 'svg');
      svg.setAttribute('style', 'position: fixed; inset: 0; width: 100%; height: 100%; fill: none; stroke: red');
      const paths = Array.from({ length: 16 }, () => svg.appendChild(document.createElementNS(namespace, 'path')));
      document.body.append(svg);
      const bare = await cost((i) => {
        for (const [k, path] of paths.entries()) {
          const points = Array.from(
            { length: 512 },
            (_, x) => `${1.5 * x} ${300 + 100 * Math.sin((x + i + 40 * k) / 60)}`,
          );
          path.setAttribute('d', `M${points.join('L')}`);
        }
      });
      svg.remove();
      return { step, bare };
    });
}

export async function measurePage() {
  const site = await serveSite();
  /** @type {any} */
  let browser;
  try {
    browser = await launchChromium();
    const pause = await pauseAnswer(browser, site.url);
    const task = await longestTask(browser, site.url);
    const { page, context } = await openPage(browser, `${site.url}#v1:fn=relu,elu,leaky-relu,gelu,silu,mish,selu,tanh`);
    await curvesReady(page);
    const { step, bare } = await sliderStep(page);
    await context.close();
    // Without a graphics card the drawing itself may take longer than a frame.
    const slider = Math.max(16, 2.5 * bare);
    const rows = [
      { what: 'pause of four runs answered', milliseconds: pause, limit: 200 },
      { what: 'longest main-thread task while four runs train', milliseconds: task, limit: 50 },
      { what: 'slider step with eight functions', milliseconds: step, limit: slider },
    ];
    console.log(`milliseconds; bare drawing of a slider step's points takes ${bare.toFixed(1)}`);
    printTable(
      ['', 'measured', 'limit'],
      rows.map(({ what, milliseconds, limit }) => [what, milliseconds.toFixed(1), limit.toFixed(0)]),
    );
    return {
      data: rows,
      goals: rows.map(({ what, milliseconds, limit }) => ({
        what,
        measured: `${milliseconds.toFixed(1)} ms`,
        goal: `at most ${limit.toFixed(0)} ms`,
        met: milliseconds <= limit,
      })),
    };
  } finally {
    await browser?.close();
    await site.close();
  }
}
