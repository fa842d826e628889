// Calls a function with an element's width when it is first known and when it changes: figures are drawn to the pixel.

/** A reactive controller of Lit. */
export class OnWidth {
  /** @param {import('lit').ReactiveControllerHost & Element} host @param {(width: number) => void} act whole pixels */
  constructor(host, act) {
    host.addController(this);
    this.host = host;
    this.observer = new ResizeObserver(([entry]) => act(Math.floor(entry.contentRect.width)));
  }

  hostConnected() {
    this.observer.observe(this.host);
  }

  hostDisconnected() {
    this.observer.disconnect();
  }
}
