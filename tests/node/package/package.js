// What the tests of the npm package share: where it was built, projects that have it installed, and an experiment with the
// hash that it comes to here.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromRoot, newEngine, preset } from '../support.js';

export const folder = fromRoot('build/package');

/** The packages that the build and its tests are made with. */
export const fromWeb = createRequire(fromRoot('web/package.json'));

/** The content of a JSON file of the package. @param {string} path */
export const jsonOf = (path) => JSON.parse(readFileSync(join(folder, path), 'utf8'));

const { version } = fromWeb('./package.json');

/** @returns {string} the tarball's path @throws {Error} where it is missing, or older than what it is made of */
export function tarball() {
  const path = fromRoot(`build/activation-playground-${version}.tgz`);
  if (!existsSync(path) || statSync(path).mtimeMs < statSync(fromRoot('dist/cli.js')).mtimeMs)
    throw new Error('build/ has no package of this build: npm run package --prefix web makes it');
  return path;
}

/** @returns {string} a new folder, which goes when the tests of the file have ended: the package is large */
export function newPlace() {
  const place = mkdtempSync(join(tmpdir(), 'playground-package-'));
  process.on('exit', () => rmSync(place, { recursive: true, force: true }));
  return place;
}

/**
 * A new folder with the package in its node_modules, as npm unpacks it, and nothing else.
 * @param {Record<string, string>} [files] of the project, by name
 */
export function project(files = {}) {
  const place = newPlace();
  const target = join(place, 'node_modules/activation-playground');
  mkdirSync(target, { recursive: true });
  const { status, stderr } = spawnSync('tar', ['-xzf', tarball(), '-C', target, '--strip-components=1']);
  if (status !== 0) throw new Error(`the tarball cannot be unpacked: ${stderr}`);
  for (const [name, text] of Object.entries({ 'package.json': '{ "type": "module" }', ...files }))
    writeFileSync(join(place, name), text);
  return place;
}

/** A preset, shortened: the second of its runs is trained. */
export const experiment = preset('relu-vs-elu');
experiment.training.epochs = 2;
experiment.data.train = 500;
export const run = 1;

/** The same as attributes of an element. */
export const attributes = 'preset="relu-vs-elu" set="training.epochs=2;data.train=500"';

/** The hashes of all runs of the experiment, by the engine of this build. @returns {Promise<string[]>} */
export async function hashes() {
  const engine = await newEngine();
  return (
    engine.checkExperiment(experiment).runs?.map((_, index) => {
      const session = engine.createSession(experiment, index, experiment.seeds?.[0] ?? 0);
      while (session.step(1000).stage !== 'done');
      return session.hash();
    }) ?? []
  );
}

/** The first block of code in a language in the README of the package. @param {string} language @returns {string} */
export function example(language) {
  const text = readFileSync(join(folder, 'README.md'), 'utf8');
  const found = new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, 'm').exec(text);
  if (!found) throw new Error(`the README of the package has no example in ${language}`);
  return found[1];
}
