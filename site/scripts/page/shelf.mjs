/** The row of styles: what the page has from the start, and the user's own, added as Python tells of them. */

/** @import {Style} from "../python/messages.d.ts" */
/** @import {Send} from "./workers.mjs" */

import { ownThumbnail } from "./pictures.mjs";

const shelf = /** @type {HTMLElement} */ (document.getElementById("shelf"));
const ROOM = 32; // px
const sheet = /** @type {HTMLElement} */ (document.getElementById("sheet-item"));
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
    else if (button.classList.contains("style-look")) send({ kind: "look", id });
    else send({ kind: "style-select", id });
  });
  shelf.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const items = tiles();
    const at = items.findIndex((item) => item.contains(document.activeElement));
    const to = { ArrowLeft: at - onward(), ArrowRight: at + onward(), Home: 0, End: items.length - 1 }[event.key];
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
  shelf.addEventListener("wheel", turn, { passive: false });
  // A screen that is turned, and the tile of the contact sheet, which comes late, push the chosen style out of sight.
  const moved = new ResizeObserver(bringIntoView);
  for (const element of [shelf, sheet]) moved.observe(element);
  giveTabStop(adding);
}

/** What is to be seen of the row. */
function tiles() {
  return /** @type {HTMLElement[]} */ ([...shelf.querySelectorAll(".style:not([hidden])")]);
}

/** Which way the row goes on: 1 to the right, -1 to the left. */
function onward() {
  return getComputedStyle(shelf).direction === "rtl" ? -1 : 1;
}

/**
 * A mouse wheel moves the row sideways, as far as it goes; where the row has lines, it scrolls by itself.
 * @param {WheelEvent} event
 */
function turn(event) {
  const { deltaX, deltaY, ctrlKey } = event;
  if (ctrlKey || Math.abs(deltaX) >= Math.abs(deltaY) || shelf.scrollHeight > shelf.clientHeight + 1) return;
  const before = shelf.scrollLeft;
  shelf.scrollLeft += onward() * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? deltaY * ROOM : deltaY);
  if (shelf.scrollLeft !== before) event.preventDefault();
}

/** @param {Style[]} styles */
export function showShelf(styles) {
  const items = [...shelf.querySelectorAll("li[data-style]")];
  const known = new Map(items.map((item) => [item.getAttribute("data-style"), item]));
  for (const style of styles) {
    if (!known.delete(style.id)) shelve(style);
  }
  for (const gone of known.values()) {
    const next = gone.contains(document.activeElement) ? besides(gone) : null;
    gone.remove();
    if (next) stopOf(next)?.focus();
  }
}

/**
 * The tile after one, or before it if it is the last.
 * @param {Element} item
 */
function besides(item) {
  const items = tiles();
  const at = items.findIndex((each) => each === item);
  return items[at + 1] ?? items[at - 1] ?? null;
}

/**
 * Show these styles, in this order, and no others.
 * @param {string[]} shown ids
 */
export function arrange(shown) {
  const items = new Map(Array.from(shelf.querySelectorAll("li[data-style]"), (item) => [item.getAttribute("data-style"), item]));
  const seen = shown.flatMap((id) => items.get(id) ?? []);
  const hidden = [...items.values()].filter((item) => !seen.includes(item));
  for (const item of items.values()) item.toggleAttribute("hidden", hidden.includes(item));
  const wanted = [...seen, ...hidden];
  const [...stand] = items.values();
  if (wanted.some((item, at) => item !== stand[at])) {
    const held = document.activeElement;
    shelf.append(...wanted);
    if (held instanceof HTMLElement && shelf.contains(held)) held.focus({ preventScroll: true });
    bringIntoView();
  }
  rest();
}

/**
 * Show or hide a tile that is no style.
 * @param {HTMLElement} tile
 * @param {boolean} shown
 */
export function setShown(tile, shown) {
  tile.hidden = !shown;
  rest();
}

/** Give the Tab key its stop, unless the row has the focus, which is one. */
function rest() {
  if (!shelf.contains(document.activeElement)) giveTabStop(first());
}

/** The chosen style, where one is to be seen, or else the first of the row. */
function first() {
  return pressed() ?? adding;
}

/** The chosen style, the first of them where several are mixed, if it is to be seen. */
function pressed() {
  const items = Array.from(shelf.querySelectorAll('.style-pick[aria-pressed="true"]'), (button) => button.closest("li"));
  return items.find((item) => item && !item.hidden);
}

/** @param {string[]} chosen ids of styles */
export function showPressed(chosen) {
  const other = chosen.join() !== shelf.dataset.chosen;
  shelf.dataset.chosen = chosen.join();
  for (const item of /** @type {NodeListOf<HTMLElement>} */ (shelf.querySelectorAll("li[data-style]"))) {
    const pressed = chosen.includes(item.dataset.style ?? "");
    const pick = item.querySelector(".style-pick");
    if (pick?.getAttribute("aria-pressed") === String(pressed)) continue; // as most of a hundred and more are
    pick?.setAttribute("aria-pressed", String(pressed));
    const mix = item.querySelector(".style-mix");
    mix?.setAttribute("aria-pressed", String(pressed));
    mix?.setAttribute("title", pressed ? say("take-out-of-mix") : say("page-mix-in"));
  }
  if (other) requestAnimationFrame(bringIntoView); // once all of this view is shown: it may bring a tile before it
  rest();
}

/** Scroll the row, and nothing else, until the chosen style is to be seen. */
function bringIntoView() {
  const item = pressed();
  if (!item) return;
  const [at, row] = [item.getBoundingClientRect(), shelf.getBoundingClientRect()];
  const [left, top] = [beyond(at.left, at.right, row.left, row.right), beyond(at.top, at.bottom, row.top, row.bottom)];
  if (left || top) shelf.scrollBy({ left, top });
}

/**
 * How far something lies beyond an edge, with a little room to spare; 0 within.
 * @param {number} start
 * @param {number} end
 * @param {number} first
 * @param {number} last
 */
function beyond(start, end, first, last) {
  if (start < first) return start - first - ROOM;
  return end > last ? end - last + ROOM : 0;
}

/** @param {Style} style */
function shelve({ id, name, credit, own, file }) {
  const item = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
  item.dataset.style = id;
  item.querySelector(".style-pick")?.setAttribute("title", credit ? say("name-and-credit", { name, credit }) : name);
  item.querySelector(".style-mix")?.setAttribute("aria-label", say("page-mix-in-name", { name }));
  const remove = item.querySelector(".style-remove");
  if (own) remove?.setAttribute("aria-label", say("take-name-off-shelf", { name }));
  else remove?.remove();
  const look = item.querySelector(".style-look");
  if (file) look?.setAttribute("aria-label", say("look-at-name", { name }));
  else look?.remove();
  for (const label of item.querySelectorAll(".style-name")) label.textContent = name;
  for (const thumbnail of item.querySelectorAll("canvas")) ownThumbnail(id, thumbnail);
  for (const stop of item.querySelectorAll("button")) stop.tabIndex = -1;
  shelf.append(item);
}

/**
 * The row is one stop of the Tab key (and its buttons); the arrow keys go along it.
 * @param {Element | null} current
 */
function giveTabStop(current) {
  for (const stop of /** @type {NodeListOf<HTMLElement>} */ (shelf.querySelectorAll("li button, li input"))) {
    const order = stop.closest("li") === current ? 0 : -1;
    if (stop.tabIndex !== order) stop.tabIndex = order;
  }
}

/**
 * @param {HTMLElement} item
 * @returns {HTMLElement | null}
 */
function stopOf(item) {
  return item.querySelector("button, input");
}
