/**
 * The focus never falls to the body. What has it may be disabled, hidden or taken away by what it was pressed for; then
 * the next one that can be used has it: the nearest after it, or else before it, in the smallest part of the page that
 * has any; and where that would be no part but all of it, the picture, or what chooses one.
 */

const USABLE = ["a[href]", "button", "input", "select", "textarea", "summary", "[tabindex]"].join();
const CHANGES = ["disabled", "hidden", "open", "data-content", "data-next", "data-wall", "data-open", "data-masking"];

const HOME = ["viewport", "content-file"];

/** Where the focus is, and where that lay, from its own parent outwards. @type {{element: Element, parts: Part[]} | null} */
let held = null;
/** @typedef {{part: Element, before: number}} Part how many that can have the focus lie before it in that part */

export function keepFocus() {
  document.addEventListener("focusin", ({ target }) => {
    if (target instanceof Element) held = { element: target, parts: partsAround(target) };
  });
  // A press on bare ground takes the focus away, as it does everywhere.
  document.addEventListener("pointerdown", ({ target }) => {
    if (target instanceof Element && !target.closest(`${USABLE},label`)) held = null;
  });
  const observer = new MutationObserver(giveOn);
  observer.observe(document.documentElement, { subtree: true, childList: true, attributes: true, attributeFilter: CHANGES });
}

function giveOn() {
  if (!held || isUsable(held.element)) return;
  const active = document.activeElement;
  if (active && active !== document.body && active !== held.element) return;
  const next = successor(held.parts) ?? HOME.map((id) => document.getElementById(id)).find(isUsable);
  held = null;
  next?.focus({ preventScroll: true });
}

/**
 * @param {Part[]} parts
 * @returns {HTMLElement | undefined}
 */
function successor(parts) {
  for (const { part, before } of parts) {
    if (!part.isConnected) continue;
    const all = /** @type {HTMLElement[]} */ ([...part.querySelectorAll(USABLE)]);
    const next = all.slice(before).find(isUsable) ?? all.slice(0, before).findLast(isUsable);
    if (next) return next;
  }
  return undefined;
}

/** @param {Element} element */
function partsAround(element) {
  /** @type {Part[]} */
  const parts = [];
  for (let part = element.parentElement; part && !part.matches("main,body"); part = part.parentElement) {
    parts.push({ part, before: [...part.querySelectorAll(USABLE)].indexOf(element) });
  }
  return parts;
}

/**
 * @param {Element | null} element
 * @returns {element is HTMLElement}
 */
function isUsable(element) {
  if (!(element instanceof HTMLElement) || !element.isConnected || element.tabIndex < 0) return false;
  return !element.matches(":disabled") && element.checkVisibility({ visibilityProperty: true });
}
