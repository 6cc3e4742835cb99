/** The message at the foot of the easel: what went wrong, or what can be undone. */

/**
 * A message as it is shown: Python's, or something that the page itself has to say.
 * @typedef {{label: string, run: () => void}} Action
 * @typedef {{tone: "error" | "info", text: string, names?: string[], action: Action | null, about?: "still" | "heard" | "file"}} Notice
 */

import { isolated } from "./isolate.mjs";

const region = /** @type {HTMLElement} */ (document.getElementById("message"));
const template = /** @type {HTMLTemplateElement} */ (document.getElementById("message-template"));

const READ = 8000; // ms that news which asks for nothing stays

let shown = "";
let timer = 0;

/**
 * @param {Notice | null} notice
 * @param {() => void} dismiss
 */
export function showMessage(notice, dismiss) {
  // The same message again is not said again.
  const signature = notice ? JSON.stringify([notice.tone, notice.text, notice.action?.label]) : "";
  if (signature === shown) return;
  shown = signature;
  clearTimeout(timer);
  region.replaceChildren();
  if (!notice) return;

  const card = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
  card.dataset.tone = notice.tone;
  region.setAttribute("aria-live", notice.tone === "error" ? "assertive" : "polite");
  const text = /** @type {HTMLElement} */ (card.querySelector(".message-text"));
  text.replaceChildren(...isolated(notice.text, notice.names ?? []));
  const action = /** @type {HTMLButtonElement} */ (card.querySelector(".message-action"));
  action.hidden = !notice.action;
  action.textContent = notice.action?.label ?? "";
  action.addEventListener("click", () => notice.action?.run());
  card.querySelector("#message-dismiss")?.addEventListener("click", dismiss);
  region.append(card);
  if (notice.tone === "info" && !notice.action) timer = setTimeout(dismiss, READ);
}
