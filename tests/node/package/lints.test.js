// What tools for packages say of it, and what TypeScript says in a project that uses it. Catches an export that resolves to
// nothing for one of the ways in which programs import, and a type that is lost on the way.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { fromRoot, runProgram } from '../support.js';
import { folder, fromWeb, jsonOf, project, tarball } from './package.js';

/** @type {typeof import('typescript')} */
const ts = fromWeb('typescript');

test('publint finds nothing', async () => {
  const { code, stdout } = await runProgram(fromRoot('web/node_modules/.bin/publint'), [
    folder,
    '--strict',
    '--pack=false',
  ]);
  assert.equal(code, 0, stdout);
  assert.match(stdout, /All good/);
});

test('attw finds nothing', async () => {
  // Two exports are files and no modules.
  const { code, stdout } = await runProgram(fromRoot('web/node_modules/.bin/attw'), [
    ...[tarball(), '--profile', 'esm-only', '--exclude-entrypoints', 'engine.wasm', 'elements/worker.js'],
  ]);
  assert.equal(code, 0, stdout);
  for (const entry of ['', '/inline', '/elements', '/schema.json', '/custom-elements.json'])
    assert.ok(stdout.includes(`"activation-playground${entry}"`), stdout);
});

const kProgram = `
import { createEngine, EngineError } from 'activation-playground';
import { createEngine as inline } from 'activation-playground/inline';
import type { EpochRecord, Experiment, SummaryRecord } from 'activation-playground';
import { configure, embed } from 'activation-playground/elements';
import schema from 'activation-playground/schema.json' with { type: 'json' };

export async function all(experiment: Experiment): Promise<SummaryRecord> {
  const engine = await createEngine({ url: new URL('engine.wasm', 'https://example.org') });
  const { records, summary } = await (await inline()).run(experiment, { run: 'ELU', onEpoch: ({ trainLoss }) => trainLoss });
  const first: EpochRecord | undefined = records[0];
  const session = engine.createSession(experiment, 0, 1);
  const predicted: Float32Array = session.predict([0, 0]);
  const hash: string = session.hash() + summary.hash + first?.epoch + predicted.length + schema.title;
  if (hash === '') throw new EngineError([]);
  return summary;
}
configure({ siteUrl: '/' });
export const figure = embed(document.body, { view: 'curves', functions: ['relu'] });
document.querySelector('activation-training')?.train().then(() => {});
document.addEventListener('activation-result', ({ detail }) => detail.results[0]?.hash);
document.addEventListener('activation-epoch', ({ detail }) => detail.runs[0]?.record.epoch);
`;

/** Each of these lines is a mistake. */
const kMistakes = [
  `createEngine({ address: '' });`,
  `export const wrong = (record: EpochRecord) => record.validationLos;`,
  `export const seeds: Experiment['seeds'] = 'one';`,
  `document.querySelector('activation-curves')?.trane();`,
  `document.addEventListener('activation-change', ({ detail }) => detail.links);`,
];

for (const resolution of ['bundler', 'nodenext'])
  test(`a strict project resolves its types as "${resolution}" does, and its mistakes are found`, () => {
    const first = kProgram.split('\n').length;
    const place = project({ 'right.ts': kProgram, 'wrong.ts': `${kProgram}${kMistakes.join('\n')}\n` });
    const isNode = resolution === 'nodenext';
    const program = ts.createProgram([join(place, 'right.ts'), join(place, 'wrong.ts')], {
      noEmit: true,
      strict: true,
      types: [],
      resolveJsonModule: true,
      skipDefaultLibCheck: true,
      target: ts.ScriptTarget.ES2022,
      lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
      module: isNode ? ts.ModuleKind.NodeNext : ts.ModuleKind.ESNext,
      moduleResolution: isNode ? ts.ModuleResolutionKind.NodeNext : ts.ModuleResolutionKind.Bundler,
    });
    const problems = ts.getPreEmitDiagnostics(program).map(({ messageText, file, start = 0 }) => {
      const line = file?.getLineAndCharacterOfPosition(start).line ?? 0;
      return `${file?.fileName}:${line + 1}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    });
    // Those of the types themselves as well: none is skipped.
    assert.deepEqual(
      problems.filter((one) => !one.includes('/wrong.ts:')),
      [],
    );
    for (const [i, mistake] of kMistakes.entries())
      assert.ok(
        problems.some((one) => one.includes(`/wrong.ts:${first + i}:`)),
        `${mistake}\n${problems.join('\n')}`,
      );
    assert.equal(problems.length, kMistakes.length, problems.join('\n'));
  });

test('every export leads to a file of the package', async () => {
  const { exports } = jsonOf('package.json');
  const files = Object.values(exports).flatMap((one) => (typeof one === 'string' ? [one] : Object.values(one)));
  const { stdout } = await runProgram('tar', ['-tzf', tarball()]);
  const packed = stdout.split('\n');
  for (const file of [...files, './LICENSE', './README.md', './THIRD-PARTY-NOTICES.txt'])
    assert.ok(packed.includes(`package/${file.slice(2)}`), file);
});
