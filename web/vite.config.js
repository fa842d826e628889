// The static site: two pages, relative addresses only, so that dist/ works under any sub-path.
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { packagesPlugins } from './tools/bundled-packages.js';
import { formulasPlugin } from './tools/formulas.js';
import { policyPlugin } from './tools/policy.js';
import { figureAddressPlugin, preloadPlugin } from './tools/site/addresses.js';
import { foreignStylesPlugin } from './tools/site/foreign-styles.js';
import { workerTextPlugin } from './tools/site/worker-text.js';

/** @param {string} path */
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** In place of what a package would bring. */
export const alias = { 'd3-interpolate': here('figures/number-interpolation.js') };

const packages = packagesPlugins();

/** @type {Set<string> | null} what the curves import, and so the page at first, or an embed of any figure */
let first = null;

/**
 * What several parts of the site share with the curves is one file: left alone, the bundler makes one for each set of parts,
 * and the first curve waits for all of them.
 * @type {import('rollup').GetManualChunk}
 */
function chunkOf(id, { getModuleInfo }) {
  if (!first) {
    const open = [here('curves/activation-curves.js')];
    first = new Set(open);
    for (let next = open.pop(); next; next = open.pop()) {
      for (const found of getModuleInfo(next)?.importedIds ?? []) {
        if (!first.has(found)) open.push(found);
        first.add(found);
      }
    }
  }
  if (id.startsWith('\0virtual:worker-text/')) return `worker-text-${basename(id, '.js')}`;
  if (/vite\/preload-helper|\/ui\/(connection|define|theme)\.js$/.test(id)) return 'shared';
  return first.has(id) && !/\/web\/(curves|generated|engine\/curves\.js)(\/|$)/.test(id) ? 'shared' : null;
}

export default defineConfig({
  root: here('.'),
  base: './',
  appType: 'mpa',
  plugins: [
    formulasPlugin(),
    policyPlugin(),
    preloadPlugin(),
    figureAddressPlugin(here('elements/live-figure.js')),
    workerTextPlugin(packages.worker, 'worker/browser-worker-entry.js'),
    foreignStylesPlugin(),
    packages.page,
  ],
  resolve: { alias },
  worker: { format: 'es', plugins: () => [packages.worker()] },
  build: {
    outDir: here('../dist'),
    emptyOutDir: true,
    target: 'es2022',
    // The policy of the pages allows no data: scripts or wasm; every asset is a file.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: { index: here('index.html'), embed: here('embed.html'), elements: here('elements/embed.js') },
      // What foreign pages name keeps its name, and what it exports.
      preserveEntrySignatures: 'exports-only',
      output: {
        manualChunks: chunkOf,
        entryFileNames: ({ name }) => (name === 'elements' ? 'embed.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
});
