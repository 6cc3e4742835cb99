/** The parts of the photo that have styles of their own, to take one to hand. Python says which there are. */

/** @import {Areas, Style} from "../python/messages.d.ts" */
/** @import {Send} from "./workers.mjs" */

import { button, html } from "./elements.mjs";
import { thumbnailOf } from "./pictures.mjs";

const list = html("areas");
const own = html("area-own");

let shown = "";

/** @param {Send} send */
export function listenToAreas(send) {
  list.addEventListener("change", ({ target }) => {
    if (target instanceof HTMLInputElement) send({ kind: "area", number: Number(target.value) });
  });
  for (const kind of /** @type {const} */ (["area-add", "area-remove"])) {
    button(kind).addEventListener("click", () => send({ kind }));
  }
}

/**
 * @param {Areas} areas
 * @param {Style[]} styles that there are to choose from
 */
export function showAreas({ current, styles: ids, can_add }, styles) {
  const names = new Map(styles.map(({ id, name }) => [id, name]));
  const chips = ids.map((each) => ({ id: each[0] ?? "", name: each.map((id) => names.get(id) ?? "").join(" + ") }));
  const signature = JSON.stringify(chips);
  if (signature !== shown) {
    shown = signature;
    list.replaceChildren(chip(0, "", say("area-chosen")), ...chips.map(({ id, name }, at) => chip(at + 1, id, name)));
  }
  list.hidden = chips.length === 0;
  own.hidden = current === 0;
  for (const radio of list.querySelectorAll("input")) radio.checked = radio.value === String(current);
  button("area-add").disabled = !can_add;
}

/**
 * @param {number} number
 * @param {string} id of a style
 * @param {string} name
 */
function chip(number, id, name) {
  const made = document.createElement("label");
  const radio = document.createElement("input");
  const words = document.createElement("span");
  Object.assign(radio, { type: "radio", name: "area", value: String(number), className: "visually-hidden" });
  Object.assign(words, { textContent: name, dir: "auto", className: "area-name" });
  made.className = "area";
  made.append(radio, ...(id ? [thumbnailOf(id)] : []), words);
  return made;
}
