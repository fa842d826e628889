// The static site: two pages, relative addresses only, so that dist/ works under any sub-path.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { packagesPlugins } from './tools/bundled-packages.js';
import { formulasPlugin } from './tools/formulas.js';
import { policyPlugin } from './tools/policy.js';

/** @param {string} path */
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

const packages = packagesPlugins();

export default defineConfig({
  root: here('.'),
  base: './',
  appType: 'mpa',
  plugins: [formulasPlugin(), policyPlugin(), packages.page],
  resolve: { alias: { 'd3-interpolate': here('figures/number-interpolation.js') } },
  worker: { format: 'es', plugins: () => [packages.worker()] },
  build: {
    outDir: here('../dist'),
    emptyOutDir: true,
    target: 'es2022',
    // The policy of the pages allows no data: scripts or wasm; every asset is a file.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: { input: [here('index.html'), here('embed.html')] },
  },
});
