/**
 * Hears what is pressed, set or dropped before the page's scripts are here: on a slow line these come seconds after there
 * is something to press. It is marked at once, and done once they are here. This stands in the page, as a classic script.
 *
 * The page's own modules reach it as `early`.
 */

const early = (() => {
  const heard = new AbortController();
  const options = { capture: true, signal: heard.signal };
  /** What is to be done, by what it was done with: the same again is the same. @type {Map<Element, () => void>} */
  const acts = new Map();
  /** @type {File[]} */
  const files = [];

  /**
   * @param {Element} element
   * @param {() => void} act
   */
  function note(element, act) {
    element.setAttribute("data-heard", "");
    acts.delete(element);
    acts.set(element, act);
  }

  addEventListener(
    "click",
    ({ target }) => {
      const button = target instanceof Element ? target.closest("button") : null;
      if (button && !button.closest(".message-card")) note(button, () => button.click()); // a message has its own
    },
    options,
  );
  addEventListener(
    "change",
    ({ target }) => {
      if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement) || target.type === "file") return;
      note(target, () => {
        for (const type of ["input", "change"]) target.dispatchEvent(new Event(type, { bubbles: true }));
      });
    },
    options,
  );
  // The browser would leave the page for a file that is dropped on it.
  for (const type of /** @type {const} */ (["dragover", "drop"])) {
    addEventListener(
      type,
      (event) => {
        event.preventDefault();
        if (type === "drop") files.push(...(event.dataTransfer?.files ?? []));
      },
      options,
    );
  }

  return {
    /**
     * The page hears by itself from now on: do what was heard before.
     * @param {(files: File[]) => void} give takes files that were dropped
     */
    done(give) {
      heard.abort();
      for (const [element, act] of acts) {
        element.removeAttribute("data-heard");
        act();
      }
      if (files.length > 0) give(files);
    },
  };
})();
