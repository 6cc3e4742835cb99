/** The sheet over the bottom edge of a narrow screen: its handle is a button, and can be dragged. */

const SLOP = 6; // px that a finger may move and still be pressing

const sheet = /** @type {HTMLElement} */ (document.getElementById("sheet"));
const handle = /** @type {HTMLElement} */ (document.getElementById("sheet-handle"));
const body = /** @type {HTMLElement} */ (sheet.querySelector(".panel-body"));
const more = /** @type {HTMLDetailsElement} */ (document.getElementById("more"));

export function listenToSheet() {
  /** @type {{y: number, height: number, moved: boolean} | null} */
  let drag = null;

  handle.addEventListener("pointerdown", (event) => {
    handle.setPointerCapture(event.pointerId);
    drag = { y: event.clientY, height: sheet.offsetHeight, moved: false };
  });
  handle.addEventListener("pointermove", (event) => {
    if (!drag) return;
    const up = drag.y - event.clientY;
    drag.moved ||= Math.abs(up) > SLOP;
    if (!drag.moved) return;
    sheet.setAttribute("data-dragged", "");
    sheet.style.setProperty("--sheet-height", `${drag.height + up}px`);
    if (up > 0) reveal();
  });
  for (const end of /** @type {const} */ (["pointerup", "pointercancel"])) {
    handle.addEventListener(end, (event) => {
      if (!drag) return;
      const up = drag.y - event.clientY;
      sheet.removeAttribute("data-dragged");
      sheet.style.removeProperty("--sheet-height");
      if (drag.moved) open(up > 0);
    });
  }
  handle.addEventListener("click", () => {
    if (!drag?.moved) open(sheet.dataset.open !== "true");
    drag = null;
  });
}

/** @param {boolean} opened */
function open(opened) {
  sheet.dataset.open = String(opened);
  handle.setAttribute("aria-expanded", String(opened));
  if (opened) reveal();
  else body.scrollTop = 0;
}

/** Dragging up is asking for more. */
function reveal() {
  more.open = true;
}
