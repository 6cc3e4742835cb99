/** The two module workers: Python and its rules in one, the networks in the other, and the channel between them. */

/** @import {Text} from "../offline/text.d.ts" */
/** @import {StudioEvent, WorkerMessage} from "../python/messages.d.ts" */

import { startOf } from "./memory.mjs";
import { Watched } from "./watched.mjs";

/**
 * Takes an event to Python; the files in it are read first, and events keep their order.
 * @typedef {(event: StudioEvent | Promise<StudioEvent>) => void} Send
 */

const DEATHS = 3; // of inference workers, one after the other, before the page gives up
const BEAT = 5000; // ms between two pings

/** The folder of the page, which all addresses of its files begin with. */
export const BASE = new URL(".", document.baseURI).href;

/** The line that is there from the beginning. */
const FIRST = 1;

export class Workers {
  /** @type {Map<number, Watched>} */
  #inference = new Map(); // by the number of their lines to Python
  /** @type {Watched} */
  #python;
  #application;
  #typeAsked = false;
  #deaths = 0;
  #told = 0;
  /** @type {(() => void)[]} */
  #early = []; // what came before anyone listened
  /** @type {(message: WorkerMessage) => void} */
  #received = (message) => this.#early.push(() => this.#received(message));
  /** @type {(who: "python" | "inference") => void} */
  #died = (who) => this.#early.push(() => this.#died(who));

  /**
   * Start both workers side by side.
   * @param {unknown} assets the asset table that the build wrote into the page
   * @param {string | null} memory what Python gave to remember on an earlier visit
   * @param {"studio" | "check"} application what Python is to do
   */
  constructor(assets, memory, application = "studio") {
    this.assets = assets;
    this.#application = application;
    this.#python = this.#begin(memory);
    setInterval(() => this.#beat(), BEAT);
  }

  /**
   * @param {(message: WorkerMessage) => void} onMessage
   * @param {(who: "python" | "inference") => void} onDeath called when Python is gone, or no inference worker can live
   */
  listen(onMessage, onDeath) {
    this.#received = onMessage;
    this.#died = onDeath;
    for (const tell of this.#early.splice(0)) tell();
  }

  /** Whether this browser knows module workers: one that does asks for the option `type`. */
  get supported() {
    return this.#typeAsked;
  }

  /**
   * End both workers and start fresh ones; what Python knew is gone with it, but for what it has handed over.
   * @param {string | null} memory as above
   * @param {ArrayBuffer} [knowledge]
   */
  restart(memory, knowledge) {
    this.end();
    this.#told = 0;
    this.#python = this.#begin(memory, knowledge);
  }

  /** Ask Python for what a fresh one goes on with. */
  handOver() {
    this.#python.worker.postMessage({ type: "hand-over" });
  }

  /**
   * Give Python a fresh inference worker; one that is on this line already ends at once, whatever it is doing.
   * @param {number} line
   * @param {string} backend
   * @param {number | null} threads as many as suit the device if null
   */
  startInference(line, backend, threads) {
    const port = this.#newInference(line, backend, threads);
    this.#python.worker.postMessage({ type: "connect", line, port }, [port]);
  }

  /** @param {number} line */
  endInference(line) {
    this.#inference.get(line)?.end();
    this.#inference.delete(line);
  }

  /**
   * Have the browser keep what makes the next visit start sooner.
   * @returns {Promise<boolean>} whether it does
   */
  makeSnapshot() {
    const worker = new Worker(new URL("../python/snapshot-worker.mjs", import.meta.url), this.#options());
    return new Promise((resolve) => {
      worker.onmessage = ({ data }) => {
        if ("kept" in data) resolve(data.kept);
      };
      worker.onerror = (event) => {
        event.preventDefault();
        resolve(false);
      };
      worker.postMessage({ assets: this.assets, base: BASE });
    });
  }

  /**
   * Give Python a file that it asked for; null where it cannot be read.
   * @param {number} request
   * @param {ArrayBuffer | null} bytes
   */
  giveFile(request, bytes) {
    this.#python.worker.postMessage({ type: "given-file", request, bytes }, bytes ? [bytes] : []);
  }

  /** How many events this Python was told of, frames of a camera apart; its views say how many it has heard. */
  get told() {
    return this.#told;
  }

  /**
   * Tell Python what came of something that it has asked the store.
   * @param {number} number
   * @param {unknown} answer
   */
  answer(number, answer) {
    this.#python.worker.postMessage({ type: "stored", number, answer }, answer instanceof ArrayBuffer ? [answer] : []);
  }

  /** @param {StudioEvent} event */
  post(event) {
    if (event.kind !== "camera-frame") this.#told += 1;
    this.#python.worker.postMessage({ type: "event", event }, buffersOf(event));
  }

  /**
   * Hand a frame of a film to Python, past all events.
   * @param {import("./film.mjs").FrameEvent} frame
   */
  paintFrame(frame) {
    this.#python.worker.postMessage({ type: "film-frame", frame }, [frame.pixels]);
  }

  end() {
    this.#python.end();
    for (const line of [...this.#inference.keys()]) this.endInference(line);
  }

  /**
   * @param {string | null} memory
   * @param {ArrayBuffer} [knowledge]
   * @returns {Watched} Python's worker
   */
  #begin(memory, knowledge) {
    const lock = crypto.randomUUID();
    const worker = new Worker(new URL("../python/worker.mjs", import.meta.url), this.#options());
    const python = new Watched(
      worker,
      lock,
      true,
      (message) => this.#received(message),
      () => this.#died("python"),
    );
    const backend = startOf(memory);
    const port = this.#newInference(FIRST, backend, null);
    const application = this.#application;
    const told = { assets: this.assets, base: BASE, origin: performance.timeOrigin, memory, backend, lock, knowledge };
    worker.postMessage({ type: "start", application, ...told, port }, knowledge ? [port, knowledge] : [port]);
    return python;
  }

  /**
   * @param {number} line
   * @param {string} backend
   * @param {number | null} threads
   */
  #newInference(line, backend, threads) {
    this.endInference(line);
    const lock = crypto.randomUUID();
    const worker = new Worker(new URL("../inference/worker.mjs", import.meta.url), this.#options());
    /** @param {WorkerMessage} message */
    const received = (message) => {
      this.#deaths = 0;
      this.#received(message);
    };
    const watched = new Watched(worker, lock, false, received, (text) => this.#inferenceDied(line, backend, text));
    this.#inference.set(line, watched);
    const { port1, port2 } = new MessageChannel();
    const told = { assets: this.assets, base: BASE, backend, threads, lock };
    worker.postMessage({ type: "start", ...told, port: port2 }, [port2]);
    return port1;
  }

  /**
   * Python is told, and asks for a new one; only a worker that cannot even start ends the page. Python turns away from
   * graphics hardware by itself.
   * @param {number} line
   * @param {string} backend
   * @param {Text | null} text why, if that is known
   */
  #inferenceDied(line, backend, text) {
    this.endInference(line);
    if (backend === "wasm") this.#deaths += 1;
    if (this.#deaths < DEATHS) this.#python.worker.postMessage({ type: "inference-died", line, text });
    else this.#died("inference");
  }

  /** Python answers pings between two events; an inference worker has nothing but its lock while it runs a network. */
  #beat() {
    this.#python.worker.postMessage({ type: "ping" });
    for (const watched of [this.#python, ...this.#inference.values()]) watched.beat();
  }

  #options() {
    const asked = () => (this.#typeAsked = true);
    return {
      /** @returns {WorkerType} */
      get type() {
        asked();
        return "module";
      },
    };
  }
}

/**
 * The buffers of an event, which are handed over instead of copied.
 * @param {StudioEvent} event
 * @returns {ArrayBuffer[]}
 */
function buffersOf(event) {
  if ("bytes" in event) return [event.bytes];
  if (event.kind === "style-files" && "files" in event) return event.files.map((file) => file.bytes);
  return [];
}
