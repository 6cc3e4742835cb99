"""A film as it is read: frames upright and in sRGB, and packets of sound as they are."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, Self

import numpy as np

from impasto.desktop.files import Refused
from impasto.desktop.video.library import pyav
from impasto.imaging import signalling
from impasto.imaging.decoding import MEGAPIXELS
from impasto.imaging.pixels import RGB

WIDE_PRIMARIES = {9, 11, 12}
"""BT.2020's and P3's colour primaries (ITU-T H.273, table 2); others are near enough to sRGB's for films."""

HDR_TRANSFERS = {16, 18}
"""PQ and HLG (H.273, table 3)."""

UNTOLD, HIGH_DEFINITION = 2, 720
"""A matrix that is not told (H.273, table 4) is that of BT.709 from so many rows on, and else that of BT.601."""

ASSUMED_RATE = Fraction(25)
"""Frames a second of a film that does not tell."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame: uint8 ``[height, width, 3]``, upright, and when it is shown, in units of the film's ``time_base``."""

    pixels: RGB
    time: int


class Film:
    """A film that is open.

    Attributes:
        width, height: of its frames in px, upright, with square pixels.
        seconds: how long it goes on, None where that is not known.
        frames: about how many frames there are, None where that is not known.
        hdr: whether its light goes beyond that of a screen, and is brought down to it.

    Raises:
        Refused: PyAV is not installed, the file holds no film, or its frames are too large.
        OSError: it cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self._av = pyav()
        self._path = path
        try:
            self._container = self._av.open(str(path))
        except self._av.error.FFmpegError as error:
            raise self._unreadable(error) from error
        try:
            self._begin()
        except BaseException:
            self._container.close()
            raise

    def _begin(self) -> None:
        pictures = self._av.stream.Disposition.attached_pic
        found = [each for each in self._container.streams.video if not each.disposition & pictures]
        if not found or found[0].codec_context is None:
            raise Refused("film-without-pictures", path=str(self._path))
        self._stream = stream = found[0]
        stream.thread_type = "AUTO"
        if stream.codec_context.width * stream.codec_context.height > MEGAPIXELS * 1_000_000:
            raise Refused("film-frames-too-large", path=str(self._path), megapixels=MEGAPIXELS)
        self.sounds: list[Any] = [each for each in self._container.streams.audio if each.codec_context is not None]
        self.rate: Fraction = stream.average_rate or stream.guessed_rate or ASSUMED_RATE
        self.time_base: Fraction = stream.time_base
        self._packets = self._container.demux(stream, *self.sounds)
        self._waiting = list[Any]()
        self._next = 0
        first = self._first()
        width, height = first.width, first.height
        if stream.sample_aspect_ratio:
            width = max(round(width * stream.sample_aspect_ratio), 1)
        self._turns = round(first.rotation / 90) % 4
        self.width, self.height = (height, width) if self._turns % 2 else (width, height)
        self.hdr = first.color_trc in HDR_TRANSFERS
        self._conversion = None
        if self.hdr or first.color_primaries in WIDE_PRIMARIES:
            self._conversion = signalling.of_code_points(first.color_primaries, first.color_trc)
        self.seconds = self._length()
        self.frames = stream.frames or (None if self.seconds is None else round(self.seconds * self.rate)) or None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._container.close()

    def parts(self, width: int, height: int) -> Iterator[Frame | Any]:
        """Yield frames of this size, in px, and packets of sound, in the order in which they stand in the file.

        Raises:
            Refused: the file is damaged so that nothing more of it can be read, and nothing was.
        """
        frames = 0
        while self._waiting or self._read():
            for part in self._taken():
                if isinstance(part, self._av.VideoFrame):
                    frames += 1
                    yield self._frame(part, width, height)
                else:
                    yield part
        if not frames:
            raise Refused("film-without-pictures", path=str(self._path))

    def _taken(self) -> list[Any]:
        """Return what waits, and wait for nothing of it any more."""
        taken, self._waiting = self._waiting, []
        return taken

    def seconds_at(self, time: int) -> float:
        """Return when a frame is shown, in seconds."""
        return float(time * self.time_base)

    def first(self, width: int, height: int) -> RGB:
        """Return the first frame at this size; it comes among the ``parts``, too."""
        return self._pixels(self._first(), width, height)

    def _first(self) -> Any:
        """Read up to the first frame, which tells what a header may leave out."""
        frames = (part for part in self._waiting if isinstance(part, self._av.VideoFrame))
        while (found := next(frames, None)) is None:
            if not self._read():
                raise Refused("film-without-pictures", path=str(self._path))
            frames = (part for part in self._waiting if isinstance(part, self._av.VideoFrame))
        return found

    def _read(self) -> bool:
        """Read the next packet; return whether there was one, or frames that the decoder had kept."""
        packet = None
        with contextlib.suppress(self._av.error.FFmpegError):  # one that is cut off is a film up to there
            packet = next(self._packets, None)
        if packet is None:
            before = len(self._waiting)
            with contextlib.suppress(self._av.error.FFmpegError):
                self._waiting += self._stream.decode(None)  # what the decoder has kept until now
            return len(self._waiting) > before
        if packet.stream.type == "audio":
            if packet.dts is not None:
                self._waiting.append(packet)
            return True
        with contextlib.suppress(self._av.error.FFmpegError):  # a damaged frame: those after it may be whole
            self._waiting += packet.decode()
        return True

    def _frame(self, frame: Any, width: int, height: int) -> Frame:
        time = frame.pts if frame.pts is not None else self._next
        time = max(time, self._next)  # some files count backwards; films have to go on
        self._next = time + 1
        return Frame(self._pixels(frame, width, height), time)

    def _pixels(self, frame: Any, width: int, height: int) -> RGB:
        if self._turns % 2:
            width, height = height, width
        untold = frame.colorspace == UNTOLD and frame.height >= HIGH_DEFINITION
        matrix = {"src_colorspace": "ITU709"} if untold else {}
        pixels = frame.to_ndarray(format="rgb24", width=width, height=height, interpolation="LANCZOS", **matrix)
        pixels = np.ascontiguousarray(np.rot90(pixels, self._turns))
        if self._conversion is not None:
            self._conversion.apply(pixels)
        return pixels

    def _length(self) -> float | None:
        if self._stream.duration:
            return float(self._stream.duration * self._stream.time_base)
        duration = self._container.duration
        return duration / self._av.time_base if duration else None

    def _unreadable(self, error: Exception) -> Exception:
        if isinstance(error, OSError):
            return OSError(error.errno, error.strerror, str(self._path))
        return Refused("film-unreadable", path=str(self._path))
