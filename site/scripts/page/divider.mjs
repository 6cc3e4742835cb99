/**
 * The line between before and after, left of which the photo is seen: a range from 0, all of the painting, to 100, all
 * of the photo, and a handle on the picture that moves it. It divides what is seen of the picture, however close that is.
 */

import { watchSlider } from "./slider.mjs";

const HALF = 50;
const KEYS = ["3", "2", "1"]; // the painting, both, the photo

const frame = /** @type {HTMLElement} */ (document.getElementById("picture"));
const viewport = /** @type {HTMLElement} */ (document.getElementById("viewport"));
const range = /** @type {HTMLInputElement} */ (document.getElementById("divider"));
const handle = /** @type {HTMLElement} */ (document.getElementById("divider-handle"));

/** The edges of the picture, from the left and top of the room, and how much room there is; px. */
let edges = { left: 0, right: 1, top: 0, bottom: 1, room: { width: 1, height: 1 } };
/** Where the line was when it last divided anything. */
let between = HALF;
let painted = 0;

export function listenToDivider() {
  watchSlider(range, (value) => {
    frame.removeAttribute("data-eased"); // the line is where the hand is, not on its way there
    draw(value);
  });
  viewport.addEventListener("keydown", (event) => {
    const at = KEYS.indexOf(event.key);
    if (at < 0 || event.ctrlKey || event.metaKey || event.altKey || range.disabled) return;
    event.preventDefault();
    set([0, between, 100][at] ?? 0);
  });
  handle.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.stopPropagation(); // the picture stays where it is
    handle.setPointerCapture(event.pointerId);
  });
  handle.addEventListener("pointermove", ({ pointerId, clientX }) => {
    if (!handle.hasPointerCapture(pointerId)) return;
    const [from, to] = seen();
    set(Math.round(((clientX - viewport.getBoundingClientRect().left - from) / (to - from)) * 100));
  });
}

/**
 * Show the line where there is something to divide: a new painting is always seen, at least in part.
 * @param {number} number of the painting, 0 for none
 */
export function showDivider(number) {
  if (number === painted) return;
  painted = number;
  range.disabled = number === 0;
  frame.toggleAttribute("data-divisible", number > 0);
  if (number === 0 || range.value === "100") set(0);
}

/** @param {typeof edges} where the picture lies now */
export function placeDivider(where) {
  edges = where;
  frame.style.setProperty("--top", `${Math.max(edges.top, 0)}px`);
  frame.style.setProperty("--bottom", `${Math.max(edges.room.height - edges.bottom, 0)}px`);
  draw(range.valueAsNumber);
}

/** @param {number} value */
function set(value) {
  range.valueAsNumber = value; // which keeps it within its ends
  range.dispatchEvent(new Event("set"));
}

/** @param {number} value */
function draw(value) {
  if (value > 0 && value < 100) between = value;
  const [from, to] = seen();
  const line = from + (value / 100) * (to - from);
  frame.dataset.shows = value === 0 ? "painting" : value === 100 ? "photo" : "both";
  const share = (line - edges.left) / (edges.right - edges.left);
  frame.style.setProperty("--line", `${line}px`);
  frame.style.setProperty("--before", String(value === 0 || value === 100 ? value / 100 : share));
  range.setAttribute("aria-valuetext", words(value));
}

/** @param {number} value */
function words(value) {
  if (value === 0) return say("divider-painting");
  return value === 100 ? say("divider-photo") : say("divider-both", { percent: value });
}

/** Between which px of the room the picture is seen. */
function seen() {
  return /** @type {const} */ ([Math.max(edges.left, 0), Math.min(edges.right, edges.room.width)]);
}
