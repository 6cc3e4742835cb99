/** What is dropped: files, and all that is in folders. */

/** @typedef {{file: File, inFolder: boolean}} Found */

/**
 * Has to be called while the drop is handled: afterwards the browser knows nothing of it any more.
 * @param {DataTransfer} transfer
 * @returns {Promise<Found[]>} those of folders by their names
 */
export async function dropped(transfer) {
  const entries = Array.from(transfer.items, (item) => item.webkitGetAsEntry?.() ?? null);
  if (!entries.some((entry) => entry?.isDirectory)) return Array.from(transfer.files, (file) => ({ file, inFolder: false }));
  const found = await Promise.all(entries.map((entry) => (entry ? filesIn(entry, false) : [])));
  return found.flat();
}

/**
 * @param {FileSystemEntry} entry
 * @param {boolean} inFolder
 * @returns {Promise<Found[]>}
 */
async function filesIn(entry, inFolder) {
  if (entry.isFile) {
    const file = await fileOf(/** @type {FileSystemFileEntry} */ (entry));
    return file ? [{ file, inFolder }] : [];
  }
  const inside = await entriesOf(/** @type {FileSystemDirectoryEntry} */ (entry));
  inside.sort((one, other) => (one.name < other.name ? -1 : 1));
  const found = [];
  for (const each of inside) found.push(...(await filesIn(each, true)));
  return found;
}

/**
 * @param {FileSystemFileEntry} entry
 * @returns {Promise<File | null>} null where it is gone, or must not be read
 */
function fileOf(entry) {
  return new Promise((resolve) => entry.file(resolve, () => resolve(null)));
}

/**
 * The reader gives some at a time, and none at the end.
 * @param {FileSystemDirectoryEntry} folder
 * @returns {Promise<FileSystemEntry[]>}
 */
async function entriesOf(folder) {
  const reader = folder.createReader();
  const entries = [];
  for (;;) {
    /** @type {FileSystemEntry[]} */
    const some = await new Promise((resolve) => reader.readEntries(resolve, () => resolve([])));
    if (some.length === 0) return entries;
    entries.push(...some);
  }
}
