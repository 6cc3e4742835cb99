// The graphics device under onnxruntime. It may be lost at any time, to another program or to a driver's mistake, and
// onnxruntime recovers from no loss; so the page ends the whole worker, and begins a fresh one.

/** @typedef {import("./onnxruntime.mjs").Ort} Ort */
/** @typedef {{canvas: EventTarget, isContextLost: () => boolean}} Context */

const PATIENCE = 1000; // ms between the failure of a run and the news of the loss that has caused it, at most

export class Device {
  #gone;
  #isGone;

  /**
   * @param {Promise<unknown>} gone settled once it is lost
   * @param {() => boolean} isGone what is known of that at once
   */
  constructor(gone, isGone) {
    this.#gone = gone;
    this.#isGone = isGone;
    gone.then(() => self.postMessage({ type: "lost", text: { key: "graphics-lost" } }));
  }

  /**
   * @param {Ort} ort after its first session was opened
   * @param {string} backend
   * @returns {Promise<Device | null>} null for the processor, which is never lost
   */
  static async under(ort, backend) {
    if (backend === "webgpu") {
      const device = await ort.env.webgpu.device; // there since the session was opened
      return new Device(device.lost, () => false); // what was lost in a run makes that run fail
    }
    if (backend === "webgl") {
      const context = /** @type {Context} */ (/** @type {unknown} */ (ort.env.webgl.context));
      const gone = new Promise((resolve) => context.canvas.addEventListener("webglcontextlost", resolve));
      return new Device(gone, () => context.isContextLost()); // runs go on, and make nothing but zeros
    }
    return null;
  }

  /** Whether what a run has made is that of a device that was lost meanwhile. */
  get isGone() {
    return this.#isGone();
  }

  /** Whether a run has failed because the device was lost, of which the run may tell sooner. */
  async hasGone() {
    const otherwise = new Promise((resolve) => setTimeout(resolve, PATIENCE, false));
    return this.isGone || Promise.race([this.#gone.then(() => true), otherwise]);
  }
}
