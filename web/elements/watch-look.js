// Hears of an article that looks different from now on.

/**
 * Calls a function when the article may look different: its elements, or the device, have changed between light and dark.
 * @param {() => void} act @returns {() => void} ends it
 */
export function watchLook(act) {
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  const observer = new MutationObserver(act);
  for (const element of [document.documentElement, document.body]) observer.observe(element, { attributes: true });
  scheme.addEventListener('change', act);
  // Pages fade from light to dark: the last colour is there at the end.
  document.addEventListener('transitionend', act, true);
  return () => {
    observer.disconnect();
    scheme.removeEventListener('change', act);
    document.removeEventListener('transitionend', act, true);
  };
}
