// The files of the repository, for the tests that hold all of them to a rule: everything but what is built or installed.
import { readdirSync, readFileSync } from 'node:fs';
import { fromRoot } from '../support.js';

const kNotOurs = new Set(['.git', 'build', 'dist', 'node_modules', 'generated', 'output']);

/** @param {string} [folder] @returns {string[]} paths from the root, sorted */
export function repositoryFiles(folder = '') {
  return readdirSync(fromRoot(folder || '.'), { withFileTypes: true })
    .filter(({ name }) => !kNotOurs.has(name))
    .flatMap((entry) => {
      const path = folder ? `${folder}/${entry.name}` : entry.name;
      return entry.isDirectory() ? repositoryFiles(path) : [path];
    })
    .sort();
}

/** @param {string} file */
export const textOf = (file) => readFileSync(fromRoot(file), 'utf8');
