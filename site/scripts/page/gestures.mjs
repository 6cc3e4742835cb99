/**
 * What hands do on the picture: one pointer moves it, two fingers pinch it, two taps come closer, and while it is
 * pressed and held the photo shows. The brush has one pointer for itself; two fingers and the middle button of a mouse
 * move the picture under it.
 */

/**
 * @typedef {{clientX: number, clientY: number}} Place
 * @typedef {object} Hands
 * @property {(across: number, down: number) => void} move px
 * @property {(from: [Place, Place], to: [Place, Place]) => void} pinch
 * @property {(at: Place) => void} doubleTap
 */

const SLOP = 6; // px that a finger may move and still be pressing
const HELD = 250; // ms after which a press is no tap any more
const TWICE = 300; // ms between two taps that belong together
const TOGETHER = 30; // px between them
const MIDDLE = 1; // the button of a mouse

const frame = /** @type {HTMLElement} */ (document.getElementById("picture"));

/** The pointers that are down: where, and whether one alone moves the picture. @type {Map<number, Place & {moves: boolean}>} */
const pointers = new Map();
/** What may yet be a tap, or be held. @type {(Place & {timer: number}) | null} */
let press = null;
/** The tap before. */
let tap = { clientX: 0, clientY: 0, at: -Infinity };

/**
 * @param {HTMLElement} viewport
 * @param {Hands} hands
 */
export function listenToGestures(viewport, hands) {
  viewport.addEventListener("pointerdown", (event) => {
    const { pointerId, pointerType, button, clientX, clientY } = event;
    const moves = button === MIDDLE || !frame.hasAttribute("data-masking");
    if ((button !== 0 && button !== MIDDLE) || (!moves && pointerType !== "touch")) return;
    if (button === MIDDLE) event.preventDefault(); // the browser would scroll by itself
    if (moves) viewport.setPointerCapture(pointerId);
    letGo();
    pointers.set(pointerId, { clientX, clientY, moves });
    if (pointers.size === 1 && moves && button === 0) {
      press = { clientX, clientY, timer: setTimeout(() => frame.setAttribute("data-held", ""), HELD) };
    }
  });
  viewport.addEventListener("pointermove", ({ pointerId, clientX, clientY }) => {
    const before = pointers.get(pointerId);
    if (!before) return;
    const now = { ...before, clientX, clientY };
    if (press && !frame.hasAttribute("data-held") && distance(press, now) > SLOP) letGo();
    if (pointers.size === 1) {
      if (before.moves && !press) hands.move(clientX - before.clientX, clientY - before.clientY);
    } else {
      const [other] = [...pointers].flatMap(([id, place]) => (id === pointerId ? [] : [place]));
      if (other) hands.pinch([before, other], [now, other]);
    }
    pointers.set(pointerId, now);
  });
  viewport.addEventListener("pointerup", (event) => {
    const taps = pointers.size === 1 && press && !frame.hasAttribute("data-held");
    leave(event);
    if (!taps) return;
    const { clientX, clientY, timeStamp } = event;
    const second = timeStamp < tap.at + TWICE && distance(tap, event) < TOGETHER;
    tap = { clientX, clientY, at: second ? -Infinity : timeStamp };
    if (second) hands.doubleTap(event);
  });
  viewport.addEventListener("pointercancel", leave);
  // Where one finger scrolls the page, two would, too.
  viewport.addEventListener("touchstart", (event) => event.touches.length > 1 && event.preventDefault(), { passive: false });
  viewport.addEventListener("contextmenu", (event) => {
    if (frame.hasAttribute("data-held")) event.preventDefault(); // a long press on a touch screen
  });
}

/** @param {PointerEvent} event */
function leave({ pointerId }) {
  if (pointers.delete(pointerId)) letGo();
}

/** What was pressed is held no more. */
function letGo() {
  clearTimeout(press?.timer);
  press = null;
  frame.removeAttribute("data-held");
}

/**
 * @param {Place} first
 * @param {Place} second
 */
function distance(first, second) {
  return Math.hypot(first.clientX - second.clientX, first.clientY - second.clientY);
}
