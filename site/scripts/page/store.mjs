/**
 * Where the visitor's work lies outside of Python, which says what: in this tab's memory, so that it outlives a Python
 * that is gone, and, once the visitor has agreed, in the browser's own storage. That is the Cache API, which the site's
 * files are kept in as well: it takes blobs of any size, and leaves nothing behind when it is deleted.
 *
 * What is kept there is whole at any moment: a record takes the place of the one before once all files are there that
 * it goes with. Where there is no room for them, the one before stays.
 */

const NAME = `impasto work ${new URL(".", document.baseURI).href}`;
const FOLDER = new URL("work/", document.baseURI).href; // nothing is there: addresses of entries have to look like some

const FILE = /^[0-9a-f]{64}$/; // the key of a file, the hash of what is in it; any other is that of a record

/** @type {Map<string, Blob>} */
const values = new Map();
/** What is kept is of the visit that goes on here. */
let ours = false;

/** What Python may ask, by name; `Store` in impasto/session/ports.py says what each does. */
const calls = {
  /**
   * @param {string} key
   * @param {ArrayBuffer} data
   */
  async put(key, data) {
    const blob = new Blob([data]);
    values.set(key, blob);
    return !FILE.test(key) || !(await caches.has(NAME)) || store(key, blob);
  },
  /** @param {string} key */
  async get(key) {
    const here = values.get(key);
    if (here) return here.arrayBuffer();
    const found = await (await kept())?.match(FOLDER + key);
    ours ||= found !== undefined && FILE.test(key); // it is gone on with
    return found?.arrayBuffer();
  },
  /** @param {string[]} keys */
  async keepOnly(keys) {
    for (const key of [...values.keys()]) {
      if (!keys.includes(key)) values.delete(key);
    }
    await navigator.locks.request(NAME, () => settle(keys)); // another tab may be about the same
  },
  /** @param {boolean} wanted */
  async keep(wanted) {
    ours = false;
    if (!wanted) {
      await caches.delete(NAME);
      return true;
    }
    await caches.open(NAME);
    ours = await storeAll([...values.keys()]);
    if (!ours) await caches.delete(NAME);
    return ours;
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

/**
 * Keep these values, and no others, if there is room for them.
 * @param {string[]} keys
 */
async function settle(keys) {
  const cache = await kept();
  if (!cache) return;
  const here = keys.filter((key) => values.has(key));
  const there = (await cache.keys()).map(({ url }) => url);
  // A file may be gone: another tab keeps its own work in this place.
  const missing = here.filter((key) => FILE.test(key) && !there.includes(FOLDER + key));
  let whole = await storeAll(missing);
  if (!whole && !ours) {
    await letGo(cache, keys.filter((key) => FILE.test(key)));
    whole = await storeAll(missing);
  }
  if (!whole || !(await storeAll(here.filter((key) => !FILE.test(key))))) return;
  ours = true;
  await letGo(cache, keys);
}

/**
 * @param {Cache} cache
 * @param {string[]} but what stays
 */
async function letGo(cache, but) {
  const stay = but.map((key) => FOLDER + key);
  for (const request of await cache.keys()) {
    if (!stay.includes(request.url)) await cache.delete(request);
  }
}

/** Where values are kept after this visit, if they are. */
async function kept() {
  return (await caches.has(NAME)) ? caches.open(NAME) : null;
}

/**
 * @param {string[]} keys of values that are here
 * @returns {Promise<boolean>} whether there was room for all of them
 */
async function storeAll(keys) {
  for (const key of keys) {
    const blob = values.get(key);
    if (blob && !(await store(key, blob))) return false;
  }
  return true;
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
