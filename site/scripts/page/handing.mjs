/** The finished picture on its way out of the page, besides as a download: to the clipboard, another application, paper. */

/** @import {View, Way, WrittenFile} from "../python/messages.d.ts" */
/** @import {Send} from "./workers.mjs" */

import { button } from "./elements.mjs";

const root = document.documentElement;
const result = /** @type {HTMLCanvasElement} */ (document.getElementById("result"));
const [copy, share, print] = [button("copy"), button("share"), button("print")];

/** What waits for a file that Python writes, by where it goes. @type {Map<Way, (file: File) => void>} */
const awaited = new Map();
/** A file that the browser wants to be asked for by another press: it was long in the writing. @type {File | null} */
let late = null;
let lateOf = "";
let shown = "";

/** @param {Send} send */
export function listenToHanding(send) {
  copy.hidden = typeof ClipboardItem === "undefined" || !navigator.clipboard?.write;
  share.hidden = !navigator.canShare?.({ files: [new File([""], "painting.png", { type: "image/png" })] });
  print.hidden = typeof window.print !== "function";

  copy.addEventListener("click", async () => {
    const file = written("copy");
    send({ kind: "copy" });
    // Browsers want to be asked at once, while the press of the button counts; the file may follow.
    const asked = navigator.clipboard.write([new ClipboardItem({ "image/png": file })]);
    const outcome = await asked.then(() => /** @type {const} */ ("done"), () => /** @type {const} */ ("refused"));
    send({ kind: "handed-on", way: "copy", outcome });
  });

  share.addEventListener("click", async () => {
    const file = late ?? written("share");
    if (!late) send({ kind: "share" });
    late = null;
    const ready = await file;
    const outcome = await shared(ready);
    if (outcome === "late") [late, lateOf] = [ready, shown];
    send({ kind: "handed-on", way: "share", outcome });
  });

  print.addEventListener("click", () => window.print());
  addEventListener("beforeprint", () => {
    root.dataset.sheet = result.width > result.height ? "wide" : "tall";
  });
}

/**
 * Take in a file that was asked for here.
 * @param {WrittenFile} file
 */
export function handOn({ name, mime, bytes, way }) {
  awaited.get(way)?.(new File([bytes], name, { type: mime }));
  awaited.delete(way);
}

/**
 * Only a finished picture can be handed on, and none that was written before another was painted or chosen otherwise.
 * @param {View} view
 */
export function showHanding({ result, saving }) {
  for (const each of [copy, share, print]) each.disabled = result === null;
  shown = JSON.stringify([result?.number, saving]);
  if (shown !== lateOf) late = null;
}

/**
 * @param {Way} way
 * @returns {Promise<File>}
 */
function written(way) {
  return new Promise((resolve) => awaited.set(way, resolve));
}

/**
 * @param {File} file
 * @returns {Promise<"done" | "left" | "late" | "refused">}
 */
async function shared(file) {
  try {
    await navigator.share({ files: [file] });
    return "done";
  } catch (error) {
    const name = error instanceof DOMException ? error.name : "";
    if (name === "AbortError") return "left"; // the user closed it
    return name === "NotAllowedError" && !navigator.userActivation?.isActive ? "late" : "refused";
  }
}
