// Calls a function when light turns to dark or back, by the device or by the page's button: what is painted on a canvas
// does not follow the custom properties by itself.

/** A reactive controller of Lit. */
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
