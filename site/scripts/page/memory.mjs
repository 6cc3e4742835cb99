/** What Python gave to remember from one visit to the next: of backends, which the page looks into, of styles and settings. */

const KEY = "impasto";
const FORGETTING = "forgetting";

/** @returns {string | null} */
export function remembered() {
  return read(KEY);
}

/** @returns {string | null} */
export function rememberedStyles() {
  return read(keyOf("styles"));
}

/** @returns {string | null} */
export function rememberedSettings() {
  return read(keyOf("settings"));
}

/**
 * @param {string} what
 * @param {string} text nothing is kept where it is empty
 */
export function remember(what, text) {
  try {
    if (text) localStorage.setItem(keyOf(what), text);
    else localStorage.removeItem(keyOf(what));
  } catch {
    // this browser keeps nothing
  }
}

/** Whether the visitor left the visit before in the middle of something, as the page then noted: one that crashes does not. */
export function wasLeft() {
  const left = read(keyOf("left")) !== null;
  remember("left", "");
  return left;
}

/**
 * Forget what texts there are, and note that all is to be forgotten: whoever leaves the page before the rest is gone has
 * asked for it all the same, and the next start sees to it.
 */
export function beginForgetting() {
  for (const what of ["settings", "styles"]) remember(what, "");
  remember(FORGETTING, "begun");
}

/** Whether all is to be forgotten, and the rest may still be there. */
export function isForgetting() {
  return read(keyOf(FORGETTING)) !== null;
}

export function endForgetting() {
  remember(FORGETTING, "");
}

/** @param {string} what */
function keyOf(what) {
  return what === "backend" ? KEY : `${KEY} ${what}`;
}

/** @param {string} key */
function read(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // as above
  }
}

/**
 * The backend to begin with, so that its files are on their way before Python is there to say so.
 * @param {string | null} memory
 * @returns {string}
 */
export function startOf(memory) {
  try {
    return JSON.parse(memory ?? "").start ?? "wasm";
  } catch {
    return "wasm"; // nothing is remembered
  }
}
