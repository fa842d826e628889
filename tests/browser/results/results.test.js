// Files of records in the page: opened, dropped, compared, and in an article. Catches a result that differs from the file's, a
// drop that the browser takes for a page to open, a damaged file that empties the view, and an element without its numbers.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { generator, mutateValue } from '../../fuzz/mutate.js';
import { kPython, missingPyTorch } from '../../node/export/scripts.js';
import { cli, experimentFile, fromRoot, newFolder, parseLines, preset, runProgram } from '../../node/support.js';
import { axeFindings, openPage, trainingReady, trainOnPage, useSite } from '../harness.js';
import { article, heard, hears } from '../hosts/articles.js';

const { unzipSync } = createRequire(fromRoot('web/package.json'))('fflate');

/** How many mutated files are opened. */
const kMutations = Number(process.env.PLAYGROUND_MUTATIONS ?? 40);
const kSeed = Number(process.env.PLAYGROUND_SEED ?? 1);

/** @param {string} name of the file @param {unknown} experiment */
async function recorded(name, experiment) {
  const path = join(newFolder(), name);
  const { code, stderr } = await cli('run', experimentFile(experiment), '--jsonl', path);
  assert.equal(code, 0, stderr);
  return path;
}

const small = preset('relu-vs-elu');
small.data.train = 400;
small.data.validation = 200;
small.training.epochs = 3;
const first = await recorded('first.jsonl', small);
const second = await recorded('second.jsonl', { ...small, name: 'again', seeds: [1, 2] });
const sweep = await recorded('sweep.jsonl', {
  ...small,
  runs: undefined,
  grid: {
    'training.optimizer.learningRate': [0.01, 0.1, 0.3],
    'network.activation': [{ name: 'relu' }, { name: 'tanh' }, { name: 'elu' }],
  },
});
const lines = readFileSync(first, 'utf8').trim().split('\n');
const summaries = parseLines(lines.join('\n')).filter(({ type }) => type === 'summary');

describe('results', () => {
  const given = useSite();

  /** @param {{ width?: number, dark?: boolean }} [options] */
  async function open(options = {}) {
    const opened = await openPage(given.browser, `${given.site.url}#results`, options);
    await opened.page.waitForFunction(() => customElements.get('activation-results-view'));
    return opened;
  }

  /** @param {any} page @param {(string | { name: string, mimeType: string, buffer: Buffer })[]} files */
  async function choose(page, files) {
    await page.locator('activation-results-view input[type=file]').setInputFiles(files);
    await page.evaluate(() => /** @type {any} */ (document.querySelector('activation-results-view')).drawnAll());
  }

  /** The rows of the table of trials: name, accuracy, hash. @param {any} page */
  const rowsOf = (page) =>
    page
      .locator('activation-summary-table tr.numbers')
      .evaluateAll((/** @type {HTMLTableRowElement[]} */ rows) =>
        rows.map(({ cells }) => [0, 1, cells.length - 1].map((i) => cells[i].textContent?.trim())),
      );

  for (const [width, dark] of /** @type {[number, boolean][]} */ ([
    [1280, false],
    [360, true],
  ]))
    test(`a file opens with its own numbers, verdicts and layers, ${width} px`, async () => {
      const { page, context, problems } = await open({ width, dark });
      assert.match(await page.locator('activation-results-view .empty').innerText(), /run relu-vs-elu --jsonl/);
      await choose(page, [first]);
      assert.deepEqual(
        await rowsOf(page),
        summaries.map(({ run, finalAccuracy, hash }) => [run, finalAccuracy.toFixed(4), hash]),
      );
      const text = await page.locator('activation-run-results .failed').innerText();
      assert.match(text, /ELU collapsed to one class/);
      await page.getByRole('button', { name: 'Show where it began' }).click();
      const layers = page.locator('activation-results-view activation-layers-view');
      await layers.getByRole('button', { name: 'ELU', exact: true, pressed: true }).waitFor();
      assert.ok((await layers.locator('activation-figure-frame svg').count()) >= 6);
      assert.deepEqual(await axeFindings(page), []);
      const [wide, inner] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      assert.ok(wide <= inner, `${wide} px in ${inner}`);
      assert.deepEqual(problems, []);
      await context.close();
    });

  test('two files are compared, a third is refused, and a closed one goes', async () => {
    const { page, context, problems } = await open();
    await choose(page, [first, second]);
    const names = (await rowsOf(page)).map((/** @type {string[]} */ [name]) => name);
    assert.equal(names.length, 12);
    assert.ok(names.includes('ReLU \u00b7 first') && names.includes('ELU \u00b7 second, seed 2'), names.join());
    assert.ok(await page.locator('activation-results-view input[type=file]').isDisabled());
    await page.evaluate(() => {
      const view = /** @type {any} */ (document.querySelector('activation-results-view'));
      return view.openFiles([new File(['x'], 'third.jsonl')]);
    });
    assert.match(
      await page.locator('activation-results-view .notice').innerText(),
      /third\.jsonl: 2 files can be compared/,
    );
    await page.getByRole('button', { name: 'Close first.jsonl' }).click();
    await page.waitForFunction(
      () => /** @type {any} */ (document.querySelector('activation-results-view')).model.trials.length === 8,
    );
    assert.equal(await page.locator('activation-results-view .notice').count(), 0);
    assert.equal((await rowsOf(page)).length, 8);
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('what PyTorch came to by an exported script opens beside the same runs of here, and says what it lacks', async (t) => {
    const missing = await missingPyTorch();
    if (missing) return t.skip(missing);
    const script = join(newFolder(), 'script.py');
    const exported = await cli('export', experimentFile(small), '--as', 'pytorch', '--out', script, '--seed', '0');
    assert.equal(exported.code, 0, exported.stderr);
    const theirs = join(newFolder(), 'theirs.jsonl');
    const { code, stderr } = await runProgram(kPython, [script, '--jsonl', theirs]);
    assert.equal(code, 0, stderr);
    const { page, context, problems } = await open();
    await choose(page, [theirs, first]);
    assert.match(
      await page.locator('activation-results-view li').first().innerText(),
      /^theirs\.jsonl\s.+, PyTorch \d/,
    );
    const rows = await rowsOf(page);
    const accuracies = (/** @type {string} */ file) =>
      rows.flatMap((/** @type {string[]} */ [name, accuracy]) => (name.endsWith(file) ? [Number(accuracy)] : []));
    const [there, here] = [accuracies('theirs'), accuracies('first')];
    assert.equal(there.length, 4);
    // Up to three of the 200 samples can be decided by rounding.
    for (const [i, accuracy] of there.entries()) assert.ok(Math.abs(accuracy - here[i]) <= 0.0151, `${there}; ${here}`);
    const view = page.locator('activation-results-view');
    await view.getByText('The records of ReLU \u00b7 theirs hold no percentiles of the training batches.').waitFor();
    await view.getByText('The records of ReLU \u00b7 theirs hold no histograms.').waitFor();
    await view
      .getByText(/^ReLU \u00b7 theirs and ReLU \u00b7 first: no (significant )?difference with one seed/)
      .waitFor();
    assert.equal(await view.getByText(/no seed in common|The same data/).count(), 0);
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('a sweep has its table, with more runs than are drawn at once', async () => {
    const { page, context, problems } = await open();
    await choose(page, [sweep]);
    const table = page.locator('activation-sweep-tables table');
    assert.equal(await table.locator('tbody tr').count(), 3);
    const cells = await table.locator('td').allInnerTexts();
    const means = parseLines(readFileSync(sweep, 'utf8'))
      .filter(({ type }) => type === 'summary')
      .map(({ finalAccuracy }) => finalAccuracy.toFixed(4));
    assert.deepEqual([...cells].sort(), [...means].sort());
    assert.equal(Number(await table.locator('td.best').innerText()), Math.max(...means.map(Number)));
    await page.getByText('8 of 9 runs are drawn').click();
    await page.locator('.checks input:not(:checked)').check();
    await page.getByText('9 of 9 runs are drawn').waitFor();
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('dropped anywhere on the page a file opens; its experiment opens in Train', async () => {
    const { page, context, problems } = await openPage(given.browser, given.site.url);
    await page.locator('activation-curves-view').waitFor();
    await page.evaluate((/** @type {string} */ text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], 'dropped.jsonl'));
      const event = new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true, composed: true });
      document.querySelector('activation-curves-view')?.dispatchEvent(event);
      if (!event.defaultPrevented) throw new Error('the browser would leave the page');
    }, lines.join('\n'));
    await page.locator('activation-results-view activation-summary-table').waitFor();
    assert.equal((await rowsOf(page)).length, summaries.length);
    await page.getByRole('button', { name: 'Open its experiment' }).click();
    await page.waitForFunction(() => {
      const view = /** @type {any} */ (document.querySelector('activation-training-view'));
      return document.documentElement.dataset.view === 'training' && view.experiment?.data.train === 400;
    });
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('what cannot be opened is named, and what was open stays', async () => {
    const { page, context, problems } = await open();
    await choose(page, [first]);
    const before = await rowsOf(page);
    for (const [name, text, said] of /** @type {[string, string, RegExp][]} */ ([
      ['notes.json', '{"a": 1}', /notes\.json: its first line names no experiment and no model/],
      ['empty.jsonl', '', /empty\.jsonl is empty/],
      ['cut.jsonl', lines[0].slice(0, 90), /cut\.jsonl: line 1, which names the experiment, is cut short/],
      ['packed.jsonl.gz', 'no gzip', /packed\.jsonl\.gz/],
    ])) {
      await choose(page, [{ name, mimeType: 'text/plain', buffer: Buffer.from(text) }]);
      assert.match(await page.locator('activation-results-view .notice').innerText(), said);
      assert.deepEqual(await rowsOf(page), before);
    }
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('records by address: of this site in the page, of the article in an element, and what is said where there are none', async (t) => {
    const address = await article(
      t,
      '<activation-results records="data/first.jsonl" loading="eager" show="table"></activation-results><activation-results records="none.jsonl" loading="eager"></activation-results>',
      { scripts: [`${given.site.url}embed.js`], files: { '/data/first.jsonl': lines.join('\n') } },
    );
    const { page, context } = await openPage(given.browser, address);
    await hears(page, 'ready', 2);
    assert.deepEqual(
      (await rowsOf(page)).map((/** @type {string[]} */ row) => row[2]),
      summaries.map(({ hash }) => hash),
    );
    assert.ok((await page.locator('activation-results').first().locator('activation-figure-frame svg').count()) >= 2);
    assert.match(
      await page.locator('activation-results').nth(1).locator('.notice').innerText(),
      /none\.jsonl from localhost:\d+ cannot be read: the server answers 404/,
    );
    const links = await page.evaluate(() =>
      [...document.querySelectorAll('activation-results')].map((one) => /** @type {any} */ (one).link),
    );
    assert.match(links[0], /^#v1:view=results&records=.*first\.jsonl&with=table$/);
    const errors = await heard(page, 'error');
    assert.equal(errors.length, 1);
    assert.match(errors[0].message, /^none\.jsonl from localhost:\d+ cannot be read: the server answers 404/);
    await context.close();
    // A page reads what stands beside it.
    const beside = await openPage(given.browser, `${given.site.url}embed.html#v1:view=results&records=no-such.jsonl`);
    await beside.page.locator('.notice').waitFor();
    assert.match(await beside.page.locator('.notice').innerText(), /no-such\.jsonl from .* cannot be read/);
    await beside.context.close();
  });

  test('the experiment on screen is exported as the command line exports it, and says why it is not', async () => {
    const { page, context, problems } = await openPage(given.browser, `${given.site.url}#train`);
    await trainingReady(page);
    await page.locator('activation-export-menu summary').click();
    for (const [title, form, ending] of [
      ['PyTorch script', 'pytorch', 'py'],
      ['PyTorch notebook', 'notebook', 'ipynb'],
    ]) {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.locator('activation-export-menu').getByRole('button', { name: title }).click(),
      ]);
      assert.equal(download.suggestedFilename(), `relu_against_elu.${ending}`);
      const own = join(newFolder(), `relu_against_elu.${ending}`);
      const { code, stderr } = await cli('export', 'relu-vs-elu', '--as', form, '--out', own);
      assert.equal(code, 0, stderr);
      assert.equal(readFileSync(await download.path(), 'utf8'), readFileSync(own, 'utf8'));
    }
    assert.deepEqual(await axeFindings(page), []);
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('results are exported as the command line writes them, and not before there are any', async () => {
    const { page, context, problems } = await openPage(
      given.browser,
      `${given.site.url}#v1:experiment=${encodeURIComponent(JSON.stringify({ ...small, name: 'Small' }))}`,
    );
    await trainingReady(page);
    const menu = page.locator('activation-export-menu');
    await menu.locator('summary').click();
    await menu.getByRole('button', { name: 'Results as records' }).click();
    await page.waitForFunction(() =>
      document
        .querySelector('activation-training-view')
        ?.shadowRoot?.querySelector('activation-export-menu')
        ?.shadowRoot?.querySelector('p[role=status]')
        ?.textContent?.includes('Train first'),
    );
    await trainOnPage(page);
    /** @param {string} title */
    const saved = async (title) => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        menu.getByRole('button', { name: title }).click(),
      ]);
      return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
    };
    const own = await recorded('own.jsonl', { ...small, name: 'Small' });
    // Times are those of a machine; a comparison is the command line's.
    const plain = (/** @type {string} */ text) =>
      parseLines(text.trim())
        .filter(({ type }) => type !== 'comparison')
        .map((record) =>
          record.type === 'experiment'
            ? { type: record.type, experiment: record.experiment }
            : Object.fromEntries(Object.entries(record).filter(([key]) => !/milliseconds/i.test(key))),
        );
    const inOrder = (/** @type {any[]} */ records) =>
      records.map((record) => JSON.stringify([record.run ?? '', record.type, record.epoch ?? 0, record])).sort();
    const records = await saved('Results as records');
    assert.equal(records.name, 'small.jsonl');
    assert.deepEqual(inOrder(plain(records.bytes.toString())), inOrder(plain(readFileSync(own, 'utf8'))));
    const folder = newFolder();
    const path = join(folder, records.name);
    writeFileSync(path, records.bytes);
    const report = await cli('report', path);
    assert.equal(report.code, 0, report.stderr);
    const logs = join(folder, 'logs');
    const table = join(folder, 'table.csv');
    for (const [form, out] of [
      ['csv', table],
      ['tensorboard', logs],
    ]) {
      const { code, stderr } = await cli('export', path, '--as', form, '--out', out);
      assert.equal(code, 0, stderr);
    }
    assert.equal((await saved('Epochs as a table')).bytes.toString(), readFileSync(table, 'utf8'));
    const files = unzipSync((await saved('TensorBoard events')).bytes);
    const names = Object.keys(files).filter((name) => name !== 'README.txt');
    assert.equal(names.length, 4);
    for (const name of names) assert.deepEqual(Buffer.from(files[name]), readFileSync(join(logs, name)));
    await menu.getByRole('combobox').selectOption({ label: 'ELU' });
    const one = parseLines((await saved('Results as records')).bytes.toString().trim());
    assert.deepEqual([...new Set(one.slice(1).map(({ run }) => run))], ['ELU']);
    assert.deepEqual(await axeFindings(page), []);
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('mutated files end in words or are drawn', async () => {
    const { page, context, problems } = await open();
    const random = generator(kSeed);
    for (let i = 0; i < kMutations; i += 1) {
      const changed = lines.map((line, at) =>
        at > 0 && random.chance(0.3) ? JSON.stringify(mutateValue(random, JSON.parse(line))) : line,
      );
      await choose(page, [{ name: 'mutated.jsonl', mimeType: 'text/plain', buffer: Buffer.from(changed.join('\n')) }]);
      const shown = await page.evaluate(async () => {
        const view = /** @type {any} */ (document.querySelector('activation-results-view'));
        const { length } = view.renderRoot.querySelectorAll('activation-figure-frame, .notice');
        for (const file of view.model.files) await view.model.drop(file);
        return length;
      });
      assert.ok(shown > 0, `mutation ${i} of seed ${kSeed} shows nothing`);
      assert.deepEqual(problems, [], `mutation ${i} of seed ${kSeed}`);
    }
    await context.close();
  });
});
