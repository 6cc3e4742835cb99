/** The pixels of the page: the photo, the painted result over it, and the thumbnails of the user's own styles. */

/** @import {Pixels} from "../python/messages.d.ts" */

import { discard } from "../inference/discarding.mjs";

const FADE = 400; // ms
const STYLE = "style:"; // what the slots of the styles' thumbnails begin with, before their ids
const AT_ONCE = 1024; // px, long side of a photo that Python has not read yet

const frame = /** @type {HTMLElement} */ (document.getElementById("picture"));
/**
 * What lies on the easel, one over the other, by the slot that fills it.
 * @type {Map<string, HTMLCanvasElement>}
 */
const slots = new Map(Array.from(frame.querySelectorAll("canvas"), (canvas) => [canvas.id, canvas]));
const small = document.createElement("canvas");

/**
 * The slots whose pixels are not merely put into their canvas.
 * @type {Record<string, (image: ImageData) => void>}
 */
const ways = { photo: putPhoto, result: fadeIn, preview: drawPreview };

/** @type {Map<string, ImageData>} */
const thumbnails = new Map();

let showsPhoto = false;
/** @type {Animation | null} */
let fade = null;
let previews = 0;

/** Whether the pixels of a photo have come from Python. */
export function hasPhoto() {
  return showsPhoto;
}

/**
 * Put pixels that came from Python where they belong.
 * @param {Pixels} message
 */
export function putPixels({ slot, width, height, pixels }) {
  const image = new ImageData(new Uint8ClampedArray(pixels), width, height);
  if (slot.startsWith(STYLE)) return putThumbnail(slot.slice(STYLE.length), image);
  const way = ways[slot];
  if (way) way(image);
  else paint(canvasOf(slot), image);
}

/**
 * Show or hide the result; the photo lies under it.
 * @param {boolean} shown
 */
export function showResult(shown) {
  frame.toggleAttribute("data-result", shown);
  if (!shown) frame.removeAttribute("data-before");
}

/**
 * Show a photo at once while Python is still on its way, if the browser can read it. Python's pixels replace it.
 * @param {Blob} file
 * @returns {Promise<boolean>} whether it is shown
 */
export async function showPhotoAtOnce(file) {
  let bitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    return false; // Python may read it yet, or say why not.
  }
  const scale = Math.min(1, AT_ONCE / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  if (!showsPhoto) {
    const photo = canvasOf("photo");
    photo.width = width;
    photo.height = height;
    context(photo).drawImage(bitmap, 0, 0, width, height);
    setRatio(width, height);
  }
  bitmap.close();
  return !showsPhoto;
}

/**
 * A further copy of the thumbnail of a style, for the panel.
 * @param {string} id
 * @returns {HTMLImageElement | HTMLCanvasElement}
 */
export function thumbnailOf(id) {
  const drawn = document.querySelector(`[data-style="${CSS.escape(id)}"] img`);
  if (drawn instanceof HTMLImageElement) {
    const copy = new Image(drawn.width, drawn.height);
    copy.src = drawn.src;
    copy.alt = "";
    copy.draggable = false;
    return copy;
  }
  const small = document.querySelector(`[data-style="${CSS.escape(id)}"] canvas[data-cell]`);
  if (small instanceof HTMLCanvasElement) {
    const copy = document.createElement("canvas");
    copy.width = small.width;
    copy.height = small.height;
    context(copy).drawImage(small, 0, 0);
    return copy;
  }
  return ownThumbnail(id, document.createElement("canvas"));
}

/**
 * Make `target` show the thumbnail of an own style, now or when it comes.
 * @param {string} id
 * @param {HTMLCanvasElement} target
 */
export function ownThumbnail(id, target) {
  target.dataset.thumbnail = id;
  const image = thumbnails.get(id);
  if (image) paint(target, image);
  return target;
}

/**
 * @param {string} id
 * @param {ImageData} image
 */
function putThumbnail(id, image) {
  thumbnails.set(id, image);
  for (const target of document.querySelectorAll(`canvas[data-thumbnail="${CSS.escape(id)}"]`)) {
    paint(/** @type {HTMLCanvasElement} */ (target), image);
  }
}

/** @param {ImageData} image */
function putPhoto(image) {
  showsPhoto = true;
  paint(canvasOf("photo"), image);
  setRatio(image.width, image.height);
}

/** @param {ImageData} image */
function fadeIn(image) {
  const [before, result] = [canvasOf("before"), canvasOf("result")];
  if (frame.hasAttribute("data-result")) {
    before.width = result.width;
    before.height = result.height;
    context(before).drawImage(result, 0, 0);
    frame.setAttribute("data-before", "");
  }
  paint(result, image);
  discard(image.data);
  frame.setAttribute("data-result", "");
  const seen = frame.hasAttribute("data-underway"); // region by region: there is nothing to fade from
  const still = seen || matchMedia("(prefers-reduced-motion: reduce)").matches;
  fade = result.animate({ opacity: [0, 1] }, { duration: still ? 0 : FADE, easing: "ease-out" });
  fade.onfinish = () => frame.removeAttribute("data-before");
}

/**
 * Draw a small picture at the size of the finished one, at once: the next may follow in a frame. The full picture will
 * fade in over it. `<html data-preview>` counts those that were drawn.
 * @param {ImageData} image
 */
function drawPreview(image) {
  fade?.finish();
  paint(small, image);
  const result = canvasOf("result");
  const drawing = context(result);
  drawing.imageSmoothingQuality = "high";
  drawing.drawImage(small, 0, 0, result.width, result.height);
  document.documentElement.dataset.preview = String(++previews);
}

/**
 * @param {HTMLCanvasElement} target
 * @param {ImageData} image
 */
function paint(target, image) {
  target.width = image.width;
  target.height = image.height;
  context(target).putImageData(image, 0, 0);
}

/**
 * @param {number} width
 * @param {number} height
 */
function setRatio(width, height) {
  frame.style.setProperty("--ratio", String(width / height));
}

/** @param {HTMLCanvasElement} target */
function context(target) {
  return /** @type {CanvasRenderingContext2D} */ (target.getContext("2d"));
}

/** @param {string} slot */
function canvasOf(slot) {
  return /** @type {HTMLCanvasElement} */ (slots.get(slot));
}
