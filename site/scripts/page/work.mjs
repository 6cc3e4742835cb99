/** What is kept of the work: this visit's paintings, and what there is from one visit to the next. */

/** @import {Pixels, View} from "../python/messages.d.ts" */
/** @import {Send} from "./workers.mjs" */

import { forget } from "./store.mjs";

const SLOT = "history:";

const list = /** @type {HTMLElement} */ (document.getElementById("history"));
const template = /** @type {HTMLTemplateElement} */ (document.getElementById("history-template"));
const opener = /** @type {HTMLButtonElement} */ (document.getElementById("history-open"));
const panel = /** @type {HTMLElement} */ (document.getElementById("history-panel"));
const resume = /** @type {HTMLButtonElement} */ (document.getElementById("continue"));
const keep = /** @type {HTMLInputElement} */ (document.getElementById("keep-work"));
/** @type {Map<string, ImageData>} */
const thumbnails = new Map();

/** @param {Send} send */
export function listenToWork(send) {
  list.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("button") : null;
    const number = Number(button?.closest("li")?.dataset.number);
    if (!button) return;
    if (button.classList.contains("history-save")) send({ kind: "history-download", number });
    else send({ kind: "history-take", number });
  });
  panel.addEventListener("toggle", (event) => {
    opener.setAttribute("aria-expanded", String(/** @type {ToggleEvent} */ (event).newState === "open"));
  });
  resume.addEventListener("click", () => send({ kind: "continue" }));
  keep.addEventListener("change", () => send({ kind: "keep-work", value: keep.checked }));
  document.getElementById("forget")?.addEventListener("click", () => {
    forget();
    send({ kind: "forget" });
  });
}

/** @param {View} view */
export function showWork({ history, keeps_work, earlier }) {
  keep.checked = keeps_work;
  resume.hidden = earlier === null;
  resume.title = earlier === "settings" ? say("page-continue-settings") : say("page-continue-work");
  opener.disabled = history.length === 0;
  const items = new Map(Array.from(list.children, (item) => [item.getAttribute("data-number"), item]));
  const wanted = history.map((painting) => {
    const item = /** @type {HTMLElement} */ (items.get(String(painting.number)) ?? made(painting.number));
    const take = /** @type {HTMLElement} */ (item.querySelector(".history-take"));
    take.setAttribute("aria-pressed", String(painting.shown));
    if (item.dataset.label !== painting.label) {
      item.dataset.label = painting.label;
      take.title = painting.label;
      take.setAttribute("aria-label", say("history-take", { painting: painting.label }));
      item.querySelector(".history-save")?.setAttribute("aria-label", say("history-save", { painting: painting.label }));
    }
    const save = item.querySelector(".history-save");
    if (save instanceof HTMLButtonElement) save.disabled = !painting.stored;
    return item;
  });
  if (wanted.some((item, at) => item !== list.children[at]) || wanted.length !== list.children.length) {
    list.replaceChildren(...wanted);
    for (const number of thumbnails.keys()) {
      if (!history.some((painting) => String(painting.number) === number)) thumbnails.delete(number);
    }
  }
}

/**
 * Take in the thumbnail of a painting, if these are the pixels of one.
 * @param {Pixels} pixels
 * @returns {boolean}
 */
export function putOnHistory({ slot, width, height, pixels }) {
  if (!slot.startsWith(SLOT)) return false;
  const number = slot.slice(SLOT.length);
  thumbnails.set(number, new ImageData(new Uint8ClampedArray(pixels), width, height));
  const item = list.querySelector(`li[data-number="${CSS.escape(number)}"]`);
  if (item) draw(item, number);
  return true;
}

/** @param {number} number */
function made(number) {
  const item = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
  item.dataset.number = String(number);
  draw(item, String(number));
  return item;
}

/**
 * @param {Element} item
 * @param {string} number
 */
function draw(item, number) {
  const image = thumbnails.get(number);
  const canvas = item.querySelector("canvas");
  if (!image || !canvas) return;
  canvas.width = image.width;
  canvas.height = image.height;
  canvas.getContext("2d")?.putImageData(image, 0, 0);
}
