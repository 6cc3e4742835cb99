"""Paints a film: read, painted and written frame by frame, with its sound."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from impasto.desktop.interrupts import stopping
from impasto.desktop.video.reading import Film, Frame
from impasto.desktop.video.writing import FilmWriter
from impasto.imaging.pixels import RGB, RGBA
from impasto.painting.progress import Progress, Report
from impasto.words import Text

Paint = Callable[[RGB, float], RGBA]
"""Paints a frame that is shown at so many seconds."""


@dataclass(frozen=True, slots=True)
class Made:
    """What was painted: how many frames, up to which second of the film, in how many seconds, and whether it is all."""

    frames: int
    until: float
    seconds: float
    whole: bool


def paint_film(
    film: Film, size: tuple[int, int], output: Path, crf: int, paint: Paint, report: Report | None = None
) -> Made:
    """Paint a film at ``size``, width and height in px, into the file ``output``; ``crf`` as in ``FilmWriter``.

    The first Ctrl-C ends it after the frame that is under way, and leaves what is done as a film.

    Raises:
        Refused, OSError: the film cannot be read, or its painting not be written; nothing is left of it then.
    """
    stopped = False

    def stop() -> None:
        nonlocal stopped
        stopped = True

    began, frames, seconds = time.monotonic(), 0, 0.0
    writer = FilmWriter(output, film, *size, crf)
    try:
        with stopping(stop):
            for part in film.parts(*size):
                if not isinstance(part, Frame):
                    writer.add_sound(part)
                    continue
                seconds = film.seconds_at(part.time)
                if report is not None:
                    report(_progress(film, frames, seconds, time.monotonic() - began))
                writer.add_frame(paint(part.pixels, seconds), part.time)
                frames += 1
                if stopped:
                    break
            writer.finish()
    except BaseException:
        writer.give_up()
        raise
    return Made(frames, seconds, time.monotonic() - began, not stopped)


def _progress(film: Film, frames: int, seconds: float, spent: float) -> Progress:
    count = max(film.frames or 0, frames + 1)
    fraction = min(seconds / film.seconds, 1.0) if film.seconds else frames / count
    left = spent * (1 - fraction) / fraction if frames and fraction > 0 else None
    text = Text("painting-frame", frame=frames + 1)
    said = Progress(text, frames + 1, count, fraction, left).said
    return Progress(said, frames + 1, count, fraction)
