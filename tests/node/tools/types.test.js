// How many values of the JavaScript have no type. Catches a boundary that hands out "any" again, behind which every
// misspelt key passes the type check.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import test from 'node:test';
import { fourKinds, fromRoot, newCurvesEngine, newEngine, newFolder } from '../support.js';
import { repositoryFiles, textOf } from './repository.js';

const require = createRequire(fromRoot('web/package.json'));
const ts = require('typescript');

const kMostAny = 10;

/** Places of the type "any" in a file, those of JSDoc included. @param {string} file @returns {string[]} */
function anyIn(file) {
  const source = ts.createSourceFile(file, textOf(file), ts.ScriptTarget.Latest, true);
  /** @type {string[]} */
  const found = [];
  const visit = (/** @type {any} */ node) => {
    if (node.kind === ts.SyntaxKind.AnyKeyword)
      found.push(`${file}:${source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1}`);
    for (const comment of node.jsDoc ?? []) visit(comment);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return [...new Set(found)];
}

// The type check fails where one of these lines is no mistake any more, as with types that are open to any key.
/** @param {import('../../../web/generated/schema.js').EpochRecord} record */
export const misspeltRecordKey = (record) =>
  // @ts-expect-error
  record.validationLos;

/** @type {import('../../../web/generated/schema.js').Experiment['seeds']} */
// @ts-expect-error
export const wrongSeeds = 'one';

test(`web has at most ${kMostAny} values of the type "any"`, () => {
  const files = repositoryFiles().filter((file) => /^web\/.*\.(js|ts)$/.test(file));
  assert.ok(files.length > 100);
  const found = files.flatMap(anyIn);
  assert.ok(found.length <= kMostAny, found.join('\n'));
});

// Catches an answer of the engine that has another form than web/engine/answers.d.ts says: a key more, a key less.
test('the types of the engine\u2019s answers are those of its answers', async () => {
  const engine = await newEngine();
  const gridded = { ...fourKinds, grid: { 'training.epochs': [1, 2] } };
  const answers = fromRoot('web/engine/answers.d.ts').replace(/\.d\.ts$/, '.js');
  const values = /** @type {[string, unknown][]} */ ([
    ["Omit<Catalog, 'schema'>", { ...engine.catalog(), schema: undefined }],
    ["Omit<CheckedRun, 'experiment'>[]", checkedRuns(engine, fourKinds)],
    ["Omit<CheckedRun, 'experiment'>[]", checkedRuns(engine, gridded)],
    ['ActivationEntry[]', (await newCurvesEngine()).activations],
  ]);
  const lines = values.map(([type, value], i) => `export const value${i}: ${type} = ${JSON.stringify(value)};`);
  const problems = problemsOf(
    `import type { ActivationEntry, Catalog, CheckedRun } from '${answers}';\n${lines.join('\n')}\n`,
  );
  assert.deepEqual(problems, []);
  // The check itself: a key that the types do not know is found.
  const wrong = JSON.stringify([{ ...engine.catalog().metrics[0], shade: 1 }]);
  assert.equal(
    problemsOf(`import type { Metric } from '${answers}';\nexport const value: Metric[] = ${wrong};\n`).length,
    1,
  );
});

/** @param {Awaited<ReturnType<typeof newEngine>>} engine @param {unknown} experiment */
function checkedRuns(engine, experiment) {
  const answer = engine.checkExperiment(experiment);
  assert.ok(answer.ok, JSON.stringify(answer.errors));
  return answer.runs.map(({ experiment: _, ...run }) => run);
}

/** What the type check says of a file. @param {string} text @returns {string[]} */
function problemsOf(text) {
  const file = join(newFolder(), 'answers.ts');
  writeFileSync(file, text);
  const program = ts.createProgram([file], {
    noEmit: true,
    strict: true,
    skipLibCheck: true,
    allowJs: true,
    types: [],
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  });
  return ts
    .getPreEmitDiagnostics(program, program.getSourceFile(file))
    .map((/** @type {any} */ { messageText }) => ts.flattenDiagnosticMessageText(messageText, ' ').slice(0, 300));
}
