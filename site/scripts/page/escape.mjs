/** Escape closes what lies open, wherever the focus is, before it ends anything. */

/**
 * What has the focus, and has a meaning of its own for the key, comes first; so does a dialogue.
 * @param {() => boolean} isOpen
 * @param {() => void} close
 */
export function onEscape(isOpen, close) {
  document.body.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "escape" || !isOpen() || document.querySelector("dialog[open]")) return;
    event.stopImmediatePropagation();
    close();
  });
}
