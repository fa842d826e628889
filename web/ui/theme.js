// Light, dark, or as the device says: how the page is set to one of them, and how an element learns of it.

/** @typedef {'auto' | 'light' | 'dark'} Theme */

/** Hears of every change of the theme: `change`. */
export const themeChanges = new EventTarget();

/** Writes the theme to the document's root, where tokens.css reads it. @param {Theme} theme */
export function applyTheme(theme) {
  const root = document.documentElement;
  if (theme === 'auto') delete root.dataset.theme;
  else root.dataset.theme = theme;
  themeChanges.dispatchEvent(new CustomEvent('change', { detail: theme }));
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
    this.scheme = window.matchMedia('(prefers-color-scheme: dark)');
  }

  hostConnected() {
    themeChanges.addEventListener('change', this.act);
    this.scheme.addEventListener('change', this.act);
  }

  hostDisconnected() {
    themeChanges.removeEventListener('change', this.act);
    this.scheme.removeEventListener('change', this.act);
  }
}
