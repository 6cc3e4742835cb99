"""The command line's videos, as tests ask for them."""

from pathlib import Path

import numpy as np

from impasto.desktop import cli
from impasto.painting.maskfiles import to_png
from impasto.painting.masks import Mask
from tests.unit.desktop.video.clips import Seen
from tests.unit.painting.film.films import entering


def video(source: Path | str, output: str, *arguments: str) -> int:
    return cli.main(["video", str(source), "--style", "hokusai", "--size", "160", "-o", output, *arguments])


def small(frames: int = 4):
    return entering(frames, 0, 160, 96)


def half(path: str, width: int, height: int) -> str:
    """Write a mask whose left half is white."""
    grey = np.zeros((height, width), np.uint8)
    grey[:, : width // 2] = 255
    Path(path).write_bytes(to_png(Mask(grey)))
    return path


def painted(*arguments: str, output: str = "out.mkv") -> np.ndarray:
    assert cli.main(["video", "in.mp4", "--quality", "100", *arguments, "-o", output]) == 0
    return Seen(Path(output)).frames[0].astype(int)
