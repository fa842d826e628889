// What the tests of tables and images of one's own share. Knows no test.

/** The experiment that the view of training shows. @param {any} page */
export const experimentOf = (page) =>
  page.evaluate(() => /** @type {any} */ (document.querySelector('activation-training-view')).experiment);

/** Waits until nothing keeps the training from starting. @param {any} page */
export const isReady = (page) =>
  page.waitForFunction(() => /** @type {any} */ (document.querySelector('activation-training-view')).blocked === '');

/**
 * Drops files on the view of training, outside every field for files.
 * @param {any} page @param {{ name: string, buffer: Buffer }[]} files
 */
export const dropFiles = (page, files) =>
  page.locator('activation-training-view').evaluate(
    (/** @type {any} */ element, /** @type {[string, number[]][]} */ given) => {
      const transfer = new DataTransfer();
      for (const [name, bytes] of given) transfer.items.add(new File([new Uint8Array(bytes)], name));
      const options = { dataTransfer: transfer, bubbles: true, composed: true, cancelable: true };
      element.shadowRoot.querySelector('.runbar').dispatchEvent(new DragEvent('drop', options));
    },
    files.map(({ name, buffer }) => [name, [...buffer]]),
  );
