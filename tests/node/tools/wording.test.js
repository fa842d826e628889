// Plain technical English in comments, messages and documentation. Catches words that this project once used in a sense of
// its own, where the field has a term: "told" for reported, "judged" for measured, "stuck" for inactive.
import assert from 'node:assert/strict';
import test from 'node:test';
import { repositoryFiles, textOf } from './repository.js';

/** What is not written, and what is written instead. @type {[RegExp, string][]} */
const kInstead = [
  [/\b(told|tells?|telling|untold)\b/i, 'reported, printed, distinguished, describes'],
  [/\b(judge[sd]?|judging)\b/i, 'validated, measured, compared'],
  [/\b(mend(s|ed|ing)?|unmended)\b/i, 'repaired'],
  [/\b(somebody|someone|anybody)\b/i, 'users, the caller, outside'],
  [/\bflatter(s|ed|ing)?\b/i, 'optimistically biased'],
  [/\bso many\b/i, 'the number of'],
  [/\b(whose|own|host's|figure's|its) business\b|\bthe business of\b/i, 'decided by, belongs to'],
  [/\b(anew|begins? again)\b/i, 'again, starts again'],
  [/\banswered rightly\b/i, 'classified correctly'],
  [/\bstuck\b/i, 'inactive'],
  [/\bon the flat part\b/i, 'saturated or zero'],
  [/\broom for\b/i, 'buffer for, memory for'],
  [/\bvouch(es)?\b/i, 'checksum'],
  [/\bunhurried\b/i, 'not optimised'],
];

// This file names the words; the licences and locks are not ours; images are no text.
const kNotOurs =
  /wording\.test\.js$|^LICENSE$|package-lock\.json$|^web\/tools\/licences\/|\.(png|svg)$|(^|\/)golden\/.*\.(json|txt)$/;

test('comments, messages and documentation use the terms of the field', () => {
  const found = [];
  const files = repositoryFiles().filter((file) => !kNotOurs.test(file));
  assert.ok(files.length > 200 && files.includes('README.md') && files.includes('cpp/sweep/grid.cpp'));
  for (const file of files) {
    for (const [i, line] of textOf(file).split('\n').entries()) {
      const wrong = kInstead.find(([word]) => word.test(line));
      if (wrong) found.push(`${file}:${i + 1}: ${line.trim().slice(0, 100)} (rather: ${wrong[1]})`);
    }
  }
  assert.deepEqual(found, []);
});
