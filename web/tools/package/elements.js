// Builds the elements for the package: modules that any bundler takes. They ask for no file by its address, since bundlers move
// code and lose files: the engines stand in them, packed, and a worker is made of text. A figure's code is still loaded when a
// figure is wanted.
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { alias } from '../../vite.config.js';
import { checkNoticed } from '../bundled-packages.js';
import { formulasPlugin } from '../formulas.js';
import { foreignStylesPlugin } from '../site/foreign-styles.js';
import { workerTextPlugin } from '../site/worker-text.js';
import { inlinedPlugin } from '../standalone/inlined.js';

/** @param {string} path below web/ */
const fromWeb = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** What the script for foreign pages does by an address. @type {Record<string, [string, string][]>} */
const kByAddress = {
  'elements/figure-element.js': [
    ["import figureAddress from 'virtual:figure-address';\n", ''],
    ['import(/* @vite-ignore */ figureAddress)', "import('./live-figure.js')"],
  ],
  // No worker is started from a file.
  'elements/live-figure.js': [['new URL(import.meta.url).origin !== location.origin', 'true']],
  // The folder of a bundle is not that of the figures' files.
  'elements/embed.js': [["import.meta.url.replace(/[^/]*$/, '')", "''"]],
};

/** @returns {import('vite').Plugin} */
const withoutAddresses = () => ({
  name: 'without-addresses',
  enforce: 'pre',
  transform(code, id) {
    const [, places] = Object.entries(kByAddress).find(([path]) => id === fromWeb(path)) ?? [];
    if (!places) return null;
    let changed = code;
    for (const [from, to] of places) {
      if (changed.split(from).length !== 2) throw new Error(`package: ${id} has no one ${from}`);
      changed = changed.replace(from, () => to);
    }
    return { code: changed, map: null };
  },
});

/** The packages of a worker are noted where the site is built, which has the same workers. */
const noted = () => ({ name: 'noted-with-the-site' });

/** @type {import('vite').Plugin} */
const noticed = {
  name: 'noticed',
  generateBundle(_options, bundle) {
    checkNoticed(Object.values(bundle).flatMap((chunk) => ('modules' in chunk ? Object.keys(chunk.modules) : [])));
  },
};

/**
 * @param {string} folder where elements.js, its parts and worker.js are written
 * @throws {Error} where a library is in them that the notices do not name
 */
export async function writeElements(folder) {
  await build({
    configFile: false,
    root: fromWeb('.'),
    logLevel: 'warn',
    plugins: [
      withoutAddresses(),
      formulasPlugin(),
      inlinedPlugin({ isOneScript: false }),
      workerTextPlugin(noted, 'worker/browser-worker-entry.js'),
      foreignStylesPlugin(),
      noticed,
    ],
    resolve: { alias },
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'es2022',
      assetsInlineLimit: 0,
      modulePreload: false,
      reportCompressedSize: false,
      rollupOptions: {
        input: { elements: fromWeb('elements/embed.js') },
        preserveEntrySignatures: 'exports-only',
        output: { entryFileNames: '[name].js', chunkFileNames: 'parts/[name]-[hash].js' },
      },
    },
  });
}
