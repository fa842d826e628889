// The workers as text. A page that may load no worker's file makes one of it: see threads/start.js.
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const kPrefix = 'virtual:worker-text/';

/**
 * @param {() => import('vite').Plugin} notes packages that are bundled @param {string} [named] the entry that is written as
 *   worker.js besides: a page whose policy lets in its own files only has a copy of it
 * @returns {import('vite').Plugin}
 */
export const workerTextPlugin = (notes, named) => ({
  name: 'worker-text',
  resolveId: (id) => (id.startsWith(kPrefix) ? `\0${id}` : null),
  async load(id) {
    if (!id.startsWith(`\0${kPrefix}`)) return null;
    const entry = fileURLToPath(new URL(`../../${id.slice(kPrefix.length + 1)}`, import.meta.url));
    const { output } = /** @type {import('rollup').RollupOutput} */ (
      await build({
        configFile: false,
        logLevel: 'warn',
        plugins: [notes(), { name: 'own-address', resolveImportMeta: () => 'self.location.href' }],
        build: {
          write: false,
          target: 'es2022',
          modulePreload: false,
          rollupOptions: { input: entry, output: { format: 'iife', inlineDynamicImports: true } },
        },
      })
    );
    // The engine beside it is the site's own, and comes compiled.
    const chunks = output.filter((file) => file.type === 'chunk');
    if (chunks.length !== 1) throw new Error(`${id}: must be one script, and is ${chunks.length}`);
    if (named && entry.endsWith(named)) this.emitFile({ type: 'asset', fileName: 'worker.js', source: chunks[0].code });
    return `export default ${JSON.stringify(chunks[0].code)};`;
  },
});
