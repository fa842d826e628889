// What the tests of the settings share: finding and filling their controls.
import { formChecked } from '../harness.js';

/** @typedef {Awaited<ReturnType<typeof import('../harness.js').openTraining>>['page']} Page */

/** @param {Page} page */
export async function openSettings(page) {
  await page.getByText('All settings', { exact: true }).click();
  await page.locator('activation-settings-form section').first().waitFor();
}

/** Opens what is under "More" in the sections. @param {Page} page */
export async function openMore(page) {
  const closed = page.locator('activation-settings-form section > details:not([open]) > summary');
  while ((await closed.count()) > 0) await closed.first().click();
}

/** @param {Page} page @param {string} id */
export const control = (page, id) => page.locator(`activation-settings-form [id="${id}"]`);

/** @param {Page} page @param {string} id @param {string} text */
export async function type(page, id, text) {
  await control(page, id).fill(text);
  await control(page, id).press('Tab');
  await formChecked(page);
}

/** @param {Page} page @param {string} id @param {string} value */
export async function choose(page, id, value) {
  await control(page, id).selectOption(value);
  await formChecked(page);
}

/** @param {Page} page @returns {Promise<Record<string, ReturnType<typeof JSON.parse>>>} */
export const experimentOf = async (page) => {
  await formChecked(page);
  return JSON.parse(await page.locator('#json').inputValue());
};

/** @param {Page} page @param {unknown} experiment */
export async function put(page, experiment) {
  await page.evaluate((/** @type {unknown} */ given) => {
    const training = document.querySelector('activation-training-view');
    /** @type {{ onExperiment: (experiment: unknown) => void }} */ (/** @type {unknown} */ (training)).onExperiment(
      given,
    );
  }, experiment);
  await formChecked(page);
}
