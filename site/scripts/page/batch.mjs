/** The queue of photos: small pictures that turn into paintings, which stay here as files until they are saved. */

/** @import {Batch, Queued} from "../python/messages.d.ts" */
/** @import {Send} from "./workers.mjs" */

import { archived } from "./archive.mjs";
import { button, html, part } from "./elements.mjs";
import { fileOf } from "./handles.mjs";
import { saveFile } from "./saving.mjs";

const SIDE = 224; // px, width of the small pictures

const region = html("batch");
const list = html("batch-items");
const template = /** @type {HTMLTemplateElement} */ (document.getElementById("queued-template"));
const downloadAll = button("download-all");

/** What was painted, by the ids of the queue. @type {Map<string, {name: string, data: Blob}>} */
const paintings = new Map();
/** @type {Batch | null} */
let shown = null;
let kept = "";
/** The queue that the paintings are of. */
let number = 0;
/** One picture after another is made small: each is decoded whole. @type {Promise<void>} */
let drawing = Promise.resolve();

/** Only what is to be seen is drawn: a queue may be long. */
const seen = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      const item = /** @type {HTMLElement} */ (target);
      item.toggleAttribute("data-seen", isIntersecting);
      if (isIntersecting) draw(item);
      else clear(item);
    }
  },
  { root: list, rootMargin: "50%" },
);

/** @param {Send} send */
export function listenToBatch(send) {
  for (const kind of /** @type {const} */ (["batch-cancel", "batch-retry", "batch-close"])) {
    button(kind).addEventListener("click", () => send({ kind }));
  }
  button("batch-add").addEventListener("click", () => send({ kind: "batch-add", each: false }));
  button("batch-add-each").addEventListener("click", () => send({ kind: "batch-add", each: true }));
  downloadAll.addEventListener("click", saveAll);
  list.addEventListener("click", ({ target }) => {
    const pressed = target instanceof Element ? target.closest("button") : null;
    const id = pressed?.closest("li")?.dataset.id;
    if (id === undefined) return;
    if (pressed?.matches(".queued-face")) send({ kind: "queued-open", id });
    else if (pressed?.matches(".queued-skip")) send({ kind: "queued-skip", id });
    else if (pressed?.matches(".queued-retry")) send({ kind: "queued-retry", id });
    else {
      const painting = paintings.get(id);
      if (painting) saveFile(painting.name, painting.data);
    }
  });
}

/** What a fresh Python is told of the queue. */
export function keptBatch() {
  return kept;
}

/**
 * @param {{id: string, name: string, mime: string, bytes: ArrayBuffer}} painting
 */
export function putPainting({ id, name, mime, bytes }) {
  paintings.set(id, { name, data: new Blob([bytes], { type: mime }) });
}

/**
 * @param {Batch | null} batch
 * @param {string} text what a fresh Python is told of it
 */
export function showBatch(batch, text) {
  kept = text;
  shown = batch;
  region.hidden = batch === null;
  if (!batch) return;
  if (batch.number !== number) {
    number = batch.number;
    paintings.clear(); // those of a queue that was put away are there until the next one
    list.replaceChildren();
  }
  showItems(batch.items);
  html("batch-text").textContent = batch.text;
  region.style.setProperty("--done", String(batch.fraction));
  offer("batch-add", batch.add);
  offer("batch-add-each", batch.add_each);
  downloadAll.disabled = !batch.can_download;
  show("batch-cancel", batch.can_cancel);
  show("batch-retry", batch.can_retry);
  region.dataset.total = String(batch.total);
  region.dataset.done = String(batch.done); // last: whoever waits for it finds the region as it will stay
}

/** @param {Queued[]} items */
function showItems(items) {
  const there = new Map(Array.from(list.children, (item) => [/** @type {HTMLElement} */ (item).dataset.id, item]));
  items.forEach((queued, at) => {
    const item = /** @type {HTMLElement} */ (there.get(queued.id) ?? added(queued));
    there.delete(queued.id);
    if (list.children[at] !== item) list.insertBefore(item, list.children[at] ?? null);
    showItem(item, queued);
  });
  for (const item of there.values()) item.remove();
}

/** @param {Queued} queued */
function added({ id, photo, name }) {
  const item = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
  item.dataset.id = id;
  item.dataset.photo = photo;
  part(item, "bdi").textContent = name;
  part(item, ".queued-face").title = say("batch-open-photo", { name });
  seen.observe(item);
  return item;
}

/**
 * @param {HTMLElement} item
 * @param {Queued} queued
 */
function showItem(item, { id, name, style, stage, text, fraction }) {
  item.style.setProperty("--done", String(fraction));
  if (item.dataset.stage === stage && part(item, ".queued-style").textContent === style) return;
  item.dataset.stage = stage;
  part(item, ".queued-style").textContent = style;
  part(item, ".queued-stage").textContent = text;
  part(item, ".queued-stage").title = text;
  const ways = { skip: stage === "waiting" || stage === "painting", retry: stage === "failed" || stage === "skipped" };
  for (const [way, possible] of Object.entries({ ...ways, save: stage === "painted" && paintings.has(id) })) {
    const each = part(item, `.queued-${way}`);
    each.hidden = !possible;
    each.setAttribute("aria-label", say("batch-way", { way: each.title, name }));
  }
  if (stage === "painted" && item.hasAttribute("data-seen")) draw(item);
}

/**
 * Draw the painting, or the photo where there is none yet; what the browser cannot read stays empty.
 * @param {HTMLElement} item
 */
function draw(item) {
  drawing = drawing.then(async () => {
    const { id = "", photo = "" } = item.dataset;
    const source = paintings.get(id)?.data ?? fileOf(photo);
    if (!source || !item.isConnected || !item.hasAttribute("data-seen")) return;
    try {
      const bitmap = await createImageBitmap(source, { resizeWidth: SIDE, resizeQuality: "medium" });
      const canvas = canvasOf(item);
      canvas.width = bitmap.width;
      canvas.height = bitmap.height;
      canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
      bitmap.close();
      item.dataset.drawn = source instanceof File ? "photo" : "painting";
    } catch {
      item.dataset.drawn = "none";
    }
  });
}

/** @param {HTMLElement} item */
function clear(item) {
  const canvas = canvasOf(item);
  canvas.width = canvas.height = 1;
  delete item.dataset.drawn;
}

async function saveAll() {
  if (!shown) return;
  const files = shown.items.flatMap(({ id }) => paintings.get(id) ?? []);
  downloadAll.disabled = true;
  saveFile(shown.archive, await archived(files));
  downloadAll.disabled = !shown.can_download;
}

/**
 * @param {string} id
 * @param {string | null} words
 */
function offer(id, words) {
  button(id).hidden = words === null;
  if (words === null) return;
  html(`${id}-words`).textContent = words;
  button(id).title = words;
}

/**
 * @param {string} id
 * @param {boolean} possible
 */
function show(id, possible) {
  button(id).hidden = !possible;
}

/** @param {HTMLElement} item */
function canvasOf(item) {
  return /** @type {HTMLCanvasElement} */ (item.querySelector("canvas"));
}
