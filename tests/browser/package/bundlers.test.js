// A project that has the package installed, by each bundler. Catches code that a bundler moves away from its file, a part that
// it does not follow, and numbers that are others than everywhere.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { hashes, project, run } from '../../node/package/package.js';
import { launchChromium } from '../harness.js';
import { fromWeb, host, pageWith, program, use } from './pages.js';

/** As a careful site has it: no eval, nothing from elsewhere. */
const kPolicy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self' blob:";

const kEsbuild = program(
  '{ url: new URL(file, import.meta.url) }',
  "import file from 'activation-playground/engine.wasm';",
);

describe('the package in bundles', () => {
  /** @type {any} */
  let browser;
  /** @type {string[]} */
  let expected;
  /** @type {string} */
  let place;
  before(async () => {
    browser = await launchChromium();
    expected = await hashes();
    place = project({
      'index.html': pageWith('./main.js'),
      'main.js': program(),
      'esbuild.js': kEsbuild,
      'inline.html': pageWith('./inline.js'),
      'inline.js': program().replace("'activation-playground'", "'activation-playground/inline'"),
    });
  });
  after(() => browser?.close());

  /** @param {import('./pages.js').Used} result */
  function isRight({ used, problems }) {
    assert.deepEqual(used, { beside: expected[run], inline: expected[run], element: expected });
    assert.deepEqual(problems, []);
  }

  /** Opens what a bundler has written. @param {import('node:test').TestContext} t @param {string} folder @param {string} [script] */
  async function open(t, folder, script) {
    /** @type {Record<string, string>} */
    const pages = script ? { '/': pageWith(script) } : {};
    const address = await host(t, folder, { policy: kPolicy, pages });
    isRight(await use(browser, script ? address : `${address}index.html`));
  }

  test('Vite builds it, with the engine as a file', async (t) => {
    const { build } = await import(fromWeb.resolve('vite'));
    const outDir = join(place, 'vite');
    await build({
      root: place,
      logLevel: 'error',
      base: './',
      build: { outDir, modulePreload: false, reportCompressedSize: false },
    });
    assert.ok(readdirSync(join(outDir, 'assets')).some((name) => /^engine-.*\.wasm$/.test(name)));
    await open(t, outDir);
  });

  test('webpack builds it, with the engine as a file', async (t) => {
    const webpack = fromWeb('webpack');
    const path = join(place, 'webpack');
    const stats = await new Promise((resolve, reject) => {
      webpack(
        { mode: 'production', context: place, entry: './main.js', output: { path }, optimization: { minimize: false } },
        (/** @type {Error | null} */ error, /** @type {any} */ done) => (error ? reject(error) : resolve(done)),
      );
    });
    const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true });
    const grave = warnings.filter((/** @type {any} */ { message }) => !/size limit|webpack performance/.test(message));
    assert.deepEqual(
      [...errors, ...grave].map((/** @type {any} */ { message }) => message),
      [],
    );
    assert.ok(readdirSync(path).some((name) => name.endsWith('.wasm')));
    await open(t, path, './main.js');
  });

  test('esbuild builds it, where the file is imported by its name', async (t) => {
    const { build } = fromWeb('esbuild');
    const outdir = join(place, 'esbuild');
    const { warnings } = await build({
      entryPoints: [join(place, 'esbuild.js')],
      outdir,
      bundle: true,
      splitting: true,
      format: 'esm',
      loader: { '.wasm': 'file' },
      logLevel: 'silent',
    });
    assert.deepEqual(warnings, []);
    await open(t, outdir, './esbuild.js');
  });

  /** @param {import('node:test').TestContext} t @param {object} optimizeDeps @param {string} [page] */
  async function served(t, optimizeDeps, page = '') {
    const { createServer } = await import(fromWeb.resolve('vite'));
    const server = await createServer({
      root: place,
      logLevel: 'silent',
      optimizeDeps,
      server: { host: '127.0.0.1', watch: null, fs: { strict: false } },
    });
    t.after(() => server.close());
    await server.listen();
    return use(browser, `http://127.0.0.1:${server.httpServer.address().port}/${page}`);
  }

  test("Vite's development server serves it, where it is left as it is", async (t) => {
    isRight(await served(t, { exclude: ['activation-playground'] }));
  });

  test('where it is not, the message says what helps, and that does help', async (t) => {
    const { used } = await served(t, {});
    assert.match(JSON.stringify(used), /the engine is not at http.*activation-playground\/inline, which needs no file/);
    isRight(await served(t, {}, 'inline.html'));
  });
});
