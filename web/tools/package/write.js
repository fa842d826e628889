// Writes build/package/, the npm package: the engine as modules, the elements, the command line, their types and the notices.
// It takes what `npm run build` has built. `npm pack` makes the tarball of it.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { writeDeclarations } from './declarations.js';
import { writeElements } from './elements.js';
import { globalTypes, manifest } from './manifest.js';
import { writeModules } from './modules.js';

/** @param {string} path from the project's root */
const fromRoot = (path) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
/** @param {unknown} value */
const json = (value) => `${JSON.stringify(value, null, 2)}\n`;

const folder = fromRoot('build/package');
const { name, version, description, license, engines } = JSON.parse(readFileSync(fromRoot('web/package.json'), 'utf8'));

/** The files of the package that are copied, by their places in it. @type {Record<string, string>} */
const kCopies = {
  'README.md': 'web/package/README.md',
  LICENSE: 'LICENSE',
  'THIRD-PARTY-NOTICES.txt': 'dist/THIRD-PARTY-NOTICES.txt',
  'engine.wasm': 'web/generated/training.wasm',
  'schema.json': 'dist/experiment.schema.json',
  'cli/cli.js': 'dist/cli.js',
  'cli/node-worker-entry.js': 'dist/node-worker-entry.js',
  'cli/standalone.html': 'dist/standalone.html',
  'cli/figure': 'dist/figure',
};

/** Types first: TypeScript takes the first condition that fits. */
const kExports = {
  '.': { types: './types/package/index.d.ts', node: './node.js', default: './index.js' },
  './inline': { types: './types/package/inline.d.ts', default: './inline.js' },
  './elements': { types: './types/elements/embed.d.ts', default: './elements/elements.js' },
  './elements/worker.js': './elements/worker.js',
  './engine.wasm': './engine.wasm',
  './schema.json': './schema.json',
  './custom-elements.json': './custom-elements.json',
  './package.json': './package.json',
};

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
await writeElements(`${folder}/elements`);
await writeModules(folder);
writeDeclarations(`${folder}/types`, globalTypes());
for (const [to, from] of Object.entries(kCopies)) cpSync(fromRoot(from), `${folder}/${to}`, { recursive: true });
writeFileSync(`${folder}/custom-elements.json`, json(manifest()));
writeFileSync(
  `${folder}/package.json`,
  json({
    name,
    version,
    description,
    license,
    type: 'module',
    engines,
    keywords: ['activation functions', 'neural network', 'webassembly', 'custom elements', 'education'],
    exports: kExports,
    // The elements register themselves where they are imported.
    sideEffects: ['./elements/**/*.js', './cli/*.js'],
    customElements: 'custom-elements.json',
    bin: { [name]: 'cli/cli.js' },
    files: [
      '*.js',
      'engine',
      'engine.wasm',
      'elements',
      'cli',
      'types',
      'schema.json',
      'custom-elements.json',
      'THIRD-PARTY-NOTICES.txt',
    ],
  }),
);
