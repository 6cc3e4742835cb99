/** How own pictures are shown to style networks. What changes it is loaded when the first is opened: few visits do. */

/** @import {Look, Pixels} from "../python/messages.d.ts" */
/** @import {Send} from "./workers.mjs" */

/** @type {Promise<typeof import("./look-editor.mjs")> | null} */
let editor = null;
/** @type {Send} */
let send = () => {};

/** @param {Send} told what hears of changes */
export function listenToLooks(told) {
  send = told;
}

/** @param {Look | null} look */
export async function showLook(look) {
  if (!look && !editor) return;
  editor ??= import("./look-editor.mjs").then((loaded) => {
    loaded.listen(send);
    return loaded;
  });
  try {
    (await editor).show(look);
  } catch {
    editor = null; // it may be had the next time
    if (look) send({ kind: "look-close" });
  }
}

/**
 * Take in the whole picture.
 * @param {Pixels} pixels
 */
export async function putLook(pixels) {
  (await editor?.catch(() => null))?.put(pixels);
}
