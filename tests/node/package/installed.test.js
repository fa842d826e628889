// The tarball in an empty folder under Node. Catches a file that is not packed, an address that leads out of the package, and
// numbers that are others than everywhere.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseLines, runProgram } from '../support.js';
import { example, experiment, fromWeb, hashes, jsonOf, newPlace, project, run, tarball } from './package.js';

/** @type {typeof import('esbuild')} */
const esbuild = fromWeb('esbuild');

/** @param {string} place @param {string} text a module @returns {Promise<string>} what it prints */
async function printed(place, text) {
  const path = join(place, 'main.js');
  writeFileSync(path, text);
  const { code, stdout, stderr } = await runProgram(process.execPath, [path]);
  assert.equal(code, 0, stderr);
  return stdout;
}

test('npm installs it without a network, and the command it brings trains to the same hashes', async () => {
  const place = newPlace();
  writeFileSync(join(place, 'experiment.json'), JSON.stringify(experiment));
  const installed = await runProgram('npm', [
    ...['install', '--prefix', place, '--offline', '--ignore-scripts', '--no-audit', '--no-fund'],
    tarball(),
  ]);
  assert.equal(installed.code, 0, installed.stderr);
  const command = join(place, 'node_modules/.bin/activation-playground');
  const records = join(place, 'records.jsonl');
  const trained = await runProgram(command, ['run', join(place, 'experiment.json'), '--jsonl', records]);
  assert.equal(trained.code, 0, trained.stderr);
  const summaries = parseLines(readFileSync(records, 'utf8')).filter(({ type }) => type === 'summary');
  assert.deepEqual(
    summaries.map(({ hash }) => hash),
    await hashes(),
  );
  // The files of its pictures: the renderer, the fonts and the recorded results.
  const page = await runProgram(command, ['figure', records, '--page', join(place, 'page')]);
  assert.equal(page.code, 0, page.stderr);
});

for (const entry of ['activation-playground', 'activation-playground/inline'])
  test(`${entry}: run() gives every epoch, and the hash of the engine here`, async () => {
    const place = project({ 'experiment.json': JSON.stringify(experiment) });
    const text = await printed(
      place,
      `import { readFileSync } from 'node:fs';
import { createEngine, EngineError } from '${entry}';
const engine = await createEngine();
const experiment = JSON.parse(readFileSync(new URL('experiment.json', import.meta.url), 'utf8'));
const epochs = [];
const { records, summary } = await engine.run(experiment, { run: ${run}, onEpoch: ({ epoch }) => epochs.push(epoch) });
const byName = await engine.run(experiment, { run: summary.run, seed: summary.seed });
const refused = await engine.run({ ...experiment, version: 2 }).catch((error) => error instanceof EngineError && error.errors.length);
const none = await engine.run(experiment, { run: 99 }).catch(({ name }) => name);
const ended = await engine.run(experiment, { signal: AbortSignal.abort() }).catch(({ name }) => name);
console.log(JSON.stringify({ epochs, records: records.map(({ epoch }) => epoch), hash: summary.hash, again: byName.summary.hash, refused, none, ended }));`,
    );
    const hash = (await hashes())[run];
    assert.deepEqual(JSON.parse(text), {
      epochs: [1, 2],
      records: [1, 2],
      hash,
      again: hash,
      refused: 1,
      none: 'RangeError',
      ended: 'AbortError',
    });
  });

test('an engine is started from an address, from bytes and from a module, under Node and as in browsers', async () => {
  const place = project();
  const text = await printed(
    place,
    `import { readFileSync } from 'node:fs';
import { createEngine } from 'activation-playground';
import { createEngine as browserEngine } from './node_modules/activation-playground/index.js';
const url = new URL(import.meta.resolve('activation-playground/engine.wasm'));
const wasmBinary = readFileSync(url);
const first = await createEngine({ url });
const others = await Promise.all([createEngine({ url: url.href }), createEngine({ wasmBinary }), browserEngine({ module: first.module })]);
// fetch() reads no file under Node: so the browser's entry finds no engine, and says what helps.
const advice = await browserEngine().catch(({ message }) => message);
console.log(JSON.stringify({ values: [first, ...others].map((engine) => engine.evaluate('elu', { alpha: 1 }, [-1])[0]), advice }));`,
  );
  const { values, advice } = JSON.parse(text);
  assert.equal(values.length, 4);
  for (const value of values) assert.ok(Math.abs(value - Math.expm1(-1)) < 1e-6, text);
  assert.match(advice, /activation-playground\/inline/);
});

test("the README's programs run", async () => {
  const place = project();
  const said = await printed(place, example('js'));
  assert.match(said, /^1 0\.\d+\n2 0\.\d+\n3 0\.\d+\n[0-9a-f]{16}\n$/);
  const commands = example('sh').trim().split('\n');
  const own = commands.filter((line) => line.startsWith('npx activation-playground '));
  assert.ok(own.length > 0);
  for (const line of own) {
    const [, , ...args] = line.replace(/ *#.*/, '').split(' ');
    const cli = join(place, 'node_modules/activation-playground', jsonOf('package.json').bin['activation-playground']);
    const { code, stderr } = await runProgram(process.execPath, [cli, ...args]);
    assert.equal(code, 0, `${line}: ${stderr}`);
  }
});

test('the modules of browsers import nothing of Node, nor what is not in the package', async () => {
  const place = join(project(), 'node_modules/activation-playground');
  const { metafile } = await esbuild.build({
    entryPoints: ['index.js', 'inline.js', 'elements/elements.js'].map((path) => join(place, path)),
    bundle: true,
    write: false,
    metafile: true,
    splitting: true,
    format: 'esm',
    platform: 'browser',
    outdir: place,
    logLevel: 'silent',
  });
  assert.ok(Object.keys(metafile.inputs).length > 20);
  for (const [path, { imports }] of Object.entries(metafile.inputs))
    for (const one of imports) assert.ok(!one.external, `${path} imports ${one.path}`);
});
