// Serves dist/ with one file wrong at a time, in each of several ways, to the site's own downloads and service worker:
// node wrong_files_host.mjs <dist>. Prints as JSON what each of them did with every file. Browser and host are made up.

import { readFile, readdir } from "node:fs/promises";
import { extname, join } from "node:path";
import { pathToFileURL } from "node:url";

const [dist] = process.argv.slice(2);
const SCOPE = "https://example.org/impasto/";
const TYPES = { ".html": "text/html", ".mjs": "text/javascript", ".wasm": "application/wasm" };

/** @type {Map<string, Buffer>} */
const files = new Map();
for (const entry of await readdir(dist, { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath, entry.name);
  if (entry.isFile()) files.set(path.slice(dist.length + 1), await readFile(path));
}

/** What comes in place of a file: bytes, or an answer of another kind. */
const FAULTS = {
  flipped: (bytes) => changed(bytes, (copy) => (copy[Math.floor(copy.length / 2)] ^= 1)),
  cut: (bytes) => bytes.subarray(0, Math.floor(bytes.length / 2)),
  empty: () => Buffer.alloc(0),
  page: () => new Response("<p>Welcome", { headers: { "Content-Type": "text/html" } }),
  failing: () => new Response("sorry", { status: 500 }),
  gone: () => new Response("nothing here", { status: 404 }),
};

function changed(bytes, change) {
  const copy = Buffer.from(bytes);
  change(copy);
  return copy;
}

/** The wrong file, and how it is wrong. @type {[string, keyof typeof FAULTS] | null} */
let fault = null;

globalThis.fetch = async (input, { cache } = {}) => {
  if (cache === "only-if-cached") throw new TypeError("Failed to fetch");
  const path = new URL(input.url ?? input, SCOPE).href.slice(SCOPE.length) || "index.html";
  const bytes = files.get(path);
  if (!bytes) return new Response("nothing here", { status: 404 });
  const sent = fault?.[0] === path ? FAULTS[fault[1]](bytes) : bytes;
  if (sent instanceof Response) return sent;
  return new Response(sent, { headers: { "Content-Type": TYPES[extname(path)] ?? "application/octet-stream" } });
};

class Cache {
  entries = new Map();
  async keys() {
    return [...this.entries.keys()].map((url) => ({ url }));
  }
  async match(key) {
    return this.entries.get(key.url ?? key)?.clone();
  }
  async put(key, answer) {
    this.entries.set(key.url ?? key, new Response(await answer.arrayBuffer(), { headers: answer.headers }));
  }
  async delete(key) {
    return this.entries.delete(key.url ?? key);
  }
}

const cache = new Cache();
const listeners = {};
globalThis.self = globalThis;
Object.assign(globalThis, {
  caches: { open: async () => cache, delete: async () => false },
  registration: { scope: SCOPE },
  clients: { matchAll: async () => [], claim: async () => {} },
  skipWaiting: () => {},
  addEventListener: (type, listener) => (listeners[type] = listener),
});

const page = files.get("index.html").toString();
const table = JSON.parse(/id="assets">(.*?)<\/script>/s.exec(page)[1]);
await import(pathToFileURL(join(dist, "service-worker.mjs")).href);
globalThis.postMessage = () => {};
const { download, hashesIn } = await import("../../../site/scripts/offline/download.mjs");

/** Have everything kept; true if it is. */
function keep() {
  return new Promise((resolve) => {
    const { url: list, sha256 } = table.offline;
    const ports = [{ postMessage: resolve }];
    listeners.message({ data: { type: "keep", list, sha256, page: "index.html", files: [] }, ports, waitUntil: () => {} });
  });
}

/** Ask the service worker for a file, and wait until it has done with it. */
async function ask(path) {
  const waiting = [];
  const request = { url: SCOPE + path, method: "GET", mode: "cors", destination: "", cache: "default" };
  await new Promise((resolve) => {
    listeners.fetch({ request, respondWith: resolve, waitUntil: (done) => waiting.push(done) });
  });
  await Promise.all(waiting);
}

/** Whether a file is kept as it is; null if it is not kept at all. */
async function isRight(path) {
  const kept = await cache.match(path === "index.html" ? SCOPE : SCOPE + path);
  return kept ? Buffer.from(await kept.arrayBuffer()).equals(files.get(path)) : null;
}

if (!(await keep())) throw new Error("What is right was not kept.");
const lists = JSON.parse(files.get(table.offline.url).toString());
const hashes = hashesIn(table);
const always = [...Object.keys(lists.always), table.offline.url, "index.html"];
const outcomes = [];
for (const path of [...always, ...Object.keys(lists.chosen)]) {
  for (const how of Object.keys(FAULTS)) {
    await cache.delete(path === "index.html" ? SCOPE : SCOPE + path);
    fault = [path, how];
    if (path !== "index.html") await ask(path);
    const whole = await keep();
    const wrong = await isRight(path);
    const asset = { url: path, sha256: hashes.get(path) ?? "" };
    const text = asset.sha256 && (await download(asset, SCOPE).then(() => ({ key: "taken" }), (error) => error.text));
    fault = null;
    if (path !== "index.html") await ask(path);
    const healed = await keep();
    const needed = always.includes(path);
    outcomes.push({ path, how, needed, whole, wrong, text, healed, right: await isRight(path) });
  }
}
console.log(JSON.stringify({ files: [...files.keys()], outcomes }));
