/** The chosen styles in the panel: one by its name, two with a slider between them, a pad for three or four, weights. */

/** @import {ChosenStyle, View} from "../python/messages.d.ts" */
/** @import {Tell} from "./pad.mjs" */

import { makePad, setPad } from "./pad.mjs";
import { thumbnailOf } from "./pictures.mjs";
import { setSlider, watchSlider } from "./slider.mjs";

const blend = /** @type {HTMLElement} */ (document.getElementById("blend"));
const hint = [...blend.childNodes];

let shown = "";
/** @type {Tell} */
let moves = { sliding: () => {}, letGo: () => {} };

/** @param {Tell} tell what hears where the point of a pad is */
export function followPad(tell) {
  moves = tell;
}

/**
 * The parts are built anew only when other styles are chosen, so that no slider is lost while it is moved.
 * @param {ChosenStyle[]} chosen
 * @param {View["mix"]} mix
 * @param {View["pad"]} pad
 * @param {boolean} strip whether the steps between two can be painted
 */
export function showBlend(chosen, mix, pad, strip) {
  const signature = JSON.stringify(chosen.map(({ id, name }) => [id, name]));
  if (signature !== shown) {
    shown = signature;
    blend.replaceChildren(...build(chosen, pad));
  }
  for (const steps of blend.querySelectorAll("button")) steps.disabled = !strip;
  const drawn = /** @type {HTMLElement | null} */ (blend.querySelector(".pad"));
  if (drawn && pad) setPad(drawn, pad, sharesOf(chosen));
  for (const slider of blend.querySelectorAll("input")) {
    const id = slider.dataset.weight;
    const value = id === undefined ? mix?.value : chosen.find((style) => style.id === id)?.weight;
    if (value !== undefined) setSlider(slider, value);
    const number = slider.parentElement?.querySelector(".number");
    const style = chosen.find((style) => style.id === id);
    if (number && style) number.textContent = say("share", { percent: style.percent });
    if (number) slider.setAttribute("aria-valuetext", number.textContent ?? "");
  }
}

/**
 * The names of styles as the page's language lists them.
 * @param {ChosenStyle[]} styles
 */
export function namesOf(styles) {
  return new Intl.ListFormat(document.documentElement.lang).format(styles.map(({ name }) => name));
}

/**
 * @param {ChosenStyle[]} chosen
 * @param {View["pad"]} pad
 * @returns {Node[]}
 */
function build(chosen, pad) {
  const [first, second] = chosen;
  if (!first) return hint;
  if (!second) return [one(first)];
  if (chosen.length === 2) return [two(first, second)];
  const count = say("styles-chosen", { count: chosen.length, names: namesOf(chosen) });
  const mixing = pad ? [padOf(chosen, pad)] : [];
  return [element("p", "blend-count", count), ...mixing, ...chosen.map(weighed)];
}

/**
 * The pad with the styles at its corners.
 * @param {ChosenStyle[]} chosen
 * @param {NonNullable<View["pad"]>} pad
 */
function padOf(chosen, { corners }) {
  const made = makePad(say("mix-on-pad", { names: namesOf(chosen) }), {
    sliding: (move) => moves.sliding(move),
    letGo: (move) => moves.letGo(move),
  });
  made.dataset.corners = String(corners.length);
  const ends = corners.map(([x, y], at) => {
    const corner = thumbnail(chosen[at]?.id ?? "");
    corner.classList.add("pad-corner");
    corner.style.setProperty("--x", String(x));
    corner.style.setProperty("--y", String(y));
    return corner;
  });
  return element("div", "blend-pad", ...ends, made);
}

/** @param {ChosenStyle[]} chosen */
function sharesOf(chosen) {
  const shares = chosen.map(({ name, percent }) => say("share-of", { percent, name }));
  return new Intl.ListFormat(document.documentElement.lang).format(shares);
}

/** @param {ChosenStyle} style */
function one({ id, name, credit }) {
  const words = element("div", "", named("p", "blend-name", name), element("p", "blend-credit", credit));
  return element("div", "blend-one", thumbnail(id), words);
}

/**
 * @param {ChosenStyle} first
 * @param {ChosenStyle} second
 */
function two(first, second) {
  const slider = range(say("mix-of", { first: first.name, second: second.name }));
  watchSlider(slider, (value) => {
    const [first_share, second_share] = [percent(1 - value), percent(value)];
    const shares = say("mix-shares", { first_share, first: first.name, second_share, second: second.name });
    slider.setAttribute("aria-valuetext", shares);
  });
  const ends = element("p", "blend-ends", named("span", "", first.name), named("span", "", second.name));
  const steps = /** @type {HTMLButtonElement} */ (element("button", "tool", say("steps-between")));
  steps.classList.add("blend-steps");
  steps.type = "button";
  steps.dataset.kind = "strip";
  return element("div", "blend-two", thumbnail(first.id), element("div", "", slider), thumbnail(second.id), ends, steps);
}

/** @param {ChosenStyle} style */
function weighed({ id, name }) {
  const number = element("span", "number");
  const slider = range(say("weight-of", { name }));
  watchSlider(slider);
  slider.dataset.weight = id;
  return element("div", "blend-row", thumbnail(id), named("span", "blend-name", name), number, slider);
}

/** @param {string} label */
function range(label) {
  const slider = document.createElement("input");
  Object.assign(slider, { type: "range", min: "0", max: "1", step: "0.01", value: "0.5" });
  slider.setAttribute("aria-label", label);
  return slider;
}

/** @param {string} id */
function thumbnail(id) {
  const picture = thumbnailOf(id);
  picture.className = "blend-thumb";
  return picture;
}

/** @param {number} share */
function percent(share) {
  return say("share", { percent: Math.round(share * 100) });
}

/**
 * A name runs in its own direction, whatever the page's is.
 * @param {string} kind
 * @param {string} className
 * @param {string} name
 */
function named(kind, className, name) {
  const made = element(kind, className, name);
  made.dir = "auto";
  return made;
}

/**
 * @param {string} name
 * @param {string} className
 * @param {(Node | string)[]} children
 */
function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}
