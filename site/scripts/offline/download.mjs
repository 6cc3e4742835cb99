// Downloads that tell how far they are, and refuse what is not what the build put there.

/**
 * Fetch a file of this site.
 * @param {string} url
 * @param {(loaded: number) => void} [progress] called with the bytes so far
 * @param {RequestCache} [cache]
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function download(url, progress = () => {}, cache = "default") {
  const response = await requested(url, cache);
  /** @type {Uint8Array[]} */
  const chunks = [];
  let loaded = 0;
  await drain(response, (chunk) => {
    chunks.push(chunk);
    loaded += chunk.byteLength;
    progress(loaded);
  });
  const bytes = new Uint8Array(loaded);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

/**
 * Fetch a file and insist on its sha256: a proxy's error page or half a file must not reach a network. A damaged file
 * may have been kept by the browser's cache, so it is asked for once more, past the cache.
 * @param {string} url
 * @param {string} sha256 hexadecimal
 * @param {(loaded: number) => void} [progress]
 */
export async function downloadVerified(url, sha256, progress) {
  for (const cache of /** @type {RequestCache[]} */ (["default", "reload"])) {
    const bytes = await download(url, progress, cache);
    if ((await sha256Of(bytes)) === sha256) return bytes;
  }
  throw new Error(`${fileName(url)} arrived damaged (its checksum is wrong). Try again, or tell whoever runs this site.`);
}

/** @param {BufferSource} bytes */
export async function sha256Of(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
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
    const url = String(input);
    const answer = left.get(url);
    left.delete(url);
    return answer ?? plain(input, init);
  };
}

/**
 * Wait for the file of a WebAssembly program that other code is going to run. Its answer must reach
 * `instantiateStreaming` as it came: of a clone, or of what was read on the way, the browser neither stores the machine
 * code nor finds what it stored on an earlier visit. So nothing is known of such a file until all of it is here; the
 * browser's own record of it tells that first, and at the latest the program runs.
 * @param {string} url absolute
 * @param {Promise<Response>} answer
 * @returns {Promise<void>} kept when the file is here, or when that has failed, which whoever runs it is told
 */
export function streamedIn(url, answer) {
  const plain = WebAssembly.instantiateStreaming;
  return new Promise((resolve) => {
    const here = () => resolve();
    WebAssembly.instantiateStreaming = (source, imports) => {
      WebAssembly.instantiateStreaming = plain;
      const program = plain.call(WebAssembly, source, imports);
      program.then(here, here);
      return program;
    };
    answer.catch(here);
    new PerformanceObserver((records, observer) => {
      if (!records.getEntriesByName(url).length) return;
      observer.disconnect();
      here();
    }).observe({ type: "resource" });
  });
}

/**
 * @param {string} url
 * @param {RequestCache} cache
 */
async function requested(url, cache) {
  let response;
  try {
    response = await fetch(url, { cache });
  } catch {
    throw new Error(`${fileName(url)} could not be fetched. Is this device online?`);
  }
  if (!response.ok) {
    throw new Error(`${fileName(url)} could not be fetched: the server answered ${response.status}.`);
  }
  return response;
}

/**
 * @param {Response} response
 * @param {(chunk: Uint8Array) => void} take
 */
async function drain(response, take) {
  if (!response.body) return;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    take(value);
  }
}

/** @param {string} url */
function fileName(url) {
  return url.slice(url.lastIndexOf("/") + 1);
}
