// Notes which npm packages the bundlers took in, for the notices. A package counts where one of its files is in a bundle.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** @param {string} name of the bundle @returns {string} where its packages are noted */
export const noteOf = (name) => fileURLToPath(new URL(`../generated/bundled-${name}.json`, import.meta.url));

/** @param {Iterable<string>} files a bundle's @returns {string[]} folders of packages below node_modules, sorted */
export function packagesOf(files) {
  const found = new Set();
  for (const file of files) {
    const match = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file.replaceAll('\\', '/').replaceAll('\0', ''));
    if (match) found.add(match[0].slice(match[0].indexOf('node_modules/'), -1));
  }
  return [...found].sort();
}

/**
 * The notices are those of the site and the command line: what is in neither would be missing there.
 * @param {Iterable<string>} files a bundle's @throws {Error} where a library is in it that the notices do not name
 */
export function checkNoticed(files) {
  const named = JSON.parse(readFileSync(noteOf('site'), 'utf8'));
  const other = packagesOf(files).filter((name) => !named.includes(name));
  if (other.length > 0) throw new Error(`package: the notices do not name ${other.join(', ')}`);
}

/** @param {string} name @param {Iterable<string>} files */
export function notePackages(name, files) {
  mkdirSync(fileURLToPath(new URL('../generated', import.meta.url)), { recursive: true });
  writeFileSync(noteOf(name), `${JSON.stringify(packagesOf(files), null, 1)}\n`);
}

/** For Vite: of the page and its workers, which are bundled apart. @returns {{page: import('vite').Plugin, worker: () => import('vite').Plugin}} */
export function packagesPlugins() {
  /** @type {Set<string>} */
  const files = new Set();
  const collect = {
    name: 'bundled-packages',
    /** @param {unknown} _options @param {import('rollup').OutputBundle} bundle */
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        for (const [id, { renderedLength }] of Object.entries('modules' in chunk ? chunk.modules : {})) {
          if (renderedLength > 0) files.add(id);
        }
      }
    },
  };
  return {
    page: { ...collect, apply: 'build', writeBundle: () => notePackages('site', files) },
    worker: () => collect,
  };
}
