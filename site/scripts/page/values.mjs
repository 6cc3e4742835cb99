/** What a slider's value means, in words for those who hear it, and as a number in the page's language. */

const number = new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** @type {Record<string, (slider: HTMLInputElement) => string>} */
const MEANINGS = {
  strength: (slider) => say("value-strength", { percent: percent(slider) }),
  "stroke-size": (slider) => say("value-stroke-size", { percent: percent(slider) }),
  colours: (slider) => say("value-colours", { percent: percent(slider) }),
  lightness: (slider) => say("value-lightness", { percent: percent(slider) }),
  "photo-through": (slider) => say("value-photo-through", { percent: percent(slider) }),
  feather: (slider) => say("value-feather", { percent: percent(slider) }),
  "brush-size": (slider) => say("value-brush-size", { percent: percent(slider) }),
  "brush-hardness": (slider) => say("value-brush-hardness", { percent: percent(slider) }),
  quality: ({ valueAsNumber: value, max: largest }) => say("value-quality", { value, largest }),
  "look-side": ({ valueAsNumber: side }) => say("value-look-side", { side }),
};

/** @param {number} value */
export function inNumbers(value) {
  return number.format(value);
}

/**
 * What a slider is set to; null for one whose words are not among these.
 * @param {HTMLInputElement} slider
 */
export function inWords(slider) {
  return MEANINGS[slider.id]?.(slider) ?? null;
}

/** @param {HTMLInputElement} slider */
function percent({ valueAsNumber }) {
  return Math.round(valueAsNumber * 100);
}
