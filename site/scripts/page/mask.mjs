/**
 * The brush on the picture. The mask is Python's; a stroke is drawn here only until Python has drawn it. Mouse, pen with
 * pressure, finger, and keys: arrows move the brush, Space paints.
 */

/** @import {Pixels, Stroke} from "../python/messages.d.ts" */
/** @import {Send} from "./workers.mjs" */

import { closeDrawer } from "./drawer.mjs";
import { html, input } from "./elements.mjs";
import { drawMask } from "./strokes.mjs";

const LONG_SIDE = 1024; // px, of the canvas while there is no mask yet
const APART = 0.002; // of the long side: points that are closer than this tell nothing
const [FAR, NEAR] = [0.03, 0.005]; // what an arrow key moves the brush by, of the long side; near with Shift

const frame = /** @type {HTMLElement} */ (document.getElementById("picture"));
const photo = /** @type {HTMLCanvasElement} */ (document.getElementById("photo"));
const overlay = /** @type {HTMLCanvasElement} */ (document.getElementById("mask"));
const drawing = /** @type {CanvasRenderingContext2D} */ (overlay.getContext("2d"));
const brush = html("brush");
const tool = html("mask-tool");
const size = input("brush-size");
const hardness = input("brush-hardness");
const erases = input("brush-erases");
const follows = input("brush-follows");

/** The mask as Python drew it last. */
const mask = document.createElement("canvas");
let masked = false;
/** Strokes that Python has not drawn yet, oldest first. @type {Stroke[]} */
let sent = [];
/** The photo that is painted on. @type {string | undefined} */
let pictured;
/** The stroke that is being made. @type {Stroke | null} */
let current = null;
/** The one that makes it, if it is no mouse and no pen. @type {number | null} */
let finger = null;
let frameAsked = 0;
/** Where the brush is, as shares of width and height. */
const at = { x: 0.5, y: 0.5 };

/** @param {Send} send */
export function listenToBrush(send) {
  const finish = () => {
    if (!current) return;
    sent.push(current);
    send({ kind: "mask-stroke", ...current });
    current = null;
  };
  tool.addEventListener("click", (event) => {
    hold(!isHeld());
    if (isHeld() && event.detail === 0) overlay.focus();
  });
  listenToPointer(finish);
  listenToKeys(finish);
  size.addEventListener("input", placeBrush);
}

/**
 * Take in the mask that Python has drawn.
 * @param {Pixels} pixels
 */
export function showMask({ width, height, pixels }) {
  mask.width = width;
  mask.height = height;
  mask.getContext("2d")?.putImageData(new ImageData(new Uint8ClampedArray(pixels), width, height), 0, 0);
  sent.shift();
  ask();
}

/**
 * Show whether there is a mask at all. `<html data-masked>` says so.
 * @param {boolean} told
 * @param {string | undefined} picture the photo's id; a stroke that was begun on another is not meant for it
 */
export function showMasked(told, picture) {
  if (current && picture !== pictured) drop();
  pictured = picture;
  document.documentElement.toggleAttribute("data-masked", told);
  if (masked === told) return;
  masked = told;
  if (!told) mask.width = 0; // the next one begins empty
  ask();
}

/** @param {boolean} held */
function hold(held) {
  frame.toggleAttribute("data-masking", held);
  tool.setAttribute("aria-pressed", String(held));
  html("brush-fields").hidden = !held;
  if (held) closeDrawer();
  else current = null;
  placeBrush();
  ask();
}

function isHeld() {
  return frame.hasAttribute("data-masking");
}

/** @param {() => void} finish */
function listenToPointer(finish) {
  overlay.addEventListener("pointerdown", (event) => {
    // A finger that comes down beside another one looks closer, even where a hand has lifted the one that painted.
    if (event.button !== 0 || !event.isPrimary || current) return;
    finger = event.pointerType === "touch" ? event.pointerId : null;
    overlay.setPointerCapture(event.pointerId);
    begin();
    add(event);
  });
  overlay.addEventListener("pointermove", (event) => {
    moveTo(event);
    if (!overlay.hasPointerCapture(event.pointerId)) return;
    for (const each of event.getCoalescedEvents?.() ?? []) add(each);
    add(event);
  });
  overlay.addEventListener("lostpointercapture", finish);
  frame.addEventListener("pointerdown", ({ pointerId, pointerType }) => {
    if (finger !== null && finger !== pointerId && pointerType === "touch") drop(); // two fingers look closer
  });
  overlay.addEventListener("contextmenu", (event) => event.preventDefault()); // a long press on a touch screen
}

/** @param {() => void} finish */
function listenToKeys(finish) {
  overlay.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !key(event)) return;
    event.preventDefault();
    event.stopPropagation();
  });
  overlay.addEventListener("keyup", ({ key }) => {
    if (key === " ") finish();
  });
  overlay.addEventListener("blur", finish);
}

/**
 * @param {KeyboardEvent} event
 * @returns {boolean} whether the key meant something here
 */
function key({ key, shiftKey, repeat }) {
  const step = (shiftKey ? NEAR : FAR) * longSide();
  const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
  const move = moves[/** @type {keyof typeof moves} */ (key)];
  if (move) {
    at.x = within(at.x + (move[0] ?? 0) / overlay.width);
    at.y = within(at.y + (move[1] ?? 0) / overlay.height);
    placeBrush();
    put(at.x, at.y, 1);
  } else if (key === " ") {
    if (repeat || current) return true;
    begin();
    put(at.x, at.y, 1);
  } else if (key === "[" || key === "]") {
    if (key === "[") size.stepDown();
    else size.stepUp();
    size.dispatchEvent(new Event("input"));
  } else if (key.toLowerCase() === "escape") {
    hold(false);
    tool.focus();
  } else return false;
  return true;
}

function begin() {
  current = {
    points: [],
    size: size.valueAsNumber,
    hardness: hardness.valueAsNumber,
    erases: erases.checked,
    follows: follows.checked,
  };
}

function drop() {
  current = null;
  ask();
}

/** @param {PointerEvent} event */
function add(event) {
  const { x, y } = placeOf(event);
  put(x, y, event.pointerType === "pen" ? event.pressure : 1);
}

/**
 * Go on with the stroke, if one is being made.
 * @param {number} x
 * @param {number} y
 * @param {number} pressure
 */
function put(x, y, pressure) {
  if (!current) return;
  const { points } = current;
  const [lastX = Infinity, lastY = Infinity] = points.slice(-3);
  const apart = Math.hypot((x - lastX) * overlay.width, (y - lastY) * overlay.height);
  if (apart < APART * longSide()) return;
  points.push(x, y, pressure);
  ask();
}

/** @param {PointerEvent} event */
function moveTo(event) {
  const { x, y } = placeOf(event);
  at.x = within(x);
  at.y = within(y);
  placeBrush();
}

/** @param {PointerEvent} event */
function placeOf({ clientX, clientY }) {
  const { left, top, width, height } = overlay.getBoundingClientRect();
  // A captured pointer goes on beyond the picture; a stroke needs not go far with it.
  return { x: within((clientX - left) / width, 0.5), y: within((clientY - top) / height, 0.5) };
}

function placeBrush() {
  brush.style.setProperty("--x", String(at.x));
  brush.style.setProperty("--y", String(at.y));
  brush.style.setProperty("--width", String((size.valueAsNumber * longSide()) / overlay.width));
}

/** Draw once before the next frame is shown. */
function ask() {
  cancelAnimationFrame(frameAsked);
  frameAsked = requestAnimationFrame(draw);
}

function draw() {
  const scale = LONG_SIDE / Math.max(photo.width, photo.height);
  const known = masked && mask.width > 0;
  overlay.width = known ? mask.width : Math.round(photo.width * scale);
  overlay.height = known ? mask.height : Math.round(photo.height * scale);
  drawMask(drawing, known ? mask : null, current ? [...sent, current] : sent);
  placeBrush();
}

function longSide() {
  return Math.max(overlay.width, overlay.height);
}

/**
 * @param {number} share
 * @param {number} [beyond]
 */
function within(share, beyond = 0) {
  return Math.min(Math.max(share, -beyond), 1 + beyond);
}
