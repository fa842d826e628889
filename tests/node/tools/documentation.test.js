// The documentation against the repository: every link in a Markdown file leads to a file and a heading that exist, and
// no sentence is too long. Catches a link that a moved file has broken.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { fromRoot } from '../support.js';
import { repositoryFiles, textOf } from './repository.js';

const documents = repositoryFiles().filter((file) => file.endsWith('.md'));
const withoutCode = (/** @type {string} */ text) => text.replace(/^```.*?^```/gms, '');

/** The anchors that GitHub gives the headings of a document. @param {string} file */
const anchorsOf = (file) =>
  [...withoutCode(textOf(file)).matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );

test('every link leads somewhere', () => {
  assert.ok(documents.length >= 7, documents.join(' '));
  const broken = [];
  let count = 0;
  for (const file of documents) {
    for (const [, target] of withoutCode(textOf(file)).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^https?:/.test(target)) continue;
      count += 1;
      const [path, anchor] = target.split('#');
      const to = path ? join(dirname(file), path) : file;
      if (!existsSync(fromRoot(to))) broken.push(`${file}: ${target}`);
      else if (anchor && !anchorsOf(to).includes(anchor)) broken.push(`${file}: ${target}: no such heading`);
    }
  }
  assert.ok(count > 30, `${count} links`);
  assert.deepEqual(broken, []);
});

test('every path named in code letters exists', () => {
  const missing = documents.flatMap((file) =>
    [...withoutCode(textOf(file)).matchAll(/`((?:cpp|web|tests)\/[\w./-]+)`/g)]
      .map(([, path]) => path)
      .filter((path) => !existsSync(fromRoot(path)))
      .map((path) => `${file}: ${path}`),
  );
  assert.deepEqual(missing, []);
});

test('sentences of the documentation have at most 25 words', () => {
  const long = [];
  for (const file of documents) {
    const text = withoutCode(textOf(file))
      .replace(/^\|.*$/gm, '')
      .replace(/^(#|!\[).*$/gm, '');
    for (const block of text.split(/\n\s*\n|\n(?=- )/)) {
      for (const sentence of block.replace(/\s+/g, ' ').split(/(?<=[.?!:;])\s|\.\)\s/)) {
        const words = sentence.split(' ').filter((word) => /\w/.test(word));
        if (words.length > 25) long.push(`${file}: ${words.length}: ${sentence}`);
      }
    }
  }
  assert.deepEqual(long, []);
});
