// Figures without files: what their modules would fetch by an address stands in them, packed. So the embed becomes one script,
// and the elements of the package become modules that any bundler takes. The sources stay as they are; where one asks for a
// file in another way than is known here, the build fails.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

/** @param {string} path below web/ */
const fromWeb = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** @param {string | Uint8Array} content @returns {string} as a literal, which packed.js unpacks */
const packed = (content) => `'${gzipSync(content, { level: 9 }).toString('base64')}'`;

/** What is replaced in every module. @type {[RegExp, (name: string) => string][]} */
const kCode = [
  // Read when it is sent to a worker or compiled, and not kept after that.
  [
    /\{ url: new URL\('\.\.\/generated\/(\w+\.wasm)', import\.meta\.url\)\.href \}/g,
    (name) => `{ get wasmBinary() { return bytesOf(${packed(readFileSync(fromWeb(`generated/${name}`)))}); } }`,
  ],
  // There is no file of a worker: the text of each comes with the script.
  [/start: \(name\) => new Worker\(new URL\('(.*?)', import\.meta\.url\), \{ type: 'module', name \}\),/g, () => ''],
];

/** What is replaced besides where there is one script only. @type {typeof kCode} */
const kParts = [
  [
    /import\('\.\/results\/([\w-]+\.json)', \{ with: \{ type: 'json' \} \}\)/g,
    (name) => {
      const text = JSON.stringify(JSON.parse(readFileSync(fromWeb(`presets/results/${name}`), 'utf8')));
      return `Promise.resolve().then(() => ({ default: jsonOf(${packed(text)}) }))`;
    },
  ],
];

/** The glue of an engine looks for its WASM beside itself unless it is given it, as here it always is. */
const kBesideGlue = /new URL\("\w+\.wasm",import\.meta\.url\)\.toString\(\)/g;

/** @param {{ isOneScript: boolean }} kind @returns {import('vite').Plugin} */
export const inlinedPlugin = ({ isOneScript }) => ({
  name: 'inlined',
  enforce: 'pre',
  transform(code, id) {
    if (id.includes('node_modules')) return null;
    if (id.startsWith(fromWeb('generated/'))) return { code: code.replace(kBesideGlue, '""'), map: null };
    let inlined = code;
    for (const [pattern, textOf] of isOneScript ? [...kCode, ...kParts] : kCode)
      inlined = inlined.replace(pattern, (_, name) => textOf(name));
    if (inlined === code) return null;
    return { code: `import { bytesOf, jsonOf } from '${fromWeb('embed/packed.js')}';\n${inlined}`, map: null };
  },
  resolveImportMeta(property, { moduleId }) {
    // The glue asks where it is, and makes nothing of the answer.
    if (moduleId.startsWith(fromWeb('generated/'))) return "''";
    throw new Error(`${moduleId} uses import.meta.${property}, and what is made of it has no address`);
  },
});
