// Calls to an inference worker that wait for their answers, by their numbers.

/** @typedef {import("../offline/text").Text} Text */
/** @typedef {import("./messages").InferenceRequest} InferenceRequest */
/** @typedef {(loaded: number, total: number) => void} Progress */
/** @typedef {{resolve: (value: any) => void, reject: (error: Error) => void, progress?: Progress | undefined}} Pending */

export class Calls {
  /** @type {Map<number, Pending>} */
  #pending = new Map();
  #count = 0;

  /** Whether an answer is waited for. */
  get any() {
    return this.#pending.size > 0;
  }

  /** A number that no other call and no output has. */
  number() {
    return ++this.#count;
  }

  /**
   * Call a worker once it is here, unless it has ended by then.
   * @param {Promise<MessagePort>} connected
   * @param {InferenceRequest} call
   * @param {Transferable[]} buffers
   * @param {Progress} [progress]
   * @returns {Promise<any>}
   */
  send(connected, call, buffers, progress) {
    const id = this.number();
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject, progress });
      const asked = connected.then((port) => {
        if (this.#pending.has(id)) port.postMessage({ ...call, id }, buffers);
      });
      asked.catch((error) => {
        this.#pending.delete(id);
        reject(error);
      });
    });
  }

  /** @param {{id: number, value?: any, error?: {name: string, text: Text}, loaded?: number, total?: number}} answer */
  answered(answer) {
    const pending = this.#pending.get(answer.id);
    if (!pending) return;
    if (answer.loaded !== undefined) {
      pending.progress?.(answer.loaded, answer.total ?? 0);
      return;
    }
    this.#pending.delete(answer.id);
    if (answer.error) pending.reject(named(answer.error.name, answer.error.text));
    else pending.resolve(answer.value);
  }

  /**
   * Nothing will be answered any more.
   * @param {Error} reason
   */
  reject(reason) {
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of pending) reject(reason);
  }
}

/**
 * An error whose name and text Python reads.
 * @param {string} name
 * @param {Text} text
 */
export function named(name, text) {
  return Object.assign(new Error(text.key), { name, text });
}
