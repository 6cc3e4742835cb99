// Keeps the page for use without a network, and adds the headers that a plain static host cannot set.
//
// Every file but the page itself carries a hash of its content in its name or folder (site/bundler/bundle.py), so what
// is kept under an address is right for ever, once it has been checked: the page that is running names the list of its
// files with their hashes, and the list with its own. That is also why a newer worker may take over at once: it changes
// no file under a running page.

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const { scope } = worker.registration;

// The build fills these in (site/bundler/headers.py): what `_headers` says, for hosts that do not read it.
/** @type {[name: string, value: string][]} */
const ISOLATION = JSON.parse(`{{isolation}}`);
const POLICY = `{{policy}}`;
/** @type {string[]} the names of the pages, the first of which needs no name */
const NAMES = JSON.parse(`{{pages}}`);

const CACHE = `impasto files ${scope}`; // one origin may hold several copies of the site
const SHARED = `impasto shared ${scope}`;
const TARGET = `${scope}shared`; // as the app's manifest names it (site/bundler/installable.py)
const MOST = 100; // pictures that are taken in at once
/** The addresses under which pages are kept, by those that people open; some hosts leave the ending out. */
const PAGES = new Map(
  NAMES.flatMap((name, at) => {
    const kept = at === 0 ? scope : scope + name;
    return [kept, scope + name, scope + name.replace(".html", "")].map((url) => [url, kept]);
  }),
);
const HASHED = /[-/][0-9a-f]{10}[./]/;
const LIST = /\/offline\/files-/;
const PROGRAM = /\.wasm$/;
const SEAL = /<!-- sealed: ([0-9a-f]{64}) -->\n$/; // site/bundler/page.py
const PATIENCE = 2000; // ms for the network to bring the page before the kept one is shown

/**
 * The sha256 of the files of all versions that are kept, by address; learnt from their lists.
 * @type {Map<string, string>}
 */
const hashes = new Map();

worker.addEventListener("install", () => worker.skipWaiting());
// Not waited for: Firefox asks every worker of the page, and the threads of onnxruntime answer only while they compute.
// Until then every request of the page would hang.
worker.addEventListener("activate", () => void worker.clients.claim());

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "POST" && request.url === TARGET) return event.respondWith(shared(request));
  if (request.method !== "GET" || !request.url.startsWith(scope)) return;
  const { origin, pathname } = new URL(request.url);
  if (request.mode === "navigate") {
    const kept = PAGES.get(origin + pathname);
    if (kept) event.respondWith(page(request, kept).then(isolated));
  } else if (request.destination === "worker") {
    event.respondWith(file(event).then(isolated).then(bound));
  } else if (HASHED.test(pathname)) {
    event.respondWith(file(event));
  }
});

worker.addEventListener("message", (event) => {
  const { type, list, sha256, page, files } = event.data;
  if (type !== "keep") return;
  const kept = keep(new URL(list, scope).href, sha256, page, files).then(
    () => true,
    () => false, // no room, no network, or no right to store anything: the page then works online only
  );
  event.waitUntil(kept.then((done) => event.ports[0]?.postMessage(done)));
});

/**
 * Pictures that another application shares with the page, which no host could take: they wait for the page, which is
 * opened for them (site/scripts/page/shared.mjs), in place of what may have been shared before.
 * @param {Request} request
 */
async function shared(request) {
  try {
    const files = (await request.formData()).getAll("picture").filter((each) => each instanceof File);
    await caches.delete(SHARED);
    const cache = await caches.open(SHARED);
    for (const [at, file] of files.slice(0, MOST).entries()) {
      await cache.put(`${TARGET}/${at}/${encodeURIComponent(file.name)}`, new Response(file));
    }
  } catch {
    // no room, or storage is off: the page opens all the same
  }
  return Response.redirect(`${scope}?shared`, 303);
}

/**
 * A page: from the network, or, where that is silent or fails, as it was kept.
 * @param {Request} request
 * @param {string} url under which it is kept
 */
async function page(request, url) {
  const network = fetch(request);
  const kept = await stored(url);
  if (!kept) return network;
  const response = await Promise.race([network.catch(() => null), pause(PATIENCE)]);
  return response?.ok || response?.type === "opaqueredirect" ? response : kept;
}

/**
 * A file: as it was kept, or else from the network, and kept on the way if it is what its version's list says. The
 * response is handed on as it is: the browser streams it, and finds the machine code that it has kept for it, only then.
 *
 * That of a program is kept with the browser's own cache from the first visit on, in which no service worker was there
 * yet, and with what is kept here only from the second; so the browser's own cache is asked first for programs.
 * @param {FetchEvent} event
 * @returns {Promise<Response>}
 */
async function file(event) {
  const { request } = event;
  // "reload" is asked for after a damaged file: what is kept is then replaced.
  if (request.cache !== "reload") {
    const kept = (PROGRAM.test(request.url) && (await cachedByBrowser(request.url))) || (await stored(request.url));
    if (kept) return kept;
  }
  const response = await fetch(request);
  if (HASHED.test(new URL(request.url).pathname) && isFile(response)) {
    // A program's answer is not read twice, for its machine code: the browser's own cache has it, or is getting it.
    const copy = PROGRAM.test(request.url) ? null : response.clone();
    event.waitUntil(put(request.url, copy).catch(() => {}));
  }
  return response;
}

/**
 * @param {string} url
 * @param {Response | null} answer or it is fetched
 */
async function put(url, answer) {
  const cache = await caches.open(CACHE);
  const sha256 = await hashOf(cache, url);
  if (!sha256) return;
  const whole = await checked(answer ?? (await fetch(url, { cache: "force-cache" })), sha256);
  if (whole) await cache.put(url, whole);
  else await cache.delete(url); // the browser's own cache may have the wrong one now, and is asked first
}

/**
 * @param {Cache} cache
 * @param {string} url
 */
async function hashOf(cache, url) {
  if (!hashes.size) {
    for (const request of await cache.keys()) if (LIST.test(request.url)) await learn(cache, request.url);
  }
  return hashes.get(url);
}

/**
 * @param {Cache} cache
 * @param {string} list
 * @returns {Promise<Record<"always" | "chosen", Map<string, string>>>} sha256 by address
 */
async function learn(cache, list) {
  /** @type {Record<"always" | "chosen", Record<string, string>>} */
  const files = await (await cache.match(list))?.json();
  const [always, chosen] = [files.always, files.chosen].map((part) => {
    return new Map(Object.entries(part).map(([path, sha256]) => [new URL(path, scope).href, sha256]));
  });
  for (const [url, sha256] of [...always, ...chosen]) hashes.set(url, sha256);
  return { always, chosen };
}

/**
 * The answer, yet unread, if it is the file with this hash.
 * @param {Response} answer
 * @param {string} sha256
 */
async function checked(answer, sha256) {
  const unread = answer.clone();
  return isFile(answer) && (await sha256Of(await answer.arrayBuffer())) === sha256 ? unread : null;
}

/** @param {BufferSource} bytes */
async function sha256Of(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {string} url */
async function cachedByBrowser(url) {
  try {
    const response = await fetch(url, { cache: "only-if-cached", mode: "same-origin" });
    return isFile(response) ? response : undefined;
  } catch {
    return undefined; // it is not there
  }
}

/** @param {string} url */
async function stored(url) {
  try {
    const cache = await caches.open(CACHE);
    return await cache.match(url, { ignoreVary: true });
  } catch {
    return undefined; // storage is off, or broken
  }
}

/**
 * Keep everything that a version of the site needs, then its page, then nothing else. What the visit has just loaded
 * comes out of the browser's own cache. The page comes last, so that a version is never half there; with it comes the
 * studio's, under the address that people open.
 * @param {string} list address of the version's list of files
 * @param {string} sha256 of that
 * @param {string} page name of the page that asks
 * @param {string[]} files that this page needs besides, by their addresses below the scope
 */
async function keep(list, sha256, page, files) {
  const cache = await caches.open(CACHE);
  const present = new Set((await cache.keys()).map(({ url }) => url));
  if (!present.has(list)) await store(cache, list, sha256);
  const { always, chosen } = await learn(cache, list);
  const further = files.map((file) => new URL(file, scope).href);
  for (const url of [...always.keys(), ...further]) {
    if (!present.has(url)) await store(cache, url, hashes.get(url) ?? "");
  }
  for (const url of new Set([PAGES.get(scope + page) ?? scope, scope])) await keepPage(cache, list, url);
  // A tab that is still open may run an older version, and ask for its files yet.
  const windows = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (windows.filter(({ url }) => url.startsWith(scope)).length > 1) return;
  const own = new Set([list, ...always.keys(), ...chosen.keys()]);
  for (const url of PAGES.values()) if (await isOf(list, await cache.match(url))) own.add(url);
  await Promise.all([...present].filter((url) => !own.has(url)).map((url) => cache.delete(url)));
}

/**
 * Keep a page if it is of this version: it names its list. Between the two a new one may have been put on the host.
 * @param {Cache} cache
 * @param {string} list
 * @param {string} url of the page
 */
async function keepPage(cache, list, url) {
  const name = list.slice(scope.length);
  for (const from of /** @type {RequestCache[]} */ (["force-cache", "reload"])) {
    const response = await fetch(url, { cache: from }).catch(() => null);
    if (response?.ok && (await isWhole(response.clone(), name))) return cache.put(url, response);
  }
  if (!(await isOf(list, await cache.match(url)))) throw new Error("the page of this version is not to be had");
}

/**
 * Whether a page is of the version that has this list.
 * @param {string} list
 * @param {Response | undefined} page
 */
async function isOf(list, page) {
  return (await page?.text())?.includes(list.slice(scope.length)) ?? false;
}

/**
 * Whether an answer is the page that names this list, as it was built.
 * @param {Response} response
 * @param {string} name
 */
async function isWhole(response, name) {
  const text = await response.text();
  const [seal, sha256] = SEAL.exec(text) ?? [""];
  return text.includes(name) && (await sha256Of(new TextEncoder().encode(text.slice(0, -seal.length)))) === sha256;
}

/**
 * Keep a file; one that the browser's own cache has, unless that is wrong or remembers that it was once missing.
 * @param {Cache} cache
 * @param {string} url
 * @param {string} sha256
 */
async function store(cache, url, sha256) {
  for (const from of /** @type {RequestCache[]} */ (["force-cache", "reload"])) {
    const whole = await checked(await fetch(url, { cache: from }), sha256);
    if (whole) return cache.put(url, whole);
  }
  throw new Error(`${url} is not to be had`);
}

/**
 * Whether an answer is the file that was asked for. Some hosts send a page, with status 200, in place of what is gone.
 * @param {Response} response
 */
function isFile(response) {
  return response.status === 200 && !response.redirected && !response.headers.get("Content-Type")?.includes("text/html");
}

/**
 * The answer with the headers that let its page or worker share memory between threads.
 * @param {Response} response
 */
function isolated(response) {
  return withHeaders(response, (headers) => {
    for (const [name, value] of ISOLATION) headers.set(name, value);
  });
}

/**
 * The answer with the page's policy: a worker is bound only by what comes with its own script. The host's own
 * policy, if it sends one, holds as well.
 * @param {Response} response
 */
function bound(response) {
  return withHeaders(response, (headers) => headers.append("Content-Security-Policy", POLICY));
}

/**
 * @param {Response} response
 * @param {(headers: Headers) => void} change
 */
function withHeaders(response, change) {
  if (response.status === 0) return response; // a redirection, which the browser follows by itself
  const { status, statusText, body } = response;
  const headers = new Headers(response.headers);
  change(headers);
  return new Response(body, { status, statusText, headers });
}

/**
 * @param {number} ms
 * @returns {Promise<null>}
 */
function pause(ms) {
  return new Promise((resolve) => setTimeout(() => resolve(null), ms));
}
