// `cli.js figure --page`: every file of the folder is read back. Catches markup that a name breaks, a picture without labels,
// a record of another training, and an answer to oEmbed that a host refuses.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import * as packing from '../../../web/sharing/link-packing.js';
import { decodeState, usePacking } from '../../../web/sharing/link-state.js';
import { cli, experimentFile, fourKinds, fromRoot, newEngine, newFolder } from '../support.js';
import { elementsOf, inkOf, metaOf } from './page-support.js';

usePacking(packing);
const { decode } = await import(fromRoot('web/node_modules/fast-png/lib/index.js'));

const kAddress = 'https://example.org/figures/relu';
const kFiles = [
  ...['figure-small.svg', 'figure.png', 'figure.svg', 'index.html', 'live.html', 'oembed.json', 'record.json'],
  ...['snippet.html', 'social.png'],
];

/** @param {string[]} args of figure, without the folder */
async function page(...args) {
  const folder = join(newFolder(), 'page');
  const { code, stderr, stdout } = await cli('figure', ...args, '--page', folder);
  assert.equal(code, 0, stderr);
  const read = (/** @type {string} */ name) => readFileSync(join(folder, name), 'utf8');
  return { folder, read, stderr, stdout, elements: elementsOf(read('index.html')) };
}

/** What the live figure of a folder shows. @param {(name: string) => string} read */
const linkOf = (read) =>
  decodeState(/live\.html(#[^"]*)/.exec(read('index.html'))?.[1].replaceAll('&amp;', '&') ?? '').state;

/** @param {string} folder @param {string} name */
const png = (folder, name) => decode(readFileSync(join(folder, name)));

const nasty = {
  ...fourKinds,
  name: '"quoted" <script>alert(1)</script> & \u05e9\u05dc\u05d5\u05dd',
  runs: [{ name: `it's <b>"bold"</b> & more` }, { name: '\u0645\u0631\u062d\u0628\u0627', set: fourKinds.runs[1].set }],
};
const trained = await page(experimentFile(nasty), '--kind', 'accuracy', '--url', kAddress);

test('a folder holds every file, and no other; the preset of a recorded result is not trained', async () => {
  const { folder, stdout, stderr } = await page('relu-vs-elu');
  assert.deepEqual(
    readdirSync(folder).sort(),
    kFiles.filter((name) => !/snippet|oembed/.test(name)),
  );
  assert.match(stdout, /^.*page: ReLU against ELU, 2\.\d MB\n$/);
  assert.match(stderr, /^Without --url ADDRESS there is no snippet\.html .* With it, this command writes them\.$/m);
  assert.doesNotMatch(readFileSync(join(folder, 'index.html'), 'utf8'), /snippet|oembed|playground\//i);
  assert.deepEqual(readdirSync(trained.folder).sort(), kFiles);
  const shipped = JSON.parse(readFileSync(fromRoot('web/presets/results/relu-vs-elu.json'), 'utf8'));
  const record = JSON.parse(readFileSync(join(folder, 'record.json'), 'utf8'));
  const hashes = shipped.trials.map((/** @type {any} */ trial) => trial.summary.hash);
  assert.deepEqual(
    record.trials.map((/** @type {any} */ trial) => trial.hash),
    hashes,
  );
  const cells = elementsOf(readFileSync(join(folder, 'index.html'), 'utf8')).filter(({ tag }) => tag === 'code');
  assert.deepEqual(cells.map(({ text }) => text).slice(0, hashes.length), hashes);
  const engine = await newEngine();
  const session = engine.createSession(record.experiment, 0, 0);
  while (session.step(1000).stage !== 'done');
  assert.equal(session.hash(), hashes[0]);
  session.delete();
});

test('names of the reader stay text in every file', async () => {
  const { read, elements } = trained;
  assert.equal(elements.filter(({ tag }) => tag === 'script').length, 1, 'the script of the page alone');
  assert.equal(elements.filter(({ tag, text }) => tag === 'b' && /bold/.test(text) && !/</.test(text)).length, 0);
  const meta = metaOf(elements);
  assert.equal(meta['og:title'], nasty.name);
  for (const { name } of nasty.runs) assert.ok(meta['og:description'].includes(name), name);
  const rows = elements.filter(({ tag, attributes }) => tag === 'th' && attributes.scope === 'row');
  assert.ok(rows.some(({ text }) => text === `${nasty.runs[1].name} (seed 2)`));
  for (const name of ['figure.svg', 'figure-small.svg']) {
    const parts = elementsOf(read(name));
    assert.equal(parts[0].attributes.xmlns, 'http://www.w3.org/2000/svg');
    assert.ok(
      parts.some(({ tag, text }) => tag === 'text' && text.startsWith('"quoted" <script>')),
      name,
    );
    assert.match(read(name), /prefers-color-scheme: dark/);
    assert.doesNotMatch(read(name), /NaN|undefined/);
  }
  const pasted = elementsOf(read('snippet.html'));
  assert.deepEqual(
    pasted.map(({ tag }) => tag).filter((tag) => tag === 'script'),
    [],
  );
  assert.deepEqual(JSON.parse(read('oembed.json')).title, nasty.name);
});

test('the page names its picture, its address and its oEmbed for link previews', () => {
  const { folder, elements } = trained;
  const meta = metaOf(elements);
  const address = `${kAddress}/`;
  assert.equal(meta['og:url'], address);
  assert.equal(meta['og:type'], 'article');
  assert.equal(meta['twitter:card'], 'summary_large_image');
  assert.equal(meta['og:image'], `${address}social.png`);
  assert.equal(meta['twitter:image'], meta['og:image']);
  assert.equal(meta['og:image:alt'], meta['og:description']);
  const social = png(folder, 'social.png');
  assert.deepEqual([meta['og:image:width'], meta['og:image:height']], [`${social.width}`, `${social.height}`]);
  assert.deepEqual([social.width, social.height], [1200, 630]);
  const links = elements.filter(({ tag }) => tag === 'link').map(({ attributes }) => attributes);
  const oEmbed = links.find(({ type }) => type === 'application/json+oembed');
  assert.deepEqual([oEmbed?.rel, oEmbed?.href, oEmbed?.title], ['alternate', `${address}oembed.json`, nasty.name]);
  assert.equal(links.find(({ rel }) => rel === 'canonical')?.href, address);
  // What is loaded is in the folder.
  for (const { tag, attributes } of elements)
    for (const value of [attributes.src, attributes.srcset, tag === 'a' ? attributes.href : undefined])
      if (value) assert.ok(readdirSync(folder).includes(value.split('#')[0]), value);
});

test('the policy of the page names its script and its style, and nothing from elsewhere', () => {
  const { elements } = trained;
  const policy = elements.find(({ attributes }) => attributes['http-equiv'])?.attributes.content ?? '';
  for (const [tag, directive] of [
    ['script', 'script-src'],
    ['style', 'style-src'],
  ]) {
    const [{ text }] = elements.filter((one) => one.tag === tag);
    const digest = createHash('sha256').update(text).digest('base64');
    assert.ok(policy.includes(`${directive} 'sha256-${digest}';`), directive);
  }
  assert.match(policy, /^default-src 'none';/);
  assert.doesNotMatch(policy, /unsafe|http|\*/);
});

test('oEmbed: what WordPress keeps, with absolute addresses and whole numbers', () => {
  const answer = JSON.parse(trained.read('oembed.json'));
  assert.deepEqual([answer.type, answer.version, answer.provider_name], ['rich', '1.0', 'Activation Playground']);
  // The pattern of wp_filter_oembed_result().
  const kept = /^(<blockquote>.*?<\/blockquote>)(<iframe.*?><\/iframe>)$/s.exec(answer.html);
  assert.ok(kept, answer.html);
  const [frame] = elementsOf(kept[2]);
  assert.equal(frame.attributes.src, `${kAddress}/`);
  assert.deepEqual([frame.attributes.width, frame.attributes.height], [`${answer.width}`, `${answer.height}`]);
  assert.ok(Number.isInteger(answer.width) && Number.isInteger(answer.height) && answer.height > 400);
  assert.deepEqual(
    [answer.thumbnail_url, answer.thumbnail_width, answer.thumbnail_height],
    [`${kAddress}/social.png`, 1200, 630],
  );
});

test('the snippet survives Markdown and reserves its space', () => {
  const text = trained.read('snippet.html');
  assert.match(text, /^<figure style="[^"]*">\n/);
  assert.match(text, /<img [^>]* style="display:block;max-width:100%;height:auto"/);
  assert.doesNotMatch(text.trim(), /\n\s*\n/);
  const elements = elementsOf(text);
  const image = elements.find(({ tag }) => tag === 'img')?.attributes ?? {};
  assert.equal(image.src, `${kAddress}/figure.svg`);
  const [svg] = elementsOf(trained.read('figure.svg'));
  assert.deepEqual([image.width, image.height], [svg.attributes.width, svg.attributes.height]);
  assert.match(image.alt, /Validation accuracy after epoch 3: .*0\.\d+, .*0\.\d+\.$/);
  const links = elements.filter(({ tag }) => tag === 'a').map(({ attributes }) => attributes.href);
  assert.deepEqual(links, [`${kAddress}/`, `${kAddress}/#run`]);
  // What a feed or a printout has: the numbers, and the hashes that a run of the reader is compared with.
  const hashes = JSON.parse(trained.read('record.json')).trials.map((/** @type {any} */ one) => one.hash);
  const shown = elements.filter(({ tag }) => tag === 'code').map(({ text: code }) => code);
  assert.deepEqual(shown.slice(0, hashes.length), hashes);
  assert.ok(elements.filter(({ tag }) => tag === 'tr').length > 1 + hashes.length);
});

test('PNG: twice the size of the SVG, with ink where labels are, and the same bytes again', async () => {
  const curves = ['#v1:fn=relu,elu(alpha:0.5)&show=value'];
  const [once, again] = [await page(...curves), await page(...curves)];
  for (const name of ['figure.png', 'social.png'])
    assert.deepEqual(readFileSync(join(once.folder, name)), readFileSync(join(again.folder, name)));
  const image = png(once.folder, 'figure.png');
  const [svg] = elementsOf(once.read('figure.svg'));
  assert.deepEqual([image.width, image.height], [2 * Number(svg.attributes.width), 2 * Number(svg.attributes.height)]);
  const share = inkOf(image) / (image.width * image.height);
  assert.ok(share > 0.01 && share < 0.25, `${share}`);
  // The title: without its font there would be none.
  const top = image.data.subarray(0, image.channels * image.width * 64);
  assert.ok(inkOf({ data: top, channels: image.channels }) > 500);
  // Light: the first pixel is the paper.
  assert.deepEqual([...image.data.subarray(0, 3)], [0xfc, 0xfc, 0xfb]);
  // Vermillion and blue, of the two curves.
  for (const hue of [0xc2410c, 0x0062ad]) {
    let count = 0;
    for (let i = 0; i < image.data.length; i += image.channels)
      if (image.data[i] * 65536 + image.data[i + 1] * 256 + image.data[i + 2] === hue) count += 1;
    assert.ok(count > 1000, `${hue.toString(16)}: ${count}`);
  }
});

test('curves: the live figure has the link, the table its values, and the record both', async () => {
  const link = '#v1:fn=elu(alpha:0.5),gelu&x=-3..3&table=-1,0,2&theme=dark';
  const { read, elements } = await page(`https://example.org/playground/index.html${link}`);
  const run = elements.find(({ attributes }) => attributes.id === 'run');
  const { state, problems } = decodeState((run?.attributes.href ?? '').replace('live.html', ''));
  assert.deepEqual(problems, []);
  assert.deepEqual(state, { ...decodeState(link).state });
  const record = JSON.parse(read('record.json'));
  assert.deepEqual(record.functions, [
    { name: 'elu', params: { alpha: 0.5 } },
    { name: 'gelu', params: {} },
  ]);
  assert.deepEqual(
    record.table.rows.map((/** @type {string[]} */ [x]) => x),
    ['\u22121', '0', '2'],
  );
  assert.equal(record.table.rows[0][1], `\u2212${(0.5 * (1 - Math.exp(-1))).toFixed(4)}`);
  const cells = elements.filter(({ tag }) => tag === 'td').map(({ text }) => text);
  assert.deepEqual(
    cells,
    record.table.rows.flatMap((/** @type {string[]} */ [, ...values]) => values),
  );
  const full = elements.find(({ text }) => text === 'Open in the Activation Playground');
  assert.match(full?.attributes.href ?? '', /^https:\/\/example\.org\/playground\/#v1:/);
});

test('what needs an address is there with it alone, and goes with it', async () => {
  const folder = join(newFolder(), 'page');
  const write = async (/** @type {string[]} */ ...more) => {
    const { code, stderr } = await cli('figure', '#v1:fn=relu', '--page', folder, ...more);
    assert.equal(code, 0, stderr);
    return readdirSync(folder).sort();
  };
  assert.deepEqual(await write('--url', kAddress), kFiles);
  assert.match(readFileSync(join(folder, 'index.html'), 'utf8'), /<a href="snippet\.html">/);
  assert.equal((await write()).includes('snippet.html'), false, 'the snippet of before is not left');
});

test('the page and the live figure lead to a playground where one is known, and nowhere where none is', async () => {
  const there = await page('relu-vs-elu', '--playground', 'https://example.org/playground');
  const [link] = there.elements.filter(({ text }) => text === 'Open in the Activation Playground');
  assert.match(link.attributes.href, /^https:\/\/example\.org\/playground\/#v1:view=training/);
  assert.match(there.read('live.html'), /<a id="full" href="https:\/\/example\.org\/playground\/index\.html"/);
  assert.match(trained.read('live.html'), /<a id="full" target=/);
  assert.equal(trained.elements.filter(({ text }) => /Open in/.test(text)).length, 0);
});

test('a theme: pictures, page and element are of it wherever they are shown', async () => {
  const { read, folder } = await page('https://example.org/p/#v1:fn=relu', '--theme', 'dark', '--url', kAddress);
  for (const name of ['figure.svg', 'figure-small.svg']) {
    assert.doesNotMatch(read(name), /prefers-color-scheme/);
    const [, paper] = /\.paper \{ fill: (#\w+);/.exec(read(name)) ?? [];
    assert.equal(paper, '#131518', name);
    assert.match(read(name), /stroke="#ff8c55"/);
  }
  for (const name of ['figure.png', 'social.png'])
    assert.deepEqual([...png(folder, name).data.subarray(0, 3)], [0x13, 0x15, 0x18], name);
  assert.match(read('index.html'), /<html lang="en" data-theme="dark">/);
  assert.match(read('snippet.html'), /<activation-curves [^>]*theme="dark"/);
  const light = await page('#v1:fn=relu', '--theme', 'light');
  assert.doesNotMatch(light.read('figure.svg'), /prefers-color-scheme/);
});

test('an experiment is trained, and its records are those of run; --records takes them instead', async () => {
  const experiment = { ...nasty, name: 'own', runs: fourKinds.runs.slice(0, 2) };
  const path = experimentFile(experiment);
  const records = join(newFolder(), 'records.jsonl');
  assert.equal((await cli('run', path, '--jsonl', records)).code, 0);
  const lines = readFileSync(records, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const [header] = lines;
  const hashes = lines.filter(({ type }) => type === 'summary').map(({ hash }) => hash);
  assert.equal(hashes.length, 4);
  for (const args of [[path], [path, '--records', records], [records]]) {
    const { read, elements } = await page(...args);
    const record = JSON.parse(read('record.json'));
    assert.deepEqual(
      record.trials.map((/** @type {any} */ trial) => trial.hash),
      hashes,
      args.join(' '),
    );
    assert.equal(record.fingerprint, header.fingerprint);
    assert.equal(record.records.filter((/** @type {any} */ one) => one.type === 'epoch').length, 12);
    // The live figure trains the same.
    const run = elements.find(({ attributes }) => attributes.id === 'run');
    const { state } = decodeState((run?.attributes.href ?? '').replace('live.html', ''));
    const engine = await newEngine();
    assert.deepEqual(engine.checkExperiment(state.training.experiment).experiment, record.experiment);
  }
  const one = await page(records, '--run', 'Adam', '--kind', 'accuracy');
  const summaries = JSON.parse(one.read('record.json')).records.filter((/** @type {any} */ r) => r.type === 'summary');
  assert.deepEqual(
    summaries.map((/** @type {any} */ { run, seed }) => [run, seed]),
    [
      ['Adam', 1],
      ['Adam', 2],
    ],
  );
});

test('a link of a preset with settings is trained with them, and one of layers draws its run', async () => {
  const { read } = await page(
    '#v1:view=layers&train=relu-vs-elu&set=training.epochs=1;data.train=300;data.validation=100&run=1',
  );
  const record = JSON.parse(read('record.json'));
  assert.equal(record.kind, 'std');
  assert.deepEqual([record.experiment.training.epochs, record.experiment.data.train], [1, 300]);
  assert.deepEqual(
    record.trials.map((/** @type {any} */ trial) => trial.run),
    ['ELU'],
  );
  assert.match(read('index.html'), /live\.html#v1:view=layers&amp;train=relu-vs-elu&amp;set=/);
  assert.equal(linkOf(read).runs.join(), 'ELU', 'its live figure has the run that is drawn');
  // It is another figure than the preset's, and says so wherever its title stands.
  assert.equal(record.title, 'ReLU against ELU, with other settings');
  for (const name of ['index.html', 'figure.svg', 'figure-small.svg'])
    assert.match(read(name), /ReLU against ELU, with other settings/, name);
  const changes = 'Changed of the preset: training.epochs=1; data.train=300; data.validation=100.';
  assert.ok(read('index.html').includes(changes));
  const { read: plain } = await page('relu-vs-elu');
  // Its live figure has shorter numbers, and bins of some width where ELU's layers are constant.
  const packed = /id="published">([^<]*)</.exec(plain('live.html'))?.[1] ?? '';
  const published = gunzipSync(Buffer.from(packed, 'base64')).toString('utf8');
  const edges = [...published.matchAll(/"edges":\[([^,\]]*),([^,\]]*)\]/g)];
  assert.ok(edges.length > 0);
  for (const [text, low, high] of edges) assert.ok(Number(low) < Number(high), text);
  assert.doesNotMatch(plain('index.html'), /other settings|Changed of the preset/);
});

test('the live figure of some runs has these, and a link of some runs draws them', async () => {
  const experiment = experimentFile({ ...fourKinds, seeds: [1] });
  const [first, second, third] = fourKinds.runs.map(({ name }) => name);
  const { read } = await page(experiment, '--run', second, '--run', third);
  const live = linkOf(read);
  assert.deepEqual(live.runs, [second, third]);
  const again = await page(`#${/live\.html#([^"]*)/.exec(read('index.html'))?.[1].replaceAll('&amp;', '&')}`);
  const drawn = JSON.parse(again.read('record.json')).trials.map((/** @type {any} */ trial) => trial.run);
  assert.deepEqual(drawn, [second, third]);
  assert.doesNotMatch(again.read('figure.svg'), new RegExp(`>${first}<`));
});
