// The files of the networks as they come in, once each, and who is told of how far they are.

import { download } from "../offline/download.mjs";

/** @typedef {import("../offline/assets").Assets} Assets */
/** @typedef {(loaded: number, total: number) => void} Tell */
/** @typedef {{bytes: Promise<Uint8Array<ArrayBuffer>>, loaded: number, total: number, watch: Tell[]}} Entry */

export class Files {
  /** @type {Map<string, Entry>} */
  #entries = new Map();
  #models;
  #base;

  /**
   * @param {Assets["models"]} models
   * @param {string} base the address of the page
   */
  constructor(models, base) {
    this.#models = models;
    this.#base = base;
  }

  /**
   * Fetch a file, unless that has begun. One that could not be had is fetched anew when it is asked for again.
   * @param {string} file
   */
  bytes(file) {
    return (this.#entries.get(file) ?? this.#begin(file)).bytes;
  }

  /**
   * @param {string} file
   * @param {Tell} tell
   */
  watch(file, tell) {
    const entry = this.#entries.get(file);
    entry?.watch.push(tell);
    if (entry) tell(entry.loaded, entry.total);
  }

  /** @param {string} file */
  forget(file) {
    this.#entries.delete(file);
  }

  /**
   * @param {string} file
   * @returns {Entry}
   */
  #begin(file) {
    const model = this.#models[file];
    if (!model) throw new Error(`${file} is not among the networks of this site.`);
    const bytes = download(model, this.#base, (loaded) => {
      entry.loaded = loaded;
      for (const tell of entry.watch) tell(loaded, model.bytes);
    });
    /** @type {Entry} */
    const entry = { bytes, loaded: 0, total: model.bytes, watch: [] };
    bytes.catch(() => this.#entries.delete(file));
    this.#entries.set(file, entry);
    return entry;
  }
}
