// `figure ... --page FOLDER`: everything that publishes a figure, ready for a static host.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { loadTraining } from '../../../engine/training.js';
import { elementAttributes } from '../../../sharing/element-snippet.js';
import { encodeState } from '../../../sharing/link-state.js';
import { byteSize } from '../../../text/numbers.js';
import { InputError } from '../../files/input-error.js';
import { compileEngine } from '../../sweep/node-engine.js';
import { print, say } from '../../text/print.js';
import { picturesOf } from '../pictures.js';
import { checkedKinds } from '../records-drawing.js';
import { shippedText } from '../shipped.js';
import { isLink, subjectOf } from '../subject.js';
import { checkFolder, writeFolder } from './folder.js';
import { indexPage } from './index-page.js';
import { liveFile } from './live-file.js';
import { resultsOf, writeRecord } from './results.js';
import { oEmbed, snippet } from './snippets.js';

const kFiles = [
  ...['index.html', 'live.html', 'oembed.json', 'snippet.html', 'record.json'],
  ...['figure.svg', 'figure-small.svg', 'figure.png', 'social.png'],
];

/**
 * @param {object} options
 * @param {string} options.spec a link, a preset, an experiment or records @param {string} options.page the folder
 * @param {string} [options.url] its address @param {string} [options.playground] the address of one
 * @param {'light' | 'dark'} [options.theme] @param {string} [options.kind] @param {string[]} options.runs
 * @param {string} [options.records] a file of them @param {string} [options.data] where the experiment's data are
 * @param {boolean} options.overwrite
 */
export async function pageCommand({ spec, page: out, url, playground, theme, kind, runs, records, data, overwrite }) {
  const base = folderAt('--url', url);
  const address = folderAt('--playground', playground);
  checkFolder(out, kFiles, overwrite);
  for (const [option, path] of Object.entries({ figure: spec, '--records': records }))
    if (path !== undefined && isAmong(path, out)) throw new InputError(`${option}: "${path}" would be written over`);
  const { module, digest } = await compileEngine();
  const engine = await loadTraining({ module });
  checkedKinds(kind, engine.catalog());
  const found = await subjectOf(spec, { kind, runs, records, data }, { engine, module, digest });
  const state = { ...found.state, theme: theme ?? found.state.theme };
  const subject = { ...found, state, playground: address || found.playground };
  let isReplaced = false;
  try {
    const files = await filesOf(subject, base, digest);
    isReplaced = writeFolder(out, files, { all: kFiles, overwrite });
  } finally {
    subject.close();
  }
  const bytes = kFiles.reduce(
    (sum, name) => sum + (statSync(join(out, name), { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
  print(
    `${out}: ${subject.drawing.title}, ${byteSize(bytes)}${isReplaced ? ', in place of the figure that was there' : ''}`,
  );
  if (base !== '')
    say(
      `Put the folder on your web server, at ${base}. Its snippet.html is the text to paste into articles; link previews read index.html.`,
    );
  if (base === '')
    say(
      'Without --url ADDRESS there is no snippet.html to paste elsewhere and no oEmbed (WordPress, Ghost), and link previews (X, Slack, LinkedIn) have no picture: they need the address where the folder will stand. With it, this command writes them.',
    );
}

/**
 * @param {import('../subject.js').Subject} subject @param {string} base @param {string} digest of the engine
 * @returns {Promise<Map<string, import('./folder.js').Content>>}
 */
async function filesOf(subject, base, digest) {
  const { state, drawing, playground } = subject;
  const { title, caption, description, table } = drawing;
  const hash = encodeState(state, { embed: true, pin: true });
  if (hash === null)
    say('This experiment is longer than a link can be: the folder has the picture and the record, and no live figure.');
  const page = {
    ...{ title, caption, description, table, base, playground },
    view: state.view,
    attributes: elementAttributes(state, {
      view: /** @type {'curves'} */ (state.view),
      added: state.with,
      theme: state.theme,
    }),
    hash: hash ?? '',
    isTraining: state.view !== 'curves',
    theme: state.theme,
    pictures: await picturesOf(drawing, state.theme),
    results: resultsOf(subject),
  };
  const parts = {
    script: shippedText('figure/page.js'),
    style: shippedText('figure/page.css'),
    icon: `data:image/svg+xml,${encodeURIComponent(shippedText('figure/icon.svg').trim())}`,
  };
  const about = { title, hash: page.hash, kind: 'kind' in drawing ? String(drawing.kind) : 'curves' };
  /** @type {[string, import('./folder.js').Content][]} */
  const files = [
    ['figure.svg', page.pictures.svg.text],
    ['figure-small.svg', page.pictures.small.text],
    ['figure.png', page.pictures.png.bytes],
    ['social.png', page.pictures.social.bytes],
    ['record.json', (write) => writeRecord(subject, about, write)],
    // Elsewhere they would lead nowhere without the address of the folder.
    ...(base === ''
      ? []
      : /** @type {[string, string][]} */ ([
          ['oembed.json', oEmbed(page)],
          ['snippet.html', snippet(page)],
        ])),
    ...(hash === null ? [] : /** @type {[string, string][]} */ ([['live.html', liveFile(subject, digest, hash)]])),
    ['index.html', indexPage(page, parts)],
  ];
  return new Map(files);
}

/** @param {string} option @param {string | undefined} url @returns {string} with a slash at its end, or "" @throws {InputError} */
function folderAt(option, url) {
  if (url === undefined) return '';
  let parsed;
  try {
    parsed = new URL(url);
  } catch {
    throw new InputError(
      `${option}: "${url}" is no address; give a whole one, such as https://example.org/figures/relu/`,
    );
  }
  if (!/^https?:$/.test(parsed.protocol))
    throw new InputError(`${option}: "${url}" must begin with https:// or http://`);
  if (parsed.search || parsed.hash || parsed.username)
    throw new InputError(`${option}: "${url}" must be the address of a folder alone, without "?", "#" or a name`);
  const path = parsed.pathname.replace(/\/index\.html$/, '/');
  return `${parsed.origin}${path.endsWith('/') ? path : `${path}/`}`;
}

/** Whether a file that is read is one of those that are written. @param {string} path @param {string} out */
function isAmong(path, out) {
  // A link is no path, and can be longer than any may be.
  if (isLink(path)) return false;
  const given = statSync(path, { throwIfNoEntry: false });
  return kFiles.some((name) => {
    const there = statSync(join(out, name), { throwIfNoEntry: false });
    return given && there && given.ino === there.ino && given.dev === there.dev;
  });
}
