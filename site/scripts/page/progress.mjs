/**
 * What is still on its way, in words and as a fraction: of all that a first visit loads, so that the number is the same
 * from beginning to end, and the one that the page tells elsewhere. Parts count as they are sent, packed by the host.
 */

/** @import {Download} from "../offline/assets.d.ts" */
/** @import {Text} from "../offline/text.d.ts" */
/** @import {View} from "../python/messages.d.ts" */

const MEGABYTE = 1e6;

/** The parts whose coming is followed: what they are told as, and what of the page's downloads they are. */
const FOLLOWED = [
  { key: "part-python", names: ["python", "packages"] },
  { key: "part-painter", names: ["onnxruntime"] },
  { key: "part-networks", names: ["networks"] },
];

export class Loading {
  /** How much of each part is here, 0 to 1, by its key. @type {Map<string, number>} */
  #here = new Map();
  #download;
  #shown = 0;
  #whole = false;

  /** @param {Download | {}} download bytes of each part of a first visit */
  constructor(download) {
    this.#download = new Map(Object.entries(download));
  }

  /**
   * @param {{part: Text, loaded: number, total: number}} message bytes
   */
  note({ part, loaded, total }) {
    this.#whole = false;
    this.#here.set(part.key, total ? loaded / total : 1);
  }

  /**
   * Python tells of the networks, and that all of it is here.
   * @param {View} view
   */
  seen({ phase, progress }) {
    if (phase !== "loading") this.#whole = true;
    else if (typeof progress?.fraction === "number") this.#here.set("part-networks", progress.fraction);
  }

  /**
   * @returns {{text: string, fraction: number} | null} null once all of it is here
   */
  progress() {
    if (this.#whole) return null;
    const open = FOLLOWED.flatMap(({ key, names }) => {
      const here = this.#here.get(key) ?? 0;
      return here < 1 ? [{ key, here, missing: (1 - here) * sum(names.map((name) => this.#download.get(name) ?? 0)) }] : [];
    });
    if (open.length === 0) return null;
    const total = sum([...this.#download.values()]);
    // A part that starts again makes the sum smaller for a moment; the line does not go back.
    this.#shown = Math.max(this.#shown, total - sum(open.map(({ missing }) => missing)));
    const parts = open.map(({ key }) => say(key));
    const [loaded, all] = [this.#shown / MEGABYTE, total / MEGABYTE];
    return { text: say("parts-arriving", { parts, loaded, total: all }), fraction: total ? this.#shown / total : 0 };
  }
}

/** @param {number[]} numbers */
function sum(numbers) {
  return numbers.reduce((sum, number) => sum + number, 0);
}
