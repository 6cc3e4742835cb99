/** The room in which the picture is looked at: wheel, fingers, keys and buttons zoom and move it. */

/** @import {Box, Look, Point} from "./zoom.mjs" */

import { placeDivider } from "./divider.mjs";
import { button } from "./elements.mjs";
import { listenToGestures } from "./gestures.mjs";
import { ALL, aligned, closer, fitted, largest, pinched, real, within, zoomed } from "./zoom.mjs";

const STEP = 1.5; // times, of a key or button
const ALONG = 0.15; // of the room, of an arrow key
const NEAR = 1e-3; // of a scale: closer ones are the same
const GOES_ON = 250; // ms without a turn of the wheel after which the next one begins anew
const TURN = 0.002; // of the wheel, in px: its part in the logarithm of the scale
const PINCH = 0.01; // the same of a touchpad, where fingers turn the wheel with Control held
const LINE = 25; // px that browsers which count in lines mean by one

/** @type {Record<string, [across: number, down: number]>} */
const ARROWS = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

const frame = /** @type {HTMLElement} */ (document.getElementById("picture"));
const viewport = /** @type {HTMLElement} */ (document.getElementById("viewport"));
const leaf = /** @type {HTMLElement} */ (document.getElementById("leaf"));
const photo = /** @type {HTMLCanvasElement} */ (document.getElementById("photo"));
const result = /** @type {HTMLCanvasElement} */ (document.getElementById("result"));
const [nearer, actual, farther] = [button("zoom-in"), button("actual-size"), button("zoom-out")];

/** @type {Look} */
let look = ALL;
let shown = "";
let turned = -Infinity; // when the wheel last zoomed

export function listenToViewport() {
  viewport.addEventListener("wheel", turn, { passive: false });
  viewport.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !key(event)) return;
    event.preventDefault();
  });
  listenToGestures(viewport, {
    move: (across, down) => show(within({ ...look, x: look.x + across, y: look.y + down }, box())),
    pinch: ([one, other], [to, still]) => {
      show(pinched(look, [inRoom(one), inRoom(other)], [inRoom(to), inRoom(still)], box(), limit()));
    },
    doubleTap: (at) => (look.scale === 1 ? zoomTo(closer(box()), inRoom(at)) : show(ALL, true)),
  });
  nearer.addEventListener("click", () => zoomTo(look.scale * STEP));
  farther.addEventListener("click", () => zoomOut());
  actual.addEventListener("click", () => (isActual() ? show(ALL, true) : zoomTo(realScale())));
  new ResizeObserver(() => show(within(look, box()))).observe(viewport);
  new ResizeObserver(() => show(within(look, box()))).observe(leaf);
}

/**
 * Show all of a photo that was not here before; a new painting of the same one is looked at as the one before.
 * @param {string | undefined} id
 */
export function showInViewport(id = "") {
  show(id === shown ? look : ALL);
  shown = id;
}

/**
 * The wheel zooms, and where all of the picture is seen it scrolls the page down, and up again.
 * @param {WheelEvent} event
 */
function turn(event) {
  const { deltaX, deltaY, deltaMode, ctrlKey, timeStamp } = event;
  const goesOn = timeStamp < turned + GOES_ON || look.scale > 1;
  if (!goesOn && !ctrlKey && (deltaY >= 0 || scrollY > 0)) return;
  event.preventDefault();
  turned = timeStamp;
  const unit = deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1;
  if (Math.abs(deltaX) > Math.abs(deltaY)) return show(within({ ...look, x: look.x - deltaX * unit }, box()));
  const scale = look.scale * Math.exp(-deltaY * unit * (ctrlKey ? PINCH : TURN));
  show(zoomed(look, Math.min(Math.max(scale, Math.min(look.scale, 1)), limit()), inRoom(event), box()));
}

/**
 * @param {KeyboardEvent} event
 * @returns {boolean} whether the key meant something here
 */
function key({ key }) {
  const arrow = ARROWS[key];
  if (arrow && look.scale > 1) {
    const { room } = box();
    const [across, down] = [arrow[0] * ALONG * room.width, arrow[1] * ALONG * room.height];
    show(within({ ...look, x: look.x + across, y: look.y + down }, box()), true);
  } else if (key === "+" || key === "=") zoomTo(look.scale * STEP);
  else if (key === "-") zoomOut();
  else if (key === "0") show(ALL, true);
  else return false;
  return true;
}

/**
 * @param {number} scale
 * @param {Point} [point]
 */
function zoomTo(scale, point = { x: 0, y: 0 }) {
  show(zoomed(look, Math.min(scale, limit()), point, box()), true);
}

function zoomOut() {
  if (look.scale > 1) zoomTo(Math.max(look.scale / STEP, 1));
}

/**
 * @param {Look} wanted
 * @param {boolean} [eased] whether the eye is led there
 */
function show(wanted, eased = false) {
  const { room, picture } = box();
  look = wanted;
  const exact = isActual();
  const { x, y } = exact ? aligned(look, { room, picture }, viewport.getBoundingClientRect(), devicePixelRatio) : look;
  const [width, height] = [picture.width * look.scale, picture.height * look.scale];
  const [left, top] = [(room.width - width) / 2 + x, (room.height - height) / 2 + y];
  frame.toggleAttribute("data-eased", eased && !exact);
  frame.toggleAttribute("data-close", look.scale > 1);
  frame.toggleAttribute("data-actual", exact);
  place({ zoom: String(exact ? 1 : look.scale), across: `${x}px`, down: `${y}px` });
  if (exact) place({ left: `${left}px`, top: `${top}px`, width: inPixels("width"), height: inPixels("height") });
  placeDivider({ left, right: left + width, top, bottom: top + height, room });
  actual.setAttribute("aria-pressed", String(exact));
  farther.setAttribute("aria-disabled", String(look.scale <= 1));
  nearer.setAttribute("aria-disabled", String(look.scale >= limit() * (1 - NEAR)));
}

/** @param {Record<string, string>} where what the style sheet needs to know, by the names of its properties */
function place(where) {
  for (const [name, value] of Object.entries(where)) leaf.style.setProperty(`--${name}`, value);
}

/** @returns {Box} */
function box() {
  const { width, height } = viewport.getBoundingClientRect();
  return fitted({ width, height }, photo.width / photo.height);
}

/** What is looked at: with the painting there, its pixels are those that count. */
function canvas() {
  return frame.hasAttribute("data-result") ? result : photo;
}

/**
 * A side where each pixel is one of the screen.
 * @param {"width" | "height"} side
 */
function inPixels(side) {
  return `${canvas()[side] / devicePixelRatio}px`;
}

/** The scale at which a pixel is one of the screen. */
function realScale() {
  return real(box(), canvas().width, devicePixelRatio);
}

function isActual() {
  return Math.abs(look.scale / realScale() - 1) < NEAR;
}

function limit() {
  return largest(box(), realScale());
}

/**
 * @param {{clientX: number, clientY: number}} at
 * @returns {Point} from the middle of the room
 */
function inRoom({ clientX, clientY }) {
  const { left, top, width, height } = viewport.getBoundingClientRect();
  return { x: clientX - left - width / 2, y: clientY - top - height / 2 };
}
