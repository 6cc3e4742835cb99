/**
 * The own picture that is open: the part of it that is shown to style networks, and how large. Pointers draw a part,
 * move it and take it by its corners; arrow keys move it, and with Shift its far corner.
 */

/** @import {Look, Pixels} from "../python/messages.d.ts" */
/** @import {Send} from "./workers.mjs" */

import { openDrawer } from "./drawer.mjs";
import { button, html, input } from "./elements.mjs";
import { setSlider, watchSlider } from "./slider.mjs";

const STEP = 0.02; // of a side, for a key
const SMALLEST = 0.05; // what a hand can draw; what it may be is Python's affair
/** @type {Record<string, [across: number, down: number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** @typedef {{left: number, top: number, width: number, height: number}} Part of the picture, as shares of its sides */

const look = html("look");
const canvas = /** @type {HTMLCanvasElement} */ (html("look-canvas"));
const frame = html("look-crop");
const side = input("look-side");

/** @type {Part} */
let part = { left: 0, top: 0, width: 1, height: 1 };
/** The picture that is open, by its id; "" for none. */
let opened = "";
/** What a pointer that is down does with a place, as shares. @type {((x: number, y: number) => Part) | null} */
let drawn = null;

/** @param {Send} send */
export function listen(send) {
  const tell = () => {
    const { left, top, width, height } = part;
    send({ kind: "look-change", crop: [left, top, width, height], side: side.valueAsNumber });
  };
  watchSlider(side, (value) => {
    html("look-side-number").textContent = String(value);
  });
  side.addEventListener("change", tell);
  button("look-close").addEventListener("click", () => send({ kind: "look-close" }));
  look.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "escape") return;
    event.stopPropagation(); // it closes nothing else
    send({ kind: "look-close" });
  });
  button("look-whole").addEventListener("click", () => {
    place({ left: 0, top: 0, width: 1, height: 1 });
    tell();
  });
  listenToPointer(tell);
  frame.addEventListener("keydown", (event) => {
    const [across, down] = ARROWS[event.key] ?? [0, 0];
    if ((!across && !down) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const { left, top, width, height } = part;
    const [x, y] = [across * STEP, down * STEP];
    if (event.shiftKey) place(between(left, top, left + Math.max(width + x, SMALLEST), top + Math.max(height + y, SMALLEST)));
    else place(moved(left + x, top + y, part));
  });
  frame.addEventListener("keyup", ({ key }) => {
    if (ARROWS[key]) tell();
  });
}

/** @param {Look | null} told */
export function show(told) {
  const { id, crop, side: wanted } = told ?? { id: "", crop: [], side: side.valueAsNumber };
  const opens = id !== opened && id !== "";
  if (!id && look.contains(document.activeElement)) chosen()?.focus();
  opened = id;
  look.hidden = !id;
  if (!id) return;
  const [left = 0, top = 0, width = 1, height = 1] = crop;
  if (!drawn) place({ left, top, width, height });
  setSlider(side, wanted);
  if (!opens) return;
  openDrawer();
  look.scrollIntoView({ block: "nearest" });
  frame.focus({ preventScroll: true });
}

/** The tile that it was opened from. */
function chosen() {
  return /** @type {HTMLElement | null} */ (document.querySelector('.style-pick[aria-pressed="true"]'));
}

/** @param {Pixels} pixels of the whole picture */
export function put({ width, height, pixels }) {
  Object.assign(canvas, { width, height });
  const rgba = new ImageData(new Uint8ClampedArray(pixels), width, height);
  canvas.getContext("2d")?.putImageData(rgba, 0, 0);
}

/** @param {() => void} tell */
function listenToPointer(tell) {
  const whole = /** @type {HTMLElement} */ (frame.parentElement);
  /** @param {PointerEvent} event */
  const at = ({ clientX, clientY }) => {
    const { left, top, width, height } = whole.getBoundingClientRect();
    return [within((clientX - left) / width), within((clientY - top) / height)];
  };
  whole.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || drawn) return;
    const [x = 0, y = 0] = at(event);
    drawn = taken(event.target, x, y);
    whole.setPointerCapture(event.pointerId);
  });
  whole.addEventListener("pointermove", (event) => {
    const [x = 0, y = 0] = at(event);
    if (drawn && whole.hasPointerCapture(event.pointerId)) place(drawn(x, y));
  });
  whole.addEventListener("lostpointercapture", () => {
    drawn = null;
    tell();
  });
}

/**
 * What a pointer takes hold of where it goes down: a corner, all of the part, or the ground, to draw another one.
 * @param {EventTarget | null} target
 * @param {number} x
 * @param {number} y
 * @returns {(x: number, y: number) => Part}
 */
function taken(target, x, y) {
  const { left, top, width, height } = part;
  const corner = target instanceof HTMLElement ? target.dataset.corner : undefined;
  if (corner) {
    const [fixedX, fixedY] = [corner.includes("w") ? left + width : left, corner.includes("n") ? top + height : top];
    return (toX, toY) => between(fixedX, fixedY, toX, toY);
  }
  const whole = width === 1 && height === 1; // there is no ground beside it
  if (target === frame && !whole) {
    const held = part;
    return (toX, toY) => moved(left + toX - x, top + toY - y, held);
  }
  return (toX, toY) => between(x, y, toX, toY);
}

/**
 * @param {number} left
 * @param {number} top
 * @param {Part} of
 * @returns {Part}
 */
function moved(left, top, { width, height }) {
  return { left: within(left, 1 - width), top: within(top, 1 - height), width, height };
}

/**
 * The part that has these places as corners, or one that is just large enough.
 * @param {number} x
 * @param {number} y
 * @param {number} toX
 * @param {number} toY
 * @returns {Part}
 */
function between(x, y, toX, toY) {
  const [width, height] = [Math.max(Math.abs(toX - x), SMALLEST), Math.max(Math.abs(toY - y), SMALLEST)];
  const least = { left: 0, top: 0, width: Math.min(width, 1), height: Math.min(height, 1) };
  return moved(Math.min(x, toX), Math.min(y, toY), least);
}

/** @param {Part} wanted */
function place(wanted) {
  part = wanted;
  for (const [name, share] of Object.entries(part)) frame.style.setProperty(name, `${share * 100}%`);
  const whole = part.width === 1 && part.height === 1;
  button("look-whole").disabled = whole;
  const [width, height] = [Math.round(part.width * 100), Math.round(part.height * 100)];
  html("look-part").textContent = whole ? say("look-all") : say("look-part", { width, height });
}

/**
 * @param {number} value
 * @param {number} [most]
 */
function within(value, most = 1) {
  return Math.min(Math.max(value, 0), most);
}
