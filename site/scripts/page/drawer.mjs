/** The drawer over the bottom edge of a narrow screen: its handle is a button, and can be dragged. */

import { onEscape } from "./escape.mjs";

const SLOP = 6; // px that a finger may move and still be pressing

const drawer = /** @type {HTMLElement} */ (document.getElementById("drawer"));
const handle = /** @type {HTMLElement} */ (document.getElementById("drawer-handle"));
const body = /** @type {HTMLElement} */ (drawer.querySelector(".panel-body"));
const more = /** @type {HTMLDetailsElement} */ (document.getElementById("more"));
const words = handle.querySelectorAll(".drawer-words");

export function listenToDrawer() {
  /** @type {{y: number, height: number, moved: boolean} | null} */
  let drag = null;

  handle.addEventListener("pointerdown", (event) => {
    handle.setPointerCapture(event.pointerId);
    drag = { y: event.clientY, height: drawer.offsetHeight, moved: false };
  });
  handle.addEventListener("pointermove", (event) => {
    if (!drag) return;
    const up = drag.y - event.clientY;
    drag.moved ||= Math.abs(up) > SLOP;
    if (!drag.moved) return;
    drawer.setAttribute("data-dragged", "");
    drawer.style.setProperty("--drawer-height", `${drag.height + up}px`);
    if (up > 0) reveal();
  });
  for (const end of /** @type {const} */ (["pointerup", "pointercancel"])) {
    handle.addEventListener(end, (event) => {
      if (!drag) return;
      const up = drag.y - event.clientY;
      drawer.removeAttribute("data-dragged");
      drawer.style.removeProperty("--drawer-height");
      if (drag.moved) open(up > 0);
      if (event.pointerType === "touch") drag = null; // no click comes after it
    });
  }
  handle.addEventListener("click", ({ detail }) => {
    if (detail === 0 || !drag?.moved) open(drawer.dataset.open !== "true");
    drag = null;
  });
  // Beside the picture it scrolls; a screen that is turned would have it stand where no finger could scroll it back.
  new ResizeObserver(() => {
    if (drawer.dataset.open !== "true" && getComputedStyle(body).overflowY === "hidden") body.scrollTop = 0;
  }).observe(body);
  document.addEventListener("pointerdown", ({ target }) => {
    if (target instanceof Node && !drawer.contains(target)) closeDrawer();
  });
  onEscape(() => drawer.dataset.open === "true", () => {
    if (drawer.contains(document.activeElement)) handle.focus();
    closeDrawer();
  });
}

/** Have what is in the panel within reach, where it lies in the drawer. */
export function openDrawer() {
  if (!handle.checkVisibility()) return;
  if (document.documentElement.hasAttribute("data-wall")) document.getElementById("wall-close")?.click();
  if (drawer.dataset.open !== "true") open(true);
}

/** Lay the picture open where the drawer is drawn up over it. */
export function closeDrawer() {
  if (drawer.dataset.open === "true") open(false);
}

/** @param {boolean} opened */
function open(opened) {
  if (document.documentElement.hasAttribute("data-wall")) return document.getElementById("wall-close")?.click();
  drawer.dataset.open = String(opened);
  handle.setAttribute("aria-expanded", String(opened));
  words.forEach((word, at) => word.toggleAttribute("hidden", opened === (at === 0)));
  if (opened) reveal();
  else body.scrollTop = 0;
}

/** Opening it is asking for more. */
function reveal() {
  more.open = true;
}
