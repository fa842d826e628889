// Keeps the site on the device, so that it works without a network: every file of the build, checked by its digest. Pages come
// from the network first, so that a new build is never hidden by an old one; files whose names hold their hash come from
// here first. It is written by hand: workbox-build, which makes such workers, brings Babel and some 300 packages for it.

/** Written in by web/tools/offline.js; the files are digests by path. */
const { version, files } = BUILD;

/**
 * What is used of a ServiceWorkerGlobalScope, whose types cannot be read together with those of a page.
 * @typedef {{ matchAll: (options: object) => Promise<unknown[]>, claim: () => Promise<void> }} Clients
 * @typedef {MessageEvent & { request: Request, respondWith: (answer: Promise<Response>) => void, waitUntil: (work: Promise<unknown>) => void }} WorkerEvent
 * @typedef {{ registration: { scope: string }, skipWaiting: () => Promise<void>, clients: Clients, addEventListener: (type: string, listener: (event: WorkerEvent) => void) => void }} Scope
 */
const worker = /** @type {Scope} */ (/** @type {unknown} */ (self));

const { scope } = worker.registration;
/** The caches are shared by all sites of the origin. */
const kPrefix = `activation-playground-site ${scope} `;
const kCache = kPrefix + version;

/** How long the network may take to answer with a page, in milliseconds. */
const kPatience = 3000;

/** Whether a file never changes under its name. @param {string} path */
const isHashed = (path) => path.startsWith('assets/');

/** @param {string} address @returns {string | null} below the site, without what follows the path; null: elsewhere */
function pathOf(address) {
  const [plain] = address.split(/[?#]/);
  return plain.startsWith(scope) ? plain.slice(scope.length) || 'index.html' : null;
}

/** @param {string} path @returns {Promise<Response>} */
async function fetched(path) {
  // A host that sends /index.html on to / answers for it there.
  const address = new URL(path === 'index.html' ? './' : path, scope).href;
  const response = await fetch(address, { integrity: files[path], cache: isHashed(path) ? 'default' : 'no-cache' });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  // What was redirected is refused as a page.
  return response.redirected ? new Response(await response.blob(), { headers: response.headers }) : response;
}

/** @param {string} path @returns {Promise<Response | undefined>} from any build that is kept */
const keptAsset = (path) => caches.match(new URL(path, scope).href, { ignoreVary: true });

// One file after the other: what the visitor asks for meanwhile comes first.
async function install() {
  const cache = await caches.open(kCache);
  for (const path of Object.keys(files)) {
    const kept = isHashed(path) ? await keptAsset(path) : undefined;
    await cache.put(new URL(path, scope).href, kept ?? (await fetched(path)));
  }
  await worker.skipWaiting();
}

// An open page of the build before goes on loading its parts: that build goes with the next one.
async function activate() {
  const others = (await caches.keys()).filter((name) => name.startsWith(kPrefix) && name !== kCache);
  const open = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const spared = open.length > 0 ? others.at(-1) : undefined;
  await Promise.all(others.filter((name) => name !== spared).map((name) => caches.delete(name)));
  await worker.clients.claim();
}

/** @param {Request} request @param {string} path */
async function page(request, path) {
  const network = fetch(request);
  const late = new Promise((resolve) => setTimeout(resolve, kPatience));
  const answer = await Promise.race([network.catch(() => undefined), late]);
  if (answer instanceof Response && answer.status < 500) return answer;
  const cache = await caches.open(kCache);
  return (await cache.match(new URL(path, scope).href, { ignoreVary: true })) ?? network;
}

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(activate()));
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const path = pathOf(request.url);
  if (request.method !== 'GET' || path === null) return;
  if (request.mode === 'navigate') {
    if (Object.hasOwn(files, path)) event.respondWith(page(request, path));
  } else if (isHashed(path)) event.respondWith(keptAsset(path).then((kept) => kept ?? fetch(request)));
});

// A page asks whether the site can be reached: a request of its own that fails would be an error in its console.
worker.addEventListener('message', (event) => {
  const reached = fetch(scope, { method: 'HEAD', cache: 'no-store' }).then(
    () => true,
    () => false,
  );
  event.waitUntil(reached.then((answer) => event.ports[0]?.postMessage(answer)));
});
