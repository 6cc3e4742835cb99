// The sessions of the inference worker, one for each graph that is in use, and the outputs that it holds.

import { Device } from "./device.mjs";
import { discard } from "./discarding.mjs";
import { Files } from "./files.mjs";
import { Held } from "./held.mjs";
import { causeOf, fetchAhead, isLeftOut, startRuntime, startWhole } from "./onnxruntime.mjs";
import { inTurn } from "./turns.mjs";

/** @typedef {import("../offline/assets").Assets} Assets */
/** @typedef {import("./messages").Feed} Feed */
/** @typedef {import("./messages").Output} Output */
/** @typedef {import("./messages").Values} Values */
/** @typedef {import("onnxruntime-web").InferenceSession} Session */
/** @typedef {import("./files.mjs").Tell} Tell */

const LARGE = 1e6; // bytes

export class Sessions {
  #assets;
  #base;
  #backend;
  #threads;
  #runtime;
  #files;
  /** @type {Map<string, Promise<Session>>} */
  #sessions = new Map();
  /** @type {Map<string, Uint8Array<ArrayBuffer>>} graphs that were not fetched, by their keys */
  #made = new Map();
  #held = new Held();
  /** Runs take turns, as onnxruntime's program has one stack. */
  #runInTurn = inTurn();
  /** Sessions are created in turn: onnxruntime refuses a second one beside the first on WebGPU. */
  #createInTurn = inTurn();
  /** @type {Promise<Device | null> | null} */
  #device = null;
  #whole = false;

  /**
   * @param {Assets} assets
   * @param {string} base
   * @param {string} backend
   * @param {number | null} threads as many as suit the device if null
   */
  constructor(assets, base, backend, threads) {
    this.#assets = assets;
    this.#base = base;
    this.#files = new Files(assets.models, base);
    this.#backend = backend;
    this.#threads = threads;
    this.#runtime = startRuntime(assets, base, backend, threads);
    this.#runtime.catch(() => {}); // every call that waits for it reports the failure
  }

  /**
   * Begin with what runs the networks, and with the default ones: the large ones last, since onnxruntime has to start
   * when it is here, and they come in meanwhile. Those for graphics hardware are others, and wait until Python asks.
   */
  async preload() {
    if (this.#backend !== "wasm") return;
    const engine = fetchAhead(this.#assets.onnxruntime, this.#base);
    const files = Object.keys(this.#assets.models).filter((file) => this.#assets.models[file]?.preload);
    const large = files.filter((file) => (this.#assets.models[file]?.bytes ?? 0) > LARGE);
    for (const file of files) if (!large.includes(file)) this.#begin(file);
    await engine;
    for (const file of large) this.#begin(file);
  }

  /**
   * @param {string} file
   * @param {Tell} tell
   */
  async load(file, tell) {
    const session = this.#sessionOf(file);
    this.#files.watch(file, tell);
    await session;
    return this.describe();
  }

  /**
   * @param {string} file
   * @param {Tell} tell
   */
  async fetch(file, tell) {
    const bytes = this.#files.bytes(file);
    this.#files.watch(file, tell);
    await this.#runtime; // a build that cannot be loaded is told of here, as with `load`
    return bytes;
  }

  /**
   * @param {string} key
   * @param {Uint8Array<ArrayBuffer>} bytes
   */
  async open(key, bytes) {
    this.#made.set(key, bytes);
    await this.#sessionOf(key);
  }

  /**
   * @param {string} key
   * @param {Feed[]} feeds
   */
  async run(key, feeds) {
    /** @type {Record<string, Output>} */
    const outputs = {};
    for (const [name, tensor] of Object.entries(await this.#ran(key, feeds))) {
      const data = /** @type {Values} */ (await tensor.getData(true));
      outputs[name] = { dims: tensor.dims, data };
    }
    return outputs;
  }

  /**
   * @param {string} key
   * @param {Feed[]} feeds
   * @param {number} number by which the output is asked for later
   */
  async hold(key, feeds, number) {
    const [output] = Object.values(await this.#ran(key, feeds));
    if (!output) throw new Error(`${key} has no output.`);
    return this.#held.keep(number, output);
  }

  /** @param {number} number */
  drop(number) {
    this.#held.drop(number);
  }

  /** @param {string} key */
  async release(key) {
    const session = this.#sessions.get(key);
    this.#sessions.delete(key);
    this.#files.forget(key);
    this.#made.delete(key);
    await (await session)?.release();
  }

  /** What the first session has come to run on; before that nobody can tell. */
  get device() {
    return this.#device;
  }

  async describe() {
    const { threads } = await this.#runtime;
    return { backend: this.#backend, threads, version: this.#assets.onnxruntime.version };
  }

  /**
   * @param {string} key
   * @param {Feed[]} feeds
   */
  #ran(key, feeds) {
    return this.#runInTurn(() => this.#runWell(key, feeds));
  }

  /**
   * @param {string} key
   * @param {Feed[]} feeds
   */
  async #runWell(key, feeds) {
    try {
      return await this.#runOnce(key, feeds);
    } catch (error) {
      if (!this.#takeWhole(error)) throw error;
      return this.#runOnce(key, feeds);
    }
  }

  /**
   * @param {string} key
   * @param {Feed[]} feeds
   */
  async #runOnce(key, feeds) {
    const { ort } = await this.#runtime;
    const session = await this.#sessionOf(key);
    const outputs = await session.run(Object.fromEntries(feeds.map((feed) => [feed[0], this.#held.fed(ort, feed)])));
    for (const feed of feeds) if (feed.length === 3) discard(feed[2]);
    return outputs;
  }

  /**
   * If an error is about something that was left out of onnxruntime's program, go on with the whole one. What is held is
   * in no program's memory; the networks are opened again.
   * @param {unknown} error
   * @returns {boolean} whether to try again
   */
  #takeWhole(error) {
    if (this.#backend !== "wasm" || !isLeftOut(error)) return false;
    if (!this.#whole) {
      console.warn("A part of onnxruntime's program is missing here; the whole of it is loaded.", error);
      this.#whole = true;
      this.#sessions.clear();
      this.#runtime = startWhole(this.#assets, this.#base, this.#threads);
    }
    return true;
  }

  /** @param {string} file */
  #begin(file) {
    this.#sessionOf(file).catch(() => {}); // whoever asks for it tries again, and is told
  }

  /** @param {string} key */
  #sessionOf(key) {
    const made = this.#made.get(key);
    const graph = () => (made ? Promise.resolve(made) : this.#files.bytes(key));
    return this.#sessions.get(key) ?? this.#keep(key, this.#opened(graph(), made !== undefined));
  }

  /**
   * @param {string} key
   * @param {Promise<Session>} session
   */
  #keep(key, session) {
    this.#sessions.set(key, session);
    session.catch(() => this.#sessions.delete(key)); // so that the next call tries again
    return session;
  }

  /**
   * @param {Promise<Uint8Array<ArrayBuffer>>} bytes
   * @param {boolean} made
   */
  async #opened(bytes, made) {
    const graph = await bytes;
    const session = await this.#createInTurn(() => this.#created(graph, made));
    const { ort } = await this.#runtime;
    this.#device ??= Device.under(ort, this.#backend).catch(() => null);
    return session;
  }

  /**
   * @param {Uint8Array<ArrayBuffer>} graph
   * @param {boolean} made
   */
  async #created(graph, made) {
    // Tiles have several sizes, each of which would plan memory of its own.
    const planned = made ? { enableMemPattern: false } : {};
    /** @param {import("./onnxruntime.mjs").Runtime} runtime */
    const create = ({ ort, options }) => ort.InferenceSession.create(graph, { ...options, ...planned });
    try {
      return await create(await this.#runtime);
    } catch (error) {
      const cause = await causeOf(error);
      if (!this.#takeWhole(cause)) throw cause;
      return create(await this.#runtime);
    }
  }
}
