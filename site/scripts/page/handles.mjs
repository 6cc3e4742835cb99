/**
 * Files that the page holds for Python, which reads them one at a time: photos that were given together. What the
 * browser gives are handles, and no bytes are in memory before they are read.
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
    const id = `photo-${held.size + 1}`;
    held.set(id, file);
    return { id, name: file.name, in_folder: inFolder };
  });
}

/** @param {string} id */
export function fileOf(id) {
  return held.get(id);
}

/**
 * @param {string} id
 * @returns {Promise<ArrayBuffer | null>} null where it cannot be read, as one that was moved
 */
export async function bytesOf(id) {
  try {
    return (await held.get(id)?.arrayBuffer()) ?? null;
  } catch {
    return null;
  }
}
