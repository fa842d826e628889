// Has a service worker keep the site on this device (web/offline), and says when the page works without a network.
import { connection } from '../ui/connection.js';

/** How often an unreachable site is asked for again, in milliseconds. */
const kAgain = 15_000;

/** The workers of this site; null in a frame, from a file, and where the browser has or allows none. */
function workers() {
  try {
    // A sandboxed frame may not even ask.
    return window.top === window && window.isSecureContext ? (navigator.serviceWorker ?? null) : null;
  } catch {
    return null;
  }
}

/** Shows whether there is a network. @param {Element} line a live region */
function show(line) {
  const kept = Boolean(workers()?.controller);
  const text = !connection.offline
    ? ''
    : kept
      ? 'Offline: the page works from this device.'
      : 'Offline: what is open goes on working. This device does not keep the page yet: do not reload it.';
  if (line.textContent !== text) line.textContent = text;
}

/** Asks the worker whether the site answers: it does so without an error in the page's console. */
function ask() {
  const controller = workers()?.controller;
  if (!controller || navigator.onLine === false) return;
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data: reached }) => {
    port1.close();
    connection.offline = !reached;
    if (!reached) setTimeout(ask, kAgain);
  };
  controller.postMessage('reach', [port2]);
}

/** Follows the network from the start. @param {Element} line where it is said */
export function followConnection(line) {
  connection.addEventListener('change', () => show(line));
  workers()?.addEventListener('controllerchange', () => show(line));
  show(line);
}

/**
 * Registers the service worker that keeps the site on this device, and asks whether the site answers. Called when everything on
 * screen is loaded: the worker fetches all files of the site, and must not compete with what is looked at.
 */
export async function keepSite() {
  const address = new URL('./service-worker.js', document.baseURI);
  // A page that was opened as a file (file:) or a blob has no address at which a service worker could answer.
  if (!/^https?:$/.test(address.protocol)) return;
  try {
    await workers()?.register(address.href, { updateViaCache: 'none' });
  } catch {
    // Storage is blocked or full, or the file is missing: the page works as it does without.
  }
  ask();
}
