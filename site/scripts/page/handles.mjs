/**
 * Files that the page holds for Python, which reads them one at a time: photos that were given together, and what was
 * painted of them. What the browser gives are handles, and no bytes are in memory before they are read.
 */

/** @import {GivenFile} from "../python/messages.d.ts" */

/** @type {Map<string, File>} */
const held = new Map();

/**
 * @param {{file: File, inFolder: boolean}[]} files
 * @returns {GivenFile[]} what Python is told of them
 */
export function hold(files) {
  return files.map(({ file, inFolder }) => {
    const id = `photo-${crypto.randomUUID()}`; // unlike those of earlier visits, of which some may be kept
    held.set(id, file);
    return { id, name: file.name, in_folder: inFolder, bytes: file.size };
  });
}

/**
 * @param {string} id
 * @param {File} file
 */
export function holdAs(id, file) {
  held.set(id, file);
}

/** @param {string} id */
export function letGoOf(id) {
  held.delete(id);
}

/** @param {string} id */
export function heldFile(id) {
  return held.get(id);
}

/** All of them, by their ids. */
export function allHeld() {
  return [...held];
}
