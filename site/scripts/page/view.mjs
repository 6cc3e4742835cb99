/** View to page. Python decides what is to be seen; nothing here knows a rule. */

/** @import {Choices, ChosenStyle, NetworkChoice, View} from "../python/messages.d.ts" */

import { showAreas } from "./areas.mjs";
import { showBlend } from "./blend.mjs";
import { showCamera } from "./camera.mjs";
import { showCaption } from "./caption.mjs";
import { showSheet } from "./contact-sheet.mjs";
import { showDivider } from "./divider.mjs";
import { button, html, setText } from "./elements.mjs";
import { showHanding } from "./handing.mjs";
import { showMasked } from "./mask.mjs";
import { hasPhoto, showResult } from "./pictures.mjs";
import { inNumbers } from "./values.mjs";
import { watchScale } from "./scale.mjs";
import { showPressed, showShelf } from "./shelf.mjs";
import { showTold } from "./told.mjs";
import { keepUnderway } from "./underway.mjs";
import { setSlider, watchSlider } from "./slider.mjs";
import { showWork } from "./work.mjs";
import { showInViewport } from "./viewport.mjs";

const root = document.documentElement;
const easel = /** @type {HTMLElement} */ (document.querySelector(".easel"));
const cancel = button("cancel");
const download = button("download");

const sliders = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("input[data-setting]"));
const ofTools = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("input[data-brush]"));

const quality = /** @type {HTMLInputElement} */ (html("quality"));
const howMade = /** @type {HTMLInputElement} */ (html("how-made"));

/** @type {Choices} */
let choices = { styles: [], output_sizes: [], style_networks: [], transformers: [], formats: [], backends: [] };

for (const slider of [...sliders, ...ofTools]) {
  const number = html(`${slider.id}-number`);
  watchSlider(slider, (value) => {
    number.textContent = inNumbers(value);
  });
}
watchScale(html("strength-scale"));
watchSlider(quality, (value) => {
  html("quality-number").textContent = String(value);
});

/**
 * Show what can be chosen; views say what is.
 * @param {Choices} told
 */
export function showChoices(told) {
  choices = told;
  showShelf(choices.styles);
  offer("output-size", choices.output_sizes);
  offer("style-outside", [
    { value: "", label: say("outside-photo") },
    ...choices.styles.map(({ id, name }) => ({ value: id, label: name })),
  ]);
  offer("area-style", choices.styles.map(({ id, name }) => ({ value: id, label: name })));
  offer("style-network", choices.style_networks.map(({ id, title }) => ({ value: id, label: title })));
  offer("transformer", choices.transformers.map(({ id, title }) => ({ value: id, label: title })));
  offer("download-format", choices.formats);
  offer("backend", choices.backends.map(({ id, title }) => ({ value: id, label: title })));
  const options = /** @type {HTMLSelectElement} */ (html("backend")).options;
  choices.backends.forEach(({ available }, at) => options[at]?.toggleAttribute("disabled", !available));
}

/**
 * Show a view of Python. The pixels of its result are on their canvas already; those of a photo may follow it.
 * @param {View} view
 * @param {boolean} answered whether it takes all that the user has done into account
 */
export function showView(view, answered) {
  const chosen = chosenOf(view);
  showPressed(chosen.map(({ id }) => id));
  showBlend(chosen, view.mix, view.pad, view.can_open_strip);
  showSettings(view);
  showSaving(view);
  showButtons(view);
  showDetails(view.details);
  showCamera(view.camera);
  showWork(view);
  showSheet(view.sheet, view.can_open_sheet);
  showResult(view.result !== null);
  showDivider(view.result?.number ?? 0);
  showInViewport(view.content?.id);
  showMasked(view.masked, view.content?.id);
  showAreas(view.areas, choices.styles);
  showHanding(view);
  keepUnderway(view.painting);
  showCaption(view, chosen);
  name("photo", view.shows.photo || say("page-the-photo"));
  name("result", view.shows.result || say("page-the-painted-photo"));
  showTold(view.told);
  easel.setAttribute("aria-busy", String(view.phase === "working"));

  root.dataset.phase = view.phase;
  root.dataset.backend = view.backend;
  root.dataset.threads = String(view.threads);
  if (view.content && hasPhoto()) showPhotoOnEasel();
  else root.dataset.content = "none";
  root.dataset.next = view.next;
  // Set last, and only when it changes: whoever waits for it finds the page as it will stay, and what was asked for.
  const stays = answered && view.phase !== "working";
  if (stays && view.result && root.dataset.result !== String(view.result.number)) {
    root.dataset.seconds = String(view.result.seconds);
    root.dataset.result = String(view.result.number);
  }
}

/**
 * Say what a picture is: its one name.
 * @param {string} id
 * @param {string} words
 */
function name(id, words) {
  if (html(id).getAttribute("aria-label") !== words) html(id).setAttribute("aria-label", words);
}

/** The welcome gives way to the photo. */
export function showPhotoOnEasel() {
  root.dataset.content = "photo";
  if (root.dataset.next === "photo") root.dataset.next = "style";
}

/**
 * @param {View} view
 * @returns {ChosenStyle[]}
 */
function chosenOf({ chosen }) {
  const styles = new Map(choices.styles.map((style) => [style.id, style]));
  return chosen.flatMap(({ id, weight, percent }) => {
    const style = styles.get(id);
    return style ? [{ ...style, weight, percent }] : [];
  });
}

/** @param {View} view */
function showSettings({ settings, backend_choice, backend_note, outside, areas }) {
  for (const slider of sliders) setSlider(slider, Number(settings[slider.id]));
  choose("output-size", String(settings["output-size"]));
  showNetwork("style-network", choices.style_networks, settings["style-network"]);
  showNetwork("transformer", choices.transformers, settings.transformer);
  choose("backend", backend_choice);
  choose("style-outside", outside);
  choose("area-style", areas.styles[areas.current - 1]?.[0] ?? "");
  setText("backend-note", backend_note);
}

/** @param {View} view */
function showSaving({ saving, quality_counts }) {
  choose("download-format", saving["download-format"]);
  setSlider(quality, saving.quality);
  html("quality-field").hidden = !quality_counts;
  howMade.checked = saving["how-made"];
}

/**
 * @param {string} id
 * @param {NetworkChoice[]} networks
 * @param {number | string | undefined} chosen
 */
function showNetwork(id, networks, chosen) {
  choose(id, String(chosen));
  const network = networks.find((candidate) => candidate.id === chosen);
  if (!network) return;
  setText(`${id}-note`, network.note);
  setText(`${id}-technical`, network.technical);
}

/**
 * @param {string} id
 * @param {{value: string, label: string}[]} options
 */
function offer(id, options) {
  const select = /** @type {HTMLSelectElement} */ (html(id));
  const shown = Array.from(select.options, ({ value }) => value);
  if (shown.join() === options.map(({ value }) => value).join()) return;
  select.replaceChildren(...options.map(({ value, label }) => new Option(label, value)));
}

/**
 * @param {string} id
 * @param {string} value
 */
function choose(id, value) {
  const select = /** @type {HTMLSelectElement} */ (html(id));
  if (select.value !== value) select.value = value;
}

/** @param {View} view */
function showButtons(view) {
  setText("stylize-words", view.stylize);
  button("auto-strength").disabled = !view.can_choose_strength;
  button("undo").disabled = !view.can_undo;
  button("redo").disabled = !view.can_redo;
  button("save-project").disabled = button("copy-link").disabled = !view.can_save_project;
  button("compare").disabled = view.result === null;
  button("mask-tool").disabled = view.content === null;
  button("mask-people").disabled = !view.can_find_people;
  button("mask-invert").disabled = button("mask-clear").disabled = !view.masked;
  download.disabled = view.result === null;
  cancel.hidden = !view.can_cancel;
  download.hidden = view.can_cancel;
}

/** @param {View["details"]} details */
function showDetails(details) {
  const list = html("trust-details");
  const signature = JSON.stringify(details);
  if (list.dataset.shown === signature) return;
  list.dataset.shown = signature;
  list.replaceChildren(
    ...details.flatMap(({ label, value }) => [
      Object.assign(document.createElement("dt"), { textContent: label }),
      Object.assign(document.createElement("dd"), { textContent: value }),
    ]),
  );
}
