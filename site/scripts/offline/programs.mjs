// Modules and WebAssembly programs of this site that the browser or other code fetches by itself, and that run only
// once they are known to be what the build put there.

import { assertFile, downloadOnce, failure, FileError } from "./download.mjs";

/** @typedef {import("./assets").Asset} Asset */

/** What the browser has for running programs, whatever stands in its place meanwhile. */
const plain = { instantiate: WebAssembly.instantiate, instantiateStreaming: WebAssembly.instantiateStreaming };

/**
 * Import a module.
 * @param {Asset} asset
 * @param {string} base the address of the page
 * @param {string} [fragment] under which to load it anew: a module is loaded once for each address
 * @returns {Promise<{module: any}>} wrapped, since a module is not to be taken for a promise
 */
export async function imported(asset, base, fragment = "") {
  const url = new URL(asset.url, base).href;
  const module = import(`${url}${fragment}`).catch(async () => {
    const answer = await fetch(url, { cache: "force-cache" }).catch(() => {
      throw failure("site-file-unreachable", url);
    });
    assertFile(answer, url);
    await downloadOnce(asset, base, () => {}, "force-cache");
    const given = answer.headers.get("Content-Type") ?? "";
    if (/\b(java|ecma)script\b/.test(given)) {
      // The file is right: it did not get here the first time, or it does not run. An address that failed stays so.
      return import(`${url}${fragment || "#"}again`).catch(() => {
        throw failure("site-file-unusable", url);
      });
    }
    const unnamed = { key: "site-file-unnamed-type" };
    throw failure("site-file-type", url, { given: given || unnamed, wanted: "text/javascript" });
  });
  const [loaded] = await Promise.all([module, checked(asset, base)]);
  return { module: loaded };
}

/**
 * Hand answers that are on their way to code that fetches by itself (Pyodide, onnxruntime), whenever it comes to ask.
 * A connection would lie idle until then, or be taken by what is needed later.
 * @param {Record<string, Promise<Response>>} answers by absolute address; each is handed out once, as it can be read once
 */
export function handOut(answers) {
  const left = new Map(Object.entries(answers));
  for (const answer of left.values()) answer.catch(() => {}); // whoever takes it is told
  const plain = self.fetch;
  self.fetch = (input, init) => {
    if (init?.cache) return plain(input, init); // one of our own, perhaps of the very file that is to be handed out
    const url = String(input);
    const answer = left.get(url);
    left.delete(url);
    return answer ?? plain(input, init);
  };
}

/**
 * Wait for the file of a WebAssembly program that other code is going to run, and let nothing else be run in its place.
 *
 * Its answer must reach `compileStreaming` as it came: of a clone, or of what was read on the way, the browser neither
 * stores the machine code nor finds what it stored on an earlier visit. So nothing is known of such a file until all of it
 * is here; the browser's own record of it tells that first, and at the latest the program runs. Only a host that sends it
 * as something else has it compiled from its bytes. No code of it runs before its bytes have been checked.
 * @param {Asset} asset
 * @param {string} base the address of the page
 * @param {Promise<Response>} answer
 * @returns {{here: Promise<void>, runs: Promise<void>}} `here` is kept when the file is here or that has failed; `runs`
 *   once it has been checked and compiled, and broken where one of these has failed
 */
export function streamedIn(asset, base, answer) {
  const url = new URL(asset.url, base).href;
  let run = () => {};
  /** @type {(error: unknown) => void} */
  let fail = () => {};
  /** @type {Promise<void>} */
  const runs = new Promise((resolve, reject) => {
    [run, fail] = [resolve, reject];
  });
  runs.catch(() => {});
  Object.assign(WebAssembly, plain);
  WebAssembly.instantiateStreaming = (source, imports) => {
    const program = soundProgram(asset, base, source).then(async (module) => {
      return { module, instance: await plain.instantiate(module, imports) };
    });
    program.then(
      () => {
        Object.assign(WebAssembly, plain);
        run();
      },
      (error) => {
        refuse(error);
        fail(error);
      },
    );
    return program;
  };
  answer.catch(() => fail(failure("site-file-unreachable", url)));
  /** @type {Promise<void>} */
  const arrived = new Promise((resolve) => {
    new PerformanceObserver((records, observer) => {
      if (!records.getEntriesByName(url).length) return;
      observer.disconnect();
      resolve();
    }).observe({ type: "resource" });
  });
  return { here: Promise.race([arrived, runs.catch(() => {})]), runs };
}

/**
 * Let no program be run from here on. Where one cannot be streamed, what Emscripten makes fetches it by itself, if need
 * be by an XMLHttpRequest that nobody could hand anything, and runs whatever has come.
 * @param {unknown} error what was wrong with the program
 */
function refuse(error) {
  const refused = () => Promise.reject(error);
  WebAssembly.instantiateStreaming = refused;
  WebAssembly.instantiate = /** @type {typeof WebAssembly.instantiate} */ (refused);
}

/**
 * @param {Asset} asset
 * @param {string} base
 * @param {Response | PromiseLike<Response>} source
 * @returns {Promise<WebAssembly.Module>}
 */
async function soundProgram(asset, base, source) {
  const answer = await source;
  assertFile(answer, asset.url);
  const typed = answer.headers.get("Content-Type")?.toLowerCase() === "application/wasm";
  const streams = typed && "compileStreaming" in WebAssembly;
  const program = streams ? WebAssembly.compileStreaming(answer) : answer.arrayBuffer().then(WebAssembly.compile);
  // What is wrong with the file says more than that it could not be compiled.
  const [compiled] = await Promise.allSettled([program]);
  await checked(asset, base);
  if (compiled.status === "fulfilled") return compiled.value;
  console.error(compiled.reason);
  throw failure("site-file-unusable", asset.url);
}

/**
 * Insist that a file which the browser or other code has fetched is what the build put there. What the service worker
 * gave out of what it keeps was checked before that; one that turns out to be wrong is kept no longer.
 * @param {Asset} asset
 * @param {string} base
 */
async function checked(asset, base) {
  const url = new URL(asset.url, base).href;
  const cacheName = `impasto files ${new URL(".", base).href}`; // of service-worker.mjs
  if (byServiceWorker(url) && (await isKept(url, cacheName))) return;
  try {
    await downloadOnce(asset, base, () => {}, "force-cache");
  } catch (error) {
    const damaged = error instanceof FileError && error.text.key === "site-file-checksum";
    if (damaged) await letGo(url, cacheName);
    throw error;
  }
}

/**
 * Whether all that is known to have come from an address came by way of the service worker, which a forced reload does not
 * ask.
 * @param {string} url
 */
function byServiceWorker(url) {
  const records = /** @type {PerformanceResourceTiming[]} */ (performance.getEntriesByName(url));
  return records.length > 0 && records.every((record) => record.workerStart > 0);
}

/**
 * @param {string} url
 * @param {string} cacheName
 */
async function isKept(url, cacheName) {
  try {
    return Boolean(await caches.match(url, { cacheName, ignoreVary: true }));
  } catch {
    return false; // storage is off, or broken
  }
}

/**
 * @param {string} url
 * @param {string} cacheName
 */
async function letGo(url, cacheName) {
  try {
    await (await caches.open(cacheName)).delete(url);
  } catch {
    // as above: nothing is kept
  }
}
