/** A large picture while it is painted: over all others, region by region as they come, and reduced. */

/** @import {Region} from "../python/messages.d.ts" */

import { discard } from "../inference/discarding.mjs";

const EVERY = 250; // ms; each change has the browser put together the whole page anew
const LONGEST = 2048; // px; it is looked at for as long as the whole is not there

const frame = /** @type {HTMLElement} */ (document.getElementById("picture"));
const canvas = /** @type {HTMLCanvasElement} */ (document.getElementById("underway"));
const drawing = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
const region = document.createElement("canvas");

let shown = 0; // the job whose regions are drawn
/** @type {Region[]} */
let waiting = [];
let timer = 0;

/**
 * Draw a region soon, with those that come meanwhile.
 * @param {Region} message
 */
export function putRegion(message) {
  waiting.push(message);
  timer ||= setTimeout(drawWaiting, EVERY);
}

function drawWaiting() {
  timer = 0;
  for (const message of waiting.splice(0)) draw(message);
}

/**
 * Draw a region where it belongs; the first one of a job takes the place of what another had painted.
 * @param {Region} message
 */
function draw({ job, whole, left, top, width, height, pixels }) {
  const scale = Math.min(1, LONGEST / Math.max(whole.width, whole.height));
  if (job !== shown) {
    shown = job;
    canvas.width = Math.round(whole.width * scale);
    canvas.height = Math.round(whole.height * scale);
  }
  region.width = width;
  region.height = height;
  const values = new Uint8ClampedArray(pixels);
  region.getContext("2d")?.putImageData(new ImageData(values, width, height), 0, 0);
  discard(values);
  const [x, y] = [left * scale, top * scale].map(Math.floor);
  const [right, bottom] = [(left + width) * scale, (top + height) * scale].map(Math.ceil);
  drawing.drawImage(region, x ?? 0, y ?? 0, (right ?? 0) - (x ?? 0), (bottom ?? 0) - (y ?? 0));
  frame.setAttribute("data-underway", String(job));
}

/**
 * Take away what is not painted any more.
 * @param {number | null} job what is
 */
export function keepUnderway(job) {
  waiting = waiting.filter((message) => message.job === job);
  if (!shown || job === shown) return;
  shown = 0;
  canvas.width = canvas.height = 1;
  frame.removeAttribute("data-underway");
}
