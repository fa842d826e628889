// Every state of the page: the way it is reached in a real browser, and what the page says there. Knows no test.
import { curvesReady, showView, trainingReady } from '../harness.js';
import {
  allBegun,
  blockStorage,
  fillStorage,
  inWorkers,
  kEndOnPlay,
  kLost,
  kNoSimd,
  kNoWasm,
  kNoWasmPolicy,
  kTrapOnDemand,
  press,
  showPart,
  slowDown,
} from './reach.js';

/** @typedef {any} Page */
/** @typedef {import('./reach.js').Look} Look */

/**
 * @typedef {object} State
 * @property {string} state
 * @property {string} [path] of the link
 * @property {Parameters<typeof import("./reach.js").openAt>[3]} [with] what the browser, the server or the page lacks
 * @property {(page: Page) => Promise<unknown>} [reach] what is done on the page
 * @property {string} where the text is found
 * @property {RegExp} says
 * @property {RegExp} [prints] what the browser itself writes in the console there
 */

const kTrain = '#v1:view=training';
const kShort = `${kTrain}&set=training.epochs=1`;
const kLong = `${kTrain}&set=training.epochs=400`;
const kRows = Array.from({ length: 40_000 }, (_, i) => `${Math.sin(i).toFixed(6)},${i % 7},${i % 2 ? 'odd' : 'even'}`);
const kTable = {
  version: 1,
  data: { source: 'csv', file: 'points.csv', target: 'kind', features: 2, classes: 2, train: 80, validation: 20 },
  network: {
    activation: { name: 'relu' },
    layers: [{ type: 'dense', units: 4 }, { type: 'activation' }, { type: 'dense', units: 2 }],
  },
  training: { optimizer: { name: 'sgd', learningRate: 0.1 }, batchSize: 10, epochs: 2 },
};

/** @param {Page} page */
async function train(page) {
  await trainingReady(page);
  await press(page, 'Train');
}

/** Trains so slowly that the processor is free for what looks at the page. @param {Page} page */
async function trainSlowly(page) {
  await trainingReady(page);
  await page.evaluate(() => /** @type {any} */ (document.querySelector('activation-training-view')).model.setPace(10));
  await press(page, 'Train');
}

/** @param {Page} page */
async function trainToTheEnd(page) {
  await train(page);
  await page.getByRole('button', { name: 'Train again' }).waitFor({ timeout: 60_000 });
  await showPart(page, 'Results');
}

/** @param {Page} page @param {unknown} experiment */
async function use(page, experiment) {
  await trainingReady(page);
  await page.evaluate((/** @type {unknown} */ one) => {
    /** @type {any} */ (document.querySelector('activation-training-view')).onExperiment(one);
  }, experiment);
}

/** @param {Page} page @param {number} index of a worker @param {() => void} act */
async function inWorker(page, index, act) {
  await allBegun(page);
  await page.workers()[index].evaluate(act);
}

const kMissing = /Failed to load resource: the server responded with a status of 404/;

/** @type {State[]} */
export const kStates = [
  { state: 'first visit', where: 'activation-function-row h3 >> nth=1', says: /^ELU$/, reach: curvesReady },
  {
    state: 'loading: the training engine is on its way',
    path: kTrain,
    with: { prepare: (page) => page.context().route(/training-[^/]*\.wasm$/, () => {}) },
    reach: (page) => showPart(page, 'Results'),
    where: 'activation-run-progress .where >> nth=0',
    says: /^loading…/,
  },
  {
    state: 'loading: a download of over a second says how far it is and how long it takes',
    path: kTrain,
    with: { overrides: { '^data/csv/points\\.csv$': `a,b,kind\n${kRows.join('\n')}\n` } },
    reach: async (page) => {
      await use(page, kTable);
      await page.locator('activation-data-files').waitFor();
      await page.waitForLoadState('networkidle');
      await slowDown(page);
      await press(page, 'Fetch');
      await page.locator('activation-data-files [role=progressbar]').waitFor();
    },
    where: 'activation-data-files .progress span',
    says: /^points\.csv: [\d. ]+(kB|MB) of \d+ kB, \d+ s left$/,
  },
  {
    state: 'empty: no run yet, nothing recorded',
    path: kTrain,
    reach: async (page) => {
      await use(page, { ...kTable, data: { source: 'circle', train: 100, validation: 50 } });
      await showPart(page, 'Results');
    },
    where: 'activation-run-results p.soft',
    says: /^The result of each run appears here when it ends\.$/,
  },
  {
    state: 'empty: recorded results before the first run',
    path: kTrain,
    reach: (page) => showPart(page, 'Results'),
    where: 'activation-run-results .recorded',
    says: /^Recorded with the command line.* Train runs it here/,
  },
  {
    state: 'empty: no function is drawn',
    path: '#v1:fn=nosuch',
    reach: (page) => press(page, 'Remove'),
    where: 'activation-curves-view .side > p.soft',
    says: /^No function is drawn\. Add one here\.$/,
  },
  {
    state: 'empty: no recent runs',
    path: '#experiments',
    where: 'activation-recent-list p.soft',
    says: /^What you train is listed here, on this device only\.$/,
  },
  {
    state: 'empty: Layers without a run',
    path: '#v1:view=layers',
    reach: (page) =>
      use(page, { ...kTable, data: { source: 'circle', train: 100, validation: 50 } }).then(() =>
        showView(page, 'layers'),
      ),
    where: 'activation-layers-view .empty',
    says: /^Nothing to show yet\. Train a network/,
  },
  {
    state: 'running',
    path: kLong,
    reach: (page) => trainSlowly(page).then(() => allBegun(page)),
    where: 'activation-run-controls .overall',
    says: /^\d+\s% · .*left$/,
  },
  {
    state: 'paused',
    path: kLong,
    reach: async (page) => {
      await trainSlowly(page);
      await allBegun(page);
      await press(page, 'Pause');
      await page.getByRole('button', { name: 'Resume' }).waitFor();
    },
    where: 'activation-run-controls .overall',
    says: /^\d+\s% · paused$/,
  },
  {
    state: 'finished',
    path: kShort,
    reach: trainToTheEnd,
    where: 'activation-run-results .sentences li >> nth=0',
    says: /ahead|differ|significant/,
  },
  {
    state: 'failed: a bad experiment',
    path: kTrain,
    reach: (page) => use(page, { ...kTable, data: { source: 'circle', train: -5, validation: 50 } }),
    where: 'activation-run-controls .overall',
    says: /^Fix the highlighted fields first\.$/,
  },
  {
    state: 'failed: the worker of a run is lost for good',
    path: kLong,
    with: { overrides: kLost, prepare: (page) => inWorkers(page, kEndOnPlay) },
    reach: async (page) => {
      await trainSlowly(page);
      await showPart(page, 'Results');
    },
    where: 'activation-run-progress [role=alert] >> nth=0',
    says: /^This run has failed: its worker was lost 4 times in a row \(last: the worker ended unexpectedly.*\)\. Try again; smaller batches or fewer units/,
  },
  {
    state: 'diverged and collapsed',
    path: `${kShort};training.optimizer.learningRate=1`,
    reach: trainToTheEnd,
    where: 'activation-run-results .failed',
    says: /ReLU collapsed to one class[\s\S]*Try learning rate 0\.1[\s\S]*diverged at step \d+[\s\S]*Clip the gradient/,
  },
  {
    state: 'no WASM SIMD',
    with: { flags: kNoSimd },
    where: 'activation-curves-view [role=alert]',
    says: /^This browser has no WebAssembly SIMD.*version 91, Firefox since 89, Safari since 16\.4[\s\S]*can be read without it\.$/,
  },
  {
    state: 'no WASM SIMD, the recorded results',
    path: kTrain,
    with: { flags: kNoSimd },
    reach: (page) => showPart(page, 'Results'),
    where: 'activation-run-results .sentences',
    says: /significant|ahead/,
  },
  {
    state: 'no WASM SIMD, in the place of the network',
    path: kTrain,
    with: { flags: kNoSimd },
    where: 'activation-absent-bench .network >> visible=true',
    says: /ReLU, 85.002 parameters, first to last:\s+dense 256\s+activation\s+dense 256[\s\S]*With the engine, each layer is drawn here/,
  },
  {
    state: 'no WASM SIMD, in the place of the data',
    path: kTrain,
    with: { flags: kNoSimd },
    reach: (page) => showPart(page, 'Data'),
    where: 'activation-absent-bench .data >> visible=true',
    says: /shifted gaussian: 6.000 training, 2.000 validation samples\.\s+With the engine, the samples are drawn here/,
  },
  {
    state: 'no WebAssembly',
    with: { flags: kNoWasm },
    where: 'activation-curves-view [role=alert]',
    says: /^This browser runs no WebAssembly.*Lockdown Mode.*another browser/,
  },
  {
    state: 'no WebAssembly, in the Train view',
    path: kTrain,
    with: { flags: kNoWasm },
    where: 'activation-training-view [role=alert]',
    says: /^This browser runs no WebAssembly.*Lockdown Mode.*another browser/,
  },
  {
    state: 'the policy of the site forbids WebAssembly',
    with: { policy: kNoWasmPolicy },
    where: 'activation-curves-view [role=alert]',
    says: /^This site forbids WebAssembly.*needs 'wasm-unsafe-eval' in script-src/,
    prints: /Content Security Policy/,
  },
  {
    state: 'the policy of the site forbids WebAssembly, in the Train view',
    path: kTrain,
    with: { policy: kNoWasmPolicy },
    where: 'activation-training-view [role=alert]',
    says: /^This site forbids WebAssembly.*needs 'wasm-unsafe-eval' in script-src/,
    prints: /Content Security Policy/,
  },
  {
    state: 'the file of the curves’ engine did not arrive',
    with: { overrides: { 'curves-[^/]*\\.wasm$': null } },
    where: 'activation-curves-view [role=alert]',
    says: /curves\.wasm did not arrive \(404 Not Found\)\. Check the connection, then try again\.\s+Try again$/,
    prints: kMissing,
  },
  {
    state: 'the file of the training engine did not arrive',
    path: kTrain,
    with: { overrides: { 'training-[^/]*\\.wasm$': null } },
    where: 'activation-training-view [role=alert]',
    says: /training\.wasm did not arrive \(404 Not Found\)\. Check the connection, then try again\.\s+Try again$/,
    prints: kMissing,
  },
  {
    state: 'the file of the worker did not arrive',
    path: kTrain,
    // Nor the same as text, nor what the page itself would run.
    with: { overrides: { '(browser-worker-entry|host)-[^/]*\\.js$': null } },
    where: 'activation-training-view [role=alert]',
    says: /the file of their worker did not arrive\. Check the connection, then try again\.\s+Try again$/,
    prints: kMissing,
  },
  {
    state: 'worker died: replaced, and goes on',
    path: kLong,
    reach: async (page) => {
      await trainSlowly(page);
      await inWorker(page, 2, () => self.close());
      await showPart(page, 'Results');
    },
    where: 'activation-run-progress .note',
    says: /^Its worker was lost \(the worker ended unexpectedly.*\); another (went on after epoch \d+|began again), with the same numbers\.$/,
  },
  {
    state: 'the engine broke off: its worker is replaced',
    path: kLong,
    with: { prepare: (page) => inWorkers(page, kTrapOnDemand) },
    reach: async (page) => {
      await trainSlowly(page);
      await inWorker(page, 2, () => {
        /** @type {any} */ (self).trap = true;
      });
      await showPart(page, 'Results');
    },
    where: 'activation-run-progress .note',
    says: /^Its worker was lost \(unreachable\); another (went on after epoch \d+|began again), with the same numbers\.$/,
  },
  {
    state: 'data blocked: the policy forbids the address',
    path: '#v1:train=mnist-mlp&view=training',
    reach: async (page) => {
      await trainingReady(page);
      await page.locator('activation-data-files input[name=address]').fill('https://example.org/mnist/');
      await press(page, 'Fetch');
    },
    where: 'activation-data-files p.error',
    says: /this page's policy does not allow https:\/\/example\.org; .*\nDownload the files and choose them from your disk instead\./,
    prints: /Content Security Policy/,
  },
  {
    state: 'data missing: nothing at the address',
    path: '#v1:train=mnist-mlp&view=training',
    reach: (page) => trainingReady(page).then(() => press(page, 'Fetch')),
    where: 'activation-data-files p.error',
    says: /there is nothing at .*; the other 3 were not asked for\nDownload the files/,
    prints: kMissing,
  },
  {
    state: 'storage full: the runs on screen',
    path: kShort,
    with: { prepare: fillStorage },
    reach: trainToTheEnd,
    where: 'activation-training-view .remark',
    says: /^These runs are not kept for a reload: this device has no space left for the page\./,
  },
  {
    state: 'storage full: the list of trainings',
    path: kShort,
    with: { prepare: fillStorage },
    reach: (page) => trainToTheEnd(page).then(() => showView(page, 'experiments')),
    where: 'activation-recent-list [role=status]',
    says: /^The last training is not in this list: this device has no space left for the page\. Forget trainings or data files here/,
  },
  {
    state: 'storage full: a chosen file',
    path: kTrain,
    with: { prepare: fillStorage },
    reach: async (page) => {
      await use(page, kTable);
      await page.locator('activation-data-files input[type=file]').setInputFiles([
        {
          name: 'points.csv',
          mimeType: 'text/csv',
          buffer: Buffer.from(`a,b,kind\n${kRows.slice(0, 100).join('\n')}\n`),
        },
      ]);
      await page.waitForFunction(
        () => !(/** @type {any} */ (document.querySelector('activation-training-view')).blocked),
      );
    },
    where: 'activation-data-files p[role=status]:not(.error)',
    says: /^Not kept for the next visit: this device has no space left for the page\. The files are used now/,
  },
  {
    state: 'storage blocked: the runs on screen',
    path: kShort,
    with: { prepare: blockStorage },
    reach: trainToTheEnd,
    where: 'activation-training-view .remark',
    says: /^These runs are not kept for a reload: the browser lets this page store nothing/,
  },
  {
    state: 'storage blocked: the list of trainings',
    path: '#experiments',
    with: { prepare: blockStorage },
    where: 'activation-recent-list p.soft',
    says: /^Trainings are not listed here: the browser lets this page store nothing\./,
  },
  {
    state: 'offline, before the site is kept (kept: see offline.test.js)',
    // Training is loaded by then, and the statistics of the recorded result: what is open goes on working.
    reach: async (page) => {
      await trainingReady(page);
      await page.locator('activation-run-results .sentences li').first().waitFor({ state: 'attached' });
      await showView(page, 'curves');
      await curvesReady(page);
      await page.waitForLoadState('networkidle');
      await page.context().setOffline(true);
    },
    where: '#connection',
    says: /^Offline: what is open goes on working\./,
  },
];
