// What the tests of one's own images in the page share. Knows no test.
import { createRequire } from 'node:module';
import { fromRoot } from '../../node/support.js';
import { openPage, trainingReady } from '../harness.js';

export const { zipSync } = createRequire(fromRoot('web/package.json'))('fflate');

/** @param {string} name @param {Uint8Array} bytes */
export const fileOf = (name, bytes) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(bytes),
});

/** The view of training. @param {{ browser: any, site: any }} given @param {object} [options] */
export async function openTrain(given, options) {
  const opened = await openPage(given.browser, `${given.site.url}#v1:view=training`, options);
  await trainingReady(opened.page);
  return opened;
}

/** @param {any} page @param {'folder' | 'zip file'} which @param {any} files @returns {Promise<any>} the preview */
export async function chooseImages(page, which, files) {
  const tab = page.getByRole('button', { name: 'Data', exact: true });
  if (await tab.isVisible()) await tab.click();
  await page.getByLabel(`Train on your own images: a ${which}`).setInputFiles(files);
  return page.locator('activation-images-preview');
}

/** What the engine gets. @param {any} page @param {string} name @returns {Promise<Buffer>} */
export async function packedOf(page, name) {
  await page.waitForFunction(
    (/** @type {string} */ file) =>
      /** @type {any} */ (document.querySelector('activation-training-view')).files[file] &&
      !(/** @type {any} */ (document.querySelector('activation-training-view')).blocked),
    name,
  );
  const bytes = await page.evaluate(async (/** @type {string} */ file) => {
    const { files } = /** @type {any} */ (document.querySelector('activation-training-view'));
    return [...new Uint8Array(await files[file].arrayBuffer())];
  }, name);
  return Buffer.from(bytes);
}
