// What the embed says to the page around it, and takes from it: its height, in the forms that hosts listen for, and its link,
// where a host has added to it or cut it. Nothing in a message moves the figure: it is answered by a height at most.

import { kHere, kResize } from './frame-messages.js';

/** What WordPress adds to a figure's address; its script takes no message without it. */
const kSecret = /#\?secret=([\w-]{1,64})$/;

/**
 * The figure's link in its address.
 * @param {Pick<Location, 'hash' | 'search'>} address
 * @returns {{ hash: string, secret: string }} the secret that WordPress asks for, or ""
 */
export function linkOf({ hash, search }) {
  const secret = kSecret.exec(hash)?.[1] ?? '';
  const own = hash.replace(kSecret, '');
  // A host that cuts what follows "#" leaves what follows "?".
  return { hash: own === '' && search.startsWith('?v1:') ? `#${search.slice(1)}` : own, secret };
}

/** How long a figure keeps its height until it is taken for complete, and how long that is waited for, in milliseconds. */
const kStill = 400;
const kLongest = 4000;

/** Posts the height of the figure once it is drawn, and whenever it changes after that. */
export class HeightPost {
  #isDrawn = false;
  /** When its parts were there, and what waits for their height to stay. @type {number | undefined} */
  #since;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #waiting;
  #sent = 0;
  #measure;
  #link;
  /** Whether the host has asked for the messages of open-iframe-resizer. */
  #isAsked = false;

  /** @param {() => number} measure the height in pixels @param {() => { secret: string }} link as linkOf gives it */
  constructor(measure, link) {
    this.#measure = measure;
    this.#link = link;
    if (window.parent === window) return;
    window.addEventListener('message', (event) => this.#answer(event));
    window.parent.postMessage({ type: kHere }, '*');
  }

  /** The figure's parts are there: once their height stays it is posted. An article does not jump for what is still to come. */
  drawn() {
    this.#since ??= performance.now();
    this.changed();
  }

  #wait() {
    if (this.#since === undefined) return;
    clearTimeout(this.#waiting);
    const left = this.#since + kLongest - performance.now();
    this.#waiting = setTimeout(
      () => {
        this.#isDrawn = true;
        this.changed();
      },
      Math.max(0, Math.min(kStill, left)),
    );
  }

  /** @param {boolean} [isAsked] whether it is posted though it is as before */
  changed(isAsked = false) {
    if (!this.#isDrawn) return this.#wait();
    const height = this.#measure();
    if (window.parent === window || (height === this.#sent && !isAsked)) return;
    this.#sent = height;
    const { secret } = this.#link();
    /** @type {unknown[]} */
    const forms = [
      { type: kResize, height },
      JSON.stringify({ context: 'iframe.resize', height, src: location.href }), // Embedly, and who reads its messages
      { sentinel: 'amp', type: 'embed-size', height },
    ];
    if (secret !== '') forms.push({ message: 'height', value: height, secret }); // WordPress
    if (this.#isAsked) forms.push({ type: 'iframe-resized', width: document.documentElement.clientWidth, height });
    // A height is no secret, and the embed cannot know whose page it is in.
    for (const form of forms) window.parent.postMessage(form, '*');
  }

  /** @param {MessageEvent} event */
  #answer({ source, data }) {
    if (source !== window.parent || typeof data !== 'object' || data === null) return;
    const isResizer = data.type === 'iframe-child-init' || data.type === 'iframe-get-child-dimensions';
    const { secret } = this.#link();
    const isWordPress = data.message === 'ready' && secret !== '' && data.secret === secret;
    if (!isResizer && !isWordPress) return;
    this.#isAsked ||= isResizer;
    this.changed(true);
  }
}
