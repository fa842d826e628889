// What a person types as a number: read as what it says, or asked about, never taken for another.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exact, grouped } from '../../../web/text/numbers.js';
import { parseNumber, readNumber, readNumbers } from '../../../web/text/read-numbers.js';

test('usual ways to write a number are read', () => {
  for (const [text, value] of /** @type {[string, number][]} */ ([
    ['0,5', 0.5],
    [',5', 0.5],
    ['0,500', 0.5],
    ['\u22121,5', -1.5],
    ['1e-3', 1e-3],
    ['1,5e3', 1500],
    ['1,000,000', 1e6],
    ['1,000.5', 1000.5],
    ['1.000,5', 1000.5],
    ['1.000.000', 1e6],
    ['1.000', 1],
    ['12 345', 12345],
    ['1\u202f234\u202f567', 1234567],
    ['+2', 2],
  ]))
    assert.equal(parseNumber(text), value, text);
});

test('a number that can be two is asked about with both', () => {
  assert.match(readNumber('1,000').problem, /1,000.*1000 or as 1\.0;/);
  assert.match(readNumber('\u221212,345').problem, /\u221212345 or as \u221212\.345;/);
  assert.ok(Number.isNaN(readNumber('1,000').value));
});

test('what is no number is none: hexadecimal, words, two signs, too large', () => {
  for (const text of ['0x10', 'Infinity', 'abc', '', '--1', '1,2,3', '1e999', '12 34', '1,00,000', 'e5', '.']) {
    assert.ok(Number.isNaN(parseNumber(text)), text);
    assert.notEqual(readNumber(text).problem, '', text);
  }
});

test('what a double cannot hold is a problem however it is written, and a code says which', () => {
  for (const text of [
    '1e400',
    '1,5e400',
    '\u22121,5e400',
    `${'9'.repeat(400)}`,
    `1${',000'.repeat(110)}`,
    `1${' 000'.repeat(110)}`,
  ])
    assert.equal(readNumber(text).code, 'too-large', text);
  for (const text of [
    '9007199254740993',
    '-9007199254740993',
    '9007199254740993.0',
    '9 007 199 254 740 993',
    '9,007,199,254,740,993',
  ])
    assert.equal(readNumber(text).code, 'inexact', text);
  assert.match(readNumber('9007199254740993').problem, /nearest is 9007199254740992\.$/);
  for (const text of ['9007199254740992', '1000000000000000000000', '1e23', '0.1', '9007199254740993.5'])
    assert.equal(readNumber(text).code, '', text);
  assert.equal(readNumbers('1, 9007199254740993').code, 'inexact');
  assert.deepEqual(
    ['1,000', 'abc', '', '5'].map((text) => readNumber(text).code),
    ['ambiguous', 'not-a-number', 'missing', ''],
  );
});

test('lists: commas separate, unless semicolons do; thousands are asked about', () => {
  assert.deepEqual(readNumbers('1, 2.5 \u22123').values, [1, 2.5, -3]);
  assert.deepEqual(readNumbers('1,2,3').values, [1, 2, 3]);
  assert.deepEqual(readNumbers('0,5; 1,25').values, [0.5, 1.25]);
  assert.match(readNumbers('1,000').problem, /one number or several/);
  assert.match(readNumbers('1; 2,000').problem, /2000 or as 2\.0;/);
  assert.match(readNumbers('1, two').problem, /two.*is not a number/);
});

test('what the page writes into a field is read back as the same number', () => {
  for (const value of [0, -0.1, 1e-7, 123456789, 12345678901234567e4, 2 ** 69, 1e21, -5e-324, 1 / 3])
    assert.equal(parseNumber(exact(value)), value);
  for (const value of [5, 1234, 9876543]) assert.equal(parseNumber(grouped(value)), value);
});
