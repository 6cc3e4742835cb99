/** The wall of styles: opened from the shelf, searched, grouped. Python says which styles are to be seen. */

/** @import {Assets} from "../offline/assets.d.ts" */
/** @import {Wall} from "../python/messages.d.ts" */
/** @import {Send} from "./workers.mjs" */

import { button, setText } from "./elements.mjs";
import { onEscape } from "./escape.mjs";
import { showExploring } from "./explore.mjs";
import { showLook } from "./looks.mjs";
import { arrange, setShown } from "./shelf.mjs";

const ALL = "all"; // styles

const root = document.documentElement;
const opener = /** @type {HTMLButtonElement} */ (document.getElementById("wall-open"));
const tile = /** @type {HTMLElement} */ (opener.closest("li"));
const tools = /** @type {HTMLElement} */ (document.getElementById("wall-tools"));
const search = /** @type {HTMLInputElement} */ (document.getElementById("wall-search"));
const group = /** @type {HTMLSelectElement} */ (document.getElementById("wall-group"));
const favourite = button("favourite");
const more = button("more-like-this");
const forget = button("forget-styles");
const shut = button("wall-close");

/**
 * @param {Assets["wall"]} wall
 * @param {Send} send
 */
export function listenToWall(wall, send) {
  drawThumbnails(wall);
  const close = () => {
    open(false);
    // Nothing would say why the row lacks styles.
    if (search.value !== "") send({ kind: "wall-search", query: (search.value = "") });
    if (group.value !== ALL) send({ kind: "wall-group", id: (group.value = ALL) });
  };
  opener.addEventListener("click", () => open(true));
  shut.addEventListener("click", close);
  onEscape(() => !tools.hidden, close);
  search.addEventListener("input", () => send({ kind: "wall-search", query: search.value }));
  group.addEventListener("change", () => send({ kind: "wall-group", id: group.value }));
  for (const kind of /** @type {const} */ (["favourite", "more-like-this", "forget-styles"])) {
    button(kind).addEventListener("click", () => send({ kind }));
  }
}

/** @param {Wall} wall */
export function showWall(wall) {
  arrange(wall.shown);
  if (document.activeElement !== search) search.value = wall.query;
  const options = wall.groups.map(({ value, label }) => new Option(label, value));
  const signature = JSON.stringify(wall.groups);
  if (group.dataset.shown !== signature) {
    group.dataset.shown = signature;
    group.replaceChildren(...options);
  }
  group.value = wall.group;
  setText("wall-found", wall.found);
  favourite.disabled = wall.favourite === null;
  favourite.setAttribute("aria-pressed", String(wall.favourite === true));
  more.disabled = !wall.can_find_likeness;
  more.setAttribute("aria-pressed", String(wall.by_likeness));
  forget.hidden = !wall.can_forget;
  showExploring(wall.explore);
  showLook(wall.look);
}

/**
 * The tile that opens the wall has nothing to say within it.
 * @param {boolean} wanted
 */
function open(wanted) {
  const within = tools.contains(document.activeElement);
  tools.hidden = !wanted;
  root.toggleAttribute("data-wall", wanted);
  if (wanted) (matchMedia("(pointer: coarse)").matches ? shut : search).focus(); // a keyboard on the screen would hide it
  setShown(tile, !wanted);
  if (within) opener.focus();
}

/**
 * Cut the small pictures out of the file that holds all of them.
 * @param {Assets["wall"]} wall
 */
async function drawThumbnails({ picture, side, columns }) {
  const sheet = new Image();
  sheet.src = picture.url;
  try {
    await sheet.decode();
  } catch {
    return; // this browser does not know the format, or the file is not here: names tell the styles apart
  }
  for (const canvas of /** @type {NodeListOf<HTMLCanvasElement>} */ (document.querySelectorAll("canvas[data-cell]"))) {
    const cell = Number(canvas.dataset.cell);
    const [left, top] = [(cell % columns) * side, Math.floor(cell / columns) * side];
    canvas.getContext("2d")?.drawImage(sheet, left, top, side, side, 0, 0, canvas.width, canvas.height);
  }
}
