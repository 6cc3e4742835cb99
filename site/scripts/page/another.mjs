/** Another photo: the welcome comes back over the picture, with all the ways to a photo, until one is chosen. */

import { onEscape } from "./escape.mjs";

const root = document.documentElement;
const opener = /** @type {HTMLButtonElement} */ (document.getElementById("another"));
const welcome = /** @type {HTMLElement} */ (document.getElementById("welcome"));
const back = /** @type {HTMLButtonElement} */ (document.getElementById("welcome-back"));

export function listenToAnother() {
  opener.addEventListener("click", () => show(!root.hasAttribute("data-choosing")));
  back.addEventListener("click", () => show(false));
  onEscape(() => root.hasAttribute("data-choosing"), () => show(false));
}

/** A photo was given, or a painting is on its way: the easel is wanted. */
export function endChoosing() {
  if (root.hasAttribute("data-choosing")) show(false);
}

/** @param {boolean} wanted */
function show(wanted) {
  const within = welcome.contains(document.activeElement);
  root.toggleAttribute("data-choosing", wanted);
  opener.setAttribute("aria-expanded", String(wanted));
  if (wanted) back.focus();
  else if (within) opener.focus();
}
