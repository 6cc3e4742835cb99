/** A large picture while it is painted: over all others, region by region as they come. */

/** @import {Region} from "../python/messages.d.ts" */

import { discard } from "../inference/discarding.mjs";

const EVERY = 250; // ms; each change has the browser put together the whole page anew

const frame = /** @type {HTMLElement} */ (document.getElementById("picture"));
const canvas = /** @type {HTMLCanvasElement} */ (document.getElementById("underway"));
const drawing = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));

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
  if (job !== shown) {
    shown = job;
    canvas.width = whole.width;
    canvas.height = whole.height;
  }
  const values = new Uint8ClampedArray(pixels);
  drawing.putImageData(new ImageData(values, width, height), left, top);
  discard(values);
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
