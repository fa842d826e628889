// How many values of the JavaScript have no type. Catches a boundary that hands out "any" again, behind which every
// misspelt key passes the type check.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import test from 'node:test';
import { fromRoot } from '../support.js';
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
