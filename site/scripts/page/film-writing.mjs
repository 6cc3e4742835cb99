/** Films written by the browser: frames as they are painted, and the sound of the film that they are painted of. */

/** @typedef {typeof import("mediabunny")} Mediabunny */
/** @typedef {import("mediabunny").Input} Input */
/** @typedef {import("mediabunny").OutputFormat} OutputFormat */

import { FileError } from "../offline/download.mjs";
import { framesOf } from "./film-reading.mjs";

const KEY_FRAMES = 2; // seconds between two frames that players can jump to
const SOUND_RATE = 128_000; // bits a second of sound that has to be encoded anew

/**
 * Paints a frame, RGBA; null if nothing more is to be painted.
 * @typedef {(number: number, seconds: number, pixels: ArrayBuffer) => Promise<HTMLCanvasElement | null>} PaintFrame
 */

/**
 * Have a film painted, and return it as far as it was painted; `broken` is what kept all of it from being read.
 *
 * While a frame is painted the next one is decoded and handed over, so that nobody waits for the other.
 * @param {Mediabunny} mediabunny
 * @param {Input} input
 * @param {{width: number, height: number}} size of the frames that are painted, px
 * @param {PaintFrame} paint
 * @returns {Promise<{film: Blob, suffix: string, frames: number, seconds: number, broken: unknown}>}
 */
export async function written(mediabunny, input, { width, height }, paint) {
  const { BufferTarget, Output, Quality, VideoSample, VideoSampleSource } = mediabunny;
  const track = /** @type {import("mediabunny").InputVideoTrack} */ (await input.getPrimaryVideoTrack());
  const { format, codec } = await wayOut(mediabunny, input, width, height);
  const target = new BufferTarget();
  const output = new Output({ format, target });
  const pictures = new VideoSampleSource({ codec, quality: new Quality("high"), keyFrameInterval: KEY_FRAMES });
  output.addVideoTrack(pictures);
  const sound = await soundOf(mediabunny, input, format);
  if (sound) output.addAudioTrack(sound.source);
  await output.start();

  const canvas = new OffscreenCanvas(width, height);
  const drawing = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
  drawing.imageSmoothingQuality = "high";
  const began = Math.min(await track.getFirstTimestamp(), 0); // nothing can be shown before the beginning
  let [frames, seconds, number] = [0, 0, 0];
  /** @param {{timestamp: number, duration: number, painted: Promise<HTMLCanvasElement | null>}} frame */
  const put = async ({ timestamp, duration, painted }) => {
    const picture = await painted;
    if (!picture) return false;
    const sample = new VideoSample(picture, { timestamp, duration });
    await pictures.add(sample);
    sample.close();
    frames += 1;
    seconds = timestamp + duration;
    await sound?.upTo(seconds);
    return true;
  };
  /** @type {Parameters<typeof put>[0] | null} */
  let before = null;
  /** @type {unknown} */
  let broken = null;
  for await (const sample of framesOf(mediabunny, track, (error) => (broken ??= error))) {
    sample.draw(drawing, 0, 0, width, height);
    const [timestamp, duration] = [sample.timestamp - began, sample.duration];
    sample.close();
    const pixels = drawing.getImageData(0, 0, width, height).data.buffer;
    number += 1;
    const painted = paint(number, timestamp, /** @type {ArrayBuffer} */ (pixels));
    if (before && !(await put(before))) {
      before = null;
      break;
    }
    before = { timestamp, duration, painted };
  }
  if (before) await put(before);
  pictures.close();
  sound?.source.close();
  if (!frames) {
    await output.cancel();
    if (broken) throw broken;
    return { film: new Blob(), suffix: "", frames, seconds, broken };
  }
  await output.finalize();
  const film = new Blob([/** @type {ArrayBuffer} */ (target.buffer)], { type: format.mimeType });
  return { film, suffix: format.fileExtension.slice(1), frames, seconds, broken };
}

/**
 * What kind of file is written, and with which codec: the kind that was given, if this browser can, else another.
 * @param {Mediabunny} mediabunny
 * @param {Input} input
 * @param {number} width
 * @param {number} height
 */
async function wayOut({ getFirstEncodableVideoCodec, Mp4OutputFormat, WebMOutputFormat, WEBM, MATROSKA }, input, width, height) {
  /** @type {{format: OutputFormat, codecs: import("mediabunny").VideoCodec[]}[]} */
  const ways = [
    { format: new Mp4OutputFormat(), codecs: ["avc", "av1"] },
    { format: new WebMOutputFormat(), codecs: ["vp9", "av1", "vp8"] },
    { format: new Mp4OutputFormat(), codecs: ["vp9"] },
  ];
  const given = await input.getFormat();
  if (given === WEBM || given === MATROSKA) ways.unshift(...ways.splice(1, 1));
  for (const { format, codecs } of ways) {
    const codec = await getFirstEncodableVideoCodec(codecs, { width, height });
    if (codec) return { format, codec };
  }
  throw new FileError({ key: "film-not-here" });
}

/**
 * The sound of a film: as it is where the file can hold it, else encoded anew; null where there is none, or no way.
 * @param {Mediabunny} mediabunny
 * @param {Input} input
 * @param {OutputFormat} format
 */
async function soundOf(mediabunny, input, format) {
  const { AudioSampleSink, AudioSampleSource, EncodedAudioPacketSource, EncodedPacketSink } = mediabunny;
  const track = await input.getPrimaryAudioTrack();
  const codec = await track?.getCodec();
  if (!track || !codec) return null;
  if (format.getSupportedAudioCodecs().includes(codec)) {
    const source = new EncodedAudioPacketSource(codec);
    const decoderConfig = (await track.getDecoderConfig()) ?? undefined;
    const packets = new EncodedPacketSink(track).packets();
    return { source, upTo: pulled(packets, (packet) => source.add(packet, { decoderConfig })) };
  }
  const known = await mediabunny.getFirstEncodableAudioCodec(format.getSupportedAudioCodecs());
  if (!known || !(await track.canDecode())) return null;
  const source = new AudioSampleSource({ codec: known, bitrate: SOUND_RATE });
  const add = async (/** @type {import("mediabunny").AudioSample} */ sample) => {
    await source.add(sample);
    sample.close();
  };
  return { source, upTo: pulled(new AudioSampleSink(track).samples(), add) };
}

/**
 * Take what comes in its order, up to a time, or up to where it cannot be read.
 * @template {{timestamp: number}} T
 * @param {AsyncGenerator<T>} from
 * @param {(each: T) => Promise<void>} add
 * @returns {(seconds: number) => Promise<void>}
 */
function pulled(from, add) {
  /** @type {IteratorResult<T, unknown> | null} */
  let next = null;
  const read = () => from.next().catch(() => ({ done: /** @type {const} */ (true), value: undefined }));
  return async (seconds) => {
    for (next ??= await read(); !next.done && next.value.timestamp < seconds; next = await read()) {
      if (next.value.timestamp >= 0) await add(next.value); // before it lies what encoders need to begin
    }
  };
}
