/** The keys, in a dialogue that a button or the key ? opens. */

const dialog = /** @type {HTMLDialogElement} */ (document.getElementById("help-dialog"));
const viewport = /** @type {HTMLElement} */ (document.getElementById("viewport"));

export function listenToHelp() {
  const opener = /** @type {HTMLElement} */ (document.getElementById("help"));
  opener.addEventListener("click", () => {
    opener.focus(); // which has it back in the end; a mouse does not give it to a button in every browser
    dialog.showModal();
  });
  document.getElementById("help-close")?.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", ({ target }) => {
    if (target === dialog) dialog.close(); // beside what it holds
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "?" || event.ctrlKey || event.metaKey || event.altKey || !mayBePressed()) return;
    event.preventDefault();
    dialog.showModal();
  });
}

/**
 * A key that is a character means something only to the picture (WCAG 2.1.4): whoever speaks to the page, or hits keys by
 * accident, is in something else. Where nothing has the focus, nothing else could take it.
 */
function mayBePressed() {
  if (document.querySelector("dialog[open]")) return false;
  return document.activeElement === document.body || viewport.contains(document.activeElement);
}
