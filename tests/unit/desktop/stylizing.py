"""``impasto stylize`` as tests run it, in a folder with photo.png and styles."""

import io
import sys
from pathlib import Path

from impasto.desktop import cli
from impasto.imaging.decoding import decode


def stylize(*arguments: str) -> int:
    return cli.main(["stylize", "photo.png", "--size", "256", *arguments])


def painted(*arguments: str):
    assert stylize(*arguments, "-o", "out.png") == 0
    return decode(Path("out.png").read_bytes()).pixels.astype(int)


def piped_in(monkeypatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
