/** What happened on the easel, for those who do not see it: said once each, by a region that is not seen. */

const region = /** @type {HTMLElement} */ (document.getElementById("told"));

let said = 0;

/** @param {{number: number, text: string} | null} told */
export function showTold(told) {
  if (!told || told.number === said) return;
  said = told.number;
  // The same words again are news as well: a new element is what screen readers notice.
  region.replaceChildren(Object.assign(document.createElement("p"), { textContent: told.text }));
}
