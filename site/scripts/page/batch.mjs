/** The queue of photos: small pictures that turn into paintings, which stay here as files until they are saved. */

/** @import {Batch, Queued} from "../python/messages.d.ts" */
/** @import {Send} from "./workers.mjs" */

import { archived } from "./archive.mjs";
import { button, html, part } from "./elements.mjs";
import { holdAs, letGoOf } from "./handles.mjs";
import { saveFile } from "./saving.mjs";
import { fileOf } from "./store.mjs";

const SIDE = 224; // px, width of the small pictures

const region = html("batch");
const list = html("batch-items");
const template = /** @type {HTMLTemplateElement} */ (document.getElementById("queued-template"));
const downloadAll = button("download-all");

/** @type {Batch | null} */
let shown = null;
/** What was shown last: one that was put away may come back. @type {Batch | null} */
let latest = null;
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
    else save(id);
  });
}

/**
 * @param {{id: string, mime: string, bytes: ArrayBuffer}} painting
 */
export function putPainting({ id, mime, bytes }) {
  holdAs(id, new File([bytes], "", { type: mime }));
}

/** @param {Batch | null} batch */
export function showBatch(batch) {
  shown = batch;
  region.hidden = batch === null;
  if (!batch) return;
  if (batch.number !== latest?.number) {
    for (const { photo, painting } of latest?.items ?? []) [photo, painting].forEach(letGoOf);
    list.replaceChildren();
  }
  latest = batch;
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
function added({ id, photo, painting, name }) {
  const item = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
  item.dataset.id = id;
  item.dataset.photo = photo;
  item.dataset.painting = painting;
  part(item, "bdi").textContent = name;
  part(item, ".queued-face").title = say("batch-open-photo", { name });
  seen.observe(item);
  return item;
}

/**
 * @param {HTMLElement} item
 * @param {Queued} queued
 */
function showItem(item, { name, style, stage, text, fraction, can_skip, can_retry }) {
  item.style.setProperty("--done", String(fraction));
  if (item.dataset.stage === stage && part(item, ".queued-style").textContent === style) return;
  item.dataset.stage = stage;
  part(item, ".queued-style").textContent = style;
  part(item, ".queued-stage").textContent = text;
  part(item, ".queued-stage").title = text;
  for (const [way, possible] of Object.entries({ skip: can_skip, retry: can_retry, save: stage === "painted" })) {
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
    const { stage, photo = "", painting = "" } = item.dataset;
    if (!item.isConnected || !item.hasAttribute("data-seen")) return;
    try {
      const painted = stage === "painted" ? await fileOf(painting) : null;
      const source = painted ?? (await fileOf(photo));
      if (!source) return;
      const bitmap = await createImageBitmap(source, { resizeWidth: SIDE, resizeQuality: "medium" });
      const canvas = canvasOf(item);
      canvas.width = bitmap.width;
      canvas.height = bitmap.height;
      canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
      bitmap.close();
      item.dataset.drawn = painted ? "painting" : "photo";
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
  const { archive, items } = shown;
  downloadAll.disabled = true;
  const files = [];
  for (const { painting, file: name } of items.filter(({ stage }) => stage === "painted")) {
    const data = await fileOf(painting);
    if (data) files.push({ name, data });
  }
  saveFile(archive, await archived(files));
  downloadAll.disabled = !shown?.can_download;
}

/** @param {string} id */
async function save(id) {
  const item = shown?.items.find((item) => item.id === id);
  const data = item && (await fileOf(item.painting));
  if (data) saveFile(item.file, data);
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
