/**
 * Says things in words, as `impasto.words` does in Python and from the same catalogue. The build puts what scripts say of
 * it into the page, above this script, which stands in it too: so words are there before anything is fetched.
 *
 * It knows three of the forms that Python's `str.format` has: `{name}`, for a number `{name:.1f}` with its decimals, for
 * a list `{name:, }` with what stands between its parts. Where a key has `one` and `other`, the parameter `count` tells.
 *
 * The page's own modules reach it as `say`. A worker has no words: it sends the page or Python what is to be said.
 */

/** @typedef {import("../offline/text").Parameter} Parameter */

const say = (() => {
  /** @type {Record<string, string | {one: string, other: string}>} */
  const catalogue = JSON.parse(document.getElementById("words")?.textContent || "{}");

  const mark = String(catalogue["decimal-mark"]);

  /**
   * @param {Parameter | undefined} value
   * @param {string} form
   * @returns {string}
   */
  function part(value, form) {
    if (Array.isArray(value)) return value.map((each) => part(each, "")).join(form);
    if (typeof value === "object") return words(value.key, value.parameters);
    const text = form ? Number(value).toFixed(Number.parseInt(form.slice(1))) : String(value);
    return typeof value === "number" ? text.replace(".", mark) : text;
  }

  /**
   * @param {string} key
   * @param {Record<string, Parameter>} [parameters]
   */
  function words(key, parameters = {}) {
    const found = catalogue[key];
    if (found === undefined) throw new Error(`The page has no words for ${key}.`);
    const text = typeof found === "string" ? found : found[parameters["count"] === 1 ? "one" : "other"];
    return text.replace(/{(\w+):?([^}]*)}/g, (_, name, form) => part(parameters[name], form));
  }

  return words;
})();
