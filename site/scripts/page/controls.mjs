/** What the user does with the controls and the keyboard, as events for Python. */

/** @import {SliderMove} from "../python/messages.d.ts" */
/** @import {Send} from "./workers.mjs" */

import { followPad } from "./blend.mjs";
import { button, input } from "./elements.mjs";
import { follow } from "./slider.mjs";

const WRITTEN = ["search", "text"]; // the types of inputs that hold words

const root = document.documentElement;
const trust = /** @type {HTMLDetailsElement} */ (document.getElementById("trust"));
const frame = /** @type {HTMLElement} */ (document.getElementById("picture"));
const viewport = /** @type {HTMLElement} */ (document.getElementById("viewport"));
const compare = button("compare");
const divider = input("divider");

/** @param {Send} send */
export function listenToControls(send) {
  listenToSliders(send);
  for (const kind of ["output-size", "style-network", "transformer", "download-format"]) onChoice(kind, (value) => send({ kind, value }));
  onChoice("backend", (id) => send({ kind: "backend", id }));
  for (const kind of /** @type {const} */ (["style-outside", "area-style"])) onChoice(kind, (id) => send({ kind, id }));

  const painting = /** @type {const} */ (["stylize", "auto-strength", "cancel", "undo", "redo", "download"]);
  for (const kind of painting) button(kind).addEventListener("click", () => send({ kind }));
  for (const kind of /** @type {const} */ (["mask-people", "mask-invert", "mask-clear"])) {
    button(kind).addEventListener("click", () => send({ kind }));
  }
  input("quality").addEventListener("change", ({ currentTarget }) => {
    send({ kind: "quality", value: /** @type {HTMLInputElement} */ (currentTarget).valueAsNumber });
  });
  input("how-made").addEventListener("change", ({ currentTarget }) => {
    send({ kind: "how-made", value: /** @type {HTMLInputElement} */ (currentTarget).checked });
  });

  listenToCompare();
  document.addEventListener("keydown", (event) => {
    if (shortcut(event)) event.preventDefault();
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (trust.open && target instanceof Node && !trust.contains(target)) trust.open = false;
  });
}

/** @param {Send} send */
function listenToSliders(send) {
  const tell = {
    /** @param {HTMLInputElement} slider */
    sliding: (slider) => send({ kind: "sliding", move: moveOf(slider) }),
    /** @param {HTMLInputElement} slider */
    letGo: (slider) => send(moveOf(slider)),
  };
  // The sliders of the mix come and go with the selection, so their common parent is followed.
  follow(/** @type {HTMLElement} */ (document.getElementById("blend")), tell);
  document.getElementById("blend")?.addEventListener("click", ({ target }) => {
    if (target instanceof HTMLButtonElement && target.dataset.kind === "strip") send({ kind: "strip" });
  });
  followPad({ sliding: (move) => send({ kind: "sliding", move }), letGo: send });
  for (const slider of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("input[data-setting]"))) {
    follow(slider, tell);
  }
}

/**
 * @param {HTMLInputElement} slider
 * @returns {SliderMove}
 */
function moveOf({ id, dataset, valueAsNumber }) {
  if (dataset.setting !== undefined) return { kind: id, value: valueAsNumber };
  if (dataset.weight === undefined) return { kind: "mix", value: valueAsNumber };
  return { kind: "style-weight", id: dataset.weight, weight: valueAsNumber };
}

/**
 * Every shortcut presses a button, so what a button refuses its key refuses too.
 * @param {KeyboardEvent} event
 * @returns {boolean} whether the key meant something here
 */
function shortcut(event) {
  if (document.querySelector("dialog[open]")) return false; // what lies over the studio has keys of its own
  const command = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  if (key === "escape") {
    if (press("cancel")) return true;
    if (trust.open) {
      trust.open = false;
      trust.querySelector("summary")?.focus();
      return true;
    }
    return press("message-dismiss");
  }
  if (command && !event.altKey) {
    if (isWriting(event.target)) return false;
    if (key === "z") return press(event.shiftKey ? "redo" : "undo");
    if (key === "y") return press("redo");
    if (key === "s") return press("download");
    if (key === "enter") return press("stylize");
    return false;
  }
  // A key that is a character means something only while the picture has the focus (WCAG 2.1.4).
  if (key === "c" && !event.altKey && !event.repeat && viewport.contains(document.activeElement)) return press("compare");
  return false;
}

/**
 * Whether keys write something here, which has an undo of its own.
 * @param {EventTarget | null} target
 */
function isWriting(target) {
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && WRITTEN.includes(target.type));
}

/**
 * @param {string} id
 * @returns {boolean} whether there was such a button to press
 */
function press(id) {
  const found = document.getElementById(id);
  if (!(found instanceof HTMLButtonElement) || found.disabled || found.hidden) return false;
  found.click();
  return true;
}

/** The photo shows while the button is held down; by keyboard the button toggles. */
function listenToCompare() {
  /** @param {boolean} photo */
  const show = (photo) => {
    frame.toggleAttribute("data-compare", photo);
    compare.setAttribute("aria-pressed", String(photo));
  };
  compare.addEventListener("pointerdown", (event) => {
    compare.setPointerCapture(event.pointerId);
    show(true);
  });
  compare.addEventListener("lostpointercapture", () => show(false));
  compare.addEventListener("contextmenu", (event) => event.preventDefault()); // a long press on a touch screen
  compare.addEventListener("click", (event) => {
    if (event.detail === 0) show(!frame.hasAttribute("data-compare"));
  });
  for (const moved of ["input", "set"]) divider.addEventListener(moved, () => show(false)); // it shows what it says
  new MutationObserver(() => show(false)).observe(root, { attributes: true, attributeFilter: ["data-result"] });
}

/**
 * @param {string} id
 * @param {(value: string) => void} take
 */
function onChoice(id, take) {
  const select = /** @type {HTMLSelectElement} */ (document.getElementById(id));
  select.addEventListener("change", () => take(select.value));
}
