/**
 * Leads to the page in the visitor's language before anything of this one is shown. It stands in the page, as a classic
 * script, under the links to the page in every language: what the address asks for comes first (`?language=de`, as the
 * links at the foot have it), then what was chosen before, then what the browser prefers.
 */

{
  const KEY = "impasto language";
  const asked = new URLSearchParams(location.search).get("language");
  /** @param {string} tag @returns {string} */
  const plain = (tag) => tag.toLowerCase().split("-")[0] ?? "";
  /** @type {string | null} */
  let chosen = asked;
  try {
    if (asked) localStorage.setItem(KEY, asked);
    else chosen = localStorage.getItem(KEY);
  } catch {
    // nothing is kept in this browser: the address says it, or the browser does
  }
  const links = /** @type {NodeListOf<HTMLLinkElement>} */ (document.querySelectorAll('link[rel="alternate"][hreflang]'));
  const known = new Map(Array.from(links, (link) => [link.hreflang, link.href]));
  const wanted = [chosen ?? "", ...navigator.languages].map(plain).find((language) => known.has(language));
  const target = wanted && wanted !== plain(document.documentElement.lang) ? new URL(known.get(wanted) ?? "") : null;
  // Without a network another page may stand in for the one that is not kept.
  if (target && target.pathname !== location.pathname) {
    location.replace(target.href + location.search + location.hash);
  }
}
