// Light, dark, or as the device says: how the page is set to one of them, and how an element learns of it.

/** @typedef {'auto' | 'light' | 'dark'} Theme */

/** Writes the theme to the document's root, where tokens.css reads it. @param {Theme} theme */
export function applyTheme(theme) {
  const root = document.documentElement;
  if (theme === 'auto') delete root.dataset.theme;
  else root.dataset.theme = theme;
  document.dispatchEvent(new CustomEvent('theme-change', { detail: theme }));
}

/**
 * Calls a function when light turns to dark or back, by the device or by the page's button: what is painted on a canvas does not
 * follow the custom properties by itself. A reactive controller of Lit.
 */
export class OnTheme {
  /** @param {import('lit').ReactiveControllerHost} host @param {() => void} act */
  constructor(host, act) {
    host.addController(this);
    this.act = act;
    this.theme = new MutationObserver(act);
    this.scheme = window.matchMedia('(prefers-color-scheme: dark)');
  }

  hostConnected() {
    this.theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    this.scheme.addEventListener('change', this.act);
  }

  hostDisconnected() {
    this.theme.disconnect();
    this.scheme.removeEventListener('change', this.act);
  }
}
