// Downloads that tell how far they are, and refuse what is not what the build put there.

/** @typedef {import("./assets").Asset} Asset */
/** @typedef {import("./text").Text} Text */

const IN_WORKER = !("document" in globalThis);
const STILL = 20_000; // ms in which nothing of a file arrives, before the page says so

/** A file of this site that is not to be had. The text is for the user, the message for the console. */
export class FileError extends Error {
  /** @param {Text} text */
  constructor(text) {
    super(`${text.key} ${JSON.stringify(text.parameters)}`);
    this.name = "FileError";
    this.text = text;
  }
}

/**
 * Fetch a file of this site and insist on its sha256: a proxy's error page or half a file must not reach Python or a
 * network. Whatever is wrong may be kept by one of the browser's caches, so the file is asked for once more, past them.
 * @param {Asset} asset
 * @param {string} base the address of the page
 * @param {(loaded: number) => void} [progress] called with the bytes so far
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function download(asset, base, progress = () => {}) {
  try {
    return await downloadOnce(asset, base, progress, "default");
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return downloadOnce(asset, base, progress, "reload");
  }
}

/**
 * @param {Asset} asset
 * @param {string} base
 * @param {(loaded: number) => void} progress
 * @param {RequestCache} cache
 */
export async function downloadOnce({ url, sha256 }, base, progress, cache) {
  const answer = await requested(new URL(url, base).href, cache);
  const bytes = await drained(answer, progress);
  if ((await sha256Of(bytes)) !== sha256) throw failure("site-file-checksum", url);
  return bytes;
}

/** @param {BufferSource} bytes */
export async function sha256Of(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * The sha256 of each file that the asset table speaks of, by address.
 * @param {unknown} table or a part of it
 * @returns {Map<string, string>}
 */
export function hashesIn(table) {
  if (typeof table !== "object" || table === null) return new Map();
  const { url, sha256 } = /** @type {Record<string, unknown>} */ (table);
  if (typeof url === "string" && typeof sha256 === "string") return new Map([[url, sha256]]);
  return new Map(Object.values(table).flatMap((part) => [...hashesIn(part)]));
}

/**
 * Insist that an answer is the file that was asked for. Some hosts send a page in place of what is gone.
 * @param {Response} answer
 * @param {string} url
 */
export function assertFile(answer, url) {
  const page = answer.headers.get("Content-Type")?.includes("text/html");
  if (answer.status === 404 || answer.status === 410 || (answer.ok && page)) {
    tell({ type: "gone" });
    throw failure("site-file-gone", url);
  }
  if (!answer.ok) throw failure("site-file-status", url, { status: answer.status });
}

/**
 * @param {string} key of what is to be said
 * @param {string} url
 * @param {NonNullable<Text["parameters"]>} [parameters] besides the name of the file
 */
export function failure(key, url, parameters = {}) {
  return new FileError({ key, parameters: { file: fileName(url), ...parameters } });
}

/** @param {string} url */
function fileName(url) {
  return url.slice(url.lastIndexOf("/") + 1);
}

/**
 * @param {string} url
 * @param {RequestCache} cache
 */
async function requested(url, cache) {
  const answer = await fetch(url, { cache }).catch(() => {
    throw failure("site-file-unreachable", url);
  });
  assertFile(answer, url);
  return answer;
}

/**
 * @param {Response} answer
 * @param {(loaded: number) => void} progress
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
async function drained(answer, progress) {
  /** @type {Uint8Array[]} */
  const chunks = [];
  let loaded = 0;
  const reader = answer.body?.getReader();
  while (reader) {
    const file = fileName(answer.url);
    const text = { key: "site-file-still", parameters: { file, seconds: STILL / 1000 } };
    const still = setTimeout(() => tell({ type: "still", text }), STILL);
    const { done, value } = await reader
      .read()
      .catch(() => {
        throw failure("site-file-cut", answer.url);
      })
      .finally(() => clearTimeout(still));
    if (done) break;
    chunks.push(value);
    loaded += value.byteLength;
    progress(loaded);
  }
  const bytes = new Uint8Array(loaded);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

/**
 * Tell the page what it has to say, or to do something about.
 * @param {{type: "gone"} | {type: "still", text: Text}} news
 */
function tell(news) {
  if (IN_WORKER) self.postMessage(news);
}
