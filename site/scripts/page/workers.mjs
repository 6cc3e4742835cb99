/** The two module workers: Python and its rules in one, the networks in the other, and the channel between them. */

/** @import {StudioEvent, WorkerMessage} from "../python/messages.d.ts" */

/**
 * Takes an event to Python; the files in it are read first, and events keep their order.
 * @typedef {(event: StudioEvent | Promise<StudioEvent>) => void} Send
 */

const DEATHS = 3; // of inference workers, one after the other, before the page gives up

/** The line that is there from the beginning. */
const FIRST = 1;

export class Workers {
  /** @type {Map<number, Worker>} */
  #inference = new Map(); // by the number of their lines to Python
  #typeAsked = false;
  #deaths = 0;
  /** @type {(() => void)[]} */
  #early = []; // what came before anyone listened
  /** @type {(message: WorkerMessage) => void} */
  #received = (message) => this.#early.push(() => this.#received(message));
  /** @type {(who: string, cause: string) => void} */
  #died = (who, cause) => this.#early.push(() => this.#died(who, cause));

  /**
   * Start both workers side by side.
   * @param {unknown} assets the asset table that the build wrote into the page
   * @param {string | null} memory what Python gave to remember on an earlier visit
   */
  constructor(assets, memory) {
    this.assets = assets;
    this.studio = new Worker(new URL("../python/worker.mjs", import.meta.url), this.#options());
    this.#listen(this.studio, (cause) => this.#died("Python", cause));
    const backend = startOf(memory);
    const port = this.#newInference(FIRST, backend);
    const told = { assets, base: document.baseURI, origin: performance.timeOrigin, memory, backend };
    this.studio.postMessage({ type: "start", ...told, port }, [port]);
  }

  /**
   * @param {(message: WorkerMessage) => void} onMessage
   * @param {(who: string, cause: string) => void} onDeath called when the page cannot go on without a reload
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
   * Give Python a fresh inference worker; one that is on this line already ends at once, whatever it is doing.
   * @param {number} line
   * @param {string} backend
   */
  startInference(line, backend) {
    const port = this.#newInference(line, backend);
    this.studio.postMessage({ type: "connect", line, port }, [port]);
  }

  /** @param {number} line */
  endInference(line) {
    this.#inference.get(line)?.terminate();
    this.#inference.delete(line);
  }

  /**
   * Have the browser keep what makes the next visit start sooner.
   * @returns {Promise<boolean>} whether it does
   */
  makeSnapshot() {
    const worker = new Worker(new URL("../python/snapshot-worker.mjs", import.meta.url), this.#options());
    return new Promise((resolve) => {
      worker.onmessage = ({ data }) => resolve(data.kept);
      worker.onerror = (event) => {
        event.preventDefault();
        resolve(false);
      };
      worker.postMessage({ assets: this.assets, base: document.baseURI });
    });
  }

  /** @param {StudioEvent} event */
  post(event) {
    this.studio.postMessage({ type: "event", event }, buffersOf(event));
  }

  end() {
    this.studio.terminate();
    for (const worker of this.#inference.values()) worker.terminate();
  }

  /**
   * @param {number} line
   * @param {string} backend
   */
  #newInference(line, backend) {
    this.endInference(line);
    const worker = new Worker(new URL("../inference/worker.mjs", import.meta.url), this.#options());
    this.#inference.set(line, worker);
    this.#listen(worker, (cause) => this.#inferenceDied(line, backend, cause));
    const { port1, port2 } = new MessageChannel();
    worker.postMessage({ type: "start", assets: this.assets, base: document.baseURI, backend, port: port2 }, [port2]);
    return port1;
  }

  /**
   * Python is told, and asks for a new one; only a worker that cannot even start ends the page. Python turns away from
   * graphics hardware by itself.
   * @param {number} line
   * @param {string} backend
   * @param {string} cause
   */
  #inferenceDied(line, backend, cause) {
    this.endInference(line);
    if (backend === "wasm") this.#deaths += 1;
    if (this.#deaths < DEATHS) this.studio.postMessage({ type: "inference-died", line, text: cause });
    else this.#died("The painter", cause);
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

  /**
   * @param {Worker} worker
   * @param {(cause: string) => void} died
   */
  #listen(worker, died) {
    worker.onmessage = ({ data }) => {
      if (worker !== this.studio) this.#deaths = 0;
      this.#received(data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      died(event.message.replace(/^Uncaught (Error: )?/, "") || "its script could not be loaded");
    };
    worker.onmessageerror = () => died("a message could not be read");
  }
}

/**
 * The backend to begin with, so that its files are on their way before Python is there to say so.
 * @param {string | null} memory
 * @returns {string}
 */
function startOf(memory) {
  try {
    return JSON.parse(memory ?? "").start ?? "wasm";
  } catch {
    return "wasm"; // nothing is remembered
  }
}

/**
 * Whether this browser can run the page, in words if it cannot. Asked before anything is started.
 * @returns {string | null}
 */
export function whyUnsupported() {
  if (!window.isSecureContext) return "Open this page over https or on localhost: browsers give the rest only there.";
  if (typeof WebAssembly !== "object") return "The page needs WebAssembly, and this browser has none, or has it off.";
  return null;
}

/**
 * The buffers of an event, which are handed over instead of copied.
 * @param {StudioEvent} event
 * @returns {ArrayBuffer[]}
 */
function buffersOf(event) {
  if ("bytes" in event) return [event.bytes];
  if ("files" in event) return event.files.map((file) => file.bytes);
  return [];
}
