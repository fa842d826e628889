// What can be seen and reached on a page, through all shadow roots: what leaves the window, what is cut or covered, how
// far colours are from what is behind them, and the pixels of a part. Knows no view.
import assert from 'node:assert/strict';
import { axeFindings } from '../harness.js';

/** @typedef {any} Page */

/** Gives the page the functions of this file, in `window.look`. @param {Page} page */
export async function prepareLook(page) {
  await page.evaluate(() => {
    const parentOf = (/** @type {any} */ one) =>
      one.assignedSlot ?? one.parentElement ?? one.getRootNode().host ?? null;
    const all = () => {
      /** @type {any[]} */
      const found = [];
      const look = (/** @type {any} */ root) => {
        for (const one of root.querySelectorAll('*')) {
          if (one.checkVisibility({ visibilityProperty: true })) found.push(one);
          if (one.shadowRoot) look(one.shadowRoot);
        }
      };
      look(document.body);
      return found;
    };
    const nameOf = (/** @type {any} */ one) =>
      `${one.getRootNode().host?.localName ?? ''} ${one.localName}.${one.getAttribute('class') ?? ''} ${one.getAttribute('aria-label') ?? one.textContent.trim().slice(0, 30)}`;
    const up = (/** @type {any} */ from, /** @type {(one: any) => boolean} */ is) => {
      for (let one = from; one; one = parentOf(one)) if (is(one)) return one;
      return null;
    };
    const style = (/** @type {any} */ one) => getComputedStyle(one);
    const isHiddenText = (/** @type {any} */ one) => up(one, (each) => style(each).clipPath !== 'none');
    const controls = () =>
      all().filter(
        (one) =>
          one.matches('button, select, input, textarea, summary, a[href]:not(.skip), [tabindex="0"]') &&
          !isHiddenText(one),
      );

    /** Elements beyond the sides of the window, unless a scroller of their own holds them. */
    const outside = () =>
      all()
        .filter((one) => !(one instanceof SVGElement) && !one.matches('.skip, .skip *') && !isHiddenText(one))
        .filter((one) => {
          const { left, right, width } = one.getBoundingClientRect();
          return width > 0 && (left < -1 || right > innerWidth + 1);
        })
        .filter(
          (one) =>
            !up(parentOf(one), (each) => /auto|scroll|hidden/.test(style(each).overflowX) && each !== document.body),
        )
        .map(nameOf);
    /** Text that does not fit its box, where nothing gives the whole of it. */
    const cut = () =>
      all()
        .filter(
          (one) =>
            one.matches('button, label, span, p, h3, b, output, th, td, summary, a') &&
            one.textContent.trim() &&
            !isHiddenText(one),
        )
        .filter((one) => /hidden|clip/.test(style(one).overflowX) && one.scrollWidth > one.clientWidth + 1)
        .filter((one) => !up(one, (each) => each.title || each.getAttribute?.('aria-label')))
        .map(nameOf);
    /** Numbers and words in fields that are wider than the field. */
    const cutFields = () =>
      all()
        .filter((one) => one.matches('input[type="text"]') && one.scrollWidth > one.clientWidth + 1)
        .map(nameOf);
    /** Controls whose middle belongs to another element once they are scrolled to. */
    const covered = () =>
      controls()
        .filter((one) => one.getBoundingClientRect().width > 0)
        .filter((one) => {
          one.scrollIntoView({ block: 'center', behavior: 'instant' });
          const box = one.getClientRects()[0];
          const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
          /** @type {any} */
          let hit = document.elementFromPoint(x, y);
          while (hit?.shadowRoot?.elementFromPoint(x, y) && hit.shadowRoot.elementFromPoint(x, y) !== hit)
            hit = hit.shadowRoot.elementFromPoint(x, y);
          return !up(hit, (each) => each === one) && !(hit && one.contains(hit));
        })
        .map(nameOf);

    const pixel = /** @type {any} */ (new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true }));
    /** @type {Map<string, number[]>} */
    const painted = new Map();
    /** @param {string} text a computed colour of any colour space, as it is painted @returns {number[]} red, green, blue, alpha */
    const rgba = (text) => {
      if (!painted.has(text)) {
        pixel.clearRect(0, 0, 1, 1);
        pixel.fillStyle = text;
        pixel.fillRect(0, 0, 1, 1);
        const [red, green, blue, alpha] = pixel.getImageData(0, 0, 1, 1).data;
        painted.set(text, [red, green, blue, alpha / 255]);
      }
      return /** @type {number[]} */ (painted.get(text));
    };
    const luminance = (/** @type {number[]} */ colour) => {
      const [red, green, blue] = colour.map((one) =>
        one / 255 <= 0.04045 ? one / 255 / 12.92 : ((one / 255 + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const ratio = (/** @type {number[]} */ a, /** @type {number[]} */ b) => {
      const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
      return (high + 0.05) / (low + 0.05);
    };
    const behind = (/** @type {any} */ one) => {
      const solid = up(one, (each) => rgba(style(each).backgroundColor)[3] === 1);
      return rgba(style(solid ?? document.documentElement).backgroundColor);
    };
    const isOff = (/** @type {any} */ one) => up(one, (each) => each.disabled);
    /** Texts nearer to what is behind them than 4.5:1. */
    const paleTexts = () =>
      all()
        .filter(
          (one) =>
            !(one instanceof SVGElement) &&
            !isOff(one) &&
            !isHiddenText(one) &&
            [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()),
        )
        .map((one) => ({ one, is: ratio(rgba(style(one).color), behind(one)) }))
        .filter(({ is }) => is < 4.5)
        .map(({ one, is }) => `${nameOf(one)}: ${is.toFixed(2)}`);
    /** Fields whose border is nearer to the paper around them than 3:1. */
    const paleFields = () =>
      all()
        .filter(
          (one) =>
            one.matches('select, textarea, input:not([type="range"], [type="checkbox"])') &&
            style(one).opacity !== '0' && // a file's input lies over the button that shows it
            !up(one, (each) => each.matches?.('.naming')),
        )
        .map((one) => ({
          one,
          is: ratio(rgba(style(one).borderTopColor), behind(parentOf(one))),
          width: Number.parseFloat(style(one).borderTopWidth),
        }))
        .filter(({ is, width }) => is < 3 || width < 1)
        .map(({ one, is }) => `${nameOf(one)}: ${is.toFixed(2)}`);
    const marksOf = (/** @type {any} */ one) =>
      [one, parentOf(one)].map((each) => {
        const { borderTopColor, borderTopWidth, boxShadow, outlineColor, outlineStyle } = style(each);
        const shadow = /^(rgba?|color)\([^)]*\)/.exec(boxShadow)?.[0];
        return [
          Number.parseFloat(borderTopWidth) > 0 ? borderTopColor : '',
          shadow ?? '',
          outlineStyle === 'none' ? '' : outlineColor,
        ];
      });
    /** Buttons that are pressed without a border, a shadow or an outline of 3:1 that those beside them lack. */
    const paleStates = () =>
      all()
        .filter((one) => one.matches('[aria-pressed="true"]'))
        .filter((one) => {
          const group = up(parentOf(one), (each) => each.querySelectorAll?.('[aria-pressed]').length > 1);
          const other = group?.querySelector('[aria-pressed="false"]');
          const without = other ? marksOf(other).flat() : [];
          const paper = behind(parentOf(one));
          const marks = marksOf(one).flat();
          return !marks.some((mark, i) => mark && mark !== without[i] && ratio(rgba(mark), paper) >= 3);
        })
        .map(nameOf);
    const token = (/** @type {string} */ name) =>
      rgba(
        `rgb(${(style(document.documentElement).getPropertyValue(name).trim().slice(1).match(/../g) ?? []).map((part) => Number.parseInt(part, 16)).join(',')})`,
      );
    const tokenRatio = (/** @type {string} */ a, /** @type {string} */ b) => ratio(token(a), token(b));
    const moving = () =>
      all()
        .filter((one) => style(one).animationName !== 'none' || /[1-9]/.test(style(one).transitionDuration))
        .map(nameOf);
    const deepest = () => {
      let one = /** @type {any} */ (document.activeElement);
      while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
      return one === document.body ? 'body' : (one?.getAttribute('aria-label') ?? one?.textContent.trim() ?? '');
    };
    Object.assign(window, {
      look: { outside, cut, cutFields, covered, paleTexts, paleFields, paleStates, tokenRatio, moving, deepest },
    });
  });
}

/** @param {Page} page @param {string} name of a function of `window.look` @param {unknown[]} given @returns {Promise<any>} */
export const look = (page, name, ...given) =>
  page.evaluate(
    (/** @type {[string, unknown[]]} */ [what, args]) => /** @type {any} */ (window).look[what](...args),
    [name, given],
  );

/**
 * The colours of a part of the page as it is painted, "r,g,b" by their share of it, the most frequent first.
 * @param {Page} page @param {any} locator @param {{ x: number, y: number, width: number, height: number } | null} [part]
 * @returns {Promise<[string, number][]>}
 */
export async function coloursOf(page, locator, part = null) {
  await locator.scrollIntoViewIfNeeded();
  const box = await locator.boundingBox();
  const clip = part ? { ...part, x: box.x + part.x, y: box.y + part.y } : box;
  const shot = (await page.screenshot({ clip })).toString('base64');
  return page.evaluate(async (/** @type {string} */ text) => {
    const bytes = Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const context = /** @type {OffscreenCanvasRenderingContext2D} */ (
      new OffscreenCanvas(image.width, image.height).getContext('2d')
    );
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (let i = 0; i < data.length; i += 4) {
      const key = `${data[i]},${data[i + 1]},${data[i + 2]}`;
      counts.set(key, (counts.get(key) ?? 0) + 4 / data.length);
    }
    return [...counts].sort(([, a], [, b]) => b - a);
  }, shot);
}

/** Windows in which every view is looked at: options of the browser's context, and dir. @type {[string, any][]} */
export const kWindows = [
  ['200 % of 1280 px', { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 }],
  ['200 % of 640 px', { viewport: { width: 320, height: 400 }, deviceScaleFactor: 2 }],
  ['360 px, light', { viewport: { width: 360, height: 740 } }],
  ['360 px, dark', { viewport: { width: 360, height: 740 }, colorScheme: 'dark' }],
  ['right to left', { dir: 'rtl' }],
  ['right to left, 360 px', { dir: 'rtl', viewport: { width: 360, height: 740 } }],
  ['forced colours', { forcedColors: 'active' }],
  [
    'forced colours, dark, 360 px',
    { forcedColors: 'active', colorScheme: 'dark', viewport: { width: 360, height: 740 } },
  ],
];

/** Nothing sideways, cut or covered, and no finding. @param {Page} page @param {string} where */
export async function assertFits(page, where) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `${where}: scrolls ${wide} px sideways`);
  for (const what of ['outside', 'cut', 'cutFields', 'covered'])
    assert.deepEqual(await look(page, what), [], `${where}: ${what}`);
  assert.deepEqual(await axeFindings(page), [], where);
}
