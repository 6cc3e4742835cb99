/** A film of what is drawn on a canvas, as the browser writes it. */

const RATE = 30; // frames a second at most; no more are written than are drawn
/** What the film may be, best first: players everywhere know MP4. */
const KINDS = [
  { mime: "video/mp4", suffix: ".mp4" },
  { mime: "video/webm", suffix: ".webm" },
];

export class Recording {
  #canvas;
  #kind;
  /** @type {MediaRecorder | null} */
  #recorder = null;
  /** @type {Blob[]} */
  #parts = [];

  /** @param {HTMLCanvasElement} canvas which must keep its size while it is recorded */
  constructor(canvas) {
    this.#canvas = canvas;
    const recorder = globalThis.MediaRecorder;
    this.#kind = "captureStream" in canvas ? KINDS.find(({ mime }) => recorder?.isTypeSupported(mime)) : undefined;
  }

  /** Whether this browser can. */
  get possible() {
    return this.#kind !== undefined;
  }

  get running() {
    return this.#recorder !== null;
  }

  begin() {
    if (!this.#kind) return;
    this.#parts = [];
    this.#recorder = new MediaRecorder(this.#canvas.captureStream(RATE), { mimeType: this.#kind.mime });
    this.#recorder.ondataavailable = ({ data }) => this.#parts.push(data);
    this.#recorder.start();
  }

  /** @returns {Promise<{data: Blob, suffix: string} | null>} null where there was nothing to write */
  async end() {
    const [recorder, kind] = [this.#recorder, this.#kind];
    if (!recorder || !kind) return null;
    this.#recorder = null;
    if (recorder.state !== "inactive") {
      const ended = new Promise((resolve) => (recorder.onstop = resolve));
      recorder.stop();
      await ended;
    }
    for (const track of recorder.stream.getTracks()) track.stop();
    const data = new Blob(this.#parts, { type: kind.mime });
    return data.size > 0 ? { data, suffix: kind.suffix } : null;
  }
}
