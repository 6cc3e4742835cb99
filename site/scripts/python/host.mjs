/** What Python may ask of the page. */

/** @typedef {import("../offline/assets").Assets} Assets */
/** @typedef {import("../inference/client.mjs").InferenceClient} InferenceClient */

import { download, failure, FileError, hashesIn } from "../offline/download.mjs";
import { survey } from "./survey.mjs";

/** See `Page`, `Store` and `Backends` in impasto/session/ports.py; pictures are RGBA. */
export class Host {
  #base;
  #origin;
  #pyodide;
  #hashes;
  /** @type {Map<number, (bytes: ArrayBuffer | null) => void>} */
  #files = new Map(); // what waits for a file of the page, by the number of the request
  #requests = 0;
  /** @type {Map<number, (answer: unknown) => void>} */
  #answers = new Map(); // what waits for an answer of the page's store, by the number of the question
  #questions = 0;

  /**
   * @param {Assets} assets
   * @param {string} base the address of the page
   * @param {number} origin when the page was asked for, in ms since the epoch
   * @param {import("pyodide").PyodideAPI} pyodide
   * @param {(backend: string, threads?: number) => InferenceClient} startInference
   */
  constructor(assets, base, origin, pyodide, startInference) {
    this.#base = base;
    this.#origin = origin;
    this.#pyodide = pyodide;
    this.#hashes = hashesIn(assets);
    this.startInference = startInference;
  }

  /**
   * The page gives a file that was asked for.
   * @param {number} request
   * @param {ArrayBuffer | null} bytes
   */
  given(request, bytes) {
    this.#files.get(request)?.(bytes);
    this.#files.delete(request);
  }

  /**
   * The page's store answers.
   * @param {number} number of the question
   * @param {unknown} answer
   */
  stored(number, answer) {
    this.#answers.get(number)?.(answer);
    this.#answers.delete(number);
  }

  /** @param {string} choices JSON */
  showChoices(choices) {
    self.postMessage({ type: "choices", choices: JSON.parse(choices) });
  }

  /** @param {string} wall JSON */
  showWall(wall) {
    self.postMessage({ type: "wall", wall: JSON.parse(wall) });
  }

  /** @param {string} view JSON */
  show(view) {
    self.postMessage({ type: "view", view: JSON.parse(view) });
  }

  /**
   * @param {string} slot
   * @param {number} width
   * @param {number} height
   * @param {Uint8Array<ArrayBuffer>} pixels
   */
  showPixels(slot, width, height, { buffer }) {
    self.postMessage({ type: "pixels", slot, width, height, pixels: buffer }, [buffer]);
  }

  /**
   * @param {number} job
   * @param {number} high of the whole
   * @param {number} wide
   * @param {number} left
   * @param {number} top
   * @param {number} width
   * @param {number} height
   * @param {Uint8Array<ArrayBuffer>} pixels
   */
  showRegion(job, high, wide, left, top, width, height, { buffer }) {
    const whole = { width: wide, height: high };
    self.postMessage({ type: "region", job, whole, left, top, width, height, pixels: buffer }, [buffer]);
  }

  /**
   * @param {number} job
   * @param {number} number
   * @param {Uint8Array<ArrayBuffer> | undefined} pixels
   */
  showFilmFrame(job, number, pixels) {
    const buffer = pixels?.buffer ?? null;
    self.postMessage({ type: "film-frame", job, number, pixels: buffer }, buffer ? [buffer] : []);
  }

  /**
   * @param {string} name
   * @param {string} mime
   * @param {Uint8Array<ArrayBuffer>} bytes
   * @param {string} way where it goes
   */
  offerFile(name, mime, { buffer }, way) {
    self.postMessage({ type: "file", name, mime, bytes: buffer, way }, [buffer]);
  }

  /** @param {string} link */
  offerLink(link) {
    self.postMessage({ type: "link", link });
  }

  /**
   * @param {string} id of a file that the page holds
   * @returns {Promise<ArrayBuffer>}
   */
  readFile(id) {
    return new Promise((resolve, reject) => {
      const request = ++this.#requests;
      this.#files.set(request, (bytes) => (bytes ? resolve(bytes) : reject(new FileError({ key: "chosen-file-unread" }))));
      self.postMessage({ type: "wanted-file", request, id });
    });
  }

  /** @param {string} id as above */
  openFile(id) {
    self.postMessage({ type: "open-file", id });
  }

  /**
   * @param {string} batch JSON
   * @param {string} kept
   */
  showBatch(batch, kept) {
    self.postMessage({ type: "batch", batch: JSON.parse(batch), kept });
  }

  /**
   * @param {string} id
   * @param {string} mime
   * @param {Uint8Array<ArrayBuffer>} bytes
   */
  putPainting(id, mime, { buffer }) {
    self.postMessage({ type: "painting", id, mime, bytes: buffer }, [buffer]);
  }

  /** @param {string} url relative to the page */
  async fetchBytes(url) {
    const sha256 = this.#hashes.get(url);
    if (!sha256) throw failure("site-file-gone", url);
    return (await download({ url, sha256, bytes: 0 }, this.#base)).buffer;
  }

  /**
   * @param {string} what
   * @param {string} text
   */
  remember(what, text) {
    self.postMessage({ type: "remember", what, text });
  }

  /**
   * @param {string} call
   * @param {...unknown} args
   */
  store(call, ...args) {
    const number = ++this.#questions;
    self.postMessage({ type: "store", number, call, args }, args.filter((each) => each instanceof ArrayBuffer));
    return new Promise((resolve) => this.#answers.set(number, resolve));
  }

  memory() {
    /** @type {{_module: {HEAP8: Int8Array}}} */
    const { _module } = /** @type {any} */ (this.#pyodide);
    return _module.HEAP8.length;
  }

  askRenewal() {
    self.postMessage({ type: "grown" });
  }

  async survey() {
    return JSON.stringify(await survey());
  }

  seconds() {
    return (performance.timeOrigin + performance.now() - this.#origin) / 1000;
  }
}
