/** The line at the top: how far things are, and in words what they are. */

import { html } from "./elements.mjs";

const STILL = 1500; // ms

const progress = html("progress");
const paint = html("progress-paint");
const words = html("progress-words");

/** @type {number | null} */
let shown = null;
let timer = 0;

/** @param {{text: string, fraction: number | null} | null} state */
export function showProgress(state) {
  progress.hidden = state === null;
  if (!state) return;
  const { text, fraction } = state;
  words.textContent = text;
  progress.setAttribute("aria-valuetext", text);
  progress.toggleAttribute("data-unknown", fraction === null);
  paint.style.setProperty("--done", String(fraction ?? 0));
  if (fraction === null) progress.removeAttribute("aria-valuenow");
  else progress.setAttribute("aria-valuenow", String(Math.round(fraction * 100)));
  if (fraction !== shown) moved(fraction);
}

/**
 * Where the line itself moves on, nothing else has to: a page without graphics hardware takes a tenth of the processor
 * for what moves sixty times a second.
 * @param {number | null} fraction
 */
function moved(fraction) {
  shown = fraction;
  clearTimeout(timer);
  progress.removeAttribute("data-still");
  timer = setTimeout(() => progress.setAttribute("data-still", ""), STILL);
}
