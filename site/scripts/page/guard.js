/**
 * Watches over the start, and says in words what goes wrong with it. It stands in the page itself, as a classic script,
 * before all others: so it runs however the host sends scripts, and whatever becomes of the rest.
 *
 * The page's own modules reach it as `guard`.
 */

const guard = (() => {
  const TYPES = { mjs: /\b(java|ecma)script\b/, css: /^text\/css\b/ };
  const WANTED = { mjs: "text/javascript", css: "text/css" };
  const PATIENCE = 20; // s without anything new
  const LOADED = 'script[type="module"][src], link[rel="modulepreload"], link[rel="stylesheet"]';

  const root = document.documentElement;
  const base = new URL(".", document.baseURI).href;
  let over = location.protocol === "file:"; // there the page's own words say why nothing starts
  let stopped = false;
  let asking = false;
  let alarm = 0;
  /** @type {HTMLElement | null} */
  let late = null;

  /** @param {BufferSource} bytes */
  const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  /** @param {Uint8Array} digest */
  const hex = (digest) => Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");

  /**
   * What is wrong with a file that the page names, in words; null if nothing is.
   * @param {string} url
   * @param {string} integrity as the page has it
   */
  async function fault(url, integrity) {
    const file = url.slice(url.lastIndexOf("/") + 1);
    const kind = /** @type {keyof typeof TYPES} */ (file.slice(file.lastIndexOf(".") + 1));
    try {
      const answer = await fetch(url, { cache: "force-cache", signal: AbortSignal.timeout?.(PATIENCE * 1000) });
      if (!answer.ok) return say("site-file-status", { file, status: answer.status });
      const given = answer.headers.get("Content-Type") ?? "";
      const wanted = WANTED[kind];
      const bytes = await answer.arrayBuffer();
      if (integrity === `sha256-${btoa(String.fromCharCode(...(await sha256(bytes))))}`) {
        if (TYPES[kind].test(given)) return null;
        return say("site-file-type", { file, given: given || say("site-file-unnamed-type"), wanted });
      }
      return say("site-file-damaged", { file });
    } catch (error) {
      const silent = error instanceof DOMException && error.name === "TimeoutError";
      if (silent) return say("site-file-silent", { file, seconds: PATIENCE });
      return say("site-file-unreachable", { file });
    }
  }

  /** What is wrong with the first of the page's files that anything is wrong with, in words. */
  async function explained() {
    const files = Array.from(document.querySelectorAll(LOADED), (element) => {
      const url = /** @type {HTMLScriptElement} */ (element).src || /** @type {HTMLLinkElement} */ (element).href;
      return fault(url, /** @type {HTMLLinkElement} */ (element).integrity);
    });
    return (await Promise.all(files)).find((words) => words !== null) ?? null;
  }

  /**
   * Let go of what this browser has kept of this site and is not right. All that a start needs is looked at, and what is
   * wrong or missing is fetched past every cache.
   */
  async function renew() {
    const { offline } = JSON.parse(document.getElementById("assets")?.textContent || "{}");
    try {
      await renewed(offline.url, offline.sha256);
      const { always } = await (await fetch(offline.url)).json();
      await Promise.all(Object.entries(always).map(([url, wanted]) => renewed(url, wanted)));
    } catch {
      // whatever it is, the page says so when it begins anew
    }
  }

  async function again() {
    await renew();
    location.reload();
  }

  /**
   * @param {string} url
   * @param {string} wanted its sha256
   */
  async function renewed(url, wanted) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok && hex(await sha256(await answer.arrayBuffer())) === wanted) return;
    const names = (await caches.keys().catch(() => [])).filter((name) => name.endsWith(base));
    for (const name of names) await (await caches.open(name)).delete(url);
    await fetch(url, { cache: "reload" }).then((fresh) => fresh.arrayBuffer());
  }

  /**
   * Say that the page cannot start, and offer to try again.
   * @param {string} text
   */
  function stop(text) {
    over = true;
    stopped = true;
    clearTimeout(alarm);
    root.dataset.phase = "failed";
    root.dataset.next = "action";
    root.dataset.started = "";
    show(text, "error");
  }

  /**
   * @param {string} text
   * @param {string} tone
   * @returns {HTMLElement | null} what is shown, once the page is there
   */
  function show(text, tone) {
    const region = document.getElementById("message");
    const template = /** @type {HTMLTemplateElement | null} */ (document.getElementById("message-template"));
    const card = /** @type {HTMLElement | undefined} */ (template?.content.firstElementChild?.cloneNode(true));
    if (!region || !card) {
      addEventListener("DOMContentLoaded", () => show(text, tone), { once: true });
      return null;
    }
    const action = /** @type {HTMLButtonElement} */ (card.querySelector(".message-action"));
    /** @type {HTMLElement} */ (card.querySelector(".message-text")).textContent = text;
    card.dataset.tone = tone;
    card.querySelector("#message-dismiss")?.remove();
    action.hidden = false;
    action.textContent = say("action-retry");
    action.addEventListener("click", () => {
      action.disabled = true;
      again();
    });
    region.replaceChildren(card);
    const progress = document.getElementById("progress");
    if (progress && tone === "error") progress.hidden = true;
    return card;
  }

  /** @param {boolean} surely or only if a file is not as it should be: what was loaded ahead may come again */
  async function failed(surely) {
    if (over || asking) return;
    asking = true;
    const words = await explained();
    asking = false;
    if (!over && (words || surely)) stop(words ?? say("page-stopped"));
  }

  /** Something has arrived. */
  function news() {
    clearTimeout(alarm);
    late?.remove();
    late = null;
    if (!over) alarm = setTimeout(slow, PATIENCE * 1000);
  }

  async function slow() {
    const words = await explained();
    // What has failed, and what can be done about it, is said already.
    if (!over && root.dataset.phase !== "failed") late = show(words ?? say("nothing-arrives", { seconds: PATIENCE }), "info");
  }

  addEventListener(
    "error",
    (event) => {
      const { target } = event;
      if (target instanceof Element && target.matches(LOADED)) failed(!target.matches("[rel=modulepreload]"));
      else if (event instanceof ErrorEvent && event.filename.startsWith(base)) failed(true);
    },
    true,
  );
  addEventListener("unhandledrejection", ({ reason }) => {
    if (reason instanceof Error && reason.stack?.includes(base)) failed(true);
  });
  news();

  return {
    again,
    explained,
    news,
    renew,
    stopped: () => stopped,
    /** The page has started; from here on it speaks for itself. */
    done() {
      over = true;
      news();
    },
  };
})();
