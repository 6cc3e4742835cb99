/**
 * Where the visitor's work lies outside of Python, which says what: in this tab's memory, so that it outlives a Python
 * that is gone, and, once the visitor has agreed, in the browser's own storage. That is the Cache API, which the site's
 * files are kept in as well: it takes blobs of any size, and leaves nothing behind when it is deleted.
 *
 * What is kept there is whole at any moment: a record takes the place of the one before once all files are there that
 * it goes with. Where there is no room for them, the one before stays. The files of a queue, which the page holds, come
 * later, and are gone on with as far as they are there.
 */

import { heldFile } from "./handles.mjs";
import { beginForgetting, endForgetting, isForgetting } from "./memory.mjs";

const NAME = `impasto work ${new URL(".", document.baseURI).href}`;
const FOLDER = new URL("work/", document.baseURI).href; // nothing is there: addresses of entries have to look like some

const FILE = /[0-9a-f]{12}/; // in the key of a file: the hash of what is in it, or an id of the page's; not of a record
const NAMED = "x-file-name";

/** @type {Map<string, Blob>} */
const values = new Map();
/** What is kept is of the visit that goes on here. */
let ours = false;

/** What was forgotten on a visit that was left before all was gone is gone before anybody asks for it. */
const begun = isForgetting() ? forget().then(endForgetting) : Promise.resolve();

/** What Python may ask, by name; `Store` in impasto/session/ports.py says what each does. */
const calls = {
  /**
   * @param {string} key
   * @param {ArrayBuffer} data
   */
  async put(key, data) {
    const blob = new Blob([data]);
    values.set(key, blob);
    return !FILE.test(key) || changing(async () => !(await caches.has(NAME)) || store(key, blob));
  },
  /**
   * What the page holds outlives a Python that is gone by itself.
   * @param {string[]} keys
   */
  async putFiles(keys) {
    let room = true;
    for (const key of keys) room = (await changing(() => storeHeld(key))) && room;
    return room;
  },
  /** @param {string} key */
  async get(key) {
    const here = values.get(key);
    if (here) return here.arrayBuffer();
    return (await entryOf(key))?.arrayBuffer();
  },
  keys: () =>
    changing(async () => {
      const addresses = ((await (await kept())?.keys()) ?? []).map(({ url }) => url);
      return [...values.keys(), ...addresses.map((url) => url.slice(FOLDER.length))];
    }),
  /** @param {string[]} keys */
  async keepOnly(keys) {
    for (const key of [...values.keys()]) {
      if (!keys.includes(key)) values.delete(key);
    }
    await changing(() => settle(keys));
  },
  /** @param {boolean} wanted */
  keep: (wanted) =>
    changing(async () => {
      ours = false;
      if (!wanted) {
        await caches.delete(NAME);
        endForgetting();
        return true;
      }
      await caches.open(NAME);
      ours = await storeAll([...values.keys()]);
      if (!ours) await caches.delete(NAME);
      return ours;
    }),
  // Python has not been told yet of what is being forgotten.
  isKept: async () => isForgetting() || caches.has(NAME),
};

/** Leave nothing of the work in the browser; Python is told after it, and leaves nothing here. */
export async function forget() {
  beginForgetting();
  await changing(() => caches.delete(NAME)).catch(() => {}); // storage is off
}

/**
 * Do what Python asks; where storage is off, or fails, the answer is none.
 * @param {keyof typeof calls} call
 * @param {any[]} args
 * @returns {Promise<unknown>}
 */
export async function asked(call, args) {
  try {
    await begun;
    return await /** @type {(...args: any[]) => Promise<unknown>} */ (calls[call])(...args);
  } catch {
    return call === "keys" ? [] : call.startsWith("put"); // it is here, if only for this visit
  }
}

/**
 * A file that the page holds, or has kept of an earlier visit.
 * @param {string} id
 * @returns {Promise<File | undefined>}
 */
export async function fileOf(id) {
  const held = heldFile(id);
  if (held) return held;
  const entry = await entryOf(id).catch(() => undefined); // storage is off
  if (!entry) return undefined;
  const blob = await entry.blob();
  return new File([blob], decodeURIComponent(entry.headers.get(NAMED) ?? ""), { type: blob.type });
}

/**
 * @param {string} id
 * @returns {Promise<ArrayBuffer | null>} null where it cannot be read, as one that was moved
 */
export async function bytesOf(id) {
  try {
    return (await (await fileOf(id))?.arrayBuffer()) ?? null;
  } catch {
    return null;
  }
}

/**
 * Do what changes what is kept when nothing else does: nothing is put where all has just been forgotten, and another tab
 * may be about the same.
 * @template T
 * @param {() => Promise<T>} change
 * @returns {Promise<T>}
 */
function changing(change) {
  return navigator.locks.request(NAME, change);
}

/**
 * What is kept under a key; nothing is made by asking for it.
 * @param {string} key
 */
async function entryOf(key) {
  const entry = await caches.match(FOLDER + key, { cacheName: NAME });
  ours ||= entry !== undefined && FILE.test(key); // it is gone on with
  return entry;
}

/**
 * @param {string} key of a file that the page holds
 * @returns {Promise<boolean>} whether there was room
 */
async function storeHeld(key) {
  const file = heldFile(key);
  if (!file || !(await caches.has(NAME)) || (await entryOf(key))) return true;
  return !(await isThere(file)) || store(key, file);
}

/** @param {File} file one that was given, and may have been moved since */
async function isThere(file) {
  try {
    await file.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
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
    const headers = new Headers(blob instanceof File ? { [NAMED]: encodeURIComponent(blob.name) } : {});
    await (await caches.open(NAME)).put(FOLDER + key, new Response(blob, { headers }));
    return true;
  } catch {
    return false;
  }
}
