/** One style dragged onto another: a mixture of the two. The sign of a style does the same by keyboard, one at a time. */

/** @import {Send} from "./workers.mjs" */

const TYPE = "text/x-impasto-style";
const shelf = /** @type {HTMLElement} */ (document.getElementById("shelf"));
/** @type {HTMLElement | null} */
let over = null;

/** @param {Send} send */
export function listenToPairing(send) {
  shelf.addEventListener("pointerdown", ({ target }) => {
    const item = styleAt(target);
    if (item) item.draggable = true;
  });
  shelf.addEventListener("dragstart", (event) => {
    const item = styleAt(event.target);
    if (item?.dataset.style) event.dataTransfer?.setData(TYPE, item.dataset.style);
  });
  shelf.addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes(TYPE)) return;
    mark(styleAt(event.target));
    if (over) event.preventDefault();
  });
  shelf.addEventListener("dragleave", () => mark(null));
  shelf.addEventListener("dragend", () => mark(null));
  shelf.addEventListener("drop", (event) => {
    const [first, second] = [event.dataTransfer?.getData(TYPE), styleAt(event.target)?.dataset.style];
    mark(null);
    if (!first || !second) return;
    event.preventDefault();
    send({ kind: "style-pair", first, second });
  });
}

/** @param {EventTarget | null} target */
function styleAt(target) {
  return target instanceof Element ? /** @type {HTMLElement | null} */ (target.closest("li[data-style]")) : null;
}

/** @param {HTMLElement | null} item */
function mark(item) {
  over?.removeAttribute("data-over");
  item?.setAttribute("data-over", "");
  over = item;
}
