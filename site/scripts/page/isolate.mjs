/**
 * Names within words: a file's or a style's name may run in the other direction than the words around it, and would
 * turn these around (https://www.w3.org/International/questions/qa-bidi-unicode-controls).
 */

/**
 * @param {string} text
 * @param {string[]} names
 * @returns {(string | HTMLElement)[]} the text, with every name in a <bdi>
 */
export function isolated(text, names) {
  const [name, ...others] = names;
  if (name === undefined) return [text];
  if (!name) return isolated(text, others);
  return text.split(name).flatMap((part, at) => {
    const rest = part ? isolated(part, others) : [];
    return at === 0 ? rest : [Object.assign(document.createElement("bdi"), { textContent: name }), ...rest];
  });
}

/**
 * Set the text of an element, if it is another, with every name in it isolated.
 * @param {HTMLElement} target
 * @param {string} text
 * @param {string[]} names
 */
export function setIsolated(target, text, names) {
  if (target.textContent !== text) target.replaceChildren(...isolated(text, names));
}
