/** Files for the user to save. */

const KEPT = 60_000; // ms, for which a browser may still read what it saves

/**
 * @param {string} name
 * @param {Blob} data
 */
export function saveFile(name, data) {
  const url = URL.createObjectURL(data);
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT);
}
