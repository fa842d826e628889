// The form of all settings, which is made from the engine's schema. Catches a field or a type without a control, an
// edit that the experiment does not get and a message away from its control. Also a form that differs from the JSON.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  axeFindings,
  formChecked,
  openJson,
  openPage,
  openTraining,
  trainingReady,
  trainOnPage,
  useSite,
} from '../harness.js';
import { choose, control, experimentOf, openMore, openSettings, put, type } from './settings-support.js';

/** @typedef {{ [key: string]: unknown } & { title?: string, properties?: Record<string, Schema>, const?: unknown, oneOf?: Schema[], anyOf?: Schema[], $ref?: string, then?: Schema, default?: unknown }} Schema */

/** @typedef {import('./settings-support.js').Page} Page */

/** Every id in the form. @param {Page} page @returns {Promise<string[]>} */
const idsOf = (page) =>
  page.evaluate(() => {
    const form = document
      .querySelector('activation-training-view')
      ?.shadowRoot?.querySelector('activation-experiment-details');
    const settings = form?.shadowRoot?.querySelector('activation-settings-form')?.shadowRoot;
    return [...(settings?.querySelectorAll('input[id], select[id], span[id]') ?? [])].map(({ id }) => id);
  });

/** @param {Page} page @returns {Promise<Schema & { $defs: Record<string, Schema> }>} */
const schemaOf = (page) =>
  page.evaluate(async () => {
    const { model } = /** @type {ReturnType<typeof JSON.parse>} */ (document.querySelector('activation-training-view'));
    return (await model.engine.catalog()).schema;
  });

/** The types of a definition, wherever its alternatives are nested. @param {Schema} schema @returns {Schema[]} */
const typesOf = (schema) => {
  const inner = schema.oneOf ?? schema.anyOf;
  if (inner) return inner.flatMap(typesOf);
  return Object.values(schema.properties ?? {}).some((one) => Object.hasOwn(Object(one), 'const')) ? [schema] : [];
};

/** @param {Schema} schema */
const tagOf = ({ properties = {} }) =>
  Object.keys(properties).find((key) => Object.hasOwn(properties[key], 'const')) ?? '';

describe('settings', () => {
  const given = useSite();

  test('every field of every type that the schema describes has a control', async () => {
    const { page, context, problems } = await openTraining(given, 'training/epochs=1');
    await openSettings(page);
    await openMore(page);
    const schema = await schemaOf(page);
    const { $defs } = schema;
    const base = await experimentOf(page);
    const { runs: _, ...single } = base;
    /** Whether a type's fields are shown where the type is chosen. @param {string} at @param {Schema} one @param {string[]} ids */
    const check = (at, one, ids) => {
      const tag = tagOf(one);
      const expected = Object.entries(one.properties ?? {}).map(([key]) => `${at}.${key}`);
      const name = one.properties?.[tag]?.const ?? 'it';
      for (const id of expected)
        assert.ok(
          ids.some((each) => each === id || each.startsWith(`${id}.`)),
          `${at}: ${name} shows no control ${id}`,
        );
    };
    let types = 0;
    for (const [definition, place] of [
      ['data', 'data'],
      ['activationKeys', 'network.activation'],
      ['initializer', 'network.init'],
      ['optimizer', 'training.optimizer'],
      ['schedule', 'training.schedule'],
      ['loss', 'training.loss'],
      ['layer', 'network.layers[0]'],
    ]) {
      for (const one of typesOf($defs[definition])) {
        const tag = tagOf(one);
        const name = one.properties?.[tag].const;
        const nested =
          definition === 'layer' ? { network: { ...single.network, layers: [single.network.layers[0]] } } : {};
        await put(page, { ...single, ...nested });
        await choose(page, `${place}.${tag}`, String(name));
        const ids = await idsOf(page);
        check(place, one, ids);
        if (one.then) assert.ok(ids.includes(`${place}.name`), `${place}: no control of the shared union`);
        types += 1;
      }
    }
    assert.ok(types >= 70, `only ${types} types were tried`);
    await put(page, { ...single, training: { ...single.training, earlyStopping: {} } });
    const ids = await idsOf(page);
    for (const [definition, place] of [
      ['network', 'network'],
      ['training', 'training'],
      ['clip', 'training.clip'],
      ['penalty', 'training.penalty'],
      ['stopWhen', 'training.stopWhen'],
    ])
      check(place, $defs[definition], ids);
    for (const key of Object.keys(schema.properties ?? {}))
      if (key !== '$schema')
        assert.ok(
          ids.some((id) => id === key || id.startsWith(`${key}.`)),
          `no control of ${key}`,
        );
    const early = $defs.earlyStopping.anyOf?.find((one) => one.properties);
    assert.ok(early);
    check('training.earlyStopping', early, ids);
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('another optimiser can be chosen, set and trained with', async () => {
    const { page, context, problems } = await openTraining(given, 'training/epochs=1;data/train=500');
    await openSettings(page);
    await choose(page, 'training.optimizer.name', 'adam');
    assert.deepEqual((await experimentOf(page)).training.optimizer, { name: 'adam' });
    assert.equal(await control(page, 'training.optimizer.learningRate').inputValue(), '0.001');
    await type(page, 'training.optimizer.learningRate', '0,002');
    await type(page, 'training.optimizer.beta1', '0.8');
    assert.deepEqual((await experimentOf(page)).training.optimizer, { name: 'adam', learningRate: 0.002, beta1: 0.8 });
    // The default is no setting, and an empty field is the default.
    await type(page, 'training.optimizer.beta1', '0.9');
    await type(page, 'training.optimizer.learningRate', '');
    assert.deepEqual((await experimentOf(page)).training.optimizer, { name: 'adam' });
    assert.equal(await control(page, 'training.optimizer.learningRate').inputValue(), '0.001');
    const summaries = await trainOnPage(page);
    assert.equal(summaries.length, 4);
    assert.ok(summaries.every((/** @type {{ status: string }} */ { status }) => status !== ''));
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('a number equal to the usual default is kept where a choice makes another the default', async () => {
    const { page, context } = await openTraining(given, 'training/epochs=1');
    await openSettings(page);
    await choose(page, 'training.optimizer.name', 'rmsprop');
    await control(page, 'training.optimizer.constants').selectOption({ label: 'keras' });
    await formChecked(page);
    assert.equal(await control(page, 'training.optimizer.learningRate').inputValue(), '0.001');
    await type(page, 'training.optimizer.learningRate', '0.01');
    assert.deepEqual((await experimentOf(page)).training.optimizer, {
      name: 'rmsprop',
      constants: 'keras',
      learningRate: 0.01,
    });
    await context.close();
  });

  test('what is wrong is said by the engine at its control', async () => {
    const { page, context } = await openTraining(given, 'training/epochs=1');
    await openSettings(page);
    for (const [id, text, message] of /** @type {[string, string, RegExp][]} */ ([
      ['training.batchSize', 'many', /^Must be a whole number from 1 to 10000000, not "many"/],
      ['training.optimizer.momentum', '-1', /^Must be a number from 0 to 1, not -1/],
      ['network.layers[0].units', '0', /^Must be a whole number from 1/],
      ['data.train', '1,000', /1000 or as 1\.0/],
    ])) {
      const before = await control(page, id).inputValue();
      await type(page, id, text);
      assert.match(await page.locator(`activation-settings-form [id="${id}-error"]`).innerText(), message);
      assert.equal(await control(page, id).getAttribute('aria-invalid'), 'true');
      assert.equal(await control(page, id).getAttribute('aria-describedby'), `${id}-help ${id}-error`);
      assert.equal(await page.locator('activation-settings-form .error:not(:empty)').count(), 1);
      await type(page, id, before);
      assert.equal(await page.locator('activation-settings-form .error:not(:empty)').count(), 0);
    }
    await context.close();
  });

  test('layers are added, moved and removed, those of a residual block too', async () => {
    const { page, context, problems } = await openPage(given.browser, given.site.url);
    await trainingReady(page);
    await openSettings(page);
    const types = async () =>
      (await experimentOf(page)).network.layers.map((/** @type {{ type: string }} */ layer) => layer.type);
    const before = await types();
    const button = (/** @type {string} */ name) => page.getByRole('button', { name, exact: true });
    await page.locator('activation-settings-form [data-add="network.layers"]').selectOption('dropout');
    await button('Add layer').click();
    assert.deepEqual(await types(), [...before, 'dropout']);
    await button('Move layer 6 up').click();
    assert.deepEqual(await types(), [...before.slice(0, -1), 'dropout', 'dense']);
    assert.equal(
      await page.evaluate(() => {
        let active = document.activeElement;
        while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
        return active?.getAttribute('aria-label');
      }),
      'Move layer 5 up',
    );
    await type(page, 'network.layers[4].rate', '0.25');
    assert.equal((await experimentOf(page)).network.layers[4].rate, 0.25);
    await button('Remove layer 5').click();
    assert.deepEqual(await types(), before);
    await choose(page, 'network.layers[1].type', 'residual');
    const inner = page.locator('activation-settings-form [data-entry="network.layers[1]"]');
    await inner.locator('[data-add]').selectOption('dense');
    await inner.getByRole('button', { name: 'Add layer' }).click();
    assert.deepEqual((await experimentOf(page)).network.layers[1], {
      type: 'residual',
      layers: [{ type: 'activation' }, { type: 'dense', units: 1 }],
    });
    await type(page, 'network.layers[1].layers[1].units', '256');
    await choose(page, 'network.layers[1].layers[0].name', 'elu');
    await type(page, 'network.layers[1].layers[0].alpha', '0.5');
    const { network } = await experimentOf(page);
    // As text, since the order of the keys is what is read in the JSON.
    const written = '[{"type":"activation","name":"elu","alpha":0.5},{"type":"dense","units":256}]';
    assert.equal(JSON.stringify(network.layers[1].layers), written);
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('JSON and form are the same, and what is not of the form stays as it was written', async () => {
    const { page, context } = await openTraining(given, 'training/epochs=1');
    await openSettings(page);
    await openJson(page);
    const area = page.locator('#json');
    const written = JSON.parse(await area.inputValue());
    written.training.optimizer = { name: 'adamw', learningRate: 0.003 };
    written.training.earlyStopping = { patience: 3 };
    written.network.init = 'orthogonal';
    await area.fill(JSON.stringify(written));
    await page.getByRole('button', { name: 'Apply' }).click();
    await formChecked(page);
    assert.equal(await control(page, 'training.optimizer.name').inputValue(), 'adamw');
    assert.equal(await control(page, 'training.optimizer.learningRate').inputValue(), '0.003');
    assert.equal(await control(page, 'training.earlyStopping.patience').inputValue(), '3');
    assert.equal(await control(page, 'network.init.name').inputValue(), 'orthogonal');
    await choose(page, 'network.init.name', 'he-uniform');
    const changed = await experimentOf(page);
    assert.deepEqual(changed, { ...written, network: { ...written.network, init: 'he-uniform' } });
    await context.close();
  });

  for (const width of [360, 1280])
    test(`has no accessibility violation and no sideways scrolling at ${width} px`, async () => {
      const { page, context, problems } = await openPage(given.browser, given.site.url, { width, dark: width === 360 });
      await trainingReady(page);
      await openSettings(page);
      await choose(page, 'network.layers[1].type', 'residual');
      await choose(page, 'network.layers[1].layers[0].type', 'conv2d');
      await choose(page, 'data.source', 'csv');
      await openMore(page);
      const [scroll, content] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      assert.ok(scroll <= content, `the page is ${scroll} px wide`);
      assert.deepEqual(await axeFindings(page), []);
      assert.deepEqual(problems, []);
      await context.close();
    });

  test('what is not as the schema says is shown as JSON, and can be corrected there', async () => {
    const { page, context, problems } = await openTraining(given, 'training/epochs=1');
    await openSettings(page);
    const base = await experimentOf(page);
    for (const changes of [
      { network: { ...base.network, layers: 'none' } },
      {
        network: {
          activation: 5,
          init: { name: 7 },
          layers: [null, 5, { type: 'denser' }, { type: 'residual', layers: {} }],
        },
      },
      { training: 3, data: null, network: [] },
      { training: { optimizer: 'adam', schedule: {}, loss: null, clip: 0, earlyStopping: 'yes', batchSize: [1] } },
      { runs: 'all', grid: [], data: {} },
      { runs: [null, { set: 3 }], grid: { 'network.layers': 1 } },
    ]) {
      const broken = { ...base, ...changes };
      await put(page, broken);
      assert.equal(await page.locator('activation-settings-form section').count(), 4);
      assert.deepEqual(await experimentOf(page), broken);
    }
    await put(page, { ...base, network: { ...base.network, layers: 'none' } });
    await type(page, 'network.layers', JSON.stringify(base.network.layers));
    assert.deepEqual(await experimentOf(page), base);
    assert.deepEqual(problems, []);
    await context.close();
  });

  test('what the runs or the grid vary is said at its control', async () => {
    const { page, context } = await openTraining(given, 'training/epochs=1');
    await openSettings(page);
    const variedAt = (/** @type {string} */ id) =>
      page.locator('activation-settings-form .row', { has: page.locator(`[id="${id}"]`) }).locator('.varied');
    assert.match(
      await variedAt('network.activation.name').innerText(),
      /by the runs: set otherwise by ELU, ELU \+ BN\./,
    );
    assert.equal(await variedAt('training.epochs').count(), 0);
    const { runs: _, ...single } = await experimentOf(page);
    await put(page, { ...single, grid: { 'training.batchSize': [64, 128] } });
    assert.equal(await variedAt('training.batchSize').innerText(), 'Varied by the grid: 64, 128.');
    assert.equal(await variedAt('network.activation.name').count(), 0);
    await context.close();
  });
});
