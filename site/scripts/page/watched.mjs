/** A worker under the watch of the page, which browsers tell of errors, but of no end. */

/** @import {Text} from "../offline/text.d.ts" */
/** @import {WorkerMessage} from "../python/messages.d.ts" */

import { watch } from "../inference/lifeline.mjs";

/** Beats without news, after which a worker is taken for dead of whose end nothing would tell. */
const MISSED = 12;

/**
 * And one whose end its lock tells: it can only hang. A large photo keeps Python busy for long, and where a device has a
 * tenth of a processor for it, its start does for more than a minute.
 */
const MISSED_THOUGH_HELD = 120;

export class Watched {
  worker;
  #watch = new AbortController();
  #died;
  /** For how many beats, or null where it need not answer. @type {number | null} */
  #silent = 0;
  #missed = MISSED;

  /**
   * @param {Worker} worker
   * @param {string} lock the name of the lock that it holds for as long as it lives
   * @param {boolean} answers whether it answers a ping: nothing but the lock tells of one that runs a network
   * @param {(message: WorkerMessage) => void} received
   * @param {(text: Text | null) => void} died called once, with why if that is known, unless the page ends it before
   */
  constructor(worker, lock, answers, received, died) {
    this.worker = worker;
    this.#died = died;
    const { signal } = this.#watch;
    worker.onmessage = ({ data }) => {
      if (signal.aborted) return; // what is still on its way from one that has ended
      this.#silent = answers ? 0 : null;
      if (data.type === "held") this.#trust(lock);
      else if (data.type === "lost") this.#gone(data.text);
      else if (data.type !== "pong") received(data);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      if (event.message) console.error(event.message);
      this.#gone(null);
    };
    worker.onmessageerror = () => this.#gone(null);
  }

  /** One more beat has gone by. */
  beat() {
    if (this.#silent !== null) this.#silent += 1;
    if (Number(this.#silent) > this.#missed) this.#gone(null);
  }

  /** End it, as it is no longer needed. */
  end() {
    this.#watch.abort();
    this.worker.terminate();
  }

  /** @param {string} lock that it holds, and that is free once it is gone */
  #trust(lock) {
    this.#missed = MISSED_THOUGH_HELD;
    watch(lock, () => this.#gone(null), this.#watch.signal);
  }

  /** @param {Text | null} text */
  #gone(text) {
    if (this.#watch.signal.aborted) return;
    this.end();
    this.#died(text);
  }
}
