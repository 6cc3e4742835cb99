// The studio worker's line to the inference worker: calls out, answers back. `impasto.runtimes.browser` drives it.

/** @typedef {import("./inference-messages").About} About */
/** @typedef {import("./inference-messages").Feed} Feed */
/** @typedef {(loaded: number, total: number) => void} Progress */
/** @typedef {{resolve: (value: any) => void, reject: (error: Error) => void, progress?: Progress | undefined}} Pending */

export class InferenceClient {
  /** @type {MessagePort | null} */
  #port = null;
  /** @type {Promise<MessagePort>} */
  #connected;
  /** @type {(port: MessagePort) => void} */
  #resolveConnected = () => {};
  /** @type {Map<number, Pending>} */
  #pending = new Map();
  #calls = 0;
  /** @type {About} */
  #about = { backend: "", threads: 0, version: "" };
  #restart;

  /** @param {() => void} restart asks the page for a fresh inference worker; `connect` is called with its port */
  constructor(restart) {
    this.#restart = restart;
    this.#connected = this.#awaitPort();
  }

  /** @param {MessagePort} port */
  connect(port) {
    this.#port = port;
    port.onmessage = ({ data }) => this.#answered(data);
    this.#resolveConnected(port);
  }

  describe() {
    return this.#about;
  }

  /**
   * @param {string} file
   * @param {Progress} [progress]
   */
  async load(file, progress) {
    this.#about = await this.#call({ op: "load", file }, [], progress);
  }

  /**
   * @param {string} file
   * @param {Feed[]} feeds their buffers are transferred
   * @returns {Promise<Record<string, {dims: number[], data: import("./inference-messages").Values}>>}
   */
  async run(file, feeds) {
    const buffers = feeds.map(([, , data]) => data.buffer);
    try {
      return await this.#call({ op: "run", file, feeds }, buffers);
    } catch (error) {
      // After a failed run (mostly: out of memory) onnxruntime's heap is in no state to trust.
      if (error instanceof Error && error.name === "RunFailed") this.interrupt();
      throw error;
    }
  }

  /** @param {string} file */
  async release(file) {
    await this.#call({ op: "release", file }, []);
  }

  /** End the inference worker and everything that it is asked to do; the next call goes to a fresh one. */
  interrupt() {
    this.#disconnect(named("Cancelled", "Painting was cancelled."));
    this.#restart();
  }

  /**
   * The inference worker has died by itself.
   * @param {string} text
   */
  died(text) {
    this.#disconnect(named("Died", `The painter stopped: ${text || "probably this device ran out of memory"}. Try a smaller size.`));
    this.#restart();
  }

  /** @param {Error} reason */
  #disconnect(reason) {
    this.#port?.close();
    this.#port = null;
    this.#connected = this.#awaitPort();
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of pending) reject(reason);
  }

  /** @returns {Promise<MessagePort>} */
  #awaitPort() {
    return new Promise((resolve) => {
      this.#resolveConnected = resolve;
    });
  }

  /**
   * @param {import("./inference-messages").InferenceRequest} call
   * @param {Transferable[]} buffers
   * @param {Progress} [progress]
   * @returns {Promise<any>}
   */
  async #call(call, buffers, progress) {
    const id = ++this.#calls;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject, progress });
      this.#connected.then((port) => {
        if (this.#pending.has(id)) port.postMessage({ ...call, id }, buffers);
      });
    });
  }

  /** @param {{id: number, value?: any, error?: {name: string, message: string}, loaded?: number, total?: number}} answer */
  #answered(answer) {
    const pending = this.#pending.get(answer.id);
    if (!pending) return;
    if (answer.loaded !== undefined) {
      pending.progress?.(answer.loaded, answer.total ?? 0);
      return;
    }
    this.#pending.delete(answer.id);
    if (answer.error) pending.reject(named(answer.error.name, answer.error.message));
    else pending.resolve(answer.value);
  }
}

/**
 * @param {string} name
 * @param {string} message
 */
function named(name, message) {
  const error = new Error(message);
  error.name = name;
  return error;
}
