// Addresses of built files that are known from the build on.

/** The engine of the curves, as it is built. */
const kCurves = /(^|\/)curves-[^/]*\.wasm$/;

/**
 * Has the page ask for its engine with its scripts: the code that fetches it comes later. An embed shows other figures too, and
 * asks for it itself.
 * @returns {import('vite').Plugin}
 */
export const preloadPlugin = () => ({
  name: 'preload',
  transformIndexHtml: {
    order: 'post',
    handler: (html, { path, bundle }) => {
      if (!bundle || !path.endsWith('/index.html')) return html;
      const engine = Object.keys(bundle).find((name) => kCurves.test(name));
      if (!engine) throw new Error('preload: the build has no engine of the curves');
      const attrs = { rel: 'preload', as: 'fetch', type: 'application/wasm', href: `./${engine}`, crossorigin: true };
      return [{ tag: 'link', injectTo: 'head', attrs }];
    },
  },
});

const kFigure = 'virtual:figure-address';
/** The files of the script. */
const kScript = /\/web\/elements\/(embed|figure-element|frame-instead)\.js$/;
const kOwnCopy = 'of-the-script';

/**
 * Gives the script for foreign pages the address of the figure's code. Imported by its name, that would bring what the page
 * shares with it, long before a reader comes near a figure. What the script shares with the site it has a copy of: it is one
 * file, which a page can check by one integrity.
 * @param {string} entry the file of the figure's code @returns {import('vite').Plugin}
 */
export const figureAddressPlugin = (entry) => ({
  name: 'figure-address',
  apply: 'build',
  enforce: 'pre',
  async resolveId(id, importer) {
    if (id === kFigure) return `\0${id}`;
    if (!importer || !kScript.test(importer) || !id.startsWith('../')) return null;
    const found = await this.resolve(id, importer, { skipSelf: true });
    return found ? `${found.id}?${kOwnCopy}` : null;
  },
  generateBundle(_options, bundle) {
    const [, engine] = Object.entries(bundle).find(([name]) => kCurves.test(name)) ?? [];
    // Under a name that stays: a page whose policy lets in its own files only has a copy of it.
    if (engine?.type === 'asset') this.emitFile({ type: 'asset', fileName: 'curves.wasm', source: engine.source });
  },
  load(id) {
    if (id !== `\0${kFigure}`) return null;
    return `export default import.meta.ROLLUP_FILE_URL_${this.emitFile({ type: 'chunk', id: entry })};`;
  },
});
