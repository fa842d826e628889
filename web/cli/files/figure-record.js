// The record.json of a figure, where another file was wanted: it is JSON like an experiment, and holds records like their file.
import { closeSync, openSync, readSync } from 'node:fs';
import { InputError } from './input-error.js';

/** How one begins, with its link: a record can be larger than memory. */
const kStart = /^\s*\{\s*"generator"\s*:\s*"Activation Playground"/;
const kLink = /"link"\s*:\s*"(#[^"\\]*)"/;
const kMostStart = 16384;
/** It holds no training, which report could show. */
const kCurves = /"kind"\s*:\s*"curves"/;
/** A longer link is not printed. */
const kMostLink = 300;

/** @param {string} path of a file @throws {InputError} where it is the record of a figure */
export function refuseFigureRecord(path) {
  const bytes = Buffer.alloc(kMostStart);
  const input = openSync(path, 'r');
  let start = '';
  try {
    start = bytes.toString('utf8', 0, readSync(input, bytes, 0, kMostStart, 0));
  } finally {
    closeSync(input);
  }
  if (!kStart.test(start)) return;
  const link = kLink.exec(start)?.[1] ?? '';
  const given = link !== '' && link.length <= kMostLink ? `: figure '${link}' --page FOLDER` : ' as "link" in it';
  throw new InputError(
    `"${path}" is the record of a figure, and neither an experiment nor the file that run writes by --jsonl. The figure is made again of its link${given}.${kCurves.test(start) ? '' : ' report shows the record.'}`,
  );
}
