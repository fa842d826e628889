// Writes dist/standalone.html: the embed with its code, its styles and both engines in one file, for where no module script
// loads. It is made of embed.html, after the notices, which it holds as well: the file may be passed on alone.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'esbuild';
import { build } from 'vite';
import { alias } from '../../vite.config.js';
import { formulasPlugin } from '../formulas.js';
import { standalonePolicy } from '../policy.js';
import { workerTextPlugin } from '../site/worker-text.js';
import { inlinedPlugin } from './inlined.js';

/** @param {string} path */
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
/** @param {string} path */
const read = (path) => readFileSync(here(path), 'utf8');

/** @returns {Promise<string>} the code of the embed as one classic script */
async function embedScript() {
  const { output } = /** @type {import('rollup').RollupOutput} */ (
    await build({
      configFile: false,
      root: here('../..'),
      logLevel: 'warn',
      plugins: [
        formulasPlugin(),
        inlinedPlugin({ isOneScript: true }),
        workerTextPlugin(() => ({ name: 'noted-with-the-site' })),
      ],
      resolve: { alias },
      build: {
        write: false,
        target: 'es2022',
        modulePreload: false,
        rollupOptions: { input: here('../../embed/main.js'), output: { format: 'iife', inlineDynamicImports: true } },
      },
    })
  );
  const names = output.map(({ fileName }) => fileName);
  if (output.length !== 1 || output[0].type !== 'chunk')
    throw new Error(`standalone: must be one script, and is ${names}`);
  // Only in texts: outside of them the minifier writes neither. A page would end the script there, or not where it ends.
  return output[0].code.trim().replaceAll('<!--', '\\x3C!--').replaceAll('</script', '\\x3C/script');
}

/** @param {string} html @param {RegExp} pattern @param {string} text @returns {string} with one place replaced */
function replaced(html, pattern, text) {
  if (html.match(new RegExp(pattern, 'g'))?.length !== 1)
    throw new Error(`standalone: embed.html has no one ${pattern}`);
  return html.replace(pattern, () => text);
}

const script = await embedScript();
const css = ['../../ui/tokens.css', '../../embed/embed.css'].map(read).join('\n');
const style = transformSync(css, { loader: 'css', minify: true }).code.trim();
const icon = `data:image/svg+xml,${encodeURIComponent(read('../../page/icon.svg').trim())}`;
const notices = read('../../../dist/THIRD-PARTY-NOTICES.txt');
if (/--!?>|\0|\r/.test(notices) || /<\/style/i.test(style) || /[\0\r]/.test(script))
  throw new Error('standalone: a part of it would be read otherwise in a page');

let html = read('../../embed.html');
html = replaced(html, /<html lang="en">/, '<html lang="en" data-standalone>');
html = replaced(html, /%POLICY%/, standalonePolicy(script, style));
html = replaced(html, /"\.\/page\/icon\.svg"/, `"${icon}"`);
html = replaced(html, / *<!-- %GUARD% -->\n/, '');
html = replaced(html, / *<link rel="stylesheet" href="\.\/ui\/tokens\.css">\n/, '');
html = replaced(html, /<link rel="stylesheet" href="\.\/embed\/embed\.css">/, `<style>${style}</style>`);
html = replaced(html, / *<script type="module".*<\/script>\n/, '');
html = replaced(html, /<\/body>/, `  <script>${script}</script>\n</body>`);
writeFileSync(here('../../../dist/standalone.html'), `${html.trim()}\n<!--\n${notices}-->\n`);
