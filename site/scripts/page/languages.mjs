/** Changing the language: the page in another one takes up the photo and the settings of this one. */

import { carry } from "./recovery.mjs";

export function listenToLanguages() {
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a[data-language]"))) {
    link.addEventListener("click", async (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return; // another tab
      event.preventDefault();
      await carry().catch(() => {}); // no room: the other page begins empty
      location.assign(link.href);
    });
  }
}
