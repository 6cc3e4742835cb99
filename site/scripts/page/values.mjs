/** What a slider's value means, in words for those who hear it, and as a number in the page's language. */

const number = new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** @type {Record<string, (percent: number) => string>} */
const MEANINGS = {
  strength: (percent) => say("value-strength", { percent }),
  "stroke-size": (percent) => say("value-stroke-size", { percent }),
  colours: (percent) => say("value-colours", { percent }),
  lightness: (percent) => say("value-lightness", { percent }),
  "photo-through": (percent) => say("value-photo-through", { percent }),
  feather: (percent) => say("value-feather", { percent }),
  "brush-size": (percent) => say("value-brush-size", { percent }),
  "brush-hardness": (percent) => say("value-brush-hardness", { percent }),
};

/** @param {number} value */
export function inNumbers(value) {
  return number.format(value);
}

/**
 * @param {string} slider its id
 * @param {number} value
 */
export function inWords(slider, value) {
  return MEANINGS[slider]?.(Math.round(value * 100)) ?? inNumbers(value);
}
