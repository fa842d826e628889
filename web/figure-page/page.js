// The script of a folder that `figure --page` writes: puts the live figure in the place of the picture when asked for, and in
// another page shows the figure alone and posts its height. It is put into the page whole, so that no file is missing.
import { hearFrame } from '../embed/frame-messages.js';
import { HeightPost, linkOf } from '../embed/host.js';

/** @template {Element} T @param {string} selector @returns {T | null} */
const find = (selector) => document.querySelector(selector);

const root = document.documentElement;
const isFramed = window.parent !== window;
root.classList.toggle('framed', isFramed);

const heights = new HeightPost(
  () => Math.ceil(document.body.getBoundingClientRect().height),
  () => linkOf(location),
);
new ResizeObserver(() => heights.changed()).observe(document.body);
addEventListener('load', () => heights.drawn());

/** @type {HTMLAnchorElement | null} */
const run = find('#run');
const line = /** @type {HTMLElement | null} */ (run?.parentElement);
if (line) line.hidden = false;

const state = find('#state');
/** What stands beside the button before it is pressed. */
const offer = state?.textContent ?? '';

/** @param {string} text */
function say(text) {
  if (state) state.textContent = text;
}

/** Puts the live figure in the place of the picture, where it begins at once. @param {HTMLAnchorElement} link */
function goLive(link) {
  if (find('iframe')) return;
  const frame = document.createElement('iframe');
  const address = new URL(link.href);
  address.search = '?run';
  frame.src = address.href;
  frame.title = document.title;
  frame.height = String(Math.ceil(find('#figure picture')?.getBoundingClientRect().height ?? 400));
  say('Loading the live figure\u2026');
  const ending = new AbortController();
  hearFrame(frame, {
    onHeight: (height) => {
      frame.height = String(height);
      // The picture stays until what replaces it is complete, and for print.
      if (root.classList.contains('live')) return;
      root.classList.add('live');
      say(offer);
      frame.focus();
    },
    onAbsent: () => {
      ending.abort();
      frame.remove();
      const file = address.pathname.split('/').at(-1);
      say(
        `The live figure did not load: ${file} is missing in the folder of this page, or there is no connection. Press again to try once more.`,
      );
    },
    end: ending.signal,
  });
  find('#live')?.append(frame);
}

run?.addEventListener('click', (event) => {
  // Who opens it in a tab of its own gets that.
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  goLive(run);
});
// The link of a pasted figure is pressed in its article. A frame begins nothing by itself.
if (run && !isFramed && location.hash === '#run') goLive(run);
