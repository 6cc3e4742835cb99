/** What Python gave to remember from one visit to the next. */

const KEY = "impasto";

/** @returns {string | null} */
export function remembered() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // this browser keeps nothing
  }
}

/** @param {string} text */
export function remember(text) {
  try {
    localStorage.setItem(KEY, text);
  } catch {
    // as above
  }
}
