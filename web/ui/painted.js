// When what has been drawn is on screen and the page has time: what is less urgent can begin.

/** The longest wait for an idle moment, in milliseconds. */
const kLongest = 300;

/** @returns {Promise<void>} resolves after the next frame, at an idle moment; in a hidden tab, which paints nothing, after half a second */
export const painted = () =>
  new Promise((resolve) => {
    const rest = () =>
      window.requestIdleCallback
        ? window.requestIdleCallback(() => resolve(), { timeout: kLongest })
        : setTimeout(resolve, kLongest / 10);
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(rest)));
    setTimeout(resolve, 500);
  });
