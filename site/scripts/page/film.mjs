/**
 * The film that was given: its first frame is handed on as a photo, and when it is painted its frames go to Python one
 * after another. The browser decodes and encodes them (WebCodecs, by way of Mediabunny), and sound is kept.
 */

/** @import {Assets} from "../offline/assets.d.ts" */
/** @import {Text} from "../offline/text.d.ts" */
/** @import {Film, FilmFrame, StudioEvent} from "../python/messages.d.ts" */
/** @import {Send} from "./workers.mjs" */

import { FileError } from "../offline/download.mjs";
import { imported } from "../offline/programs.mjs";
import { html } from "./elements.mjs";
import { opened } from "./film-opening.mjs";
import { written } from "./film-writing.mjs";

const region = /** @type {HTMLDetailsElement} */ (html("film"));
const about = html("film-about");
const words = html("film-words");
const paint = /** @type {HTMLButtonElement} */ (html("film-paint"));
const stop = /** @type {HTMLButtonElement} */ (html("film-stop"));
const download = /** @type {HTMLAnchorElement} */ (html("film-download"));
const downloadName = html("film-download-name");
const frame = /** @type {HTMLCanvasElement} */ (html("film-frame"));
const line = html("film-line");

/**
 * @typedef {object} Surroundings
 * @property {Assets} assets
 * @property {string} base the address of the page
 * @property {Send} send
 * @property {(event: FrameEvent) => void} paint hands a frame to Python
 * @property {(message: {text: Text}) => void} tell says what went wrong
 * @property {(picture: () => Promise<Blob>) => void} onPhoto called when there is a first frame
 *
 * @typedef {{job: number, number: number, seconds: number, width: number, height: number, pixels: ArrayBuffer}} FrameEvent
 * @typedef {typeof import("mediabunny")} Mediabunny
 * @typedef {import("mediabunny").Input} Input
 */

export class FilmDesk {
  #mediabunny;
  #around;
  /** @type {{file: File, input: Input} | null} */
  #given = null;
  /** What Python says of it. @type {Film | null} */
  #film = null;
  /** How many films were given: of two that are read at once the later one counts. */
  #turn = 0;
  /** The job whose frames are on their way. @type {number | null} */
  #running = null;
  /** The job of which Python was told what was written, until it has heard. @type {number | null} */
  #told = null;
  /** Whether what was written last has been saved. */
  #saved = false;
  /** Who waits for frames, by their numbers. @type {Map<number, (frame: FilmFrame | null) => void>} */
  #waiting = new Map();

  /**
   * @param {Mediabunny} mediabunny
   * @param {Surroundings} around
   */
  constructor(mediabunny, around) {
    this.#mediabunny = mediabunny;
    this.#around = around;
    paint.addEventListener("click", () => around.send({ kind: "film-paint" }));
    stop.addEventListener("click", () => around.send({ kind: "film-stop" }));
    download.addEventListener("click", () => (this.#saved = true));
  }

  /**
   * @param {Surroundings} around
   * @returns {Promise<FilmDesk>}
   */
  static async opened(around) {
    const { module } = await imported(around.assets.mediabunny, around.base);
    return new FilmDesk(module, around);
  }

  /**
   * Open a film, and hand on its first frame.
   * @param {File} file
   */
  async give(file) {
    if (!("VideoDecoder" in window) || !("VideoEncoder" in window)) throw new FileError({ key: "film-not-here" });
    this.#refuseWhilePainting(file);
    const turn = ++this.#turn;
    const { input, still, width, height, seconds } = await opened(this.#mediabunny, file);
    if (turn !== this.#turn) return input.dispose();
    this.#refuseWhilePainting(file);
    this.#given?.input.dispose();
    this.#given = { file, input };
    frame.hidden = true;
    download.hidden ||= this.#saved;
    downloadName.textContent = download.hidden ? "" : download.download; // it is of the film before
    this.#around.onPhoto(async () => still);
    this.#around.send(photo(file.name, still));
    this.#around.send({ kind: "film", name: file.name, width, height, seconds });
    region.open = true;
  }

  /**
   * What is painted is read until its end.
   * @param {File} file
   */
  #refuseWhilePainting({ name }) {
    if (this.#running !== null || typeof this.#film?.job === "number")
      throw new FileError({ key: "film-busy", parameters: { name } });
  }

  /** @param {Film | null} film */
  show(film) {
    this.#film = film;
    const here = film !== null && this.#given !== null;
    region.hidden = !here && (download.hidden || this.#saved);
    about.hidden = words.hidden = !here;
    if (!here) {
      paint.hidden = stop.hidden = line.hidden = true;
      return this.#end();
    }
    about.textContent = film.about;
    paint.disabled = !film.can_paint;
    paint.hidden = film.job !== null;
    stop.hidden = film.job === null;
    stop.disabled = film.stopping;
    line.hidden = film.job === null;
    line.style.setProperty("--done", String(film.progress?.fraction ?? 0));
    words.textContent = film.progress?.text ?? film.written;
    region.dataset.job = String(film.job ?? "");
    if (film.job === null) {
      this.#told = null; // a fresh Python counts anew
      this.#end();
    } else if (film.stopping && this.#running !== film.job) this.#tell(film.job, 0, 0); // before it had begun
    else if (film.stopping) this.#end();
    else if (film.width && this.#running !== film.job) this.#run(film.job, film).catch((error) => this.#fail(error));
  }

  /** @param {FilmFrame} painted */
  take(painted) {
    if (painted.job !== this.#running) return;
    this.#waiting.get(painted.number)?.(painted.pixels ? painted : null);
    this.#waiting.delete(painted.number);
  }

  /**
   * Paint the film, and offer what was written.
   * @param {number} job
   * @param {Film} film
   */
  async #run(job, { width, height }) {
    const { file, input } = /** @type {{file: File, input: Input}} */ (this.#given);
    this.#running = job;
    Object.assign(frame, { width, height });
    const context = /** @type {CanvasRenderingContext2D} */ (frame.getContext("2d"));
    /** @param {number} number @param {number} seconds @param {ArrayBuffer} pixels */
    const painted = async (number, seconds, pixels) => {
      const done = await this.#asked({ job, number, seconds, width, height, pixels });
      if (!done?.pixels) return null;
      context.putImageData(new ImageData(new Uint8ClampedArray(done.pixels), width, height), 0, 0);
      frame.hidden = false;
      return frame;
    };
    const result = await written(this.#mediabunny, input, { width, height }, painted);
    this.#running = null;
    if (result.broken) console.warn(result.broken);
    if (result.frames) {
      this.#saved = false;
      downloadName.textContent = "";
      URL.revokeObjectURL(download.href);
      const name = `${file.name.replace(/\.[^.]*$/, "")}-painted.${result.suffix}`;
      Object.assign(download, { href: URL.createObjectURL(result.film), download: name, hidden: false });
    }
    this.#tell(job, result.frames, result.seconds, result.broken !== null);
  }

  /**
   * Tell Python once what was written of a job.
   * @param {number} job
   * @param {number} frames
   * @param {number} seconds
   * @param {boolean} broken
   */
  #tell(job, frames, seconds, broken = false) {
    if (this.#told === job) return;
    this.#told = job;
    this.#around.send({ kind: "film-written", job, frames, seconds, broken });
  }

  /**
   * Hand a frame to Python, and wait for it; null if it is not painted.
   * @param {FrameEvent} event
   * @returns {Promise<FilmFrame | null>}
   */
  #asked(event) {
    if (this.#film?.job !== event.job || this.#film.stopping) return Promise.resolve(null);
    const answer = new Promise((resolve) => this.#waiting.set(event.number, resolve));
    this.#around.paint(event);
    return /** @type {Promise<FilmFrame | null>} */ (answer);
  }

  /** Nothing more comes of the frames that are on their way. */
  #end() {
    for (const resolve of this.#waiting.values()) resolve(null);
    this.#waiting.clear();
  }

  /** @param {unknown} error */
  #fail(error) {
    console.error(error);
    const job = /** @type {number} */ (this.#running);
    this.#running = null;
    this.#around.send({ kind: "film-stop" });
    this.#tell(job, 0, 0);
    this.#around.tell(error instanceof FileError ? error : { text: { key: "film-not-written" } });
  }
}

/**
 * @param {string} name
 * @param {Blob} still
 * @returns {Promise<StudioEvent>}
 */
async function photo(name, still) {
  return { kind: "content-file", name, bytes: await still.arrayBuffer() };
}
