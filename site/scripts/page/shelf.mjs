/** The row of styles: what the page has from the start, and the user's own, added as Python tells of them. */

/** @import {Style} from "../python/messages.d.ts" */
/** @import {Send} from "./workers.mjs" */

import { ownThumbnail } from "./pictures.mjs";

const shelf = /** @type {HTMLElement} */ (document.getElementById("shelf"));
const adding = /** @type {HTMLElement} */ (document.getElementById("style-file")?.closest("li"));
const template = /** @type {HTMLTemplateElement} */ (document.getElementById("style-template"));

/** @param {Send} send */
export function listenToShelf(send) {
  shelf.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("button") : null;
    const id = button?.closest("li")?.dataset.style;
    if (!button || !id) return;
    if (button.classList.contains("style-mix")) send({ kind: "style-mix", id });
    else if (button.classList.contains("style-remove")) send({ kind: "style-remove", id });
    else send({ kind: "style-select", id });
  });
  shelf.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const items = /** @type {NodeListOf<HTMLElement>} */ (shelf.querySelectorAll(".style:not([hidden])"));
    const at = [...items].findIndex((item) => item.contains(document.activeElement));
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: items.length - 1 }[event.key];
    const next = to === undefined ? undefined : items[to];
    if (!next) return;
    event.preventDefault();
    giveTabStop(next);
    stopOf(next)?.focus();
  });
  shelf.addEventListener("focusin", ({ target }) => {
    const item = target instanceof Element ? target.closest("li") : null;
    if (item) giveTabStop(item);
  });
  giveTabStop(adding);
}

/** @param {Style[]} styles */
export function showShelf(styles) {
  const items = [...shelf.querySelectorAll("li[data-style]")];
  const known = new Map(items.map((item) => [item.getAttribute("data-style"), item]));
  for (const style of styles) {
    if (!known.delete(style.id)) shelve(style);
  }
  for (const gone of known.values()) gone.remove();
}

/** @param {string[]} chosen ids of styles */
export function showPressed(chosen) {
  for (const item of /** @type {NodeListOf<HTMLElement>} */ (shelf.querySelectorAll("li[data-style]"))) {
    const pressed = chosen.includes(item.dataset.style ?? "");
    item.querySelector(".style-pick")?.setAttribute("aria-pressed", String(pressed));
    const mix = item.querySelector(".style-mix");
    mix?.setAttribute("aria-pressed", String(pressed));
    mix?.setAttribute("title", pressed ? say("take-out-of-mix") : say("page-mix-in"));
  }
  if (shelf.contains(document.activeElement)) return;
  giveTabStop(shelf.querySelector('[aria-pressed="true"]')?.closest("li") ?? adding);
}

/** @param {Style} style */
function shelve({ id, name, credit, own }) {
  const item = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
  item.dataset.style = id;
  item.querySelector(".style-pick")?.setAttribute("title", credit ? say("name-and-credit", { name, credit }) : name);
  item.querySelector(".style-mix")?.setAttribute("aria-label", say("page-mix-in-name", { name }));
  const remove = item.querySelector(".style-remove");
  if (own) remove?.setAttribute("aria-label", say("take-name-off-shelf", { name }));
  else remove?.remove();
  for (const label of item.querySelectorAll(".style-name")) label.textContent = name;
  for (const thumbnail of item.querySelectorAll("canvas")) ownThumbnail(id, thumbnail);
  for (const stop of item.querySelectorAll("button")) stop.tabIndex = -1;
  shelf.append(item);
  shelf.scrollLeft = shelf.scrollWidth;
}

/**
 * The row is one stop of the Tab key (and its buttons); the arrow keys go along it.
 * @param {Element | null} current
 */
function giveTabStop(current) {
  for (const item of shelf.children) {
    for (const stop of item.querySelectorAll("button, input")) {
      stop.setAttribute("tabindex", item === current ? "0" : "-1");
    }
  }
}

/**
 * @param {HTMLElement} item
 * @returns {HTMLElement | null}
 */
function stopOf(item) {
  return item.querySelector("button, input");
}
