// The script of a folder that `figure --page` writes: puts the live figure in the place of the picture when asked for, and in
// another page shows the figure alone and posts its height. It is put into the page whole, so that no file is missing.
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

/** Puts the live figure in the place of the picture, where it begins at once. @param {HTMLAnchorElement} link */
function goLive(link) {
  if (find('iframe')) return;
  const frame = document.createElement('iframe');
  frame.src = link.href.replace('live.html', 'live.html?run');
  frame.title = document.title;
  frame.height = String(Math.ceil(find('#figure picture')?.getBoundingClientRect().height ?? 400));
  const state = find('#state');
  if (state) state.textContent = 'Loading the live figure\u2026';
  addEventListener('message', ({ source, data }) => {
    if (source !== frame.contentWindow || data?.type !== 'activation-playground:resize') return;
    if (Number.isFinite(data.height)) frame.height = String(Math.ceil(data.height));
    // The picture stays until what replaces it is complete, and for print.
    if (root.classList.contains('live')) return;
    root.classList.add('live');
    frame.focus();
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
