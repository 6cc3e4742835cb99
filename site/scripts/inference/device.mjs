// The graphics device under onnxruntime. It may be lost at any time, to another program or to a driver's mistake, and
// onnxruntime recovers from no loss; so the page ends the whole worker, and begins a fresh one.

/** @typedef {import("./onnxruntime.mjs").Ort} Ort */
/** @typedef {{canvas: EventTarget, isContextLost: () => boolean}} Context */

const PATIENCE = 1000; // ms between a failure and the news of the loss that has caused it, at most

export class Device {
  #gone;
  #isGone;
  #told = false;

  /**
   * @param {Promise<unknown>} gone settled once it is lost
   * @param {() => boolean} isGone what is known of that at once
   */
  constructor(gone, isGone) {
    this.#gone = gone;
    this.#isGone = isGone;
    gone.then(() => this.#tell());
  }

  /**
   * @param {Ort} ort after its first session was opened
   * @param {string} backend
   * @returns {Promise<Device | null>} null for the processor, which is never lost, and where onnxruntime tells of no device
   */
  static async under(ort, backend) {
    if (backend === "webgpu") {
      /** @type {GPUDevice | undefined} */
      const device = await ort.env.webgpu.device;
      return device ? new Device(device.lost, () => false) : null; // values of a lost one cannot be read: that fails
    }
    if (backend === "webgl") {
      const context = /** @type {Context | undefined} */ (/** @type {unknown} */ (ort.env.webgl.context));
      if (!context) return null;
      const gone = new Promise((resolve) => context.canvas.addEventListener("webglcontextlost", resolve));
      return new Device(gone, () => context.isContextLost()); // runs go on, and make nothing but zeros
    }
    return null;
  }

  /** Whether what a run has made is that of a device that was lost meanwhile; the page is told of it, then. */
  get isGone() {
    const gone = this.#isGone();
    if (gone) this.#tell();
    return gone;
  }

  /** Whether a call has failed because the device was lost, of which it may tell sooner; the page is told, then. */
  async hasGone() {
    const otherwise = new Promise((resolve) => setTimeout(resolve, PATIENCE, false));
    return this.isGone || Promise.race([this.#gone.then(() => true), otherwise]);
  }

  #tell() {
    if (!this.#told) self.postMessage({ type: "lost", text: { key: "graphics-lost" } });
    this.#told = true;
  }
}
