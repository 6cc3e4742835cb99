/** What goes to Python: what the user does, in its order. What comes while a fresh Python takes over waits for it. */

/** @import {StudioEvent, View} from "../python/messages.d.ts" */
/** @import {Send, Workers} from "./workers.mjs" */

import { keepFiles } from "./recovery.mjs";

export class Outgoing {
  /** None before they have begun, and once nothing more can happen here. @type {Workers | null} */
  workers = null;
  /** @type {Promise<void>} */
  #queue = Promise.resolve();
  /** How much of what the user has done is on its way to Python. */
  #onTheWay = 0;
  /** What the user does while Python hands over what it knows to a fresh one. @type {StudioEvent[] | null} */
  #held = null;
  #heard;
  #unread;

  /**
   * @param {(event: StudioEvent) => void} heard called with each event as soon as what it is about has been read
   * @param {() => void} unread called when a file of an event cannot be read
   */
  constructor(heard, unread) {
    this.#heard = heard;
    this.#unread = unread;
  }

  /**
   * Let what the user does wait until the workers have begun.
   * @param {Promise<void>} begun
   */
  waitFor(begun) {
    this.#queue = begun;
  }

  /** @type {Send} */
  send = (event) => {
    this.#onTheWay += 1;
    if (!("then" in event)) this.#heard(event);
    this.#queue = this.#queue.then(async () => {
      try {
        const read = await event;
        if ("then" in event) this.#heard(read);
        this.post(read);
        this.#onTheWay -= 1;
      } catch {
        this.#onTheWay -= 1;
        this.#unread();
      }
    });
  };

  /** @param {StudioEvent} event */
  post(event) {
    keepFiles(event);
    if (this.#held) this.#held.push(event);
    else this.workers?.post(event);
  }

  /** Hold back what the user does from now on. */
  hold() {
    this.#held = [];
  }

  get holds() {
    return this.#held !== null;
  }

  /** Go on with what the user did meanwhile. */
  letGo() {
    const events = this.#held ?? [];
    this.#held = null;
    for (const event of events) this.workers?.post(event);
  }

  /**
   * Whether Python's view takes into account all that the user has done: a picture that does not is not told of.
   * @param {View} view
   */
  isAnswered(view) {
    return this.#onTheWay === 0 && !this.#held?.length && view.heard === this.workers?.told;
  }
}
