/**
 * The way back that a phone has, a button or a gesture: it closes what lies over the picture before it leaves the page.
 * Dialogues and what pops up have that of the browser. Where one does not know how (https://wicg.github.io/close-watcher/)
 * it leaves the page.
 */

/** @typedef {EventTarget & {destroy(): void}} CloseWatcher */

/** What lies over the picture, if this is there, and the button that closes it. */
const OVER = [
  { shown: '#drawer[data-open="true"]', closer: "drawer-handle" },
  { shown: ":root[data-wall]", closer: "wall-close" },
  { shown: ":root[data-choosing]", closer: "welcome-back" },
  { shown: ":root[data-camera]", closer: "camera-leave" },
];
const ATTRIBUTES = ["data-open", "data-wall", "data-choosing", "data-camera"];

/** @type {Map<string, CloseWatcher>} */
const watchers = new Map();

export function listenToBack() {
  const { CloseWatcher } = /** @type {{CloseWatcher?: new () => CloseWatcher}} */ (/** @type {unknown} */ (window));
  if (!CloseWatcher || !matchMedia("(pointer: coarse)").matches) return; // keys have a way of their own
  const look = () => {
    for (const { shown, closer } of OVER) {
      const lies = document.querySelector(shown) !== null;
      const watcher = watchers.get(closer);
      if (lies && !watcher) watchers.set(closer, watched(new CloseWatcher(), closer));
      else if (!lies && watchers.delete(closer)) watcher?.destroy();
    }
  };
  const observer = new MutationObserver(look);
  for (const element of [document.documentElement, document.getElementById("drawer")]) {
    if (element) observer.observe(element, { attributes: true, attributeFilter: ATTRIBUTES });
  }
}

/**
 * @param {CloseWatcher} watcher
 * @param {string} closer
 */
function watched(watcher, closer) {
  watcher.addEventListener("close", () => {
    if (watchers.delete(closer)) document.getElementById(closer)?.click();
  });
  return watcher;
}
