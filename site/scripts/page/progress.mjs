/** What is still on its way, in words and as a fraction. Several parts load side by side; their bytes are summed. */

/** @import {Text} from "../offline/text.d.ts" */

const MEGABYTE = 1e6;

export class Loading {
  /** @type {Map<string, {loaded: number, total: number}>} */
  #parts = new Map();
  #shown = 0;

  /**
   * @param {{part: Text, loaded: number, total: number}} message bytes
   */
  note({ part, loaded, total }) {
    this.#parts.set(part.key, { loaded, total });
  }

  /**
   * @returns {{text: string, fraction: number} | null} null once everything that was announced is here
   */
  progress() {
    const open = [...this.#parts].filter(([, { loaded, total }]) => loaded < total);
    if (open.length === 0) return null;
    const sum = { loaded: 0, total: 0 };
    for (const { loaded, total } of this.#parts.values()) {
      sum.loaded += loaded;
      sum.total += total;
    }
    // A part that starts late makes the sum smaller for a moment; the line does not go back.
    this.#shown = Math.max(this.#shown, sum.loaded / sum.total);
    const parts = open.map(([key]) => say(key));
    const [loaded, total] = [sum.loaded / MEGABYTE, sum.total / MEGABYTE];
    return { text: say("parts-arriving", { parts, loaded, total }), fraction: this.#shown };
  }
}
