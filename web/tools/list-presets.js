// Writes web/presets/index.js, which imports every file of web/presets/experiments in the order that the files give: a
// list in plain imports, because Vite, esbuild and Node share no way to import a folder. `npm run build` runs it.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

const kFolder = new URL('../presets/experiments/', import.meta.url);
export const kIndex = new URL('../presets/index.js', import.meta.url);

/** @param {string} name "relu-vs-elu" @returns {string} "reluVsElu" */
const variable = (name) => name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());

/** @param {string} name */
const orderOf = (name) => JSON.parse(readFileSync(new URL(`${name}.json`, kFolder), 'utf8')).order;

/** @returns {string} the module's text */
export function presetsModule() {
  const names = readdirSync(kFolder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => basename(file, '.json'))
    .sort();
  const imports = names.map(
    (name) => `import ${variable(name)} from './experiments/${name}.json' with { type: 'json' };`,
  );
  const listed = [...names].sort((a, b) => orderOf(a) - orderOf(b));
  const entries = listed.map((name) => `  { name: '${name}', ...${variable(name)} },`);
  return `// The experiments that ship with the playground, one list for the page and the command line. Written by
// web/tools/list-presets.js from the files of experiments/, each of which is all there is of a preset.
${imports.join('\n')}

/** @typedef {import('./preset.js').Preset} Preset */

/** @type {Preset[]} */
export const presets = [
${entries.join('\n')}
];
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(kIndex, presetsModule());
