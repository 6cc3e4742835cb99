/** What the browser keeps after a visit: the site's files for use without a network, and Python as it has started. */

/** @import {Assets} from "../offline/assets.d.ts" */
/** @import {View} from "../python/messages.d.ts" */
/** @import {Send} from "./workers.mjs" */

import { keptForOffline } from "../offline/registration.mjs";
import { isKept } from "../python/snapshot.mjs";
import { begun } from "./begin.mjs";
import { BASE } from "./workers.mjs";

const QUIET = 3000; // ms
const ROOMY = 4; // gigabytes, with which a second Python is no burden for some seconds
const CHECKED = `impasto kept ${new URL(".", document.baseURI).pathname}`;

const root = document.documentElement;

export class Keeping {
  #assets;
  #send;
  #view;
  #begun = false;

  /**
   * @param {Assets} assets
   * @param {Send} send
   * @param {() => View | null} view the one that is shown
   */
  constructor(assets, send, view) {
    this.#assets = assets;
    this.#send = send;
    this.#view = view;
  }

  /**
   * Look whether the page's own scripts are what they should be, which browsers check only in part: of what workers
   * load they check nothing. What is kept was looked at before, if it comes from there: a forced reload goes past it.
   * @param {(words: string) => void} onFault
   */
  async checkFiles(onFault) {
    if (navigator.serviceWorker?.controller && stored() === this.#assets.offline.url) return;
    const words = await guard.explained();
    if (words) onFault(words);
  }

  /** Once everything runs, and quietly. */
  async keep() {
    if (this.#begun) return;
    this.#begun = true;
    const kept = await keptForOffline(this.#assets, this.#assets.words ? [this.#assets.words.url] : []);
    store(kept ? this.#assets.offline.url : "");
    root.dataset.offline = kept ? "kept" : "refused";
    this.#send({ kind: "offline", kept });
    if (kept && memoryInGigabytes() >= ROOMY) this.#makeSnapshot();
    else root.dataset.snapshot = "none";
  }

  /** Have what makes later visits start sooner made and kept, once nothing has changed for a while. */
  async #makeSnapshot() {
    if (await isKept(this.#assets, BASE)) root.dataset.snapshot = "kept";
    else this.#makeWhenQuiet();
  }

  #makeWhenQuiet() {
    const before = this.#view();
    setTimeout(async () => {
      const view = this.#view();
      if (root.dataset.phase === "failed") return;
      if (view !== before || view?.phase !== "ready") return this.#makeWhenQuiet();
      const workers = await begun;
      root.dataset.snapshot = (await workers?.makeSnapshot()) ? "kept" : "none";
    }, QUIET);
  }
}

/** As far as the browser tells, which only those of Chromium's kind do; 0 otherwise. */
function memoryInGigabytes() {
  return /** @type {{deviceMemory?: number}} */ (navigator).deviceMemory ?? 0;
}

/** Of which version all files are kept. */
function stored() {
  try {
    return localStorage.getItem(CHECKED);
  } catch {
    return null; // this browser keeps nothing
  }
}

/** @param {string} version */
function store(version) {
  try {
    localStorage.setItem(CHECKED, version);
  } catch {
    // as above
  }
}
