/** The two module workers: Python and its rules in one, the networks in the other, and the channel between them. */

/** @import {StudioEvent, WorkerMessage} from "./messages.d.ts" */

const DEATHS = 3; // of the inference worker, one after the other, before the page gives up

export class Workers {
  /** @type {Worker} */
  #inference;
  #typeAsked = false;
  #deaths = 0;

  /**
   * Start both workers side by side.
   * @param {unknown} assets the asset table that the build wrote into the page
   * @param {(message: WorkerMessage) => void} onMessage
   * @param {(who: string, cause: string) => void} onDeath called when the page cannot go on without a reload
   */
  constructor(assets, onMessage, onDeath) {
    this.assets = assets;
    this.onMessage = onMessage;
    this.onDeath = onDeath;
    this.studio = new Worker(new URL("./studio-worker.mjs", import.meta.url), this.#options());
    this.#listen(this.studio, (cause) => onDeath("Python", cause));
    const { worker, port } = this.#startInference();
    this.#inference = worker;
    const base = document.baseURI;
    this.studio.postMessage({ type: "start", assets, base, origin: performance.timeOrigin, port }, [port]);
  }

  /** Whether this browser knows module workers: one that does asks for the option `type`. */
  get supported() {
    return this.#typeAsked;
  }

  /** End the inference worker at once, whatever it is doing, and give Python a fresh one. */
  restartInference() {
    this.#inference.terminate();
    const { worker, port } = this.#startInference();
    this.#inference = worker;
    this.studio.postMessage({ type: "reconnect", port }, [port]);
  }

  /** @param {StudioEvent} event */
  post(event) {
    this.studio.postMessage({ type: "event", event }, buffersOf(event));
  }

  end() {
    this.studio.terminate();
    this.#inference.terminate();
  }

  #startInference() {
    const worker = new Worker(new URL("./inference-worker.mjs", import.meta.url), this.#options());
    this.#listen(worker, (cause) => this.#inferenceDied(cause));
    const { port1, port2 } = new MessageChannel();
    worker.postMessage({ type: "start", assets: this.assets, base: document.baseURI, port: port2 }, [port2]);
    return { worker, port: port1 };
  }

  /**
   * Python is told, and asks for a new one; only a worker that cannot even start ends the page.
   * @param {string} cause
   */
  #inferenceDied(cause) {
    this.#deaths += 1;
    if (this.#deaths < DEATHS) this.studio.postMessage({ type: "inference-died", text: cause });
    else this.onDeath("The painter", cause);
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
      if (worker === this.#inference) this.#deaths = 0;
      this.onMessage(data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      died(event.message.replace(/^Uncaught (Error: )?/, "") || "its script could not be loaded");
    };
    worker.onmessageerror = () => died("a message could not be read");
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
  if (event.kind === "content-file") return [event.bytes];
  if (event.kind === "style-files") return event.files.map((file) => file.bytes);
  return [];
}
