// One walk through the page, the embed and the figure in one file, the same text for every browser. Catches a page that one
// browser cannot show, use by keyboard or train in, and one that trains other numbers than the rest.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { fromRoot } from '../../node/support.js';
import { serveSite } from '../harness.js';
import {
  byTrial,
  kShortened,
  kTrainedOnPage,
  kWhole,
  nodeHashes,
  pageHashes,
  recordedHashes,
  shortOf,
} from './hashes.js';
import { kListener, listeningFile, listeningSite } from './listen.js';
import { focused, tabTo, waitFor } from './tab.js';

/** @typedef {import('./tab.js').Tab} Tab */

/** Longer than any step on a busy machine: a browser that hangs must not hold up the other tests. */
const kStep = { timeout: process.env.PLAYGROUND_LONG ? 1_800_000 : 300_000 };

/** Runs in the page: the paths of its curves, or null until all of them are drawn. @param {number} count */
function drawnCurves(count) {
  const chart = document
    .querySelector('activation-curves-view')
    ?.shadowRoot?.querySelector('activation-curve-chart')?.shadowRoot;
  const paths = [...(chart?.querySelectorAll('path.curve') ?? [])].map((path) => path.getAttribute('d') ?? '');
  return paths.length === count && paths.every(Boolean) ? paths : null;
}

/** Waits for curves, whose paths must have a number wherever one belongs. @param {Tab} tab @param {number} count */
async function assertDrawn(tab, count) {
  const paths = await waitFor(tab, `${count} curves are drawn`, drawnCurves, count);
  for (const path of paths) assert.match(path, /^M[\d.,eLMHVCZ +-]{10,}$/);
}

/** Runs in the page: what is wider than its place, where a scroll bar would then take room, through all shadow roots. */
function scrolledSideways() {
  /** @type {string[]} */
  const found = [];
  const look = (/** @type {Document | ShadowRoot} */ root) => {
    for (const one of root.querySelectorAll('*')) {
      if (one.shadowRoot) look(one.shadowRoot);
      const scrolls = one === document.scrollingElement || /auto|scroll/.test(getComputedStyle(one).overflowX);
      if (scrolls && one.clientWidth > 0 && one.scrollWidth > one.clientWidth)
        found.push(`${one.localName}.${one.className} of ${/** @type {any} */ (root).host?.localName}`);
    }
  };
  look(document);
  return found;
}

/** Waits until the training of the page is checked, and can begin. @param {Tab} tab */
const trainingReady = (tab) =>
  waitFor(tab, 'the experiment is checked', () => {
    const view = /** @type {any} */ (document.querySelector('activation-training-view'));
    return Boolean(view?.checked?.experiment && view.model.trials.length > 0);
  });

/** Reaches the button by Tab, presses it by Enter, and waits for every trial. @param {Tab} tab */
async function trainByKeyboard(tab) {
  await trainingReady(tab);
  await tabTo(tab, /^button (\w+ )?Train$/);
  await tab.press('Enter');
  const summaries = await waitFor(tab, 'every trial has its summary', () => {
    const { model } = /** @type {any} */ (document.querySelector('activation-training-view'));
    const given = model.trials.map((/** @type {any} */ trial) => trial.summary);
    if (!given.every(Boolean)) return null;
    return given.map((/** @type {any} */ { run, seed, hash }) => ({ run, seed, hash }));
  });
  return byTrial(summaries);
}

/** An article of another origin than the site's, which keeps what its frame posts. @param {string} figure its markup */
async function serveArticle(figure) {
  const text = `<!doctype html><title>An article</title><link rel="icon" href="data:,"><script>
    ${kListener}
    window.heard = [];
    addEventListener('message', ({ data, origin }) => window.heard.push({ data, origin }));
  </script>${figure}`;
  const server = createServer((_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' });
    response.end(text);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  server.unref();
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { url: `http://localhost:${port}/`, close: () => server.close() };
}

/** What has gone wrong in the document so far, as the page and the browser report it. @param {Tab} tab @returns {Promise<string[]>} */
const problemsOf = async (tab) => [
  ...(await tab.evaluate(() => /** @type {any} */ (window).problems ?? ['nobody listens'])),
  ...(await tab.problems()),
];

/** Keeps what the window shows, of a step that has failed. @param {Tab} tab @param {string} name */
async function keepPicture(tab, name) {
  const folder = fromRoot('tests/browser/output');
  mkdirSync(folder, { recursive: true });
  const png = await tab.screenshot().catch(() => null); // the browser itself may have failed
  if (png) writeFileSync(join(folder, `walk-${name.replace(/\W+/g, '-').slice(0, 60)}.png`), png);
}

/**
 * @param {string} name of the browser
 * @param {() => Promise<Tab>} launch
 * @param {false | string} [skip] why there is no such browser
 */
export function walkIn(name, launch, skip = false) {
  describe(`the walk in ${name}`, { skip }, () => {
    /** @type {Awaited<ReturnType<typeof serveSite>>} */
    let site;
    /** @type {Tab} */
    let tab;
    const folder = mkdtempSync(join(tmpdir(), 'walk-'));
    before(async () => {
      site = await serveSite(listeningSite());
      tab = await launch();
    }, kStep);
    after(async () => {
      await tab?.close();
      await site?.close();
      rmSync(folder, { recursive: true });
    }, kStep);

    /** A test in which the console must have no error. @param {string} what @param {() => Promise<void>} run */
    const step = (what, run) =>
      test(what, kStep, async () => {
        try {
          await run();
          assert.deepEqual(await problemsOf(tab), []);
        } catch (error) {
          await keepPicture(tab, `${name} ${what}`);
          throw error;
        }
      });

    step('the first curves are drawn', async () => {
      await tab.open(site.url);
      await assertDrawn(tab, 4); // value and slope of two functions
    });

    step('by keyboard: an arrow key moves alpha, and the curves of its function alone', async () => {
      await tabTo(tab, /^input range ELU: /);
      const before = await waitFor(tab, 'the curves are drawn', drawnCurves, 4);
      await tab.press('ArrowRight');
      const changed = await waitFor(
        tab,
        'a curve has moved',
        (earlier) => {
          const chart = document
            .querySelector('activation-curves-view')
            ?.shadowRoot?.querySelector('activation-curve-chart')?.shadowRoot;
          const now = [...(chart?.querySelectorAll('path.curve') ?? [])].map((path) => path.getAttribute('d'));
          const others = now.filter((path, i) => path !== earlier[i]);
          return others.length > 0 ? others.length : null;
        },
        before,
      );
      assert.equal(changed, 2);
      await assertDrawn(tab, 4);
      assert.match(await focused(tab), /^input range ELU: /, 'the slider keeps the focus');
    });

    step(`by keyboard: ${kTrainedOnPage} is trained, to the recorded hashes`, async () => {
      await tab.open(site.url);
      await assertDrawn(tab, 4);
      await tabTo(tab, /^a Train$/);
      await tab.press('Enter');
      await waitFor(tab, 'the view has the focus', () => document.activeElement?.localName === 'main');
      assert.deepEqual(await trainByKeyboard(tab), await recordedHashes(kTrainedOnPage));
      assert.deepEqual(await tab.evaluate(scrolledSideways), []);
    });

    step('the embed posts its height to an article of another origin', async () => {
      const article = await serveArticle(
        `<iframe width="800" height="100" src="${site.url}embed.html#v1:view=curves&fn=relu,elu"></iframe>`,
      );
      try {
        await tab.open(article.url);
        const { data, origin } = await waitFor(tab, 'a height is heard', () =>
          /** @type {any} */ (window).heard.find(
            (/** @type {any} */ one) => one.data?.type === 'activation-playground:resize',
          ),
        );
        assert.equal(origin, new URL(site.url).origin);
        assert.ok(data.height > 300 && data.height < 2000, String(data.height));
      } finally {
        article.close();
      }
    });

    step(
      'elements in an article of another origin: curves are drawn, and a training has the recorded hashes',
      async () => {
        const article = await serveArticle(
          `<activation-curves functions="gelu"></activation-curves><activation-training preset="circle-inputs" set="seeds=[0]"></activation-training><script type="module" src="${site.url}embed.js"></script>`,
        );
        try {
          await tab.open(article.url);
          await waitFor(tab, 'the curves of the element are drawn', () => {
            const view = document
              .querySelector('activation-curves')
              ?.shadowRoot?.querySelector('activation-curves-view');
            const chart = view?.shadowRoot?.querySelector('activation-curve-chart')?.shadowRoot;
            return chart?.querySelectorAll('path.curve[d]').length === 2;
          });
          await tab.evaluate(() => void (/** @type {any} */ (document.querySelector('activation-training')).train()));
          const summaries = await waitFor(tab, 'the training of the element has ended', () => {
            const { results } = /** @type {any} */ (document.querySelector('activation-training'));
            const view = document
              .querySelector('activation-training')
              ?.shadowRoot?.querySelector('activation-training-view');
            if (!results?.length || results.length < /** @type {any} */ (view).model.trials.length) return null;
            return results.map((/** @type {any} */ { run, seed, hash }) => ({ run, seed, hash }));
          });
          assert.deepEqual(byTrial(summaries), await recordedHashes('circle-inputs', [0]));
        } finally {
          article.close();
        }
      },
    );

    step('the figure in one file, from a disk: draws, and trains to the recorded hashes', async () => {
      const path = join(folder, 'a figure.html');
      writeFileSync(path, listeningFile());
      const { href } = pathToFileURL(path);
      await tab.open(`${href}#v1:fn=relu,elu`);
      await assertDrawn(tab, 4);
      await tab.open(`${href}#v1:view=training&train=circle-inputs&set=seeds=[0]`);
      assert.deepEqual(await trainByKeyboard(tab), await recordedHashes('circle-inputs', [0]));
    });

    // What this figure shows is small, so that its networks take little from those that are trained beside it.
    step('a training is opened', async () => {
      await tab.open(`${site.url}embed.html#v1:view=training&train=circle-inputs`);
      await trainingReady(tab);
    });
    for (const { name: preset, experiment } of kWhole)
      step(`${preset} has the recorded hashes`, async () => {
        assert.deepEqual(await pageHashes(tab, experiment), await recordedHashes(preset));
      });
    for (const { name: preset, experiment } of kShortened)
      step(`${preset}, shortened, has Node's hashes`, async () => {
        const short = shortOf(experiment);
        assert.deepEqual(await pageHashes(tab, short), await nodeHashes(short));
      });

    test('what goes wrong in a page is heard', kStep, async () => {
      await tab.open(`${site.url}embed.html#v1:view=curves`);
      await assertDrawn(tab, 4);
      await tab.evaluate(() => {
        console.error('said on purpose');
        setTimeout(() => {
          throw new Error('thrown on purpose');
        });
        void Promise.reject(new Error('rejected on purpose'));
        document.head.append(Object.assign(document.createElement('style'), { textContent: 'p { color: red }' }));
        document.body.append(Object.assign(document.createElement('img'), { src: './no-such-picture.png' }));
      });
      for (const what of ['console: said', 'thrown', 'rejected', 'policy: style-src', 'not loaded: .*no-such-picture'])
        await waitFor(
          tab,
          what,
          (text) =>
            /** @type {any} */ (window).problems.some((/** @type {string} */ one) => new RegExp(text).test(one)),
          what,
        );
    });
  });
}
