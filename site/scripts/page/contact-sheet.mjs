/** Sheets of small pictures to choose from, filling in as Python paints. */

/** @import {Pixels, Sheet} from "../python/messages.d.ts" */
/** @import {Send} from "./workers.mjs" */

import { button } from "./elements.mjs";

const SLOT = "sheet:"; // what the slots of its pictures begin with, before the ids of their styles

const dialog = /** @type {HTMLDialogElement} */ (document.getElementById("contact-sheet"));
const tiles = /** @type {HTMLElement} */ (document.getElementById("sheet-tiles"));
const count = /** @type {HTMLElement} */ (document.getElementById("sheet-count"));
const title = /** @type {HTMLElement} */ (document.getElementById("sheet-title"));
const template = /** @type {HTMLTemplateElement} */ (document.getElementById("sheet-template"));
const item = /** @type {HTMLElement} */ (document.getElementById("sheet-item"));
const download = button("sheet-download");
const animation = button("sheet-animation");

/** @param {Send} send */
export function listenToSheet(send) {
  button("sheet-open").addEventListener("click", () => send({ kind: "sheet" }));
  button("sheet-close").addEventListener("click", () => send({ kind: "sheet-close" }));
  download.addEventListener("click", () => send({ kind: "sheet-download" }));
  animation.addEventListener("click", () => send({ kind: "animation" }));
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault(); // it closes when Python says so, and with it its painting ends
    send({ kind: "sheet-close" });
  });
  dialog.addEventListener("click", ({ target }) => {
    if (target === dialog) return send({ kind: "sheet-close" }); // beside it
    const id = target instanceof Element ? target.closest("li")?.dataset.tile : undefined;
    if (id !== undefined) send({ kind: "sheet-take", id });
  });
}

/**
 * @param {Sheet | null} sheet
 * @param {boolean} possible whether one of all styles can be opened
 */
export function showSheet(sheet, possible) {
  if (item.hidden === possible) item.hidden = !possible;
  if (!sheet) return dialog.close();
  if (dialog.dataset.job !== String(sheet.job)) begin(sheet);
  if (!dialog.open) dialog.showModal();
  download.disabled = !sheet.complete;
  animation.hidden = !sheet.can_move;
  animation.disabled = !sheet.complete;
  const { done, complete, tiles: { length: total } } = sheet;
  count.textContent = complete ? say("sheet-complete", { total }) : say("sheet-progress", { done, total });
  dialog.dataset.done = String(sheet.done);
}

/**
 * Draw a picture of the sheet, if these pixels are one.
 * @param {Pixels} message
 * @returns {boolean}
 */
export function putOnSheet({ slot, width, height, pixels }) {
  if (!slot.startsWith(SLOT)) return false;
  const tile = tiles.querySelector(`[data-tile="${CSS.escape(slot.slice(SLOT.length))}"]`);
  const canvas = tile?.querySelector("canvas");
  if (!tile || !canvas) return true;
  canvas.width = width;
  canvas.height = height;
  const drawing = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  drawing.putImageData(new ImageData(new Uint8ClampedArray(pixels), width, height), 0, 0);
  /** @type {HTMLButtonElement} */ (tile.querySelector("button")).disabled = false;
  return true;
}

/**
 * Lay out a sheet whose pictures are still to come.
 * @param {Sheet} sheet
 */
function begin({ job, title: words, tiles: pictures, ratio }) {
  dialog.dataset.job = String(job);
  title.textContent = words;
  tiles.style.setProperty("--ratio", String(ratio));
  tiles.replaceChildren(
    ...pictures.map(({ id, name }) => {
      const tile = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
      tile.dataset.tile = id;
      for (const label of tile.querySelectorAll(".sheet-name")) label.textContent = name;
      return tile;
    }),
  );
  dialog.scrollTop = 0;
}
