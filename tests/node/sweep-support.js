// What the tests of sweeps share: programs that are interrupted, and files of records compared.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fromRoot, parseLines, preset } from './support.js';

/** @param {string} path @returns {any[]} */
export const recordsOf = (path) => parseLines(readFileSync(path, 'utf8'));

/** @param {string} path */
export const summariesOf = (path) => recordsOf(path).filter((r) => r.type === 'summary');

/** A file's records without their times, in their order. @param {string} path */
export function withoutTimes(path) {
  return recordsOf(path).map(({ milliseconds, meanEpochMilliseconds, forward1024Milliseconds, ...rest }) => rest);
}

/** Each training's hash, by run and seed. @param {string} path */
export function hashesOf(path) {
  return Object.fromEntries(summariesOf(path).map((s) => [`${s.run} ${s.seed}`, s.hash]));
}

/**
 * Runs the command line and ends it by a signal as soon as what it says on stderr matches.
 * @param {string[]} args @param {RegExp} pattern @param {NodeJS.Signals} signal
 * @param {() => boolean} [also] what must be so as well, looked at whenever it says something
 * @returns {Promise<{code: number | null, signal: string | null, stderr: string}>}
 */
export function interrupted(args, pattern, signal, also = () => true) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [fromRoot('dist/cli.js'), ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
    let stderr = '';
    let sent = false;
    child.stderr.on('data', (data) => {
      stderr += data;
      if (!sent && pattern.test(stderr) && also()) sent = child.kill(signal);
    });
    child.on('error', reject);
    child.on('close', (code, ended) => {
      assert.ok(sent, `it ended before it said ${pattern}: ${stderr}`);
      resolve({ code, signal: ended, stderr });
    });
  });
}

/** The sweep that ships, 120 runs, with few samples, narrow layers and two epochs. */
export function smallSweep() {
  const sweep = preset('relu-vs-elu-sweep');
  const narrow = JSON.stringify(sweep).replaceAll('"units":256', '"units":24');
  const small = JSON.parse(narrow);
  small.data = { ...small.data, train: 400, validation: 200, features: 16 };
  small.training.epochs = 2;
  return small;
}
