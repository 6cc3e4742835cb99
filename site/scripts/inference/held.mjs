// Outputs that stay where they were made, to be fed to another graph.

/** @typedef {import("./messages").Feed} Feed */
/** @typedef {import("./messages").HeldOutput} HeldOutput */
/** @typedef {import("./onnxruntime.mjs").Ort} Ort */
/** @typedef {import("onnxruntime-web").Tensor} Tensor */

export class Held {
  /** @type {Map<number, Tensor>} */
  #tensors = new Map();

  /**
   * @param {number} number by which it is asked for later
   * @param {Tensor} output
   * @returns {HeldOutput}
   */
  keep(number, output) {
    this.#tensors.set(number, output);
    return { dims: output.dims, bytes: output.size * 4 };
  }

  /** @param {number} number */
  drop(number) {
    this.#tensors.get(number)?.dispose();
    this.#tensors.delete(number);
  }

  /**
   * What onnxruntime is fed: a tensor that is held, or one of the values that came.
   * @param {Ort} ort
   * @param {Feed} feed
   * @returns {Tensor}
   */
  fed(ort, feed) {
    if (feed.length === 2) {
      const held = this.#tensors.get(feed[1]);
      if (!held) throw new Error("What was held is gone.");
      return held;
    }
    const [, dims, data] = feed;
    return data instanceof Uint8Array ? new ort.Tensor("uint8", data, dims) : new ort.Tensor("float32", data, dims);
  }
}
