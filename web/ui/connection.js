// Whether the network can be reached, as far as is known: the browser says when a device has none, and the page's service
// worker whether the site answers (page/offline.js).

class Connection extends EventTarget {
  #offline = navigator.onLine === false;

  /** Whether there is no network. Listeners hear of another answer: `change`. */
  get offline() {
    return this.#offline;
  }

  set offline(offline) {
    if (offline === this.#offline) return;
    this.#offline = offline;
    this.dispatchEvent(new Event('change'));
  }
}

export const connection = new Connection();

for (const type of ['online', 'offline'])
  window.addEventListener(type, () => {
    connection.offline = type === 'offline';
  });
