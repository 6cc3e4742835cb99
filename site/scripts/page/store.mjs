/**
 * Where the visitor's work lies outside of Python, which says what: in this tab's memory, so that it outlives a Python
 * that is gone, and, once the visitor has agreed, in the browser's own storage. That is the Cache API, which the site's
 * files are kept in as well: it takes blobs of any size, and leaves nothing behind when it is deleted.
 */

const NAME = `impasto work ${new URL(".", document.baseURI).href}`;
const FOLDER = new URL("work/", document.baseURI).href; // nothing is there: addresses of entries have to look like some

/** @type {Map<string, Blob>} */
const values = new Map();

/** What Python may ask, by name; `Store` in impasto/session/ports.py says what each does. */
const calls = {
  /**
   * @param {string} key
   * @param {ArrayBuffer} data
   */
  async put(key, data) {
    const blob = new Blob([data]);
    values.set(key, blob);
    return !(await caches.has(NAME)) || store(key, blob);
  },
  /** @param {string} key */
  async get(key) {
    const blob = values.get(key) ?? (await (await kept())?.match(FOLDER + key));
    return blob?.arrayBuffer();
  },
  /** @param {string[]} keys */
  async keepOnly(keys) {
    for (const key of [...values.keys()]) {
      if (!keys.includes(key)) values.delete(key);
    }
    const cache = await kept();
    const addresses = keys.map((key) => FOLDER + key);
    for (const request of (await cache?.keys()) ?? []) {
      if (!addresses.includes(request.url)) await cache?.delete(request);
    }
  },
  /** @param {boolean} wanted */
  async keep(wanted) {
    if (!wanted) {
      await caches.delete(NAME);
      return true;
    }
    await caches.open(NAME);
    for (const [key, blob] of values) {
      if (!(await store(key, blob))) return false;
    }
    return true;
  },
  isKept: () => caches.has(NAME),
};

/**
 * Do what Python asks; where storage is off, or fails, the answer is none.
 * @param {keyof typeof calls} call
 * @param {any[]} args
 * @returns {Promise<unknown>}
 */
export async function asked(call, args) {
  try {
    return await /** @type {(...args: any[]) => Promise<unknown>} */ (calls[call])(...args);
  } catch {
    return call === "put"; // it is here, if only for this visit
  }
}

/** Where values are kept after this visit, if they are. */
async function kept() {
  return (await caches.has(NAME)) ? caches.open(NAME) : null;
}

/**
 * @param {string} key
 * @param {Blob} blob
 * @returns {Promise<boolean>} whether there was room
 */
async function store(key, blob) {
  try {
    await (await caches.open(NAME)).put(FOLDER + key, new Response(blob));
    return true;
  } catch {
    return false;
  }
}
