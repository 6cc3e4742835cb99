/** A pad on which a point mixes three or four styles; what a point means is Python's affair. */

/** @import {SliderMove, View} from "../python/messages.d.ts" */

const STEP = 0.05; // of the pad's side, for a key
/** @type {Record<string, [across: number, down: number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const CALM = 500; // ms after the user's last move before a view may move the point again

/** @typedef {Record<"sliding" | "letGo", (move: SliderMove) => void>} Tell */

/**
 * @param {string} label
 * @param {Tell} tell
 * @returns {HTMLElement}
 */
export function makePad(label, tell) {
  const pad = document.createElement("div");
  const point = document.createElement("span");
  pad.className = "pad";
  point.className = "pad-point";
  pad.append(point);
  pad.tabIndex = 0;
  pad.setAttribute("role", "slider");
  pad.setAttribute("aria-label", label);
  let frame = 0;

  /**
   * @param {number} x
   * @param {number} y
   * @returns {SliderMove}
   */
  const move = (x, y) => {
    place(pad, x, y);
    pad.dataset.touched = String(performance.now());
    return { kind: "pad", x, y };
  };
  /** @param {PointerEvent} event */
  const under = ({ clientX, clientY }) => {
    const { left, top, width, height } = pad.getBoundingClientRect();
    return move(clamped((clientX - left) / width), clamped((clientY - top) / height));
  };
  pad.addEventListener("pointerdown", (event) => {
    pad.setPointerCapture(event.pointerId);
    tell.sliding(under(event));
  });
  pad.addEventListener("pointermove", (event) => {
    if (!pad.hasPointerCapture(event.pointerId)) return;
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => tell.sliding(under(event)));
  });
  pad.addEventListener("pointerup", (event) => {
    cancelAnimationFrame(frame);
    tell.letGo(under(event));
  });
  pad.addEventListener("keydown", (event) => {
    const [across, down] = ARROWS[event.key] ?? [0, 0];
    if ((!across && !down) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const [x, y] = [Number(pad.dataset.x), Number(pad.dataset.y)];
    tell.letGo(move(clamped(x + STEP * across), clamped(y + STEP * down)));
  });
  return pad;
}

/**
 * Show the point of a view, unless the user has it in hand.
 * @param {HTMLElement} pad
 * @param {NonNullable<View["pad"]>} point
 * @param {string} shares what the point means, in words
 */
export function setPad(pad, { x, y }, shares) {
  pad.setAttribute("aria-valuetext", shares);
  if (pad.matches(":active") || performance.now() < Number(pad.dataset.touched ?? -CALM) + CALM) return;
  place(pad, x, y);
}

/**
 * @param {HTMLElement} pad
 * @param {number} x
 * @param {number} y
 */
function place(pad, x, y) {
  Object.assign(pad.dataset, { x, y });
  pad.style.setProperty("--x", String(x));
  pad.style.setProperty("--y", String(y));
  pad.setAttribute("aria-valuenow", String(Math.round(x * 100)));
}

/** @param {number} value */
function clamped(value) {
  return Math.min(Math.max(value, 0), 1);
}
