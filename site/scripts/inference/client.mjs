// The studio worker's line to one inference worker: calls out, answers back. `impasto.browser.inference` drives it.

import { Calls, named } from "./calls.mjs";
import { discard } from "./discarding.mjs";
import { Spare } from "./spare.mjs";

/** @typedef {import("../offline/text").Text} Text */
/** @typedef {import("./messages").About} About */
/** @typedef {import("./messages").Feed} Feed */
/** @typedef {import("./calls.mjs").Progress} Progress */
/** @typedef {{restart: () => void, end: () => void}} Line */

const CANCELLED = { key: "painting-cancelled" };
const CLOSED = { key: "runtime-ended" };

export class InferenceClient {
  /** @type {MessagePort | null} */
  #port = null;
  /** @type {Promise<MessagePort>} */
  #connected;
  /** @type {(port: MessagePort) => void} */
  #resolveConnected = () => {};
  #calls = new Calls();
  #spare = new Spare();
  #held = new Set();
  #opened = new Set();
  #closed = false;
  /** Workers that were asked for and are not here yet: all but the last of them were ended on their way. */
  #asked = 1;
  /** Nothing has been asked of the worker that there is, or that is on its way. */
  #untouched = false;
  /** The worker has died before anything was asked of it, so that the next one begins with the next call. */
  #waits = false;
  /** @type {About} */
  #about;
  #line;

  /**
   * @param {About} about what is known of the worker before it has answered
   * @param {Line} line asks the page for a fresh inference worker (`connect` is called with its port), or to end it
   */
  constructor(about, line) {
    this.#about = about;
    this.#line = line;
    this.#connected = this.#awaitPort();
  }

  /** Ask the page for the worker; the one of the first line comes by itself. */
  begin() {
    this.#untouched = true;
    this.#line.restart();
  }

  /** @param {MessagePort} port */
  connect(port) {
    this.#asked -= 1;
    if (this.#asked > 0) return port.close();
    this.#port = port;
    port.onmessage = ({ data }) => this.#calls.answered(data);
    this.#resolveConnected(port);
  }

  /** The line is free for what the page begins with: onnxruntime and the default networks. */
  preload() {
    this.#call({ op: "preload" }, []).catch(() => {}); // what fails is asked for again
  }

  /** Whether an answer is waited for. */
  get busy() {
    return this.#calls.any;
  }

  describe() {
    return this.#about;
  }

  /**
   * Have a graph opened; `isOpen` by its file from then on.
   * @param {string} file
   * @param {Progress} [progress]
   */
  async load(file, progress) {
    this.#about = await this.#call({ op: "load", file }, [], progress);
    this.#opened.add(file);
  }

  /**
   * Have the file of a graph fetched and checked, and take it.
   * @param {string} file
   * @param {Progress} [progress]
   * @returns {Promise<Uint8Array>}
   */
  async fetch(file, progress) {
    const { bytes, about } = await this.#call({ op: "fetch", file }, [], progress);
    this.#about = about;
    return bytes;
  }

  /**
   * Open a graph that was made here; it can be run by its key as long as `isOpen` says so.
   * @param {string} key
   * @param {Uint8Array<ArrayBuffer>} bytes their buffer is transferred
   */
  async open(key, bytes) {
    await this.#call({ op: "open", key, bytes }, [bytes.buffer]);
    this.#opened.add(key);
  }

  /** @param {string} key */
  isOpen(key) {
    return this.#opened.has(key);
  }

  /**
   * @param {string} key
   * @param {Feed[]} feeds their buffers are transferred
   * @returns {Promise<Record<string, import("./messages").Output>>}
   */
  run(key, feeds) {
    return this.#ran({ op: "run", key, feeds }, feeds);
  }

  /**
   * Let go of outputs that were copied.
   * @param {Record<string, import("./messages").Output>} outputs
   * @param {boolean} ofUse whether what they came in is, for what is fed until a graph is released
   */
  discard(outputs, ofUse) {
    for (const { data } of Object.values(outputs)) {
      if (ofUse) this.#spare.put(data);
      else discard(data);
    }
  }

  /** @param {number} length how many numbers are to be fed, for which there may be room already */
  room(length) {
    return this.#spare.take(length);
  }

  /**
   * Run a graph and leave its output where it is.
   * @param {string} key
   * @param {Feed[]} feeds their buffers are transferred
   */
  async hold(key, feeds) {
    const held = this.#calls.number();
    /** @type {import("./messages").HeldOutput} */
    const { dims, bytes } = await this.#ran({ op: "hold", key, feeds, held }, feeds);
    this.#held.add(held);
    return { held, dims, bytes };
  }

  /** @param {number} held */
  isHeld(held) {
    return this.#held.has(held);
  }

  /** @param {number} held */
  drop(held) {
    if (this.#held.delete(held)) this.#call({ op: "drop", held }, []).catch(() => {}); // it went with the worker
  }

  /** @param {string} key */
  async release(key) {
    this.#opened.delete(key);
    this.#spare.drop();
    await this.#call({ op: "release", key }, []);
  }

  /** End the inference worker and everything that it is asked to do; the next call goes to a fresh one. */
  interrupt() {
    if (this.#closed || this.#untouched) return;
    this.#disconnect(named("Cancelled", CANCELLED));
    this.#restart();
  }

  /** End the inference worker for good. */
  close() {
    this.#closed = true;
    this.#disconnect(named("Cancelled", CLOSED));
    this.#line.end();
  }

  /**
   * The inference worker has died by itself.
   * @param {Text | null} text why, if that is known
   */
  died(text) {
    if (this.#closed) return;
    // Graphics hardware is lost for many reasons that have nothing to do with what it was asked for.
    const unknown = this.#about.backend === "wasm" ? { key: "painter-stopped-for-memory" } : { key: "painter-stopped" };
    this.#disconnect(named("Lost", text ?? unknown));
    this.#waits = this.#untouched; // one that cannot even start would be begun anew without end
    if (!this.#waits) this.#restart();
  }

  #restart() {
    this.#waits = false;
    this.#asked += 1;
    this.begin();
  }

  /** @param {Error} reason */
  #disconnect(reason) {
    this.#port?.close();
    this.#port = null;
    this.#connected = this.#awaitPort();
    this.#spare.drop();
    this.#held.clear();
    this.#opened.clear();
    this.#calls.reject(reason);
  }

  /** @returns {Promise<MessagePort>} */
  #awaitPort() {
    return new Promise((resolve) => {
      this.#resolveConnected = resolve;
    });
  }

  /**
   * @param {import("./messages").InferenceRequest} call
   * @param {Feed[]} feeds
   */
  async #ran(call, feeds) {
    const buffers = feeds.flatMap((feed) => (feed.length === 3 ? [feed[2].buffer] : []));
    try {
      return await this.#call(call, buffers);
    } catch (error) {
      // After a failed run (mostly: out of memory) onnxruntime's heap is in no state to trust.
      if (error instanceof Error && error.name === "RunFailed") this.interrupt();
      throw error;
    }
  }

  /**
   * @param {import("./messages").InferenceRequest} call
   * @param {Transferable[]} buffers
   * @param {Progress} [progress]
   * @returns {Promise<any>}
   */
  async #call(call, buffers, progress) {
    if (this.#closed) throw named("Cancelled", CLOSED);
    if (this.#waits) this.#restart();
    if (call.op !== "preload") this.#untouched = false;
    return this.#calls.send(this.#connected, call, buffers, progress);
  }
}
