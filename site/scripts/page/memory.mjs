/** What Python gave to remember from one visit to the next: of backends, which the page looks into, of styles and settings. */

const KEY = "impasto";

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
