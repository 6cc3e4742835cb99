/** A film as it is given: whether it can be read here, how large and long it is, and its first frame. */

/** @typedef {typeof import("mediabunny")} Mediabunny */

import { FileError } from "../offline/download.mjs";

const STILL = 2048; // px: the longest side of the frame that is handed on as a photo

/**
 * @param {Mediabunny} mediabunny
 * @param {File} file
 * @throws {FileError} where it cannot be read
 */
export async function opened({ Input, BlobSource, ALL_FORMATS, VideoSampleSink }, file) {
  const input = new Input({ source: new BlobSource(file), formats: ALL_FORMATS });
  const track = (await input.canRead()) ? await input.getPrimaryVideoTrack() : null;
  if (!track) throw new FileError({ key: "film-unread", parameters: { name: file.name } });
  if (!(await track.canDecode())) throw new FileError({ key: "film-codec-unknown", parameters: { name: file.name } });
  const [width, height] = [await track.getDisplayWidth(), await track.getDisplayHeight()];
  const [first] = await taken(new VideoSampleSink(track).samples(), 1);
  if (!first) throw new FileError({ key: "film-unread", parameters: { name: file.name } });
  const scale = Math.min(1, STILL / Math.max(width, height));
  const canvas = new OffscreenCanvas(Math.round(width * scale), Math.round(height * scale));
  first.draw(/** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d")), 0, 0, canvas.width, canvas.height);
  first.close();
  const still = await canvas.convertToBlob({ type: "image/png" });
  const seconds = await input.computeDuration([track]);
  return { input, still, width, height, seconds };
}

/**
 * @template T
 * @param {AsyncGenerator<T>} from
 * @param {number} count
 */
async function taken(from, count) {
  /** @type {T[]} */
  const found = [];
  for await (const each of from) if (found.push(each) === count) break;
  return found;
}
