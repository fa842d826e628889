// Bundles the engine of the package: index.js, node.js and inline.js with what they share. None of them holds a statement
// that looks for a file in a way that bundlers do not know.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { checkNoticed } from '../bundled-packages.js';

/** @param {string} path below web/ */
const fromWeb = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** What the glue of the engine does by its own address; it is given its WASM, and never needs it. */
const kAddresses = [/new URL\("\w+\.wasm",import\.meta\.url\)\.toString\(\)/g, /import\.meta\.url/g];

/** @type {import('esbuild').Plugin} */
const engine = {
  name: 'engine',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^virtual:engine-bytes$/ }, ({ path }) => ({ path, namespace: 'engine' }));
    onLoad({ filter: /./, namespace: 'engine' }, () => {
      const packed = gzipSync(readFileSync(fromWeb('generated/training.wasm')), { level: 9 });
      return { contents: `export default '${packed.toString('base64')}';` };
    });
    onLoad({ filter: /\/generated\/training\.js$/ }, ({ path }) => {
      let contents = readFileSync(path, 'utf8');
      for (const address of kAddresses) contents = contents.replace(address, "''");
      return { contents };
    });
  },
};

/** @param {string} folder where the modules are written @throws {Error} where a library is in them that the notices do not name */
export async function writeModules(folder) {
  const { metafile } = await build({
    entryPoints: ['index', 'node', 'inline'].map((name) => fromWeb(`package/${name}.js`)),
    outdir: folder,
    bundle: true,
    splitting: true,
    chunkNames: 'engine/[name]-[hash]',
    minifySyntax: true,
    minifyWhitespace: true,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    external: ['node:*'],
    plugins: [engine],
    logLevel: 'warning',
    metafile: true,
  });
  checkNoticed(Object.keys(metafile.inputs)); // zip files of NumPy are read by a library, in a chunk of its own
}
