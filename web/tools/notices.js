// Writes dist/THIRD-PARTY-NOTICES.txt: every library that is in the page, the command line or the engine, with its version
// and its licence. The build fails where a licence is missing.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { noteOf } from './bundled-packages.js';

/** @param {string} path */
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** What the compiler links into the engines. */
const kEngine = [
  ['Emscripten runtime and emmalloc', 'emscripten', 'https://emscripten.org'],
  ['musl libc', 'musl', 'https://musl.libc.org'],
  ['LLVM libc++, libc++abi and compiler-rt', 'llvm', 'https://llvm.org'],
  ['xtensor', 'xtensor', 'https://github.com/xtensor-stack/xtensor'],
  ['xtl', 'xtl', 'https://github.com/xtensor-stack/xtl'],
  ['nlohmann/json', 'nlohmann-json', 'https://github.com/nlohmann/json'],
];

/** What packages without a licence text of their own are under, with what they are compiled from. @type {Record<string, string>} */
const kPackages = { 'node_modules/@resvg/resvg-wasm': 'resvg' };

/** @returns {{title: string, text: string}[]} of the npm packages */
function packageNotices() {
  const lock = JSON.parse(readFileSync(here('../package-lock.json'), 'utf8')).packages;
  const folders = new Set(['site', 'cli'].flatMap((name) => JSON.parse(readFileSync(noteOf(name), 'utf8'))));
  return [...folders].sort().map((folder) => {
    const entry = lock[folder];
    if (!entry) throw new Error(`notices: ${folder} is bundled, but package-lock.json does not name it`);
    const name = folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const licence = /^SEE /.test(entry.license ?? '') ? undefined : entry.license;
    const title = `${name} ${entry.version} (${licence ?? 'see below'})`;
    if (folder in kPackages)
      return { title, text: readFileSync(here(`./licences/${kPackages[folder]}.txt`), 'utf8').trim() };
    const path = here(`../${folder}`);
    const files = readdirSync(path).filter((name) => /^(licen[cs]e|notice|copying)/i.test(name));
    if (!files.some((name) => !/^notice/i.test(name))) throw new Error(`notices: ${folder} has no licence text`);
    const text = files.sort().map((file) => readFileSync(join(path, file), 'utf8').trim());
    return { title, text: text.join('\n\n') };
  });
}

/** @returns {{title: string, text: string}[]} of the libraries in the engine */
function engineNotices() {
  return kEngine.map(([title, file, address]) => {
    const path = here(`./licences/${file}.txt`);
    if (!existsSync(path)) throw new Error(`notices: there is no ${path}`);
    return { title: `${title} (${address})`, text: readFileSync(path, 'utf8').trim() };
  });
}

// Packages of one author often share their text: it stands once, below all of them.
/** @type {Map<string, string[]>} */
const titles = new Map();
for (const { title, text } of [...engineNotices(), ...packageNotices()]) {
  titles.set(text, [...(titles.get(text) ?? []), title]);
}
const rule = '='.repeat(80);
const parts = [...titles].map(([text, names]) => `${rule}\n${names.join('\n')}\n${rule}\n\n${text}\n`);
const head = 'Activation Playground contains parts of these libraries. Their licences follow.\n';
writeFileSync(here('../../dist/THIRD-PARTY-NOTICES.txt'), [head, ...parts].join('\n'));
