/** Styles taken further: sliders along the directions in which painters differ, a random style, and the numbers. */

/** @import {Exploring} from "../python/messages.d.ts" */
/** @import {Send} from "./workers.mjs" */

import { button } from "./elements.mjs";
import { setSlider, watchSlider } from "./slider.mjs";

const sliders = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("input[data-direction]"));
const text = /** @type {HTMLTextAreaElement} */ (document.getElementById("numbers-text"));
const [copy, use] = [button("numbers-copy"), button("numbers-use")];
let shown = "";

/** @param {Send} send */
export function listenToExploring(send) {
  for (const slider of sliders) {
    watchSlider(slider, (amount) => slider.setAttribute("aria-valuetext", towards(slider, amount)));
    slider.addEventListener("change", () => {
      send({ kind: "explore", id: slider.dataset.direction ?? "", amount: slider.valueAsNumber });
    });
  }
  for (const kind of /** @type {const} */ (["random-style", "numbers", "numbers-save"])) {
    button(kind).addEventListener("click", () => send({ kind }));
  }
  text.addEventListener("input", enable);
  copy.addEventListener("click", () => {
    text.select();
    document.execCommand("copy"); // the clipboard of scripts is closed to this site by its own headers
  });
  use.addEventListener("click", () => {
    const bytes = new TextEncoder().encode(text.value).buffer;
    send({ kind: "style-files", files: [{ name: `${say("page-numbers")}.json`, bytes }] });
  });
}

/** @param {Exploring} told */
export function showExploring({ amounts, numbers, can_read_numbers }) {
  for (const slider of sliders) setSlider(slider, amounts[slider.dataset.direction ?? ""] ?? 0);
  button("numbers").disabled = button("numbers-save").disabled = !can_read_numbers;
  if (shown === numbers) return;
  text.value = shown = numbers;
  enable();
}

/**
 * How far a style was taken, and which way.
 * @param {HTMLInputElement} slider
 * @param {number} amount
 */
function towards({ max, dataset }, amount) {
  if (amount === 0) return say("value-explore-not");
  const percent = Math.round((100 * Math.abs(amount)) / Number(max));
  return say("value-explore", { percent, end: (amount < 0 ? dataset.less : dataset.more) ?? "" });
}

function enable() {
  copy.disabled = use.disabled = text.value.trim() === "";
}
