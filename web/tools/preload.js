// Has the page ask for its engine with its scripts: the address of the file is known from the build on, and the code that
// fetches it comes later. An embed shows other figures too, and asks for it itself.

/** @returns {import('vite').Plugin} */
export const preloadPlugin = () => ({
  name: 'preload',
  transformIndexHtml: {
    order: 'post',
    handler: (html, { path, bundle }) => {
      if (!bundle || !path.endsWith('/index.html')) return html;
      const engine = Object.keys(bundle).find((name) => /(^|\/)curves-[^/]*\.wasm$/.test(name));
      if (!engine) throw new Error('preload: the build has no engine of the curves');
      const attrs = { rel: 'preload', as: 'fetch', type: 'application/wasm', href: `./${engine}`, crossorigin: true };
      return [{ tag: 'link', injectTo: 'head', attrs }];
    },
  },
});
