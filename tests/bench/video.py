"""Part ``video``: frames a second of a video painted on the desktop, and how much of it flickers that stands still."""

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench import photos
from bench.rounds import Case, interleave
from bench.series import Kept, cell, table
from bench.setting import Setting
from impasto.desktop.studio import Studio
from impasto.imaging.decoding import decode
from impasto.imaging.fitting import fit

SIZE, FRAMES, RATE = 768, 24, 25
"""Long side in px; how many frames, and how many a second of the video."""

NOISE = 2.0
"""Standard deviation of the camera's noise, in levels."""

STEADY, ALONE = "as a video", "each frame for itself"
STYLE = "hokusai"

Frames = list[NDArray[np.uint8]]


@dataclass(frozen=True)
class Clip:
    """A still scene into whose left a red board comes; nothing moves right of ``still``, nor near to it."""

    frames: Frames
    still: int


def measure(setting: Setting) -> dict[str, Any]:
    """Return ``rate``, frames a second without codecs, and ``flicker``, levels of 255 a frame where nothing moves."""
    load = os.getloadavg()[0]
    clip = _clip(setting)
    with Studio() as studio:
        alone = [studio.picture(frame) for frame in clip.frames]

        def steadily() -> Frames:
            paint = studio.film(STYLE, size=SIZE)
            return [paint(frame, number / RATE) for number, frame in enumerate(clip.frames)]

        def each() -> Frames:
            with Studio() as fresh:  # one that has kept nothing of them
                return [fresh.paint(picture, STYLE, size=SIZE).pixels for picture in alone]

        cases: dict[str, Case] = {
            name: lambda paint=paint: _measured(paint, clip) for name, paint in ((STEADY, steadily), (ALONE, each))
        }
        results = interleave(cases, setting.rounds, say=setting.say)
    given = _flicker(clip.frames, clip.still)
    return results.as_json() | {"size": SIZE, "frames": FRAMES, "noise": NOISE, "given": given, "load": load}


def written(kept: Kept) -> Iterator[str]:
    """Yield what the report says of it."""
    part = kept.part("video")
    yield (
        f"Frames a second at {part['size']} px on the desktop, without codecs, and by how many levels of 255 a frame "
        f"differs from the one before where nothing moves. The {part['frames']} frames have noise of "
        f"{part['noise']:g} levels, by which they differ by {part['given']:.1f}, and something comes in. Load when it "
        f"began {part['load']:.1f}.\n"
    )
    names = (STEADY, ALONE)
    rows = [[name, *(cell(kept.series("video", name, measure)) for measure in ("rate", "flicker"))] for name in names]
    yield table(["painted", "frames a second", "levels a frame"], rows) + "\n"


def _clip(setting: Setting) -> Clip:
    scene = fit(decode(photos.photo(setting.photos, "scene").read_bytes()).pixels, SIZE)
    scene = scene[: scene.shape[0] // 2 * 2].astype(np.float64)
    height, width, _ = scene.shape
    rng, frames = np.random.default_rng(0), []
    for number in range(FRAMES):
        frame = scene.copy()
        frame[height // 4 : -height // 4, : min(number * 16, width // 3)] = (230, 40, 30)
        frames.append(np.clip(np.rint(frame + rng.normal(0, NOISE, scene.shape)), 0, 255).astype(np.uint8))
    return Clip(frames, width // 2)


def _measured(paint: Callable[[], Frames], clip: Clip) -> dict[str, float]:
    began = time.perf_counter()
    painted = paint()
    seconds = time.perf_counter() - began
    return {"rate": len(painted) / seconds, "flicker": _flicker(painted, clip.still)}


def _flicker(frames: Frames, still: int) -> float:
    changes = [
        np.abs(after[:, still:, :3].astype(int) - before[:, still:, :3]).mean() for before, after in pairwise(frames)
    ]
    return float(np.mean(changes))
