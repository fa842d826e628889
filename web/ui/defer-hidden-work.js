// Work for what the reader does not see waits until nothing else wants the thread; what is in sight is
// done at once.

/** @param {() => void} callback at most a second later */
function whenIdle(callback) {
  if (window.requestIdleCallback) window.requestIdleCallback(callback, { timeout: 1000 });
  else window.setTimeout(callback, 100);
}

export class HiddenWork {
  /** @param {() => void} work what is to be done; asked for often, done once */
  constructor(work) {
    this.work = work;
    this.seen = true;
    this.waiting = false;
    this.observer = new IntersectionObserver(
      ([entry]) => {
        this.seen = entry.isIntersecting;
        if (this.seen && this.waiting) this.now();
      },
      { rootMargin: '200px' },
    );
  }

  /** @param {Element} element whose visibility decides */
  watch(element) {
    this.observer.observe(element);
  }

  unwatch() {
    this.observer.disconnect();
  }

  now() {
    this.waiting = false;
    this.work();
  }

  /** Does the work now if it can be seen, else when there is time. */
  ask() {
    if (this.seen) {
      this.now();
    } else if (!this.waiting) {
      this.waiting = true;
      whenIdle(() => {
        if (this.waiting) this.now();
      });
    }
  }
}
