// Bundles the command line and its worker into dist/, with the engine and the experiment's schema beside them, so that dist/
// runs alone.
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { loadTraining } from '../engine/training.js';
import { notePackages } from './bundled-packages.js';

/** @param {string} path */
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

const { metafile } = await build({
  entryPoints: { cli: here('../cli/main.js'), 'node-worker-entry': here('../cli/sweep/node-worker-entry.js') },
  outdir: here('../../dist'),
  bundle: true,
  metafile: true,
  platform: 'node',
  format: 'esm',
  target: 'node18',
  logLevel: 'warning',
  // The statistics come as CommonJS, some of which asks for Node's own modules by a require that ES modules lack.
  banner: {
    js: "import { createRequire as createNodeRequire } from 'node:module'; const require = createNodeRequire(import.meta.url);",
  },
});
notePackages(
  'cli',
  Object.values(metafile.outputs).flatMap((output) =>
    Object.entries(output.inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
  ),
);
// For editors: an experiment names it by "$schema".
const engine = await loadTraining({ wasmBinary: readFileSync(here('../generated/training.wasm')) });
writeFileSync(here('../../dist/experiment.schema.json'), `${JSON.stringify(engine.catalog().schema, null, 2)}\n`);
copyFileSync(here('../generated/training.wasm'), here('../../dist/training.wasm'));
// Node takes a .js file for what the package.json above it says; dist/ gets one, which makes its files modules.
writeFileSync(here('../../dist/package.json'), '{ "type": "module" }\n');
