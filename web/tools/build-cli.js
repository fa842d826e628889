// Bundles the command line and its worker into dist/, with the engine and the experiment's schema beside them, so that dist/
// runs alone.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transformSync } from 'esbuild';
import { loadTraining } from '../engine/training.js';
import { notePackages } from './bundled-packages.js';

/** @param {string} path */
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** The recorded results are read when a figure asks for one: with all of them in it every command would start more slowly. @type {import('esbuild').Plugin} */
const resultsBeside = {
  name: 'results-beside',
  setup: (bundle) =>
    bundle.onLoad({ filter: /\/presets\/results\/[\w-]+\.json$/ }, ({ path }) => ({
      contents: `import { readFileSync } from 'node:fs';
export default JSON.parse(readFileSync(new URL('./figure/results/${basename(path)}', import.meta.url), 'utf8'));`,
    })),
};

const { metafile } = await build({
  entryPoints: { cli: here('../cli/main.js'), 'node-worker-entry': here('../cli/sweep/node-worker-entry.js') },
  outdir: here('../../dist'),
  bundle: true,
  metafile: true,
  platform: 'node',
  format: 'esm',
  target: 'node18',
  logLevel: 'warning',
  plugins: [resultsBeside],
  // The statistics come as CommonJS, some of which asks for Node's own modules by a require that ES modules lack.
  banner: {
    js: "import { createRequire as createNodeRequire } from 'node:module'; const require = createNodeRequire(import.meta.url);",
  },
});

// What `figure --page` reads: recorded results, the small engine, the script and the style of its pages, the renderer of PNG, and its fonts.
const figure = here('../../dist/figure');
mkdirSync(`${figure}/results`, { recursive: true });
for (const name of readdirSync(here('../presets/results')))
  copyFileSync(here(`../presets/results/${name}`), `${figure}/results/${name}`);
const pictures = {
  'resvg.wasm': '../node_modules/@resvg/resvg-wasm/index_bg.wasm',
  'DejaVuSansCondensed.ttf': '../node_modules/dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf',
  'DejaVuSansCondensed-Bold.ttf': '../node_modules/dejavu-fonts-ttf/ttf/DejaVuSansCondensed-Bold.ttf',
};
const files = { ...pictures, 'curves.wasm': '../generated/curves.wasm', 'icon.svg': '../page/icon.svg' };
for (const [name, path] of Object.entries(files)) copyFileSync(here(path), `${figure}/${name}`);
const css = ['../ui/tokens.css', '../figure-page/page.css'].map((path) => readFileSync(here(path), 'utf8')).join('\n');
const style = transformSync(css, { loader: 'css', minify: true }).code.trim();
const script = await build({
  entryPoints: [here('../figure-page/page.js')],
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2022',
  write: false,
});
const [{ text }] = script.outputFiles;
// An inline script or style would end there.
if (/<\/(script|style)|<!--/i.test(text + style))
  throw new Error('build-cli: a part of the page would be read otherwise');
writeFileSync(`${figure}/page.css`, style);
writeFileSync(`${figure}/page.js`, text.trim());

notePackages('cli', [
  ...Object.values(metafile.outputs).flatMap((output) =>
    Object.entries(output.inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
  ),
  ...Object.values(pictures),
]);
// For editors: an experiment names it by "$schema".
const engine = await loadTraining({ wasmBinary: readFileSync(here('../generated/training.wasm')) });
writeFileSync(here('../../dist/experiment.schema.json'), `${JSON.stringify(engine.catalog().schema, null, 2)}\n`);
copyFileSync(here('../generated/training.wasm'), here('../../dist/training.wasm'));
// Node takes a .js file for what the package.json above it says; dist/ gets one, which makes its files modules.
writeFileSync(here('../../dist/package.json'), '{ "type": "module" }\n');
