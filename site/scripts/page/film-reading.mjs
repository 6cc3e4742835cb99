/** Frames of a film, read past what is damaged. */

/** @typedef {typeof import("mediabunny")} Mediabunny */
/** @typedef {import("mediabunny").InputVideoTrack} InputVideoTrack */
/** @typedef {import("mediabunny").VideoSample} VideoSample */

/**
 * The frames of a film in their order; whoever takes one closes it.
 *
 * Decoders read ahead, and lose what they have decoded when they come to what is damaged. So frames up to the next one
 * that stands for itself are asked for once more, without what comes after them, and left out if that fails, too.
 * @param {Mediabunny} mediabunny
 * @param {InputVideoTrack} track
 * @param {(error: unknown) => void} onDamage
 * @returns {AsyncGenerator<VideoSample, void, unknown>}
 */
export async function* framesOf({ EncodedPacketSink, VideoSampleSink }, track, onDamage) {
  const [frames, packets] = [new VideoSampleSink(track), new EncodedPacketSink(track)];
  let [from, until, last] = [-Infinity, Infinity, -Infinity];
  for (;;) {
    try {
      for await (const sample of frames.samples(from, until)) {
        if (sample.timestamp <= last) {
          sample.close();
          continue;
        }
        from = last = sample.timestamp;
        yield sample;
      }
      if (until === Infinity) return;
      [from, until] = [until, Infinity];
    } catch (error) {
      onDamage(error);
      if (until === Infinity) {
        const here = (await packets.getPacket(from)) ?? (await packets.getFirstPacket());
        const next = here && (await packets.getNextKeyPacket(here, { verifyKeyPackets: true }));
        if (!next) return;
        until = next.timestamp;
      } else [from, until] = [until, Infinity];
    }
  }
}
