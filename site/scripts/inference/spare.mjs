// Buffers that outputs came in, kept for what is fed next. The pages of fresh memory take about as long to come as to fill,
// and a large picture goes to and fro in hundreds of tiles.

import { discard } from "./discarding.mjs";

/** @typedef {import("./messages").Values} Values */

const LARGE = 1e6; // bytes; less is had as quickly, and most outputs of a part are a number a channel
const KEPT = 2; // as many tiles as Python has on their way at a time
const ROOMY = 4; // times as large as needed is still of use

export class Spare {
  /** @type {ArrayBuffer[]} */
  #buffers = [];

  /** @param {Values} values that nobody reads any more */
  put(values) {
    if (values.buffer.byteLength < LARGE) return discard(values);
    this.#buffers.push(values.buffer);
    // Tiles differ a little: of those that are too small for the next one, no more than that are in the way.
    for (const buffer of this.#buffers.splice(0, this.#buffers.length - KEPT)) discard({ buffer });
  }

  /**
   * Room for so many numbers, for the caller to keep, if there is any.
   * @param {number} length
   * @returns {Float32Array<ArrayBuffer> | undefined}
   */
  take(length) {
    const bytes = length * Float32Array.BYTES_PER_ELEMENT;
    const at = this.#buffers.findIndex(({ byteLength }) => byteLength >= bytes && byteLength <= ROOMY * bytes);
    const [buffer] = at < 0 ? [] : this.#buffers.splice(at, 1);
    return buffer && new Float32Array(buffer, 0, length);
  }

  /** Give all of it back. */
  drop() {
    for (const buffer of this.#buffers.splice(0)) discard({ buffer });
  }
}
