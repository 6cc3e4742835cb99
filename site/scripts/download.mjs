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

/** @param {Uint8Array<ArrayBuffer>} bytes */
async function sha256Of(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Count what code that fetches by itself (Pyodide, onnxruntime) takes in; neither tells how far it is. The answer is
 * read twice, so that WebAssembly is still compiled while it streams in.
 * @param {Set<string>} urls absolute addresses of the files to count
 * @param {(bytes: number) => void} received called with the size of every chunk
 * @returns {() => void} puts the plain fetch back
 */
export function countFetches(urls, received) {
  const plain = self.fetch;
  self.fetch = async (input, init) => {
    const response = await plain(input, init);
    if (response.ok && urls.has(response.url)) {
      drain(response.clone(), (chunk) => received(chunk.byteLength)).catch(() => {
        // whoever asked for the file is told of the failure by its own copy
      });
    }
    return response;
  };
  return () => {
    self.fetch = plain;
  };
}

/**
 * As `countFetches`, for files that are needed in any case: they are asked for at once, in this order, before the code
 * that takes them is here. A connection would lie idle meanwhile, or be taken by what is needed later.
 * @param {string[]} urls absolute addresses
 * @param {(bytes: number) => void} received
 * @returns {() => void} puts the plain fetch back
 */
export function fetchAhead(urls, received) {
  const plain = self.fetch;
  const ahead = new Map(urls.map((url) => [url, plain(url)]));
  for (const response of ahead.values()) response.catch(() => {}); // whoever takes it is told
  self.fetch = (input, init) => {
    const url = String(input);
    const response = ahead.get(url);
    ahead.delete(url); // the body of an answer can be read once
    return response ?? plain(input, init);
  };
  countFetches(new Set(urls), received);
  return () => {
    self.fetch = plain;
  };
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
