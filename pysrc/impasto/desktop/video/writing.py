"""A film as it is written: H.264 or VP9, with the sound of the film that it was painted of."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterator, Set
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from impasto.desktop.files import Refused
from impasto.desktop.video.library import pyav
from impasto.desktop.video.reading import Film
from impasto.imaging.pixels import RGBA

IN_MP4 = {"aac", "mp3", "ac3", "eac3", "alac"}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: what its pictures are encoded with, which sound players know in it, and what others become."""

    picture: str
    sounds: Set[str]
    sound: str


KINDS = {
    ".mp4": Kind("libx264", IN_MP4 | {"opus", "flac"}, "aac"),
    ".m4v": Kind("libx264", IN_MP4, "aac"),
    ".mov": Kind("libx264", IN_MP4 | {"pcm_s16le", "pcm_s24le"}, "aac"),
    ".mkv": Kind("libx264", IN_MP4 | {"opus", "flac", "vorbis", "dts", "truehd", "pcm_s16le", "pcm_s24le"}, "aac"),
    ".webm": Kind("libvpx-vp9", {"opus", "vorbis"}, "libopus"),
}
"""By the ends of names."""

OPTIONS = {
    "libx264": {"preset": "medium"},
    "libvpx-vp9": {"deadline": "good", "cpu-used": "4", "row-mt": "1", "b": "0"},
}

OPUS_RATE = 48000
"""Samples a second: Opus knows but a few rates, and this is the one that it works with."""

BT709 = 1
"""Primaries, curve and matrix of all that is written, as of all films without a say (ITU-T H.273)."""


def check_place(path: Path) -> None:
    """Raise ``Refused`` unless the end of a name says what kind of film it is, and a file can take its place."""
    if path.suffix.lower() not in KINDS:
        raise Refused("film-suffix-unknown", path=str(path), suffixes=tuple(KINDS))
    if path.exists() and not path.is_file() and not path.is_dir():
        raise Refused("film-output-special", path=str(path))


class FilmWriter:
    """Writes a film beside its place; ``finish`` moves it there, ``give_up`` leaves nothing.

    Args:
        path: where it goes; the end of its name is one of ``KINDS``. A link leads on to where it leads.
        film: what it is painted of: it gives times and sound.
        width, height: of its frames in px, even.
        crf: how much may be lost, by the encoders' constant rate factor: 0 nothing visible, 50 nearly all.

    Raises:
        Refused: PyAV is not installed.
        OSError: no file can be made there; as all that is raised later, with ``path`` as its ``filename``.
    """

    def __init__(self, path: Path, film: Film, width: int, height: int, crf: int) -> None:
        self._av = pyav()
        suffix = path.suffix.lower()
        self._given, self._path = path, Path(os.path.realpath(path))
        self._part = self._path.with_name(f".impasto-{secrets.token_hex(8)}{suffix}")
        self._kind = KINDS[suffix]
        options = {"movflags": "+faststart"} if suffix in {".mp4", ".m4v", ".mov"} else {}
        with self._told():
            self._container = self._av.open(str(self._part), "w", options=options)
        self._stream = stream = self._container.add_stream(self._kind.picture, rate=film.rate)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.codec_context.options = {**OPTIONS[self._kind.picture], "crf": str(crf)}
        stream.codec_context.time_base = stream.time_base = film.time_base
        context = stream.codec_context
        context.color_primaries = context.color_trc = context.colorspace = BT709
        context.color_range = 1  # 16 to 235
        self._time_base: Fraction = film.time_base
        self._sounds = {each: self._sound_like(each) for each in film.sounds}

    def _sound_like(self, stream: Any) -> Any:
        """Return a stream for the sound of another: the same where it can be, else of the kind's own codec."""
        if stream.codec_context.name in self._kind.sounds:
            return self._container.add_stream_from_template(stream)
        rate = OPUS_RATE if self._kind.sound == "libopus" else stream.codec_context.sample_rate
        made = self._container.add_stream(self._kind.sound, rate=rate)
        made.codec_context.layout = "stereo" if stream.codec_context.layout.nb_channels > 1 else "mono"
        return made

    def add_frame(self, pixels: RGBA, time: int) -> None:
        """Add a frame, uint8 ``[height, width, 4]``, shown at ``time`` in units of the film's time base."""
        frame = self._av.VideoFrame.from_ndarray(np.ascontiguousarray(pixels[..., :3]), format="rgb24")
        frame = frame.reformat(format="yuv420p", dst_colorspace="ITU709", dst_color_range="MPEG")
        frame.pts, frame.time_base = time, self._time_base
        with self._told():
            self._container.mux(self._stream.encode(frame))

    def add_sound(self, packet: Any) -> None:
        """Add a packet of the film's sound."""
        made = self._sounds[packet.stream]
        with self._told():
            if packet.stream.codec_context.name in self._kind.sounds:
                packet.stream = made
                self._container.mux(packet)
                return
            with contextlib.suppress(self._av.error.InvalidDataError):  # a damaged packet: those after it may be whole
                for frame in packet.decode():
                    self._container.mux(made.encode(frame))

    def finish(self) -> None:
        """Write what is left, and put the film in its place."""
        with self._told():
            self._container.mux(self._stream.encode(None))
            for sound, made in self._sounds.items():
                if sound.codec_context.name not in self._kind.sounds:
                    self._container.mux(made.encode(None))
            self._container.close()
            self._part.replace(self._path)

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """Tell of what cannot be written under the name that was given."""
        try:
            yield
        except OSError as error:
            error.filename = str(self._given)
            raise

    def give_up(self) -> None:
        """Leave nothing of what was begun."""
        with contextlib.suppress(Exception):
            self._container.close()
        self._part.unlink(missing_ok=True)
