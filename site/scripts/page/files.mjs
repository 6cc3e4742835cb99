/** Pictures coming in: by button, dropped anywhere on the page, pasted, or one of the examples. */

/** @import {StudioEvent} from "../python/messages.d.ts" */
/** @import {Found} from "./folders.mjs" */
/** @import {Send} from "./workers.mjs" */

import { endChoosing, listenToAnother } from "./another.mjs";
import { isFilm } from "./films.mjs";
import { dropped } from "./folders.mjs";
import { hold } from "./handles.mjs";

const contentInput = /** @type {HTMLInputElement} */ (document.getElementById("content-file"));
const styleInput = /** @type {HTMLInputElement} */ (document.getElementById("style-file"));
const projectInput = /** @type {HTMLInputElement} */ (document.getElementById("project-file"));
const maskInput = /** @type {HTMLInputElement} */ (document.getElementById("mask-file"));
const veil = /** @type {HTMLElement} */ (document.getElementById("drop-veil"));

/**
 * Listen for all ways in.
 * @param {Send} send
 * @param {(picture: () => Promise<Blob>) => void} onPhoto called at once when a photo is chosen
 * @param {(film: File) => void} onFilm called with a film that was given in the place of a photo
 * @returns {(files: File[]) => void} a further way: takes files as if they had been chosen as photos
 */
export function listenForFiles(send, onPhoto, onFilm) {
  /** @param {File[]} files */
  const photo = (files) => found(files.map((file) => ({ file, inFolder: false })));
  /** @param {Found[]} files */
  const found = (files) => {
    const [first] = files;
    if (!first) return;
    endChoosing();
    if (files.length > 1 || first.inFolder) return send({ kind: "photos", files: hold(files) });
    if (isFilm(first.file)) return onFilm(first.file);
    onPhoto(async () => first.file);
    send(contentEvent(first.file));
  };
  /** @param {File[]} files */
  const style = (files) => {
    if (files.length > 0) send(styleEvent(files));
  };

  listenToInput(contentInput, photo);
  listenToInput(styleInput, style);
  listenToInput(projectInput, ([first]) => {
    if (first) send(projectEvent(first));
  });
  listenToInput(maskInput, ([first]) => {
    if (first) send(maskEvent(first));
  });
  listenToAnother();

  for (const button of document.querySelectorAll("[data-example]")) {
    if (!(button instanceof HTMLElement)) continue;
    button.addEventListener("click", () => {
      endChoosing();
      const picture = button.dataset.picture;
      if (picture) onPhoto(async () => (await fetch(picture)).blob());
      send({ kind: "content-example", id: button.dataset.example ?? "" });
    });
  }

  document.addEventListener("paste", ({ clipboardData, target }) => {
    const files = [...(clipboardData?.files ?? [])];
    const toStyles = document.activeElement?.closest("[data-drop]")?.getAttribute("data-drop") === "style";
    if (toStyles) style(files);
    else if (files.length > 0) photo(files);
    else if (!isTyped(target)) send({ kind: "text-given", text: clipboardData?.getData("text/plain") ?? "" });
  });

  listenForDrops(async (transfer, target) => {
    const files = await dropped(transfer);
    if (target === "style") style(files.map(({ file }) => file));
    else found(files);
  }, (text) => send({ kind: "text-given", text }));
  return photo;
}

/**
 * @param {HTMLInputElement} input
 * @param {(files: File[]) => void} take
 */
function listenToInput(input, take) {
  const read = () => {
    const files = [...(input.files ?? [])];
    input.value = ""; // so that the same file can be chosen again
    take(files);
  };
  input.addEventListener("change", read);
  if (input.files?.length) read(); // chosen before this script ran
}

/**
 * Whether something is written here, which a paste goes into.
 * @param {EventTarget | null} target
 */
function isTyped(target) {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

/**
 * The whole page takes drops. The veil over it has a half for the photo and a half for a style. A picture of another
 * page may come as its address alone.
 * @param {(transfer: DataTransfer, target: string) => void} take
 * @param {(text: string) => void} takeAddress
 */
function listenForDrops(take, takeAddress) {
  /** @param {DragEvent} event */
  const carriesAddress = (event) => event.dataTransfer?.types.includes("text/uri-list") ?? false;
  /** @param {DragEvent} event */
  const carriesFiles = (event) => event.dataTransfer?.types.includes("Files") ?? false;

  /** @param {EventTarget | null} over */
  const mark = (over) => {
    for (const target of veil.children) target.toggleAttribute("data-over", target === over);
  };

  document.addEventListener("dragenter", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    veil.hidden = false;
    mark(event.target);
  });
  document.addEventListener("dragover", (event) => {
    if (carriesFiles(event) || carriesAddress(event)) event.preventDefault();
  });
  document.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) veil.hidden = true;
  });
  document.addEventListener("drop", (event) => {
    const { dataTransfer } = event;
    if (!dataTransfer || !(carriesFiles(event) || carriesAddress(event))) return;
    event.preventDefault();
    veil.hidden = true;
    if (!carriesFiles(event)) return takeAddress(dataTransfer.getData("text/uri-list"));
    const target = event.target instanceof Element ? event.target.closest("[data-drop]") : null;
    take(dataTransfer, target?.getAttribute("data-drop") ?? "photo");
  });
}

/**
 * @param {File} file
 * @returns {Promise<StudioEvent>}
 */
export async function contentEvent(file) {
  return { kind: "content-file", name: file.name, bytes: await file.arrayBuffer() };
}

/**
 * @param {File} file
 * @returns {Promise<StudioEvent>}
 */
async function projectEvent(file) {
  return { kind: "project-file", name: file.name, bytes: await file.arrayBuffer() };
}

/**
 * @param {File} file
 * @returns {Promise<StudioEvent>}
 */
async function maskEvent(file) {
  return { kind: "mask-file", name: file.name, bytes: await file.arrayBuffer() };
}

/**
 * @param {File[]} files
 * @returns {Promise<StudioEvent>}
 */
async function styleEvent(files) {
  const read = files.map(async (file) => ({ name: file.name, bytes: await file.arrayBuffer() }));
  return { kind: "style-files", files: await Promise.all(read) };
}
