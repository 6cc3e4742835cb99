"""Videos made by code."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

from impasto.imaging.pixels import RGB

MILLISECOND = Fraction(1, 1000)
SOUND_RATE = 48000


def clip(
    path: Path,
    frames: Iterable[RGB],
    *,
    codec: str = "libx264",
    sound: str | None = None,
    times: Sequence[int] | None = None,
    turned: int = 0,
    shape: Fraction | None = None,
    format: str = "yuv420p",
    **context: Any,
) -> Path:
    """Write a video: a frame each 40 ms, or at ``times`` in ms, and half a second of a tone."""
    with av.open(str(path), "w") as container:
        made, tone = None, container.add_stream(sound, rate=SOUND_RATE) if sound else None
        for number, picture in enumerate(frames):
            if made is None:
                made = container.add_stream(codec, rate=25)
                made.height, made.width, _ = picture.shape
                made.pix_fmt = format
                made.codec_context.options = {"crf": "10"}
                made.codec_context.time_base = MILLISECOND
                if turned:
                    made.set_display_rotation(turned)
                if shape:
                    made.codec_context.sample_aspect_ratio = shape
                for name, value in context.items():
                    setattr(made.codec_context, name, value)
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), "rgb24").reformat(format=format)
            frame.pts, frame.time_base = times[number] if times else 40 * number, MILLISECOND
            container.mux(made.encode(frame))
        if made is not None:
            container.mux(made.encode(None))
        if tone is not None:
            wave = np.sin(np.arange(SOUND_RATE // 2, dtype=np.float32) * 2 * np.pi * 440 / SOUND_RATE)[None] / 4
            spoken = av.AudioFrame.from_ndarray(wave, "fltp", layout="mono")
            spoken.sample_rate, spoken.pts = SOUND_RATE, 0
            for each in av.AudioResampler("s16" if sound == "pcm_s16le" else tone.format.name, "mono", SOUND_RATE,
                                          tone.codec_context.frame_size or None).resample(spoken):  # fmt: skip
                container.mux(tone.encode(each))
            container.mux(tone.encode(None))
    return path


class Seen:
    """What a player makes of a file."""

    def __init__(self, path: Path) -> None:
        with av.open(str(path)) as container:
            (stream,) = container.streams.video
            frames = list(container.decode(stream))
            self.codec = stream.codec_context.name
            self.turned = frames[0].rotation
            self.times = [round(float(frame.pts * stream.time_base) * 1000) for frame in frames]
            self.frames = [frame.to_ndarray(format="rgb24") for frame in frames]
            self.width, self.height = frames[0].width, frames[0].height
            self.primaries = frames[0].color_primaries
            self.sounds = [each.codec_context.name for each in container.streams.audio]
        with av.open(str(path)) as container:
            self.samples = sum(each.samples for each in container.decode(audio=0)) if self.sounds else 0
        with av.open(str(path)) as container:
            packets = container.demux(container.streams.audio[0]) if self.sounds else ()
            self.packets = [bytes(packet) for packet in packets if packet.size]
