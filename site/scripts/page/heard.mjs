/**
 * What the page has heard while Python is still on its way: it answers at once, with marks that give way to Python's
 * own view. Nothing is decided here, and nothing that is marked is more than an echo.
 */

/** @import {StudioEvent} from "../python/messages.d.ts" */

import { showPressed } from "./shelf.mjs";

const words = /** @type {HTMLElement} */ (document.getElementById("stylize-words"));
const unmarked = words.textContent;

let photo = false;
/** @type {string[]} */
let styles = [];
let styled = false;

/** @param {StudioEvent} event */
export function hear(event) {
  if (event.kind === "content-file" || event.kind === "content-example") photo = true;
  styled ||= event.kind === "content-example" || event.kind === "style-files"; // an example brings a style
  if (event.kind === "style-select" && "id" in event) styles = [event.id];
  if (event.kind === "style-mix" && "id" in event) {
    const { id } = event;
    styles = styles.includes(id) ? styles.filter((style) => style !== id) : [...styles, id];
  }
  showPressed(styles);
  words.textContent = isHeard() ? say("stylize-when-ready") : unmarked;
  if (isHeard()) document.documentElement.dataset.next = "wait";
}

/** Whether something will be painted as soon as it can be. */
export function isHeard() {
  return missing() === null;
}

/** What is to be chosen before anything can be painted, in the words that Python will have for it; null if nothing. */
export function missing() {
  if (!photo) return say("choose-a-photo-first");
  return styled || styles.length > 0 ? null : say("choose-a-style-first");
}

/** Python has heard all of it: from now on its views say what is so. */
export function unmark() {
  photo = styled = false;
  styles = [];
}
