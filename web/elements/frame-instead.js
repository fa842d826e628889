// A frame in the place of a figure whose code may not run in the page: the page's policy forbids it, or the host of the files
// lets no other origin read them. The frame has a policy of its own.
import { hearFrame } from '../embed/frame-messages.js';

/** How long a frame may take to say its height, in milliseconds: one that is forbidden never does. */
const kLongest = 20_000;

/**
 * @param {HTMLElement} place where it is laid out: a frame that is not draws nothing, and so never says a height
 * @param {{ element: Element, address: () => string, title: string, end: AbortSignal }} options address: of embed.html, with the link of the
 *   element's attributes as they are; end: when the frame is wanted no more
 * @returns {Promise<void>} when the figure in it is complete @throws {Error} where it does not come
 */
export function frameInstead(place, { element, address, title, end }) {
  const frame = document.createElement('iframe');
  frame.className = 'frame';
  frame.part = 'frame';
  frame.title = title;
  let shown = address();
  frame.src = shown;
  const observer = new MutationObserver(() => {
    const now = address();
    // Another link in the same document, and no step for the reader's button "Back".
    if (now !== shown) frame.contentWindow?.location.replace(now);
    shown = now;
  });
  observer.observe(element, { attributes: true });
  return new Promise((resolve, reject) => {
    const fail = (/** @type {string} */ why) => {
      clearTimeout(timer);
      frame.remove();
      reject(new Error(why));
    };
    const timer = setTimeout(() => fail(`its frame did not answer in ${kLongest / 1000} s`), kLongest);
    end.addEventListener('abort', () => {
      clearTimeout(timer);
      observer.disconnect();
      frame.remove();
    });
    document.addEventListener(
      'securitypolicyviolation',
      ({ blockedURI, effectiveDirective }) => {
        if (effectiveDirective === 'frame-src' && shown.startsWith(blockedURI))
          fail("this page's policy forbids its frame (frame-src)");
      },
      { signal: end },
    );
    hearFrame(frame, {
      onHeight: (height) => {
        frame.height = String(height);
        clearTimeout(timer);
        resolve();
      },
      onAbsent: () => fail('its frame did not load'),
      end,
    });
    place.replaceChildren(frame);
  });
}
