/** Sliders: their filled part, their words, what is told while they move, and views that must not pull a knob out of a hand. */

import { inWords } from "./values.mjs";

const KEYS = /^(Arrow(Left|Right|Up|Down)|Page(Up|Down)|Home|End)$/; // that move one
const CALM = 500; // ms after the user's last move before a view may set a slider again

/** @type {WeakMap<HTMLInputElement, {touched: number, wanted: number, timer: number}>} */
const states = new WeakMap();

/**
 * @param {HTMLInputElement} slider
 * @param {(value: number) => void} [onValue] called with every value that the slider shows
 */
export function watchSlider(slider, onValue = () => {}) {
  states.set(slider, { touched: -Infinity, wanted: slider.valueAsNumber, timer: 0 });
  const show = () => {
    const [low, high] = [Number(slider.min), Number(slider.max)];
    slider.style.setProperty("--fill", String((slider.valueAsNumber - low) / (high - low)));
    const words = inWords(slider);
    if (words !== null) slider.setAttribute("aria-valuetext", words);
    onValue(slider.valueAsNumber);
  };
  slider.addEventListener("input", () => {
    const state = states.get(slider);
    if (state) state.touched = performance.now();
    show();
  });
  slider.addEventListener("set", show);
  show();
}

/**
 * Set a slider to the value of a view, at once or when the user has let go of it.
 * @param {HTMLInputElement} slider watched
 * @param {number} value
 */
export function setSlider(slider, value) {
  const state = states.get(slider);
  if (!state) return;
  state.wanted = value;
  clearTimeout(state.timer);
  const wait = state.touched + CALM - performance.now();
  if (wait > 0 || slider.matches(":active")) {
    state.timer = setTimeout(() => setSlider(slider, state.wanted), Math.max(wait, CALM / 2));
  } else if (slider.valueAsNumber !== value) {
    slider.valueAsNumber = value;
    slider.dispatchEvent(new Event("set"));
  }
}

/**
 * Tell where sliders are: once a frame while they move, and at once when they are let go. A key lets go when it comes up,
 * so that one which is held down is one step, as a drag is.
 * @param {HTMLElement} part a slider, or what holds some
 * @param {Record<"sliding" | "letGo", (slider: HTMLInputElement) => void>} tell
 */
export function follow(part, { sliding, letGo }) {
  let frame = 0;
  let held = false;
  /** What the key that is down has set. @type {HTMLInputElement | null} */
  let set = null;
  const up = () => {
    const slider = set;
    [held, set] = [false, null];
    if (!slider) return;
    cancelAnimationFrame(frame);
    letGo(slider);
  };
  part.addEventListener("keydown", ({ key }) => {
    held = KEYS.test(key);
  });
  part.addEventListener("keyup", up);
  part.addEventListener("focusout", up);
  part.addEventListener("input", ({ target }) => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => sliding(/** @type {HTMLInputElement} */ (target)));
  });
  part.addEventListener("change", ({ target }) => {
    if (held) {
      set = /** @type {HTMLInputElement} */ (target);
      return;
    }
    cancelAnimationFrame(frame);
    letGo(/** @type {HTMLInputElement} */ (target));
  });
}
