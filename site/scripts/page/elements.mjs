/** Elements of the page that are there, as what they are. */

/** @param {string} id */
export function html(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

/** @param {string} id of a button */
export function button(id) {
  return /** @type {HTMLButtonElement} */ (html(id));
}

/** @param {string} id of a field */
export function input(id) {
  return /** @type {HTMLInputElement} */ (html(id));
}

/**
 * @param {Element} whole
 * @param {string} selector of something within
 */
export function part(whole, selector) {
  return /** @type {HTMLElement} */ (whole.querySelector(selector));
}

/**
 * Set a text, unless it stands there: one that is selected stays so.
 * @param {string} id
 * @param {string} text
 */
export function setText(id, text) {
  const target = html(id);
  if (target.textContent !== text) target.textContent = text;
}
