"""The main path in three engines: a photo is painted, changed, mixed, saved, and painted again without a network."""

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from browser.engines import ENGINES, Engine
from browser.natively import EARTH, difference, painted_natively
from browser.pictures import gradient, saved, stripes
from browser.waiting import PAGE_ABOUT, PAGE_SIGNS, wait

GIVE = """((id, name, data) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0))], name));
    const input = document.getElementById(id);
    input.files = transfer.files;
    input.dispatchEvent(new Event("change", {bubbles: true}));
})"""
SET = """((selector, value) => {
    const control = document.querySelector(selector);
    control.value = value;
    for (const kind of ["input", "change"]) control.dispatchEvent(new Event(kind, {bubbles: true}));
})"""
PIXELS = """(() => {
    const {width, height} = document.getElementById("result");
    const {data} = document.getElementById("result").getContext("2d").getImageData(0, 0, width, height);
    return [width, height, btoa(Array.from(data, (value) => String.fromCharCode(value)).join(""))];
})"""


STILL = 900.0
"""Seconds without a sign of life after which there is none: WebKit computes for half a minute until Python is there and
nothing moves on the page meanwhile, which is ten times as long where a machine has a tenth of a processor for it."""


class Visit:
    """What a visitor does, by the page's documented ids."""

    def __init__(self, engine: Engine, url: str) -> None:
        self.engine = engine
        self.engine.open(url)
        self.until(lambda: self.told("phase") == "ready")

    def call(self, function: str, *arguments: Any) -> Any:
        return self.engine.evaluate(f"{function}(...{json.dumps(arguments)})")

    def told(self, name: str) -> str | None:
        data: str | None = self.engine.evaluate(f"document.documentElement.dataset[{name!r}] ?? null")
        return data

    def until(self, holds: Callable[[], Any]) -> None:
        wait(holds, self._signs, self._about, still=STILL)

    def _signs(self) -> Any:
        return self.engine.evaluate(PAGE_SIGNS)

    def _about(self) -> str:
        return str(self.engine.evaluate(PAGE_ABOUT))

    def give(self, id_: str, path: Path) -> None:
        """Choose a file, as the system's dialogue would."""
        self.call(GIVE, id_, path.name, base64.b64encode(path.read_bytes()).decode())

    def click(self, selector: str) -> None:
        self.engine.evaluate(f"document.querySelector({selector!r}).click()")

    def set(self, selector: str, value: Any) -> None:
        self.call(SET, selector, value)

    def paint(self, act: Callable[[], Any]) -> NDArray[np.uint8]:
        """Do something that paints; return the picture, uint8 [height, width, 3]."""
        before = int(self.told("result") or 0)
        act()
        self.until(lambda: int(self.told("result") or 0) > before and self.told("phase") == "ready")
        width, height, data = self.call(PIXELS)
        return np.frombuffer(base64.b64decode(data), np.uint8).reshape(height, width, 4)[..., :3]

    def first_painting(self, photo: Path, style: Path) -> NDArray[np.uint8]:
        """Paint a photo, small, in a style of the visitor's own."""
        self.set("#output-size", "256")
        self.give("content-file", photo)
        self.until(lambda: self.told("content") == "photo")
        return self.paint(lambda: self.give("style-file", style))


@pytest.mark.parametrize("name", ENGINES)
def test_the_main_path(name, serve, tmp_path):
    site = serve()
    photo, style = saved(gradient(300, 200), tmp_path / "photo.png"), saved(stripes(EARTH), tmp_path / "earth.png")
    home = tmp_path / name
    home.mkdir()
    with ENGINES[name](home) as engine:
        visit = Visit(engine, site.url)
        first = visit.first_painting(photo, style)
        assert difference(first, painted_natively(photo, [style], size=256)) <= 2
        weaker = visit.paint(lambda: visit.set("#strength", 0.5))
        assert difference(weaker, painted_natively(photo, [style], 0.5, 256)) <= 2
        mixed = visit.paint(lambda: visit.click("[data-style=mosaic] .style-mix"))
        assert difference(mixed, weaker) > 10
        assert engine.evaluate("document.querySelectorAll('#blend input').length") == 1

        visit.click("#download")
        path = engine.downloads / "photo-impasto.png"
        visit.until(path.exists)
        visit.until(lambda: not list(engine.downloads.glob("*.part")) and path.stat().st_size)
        assert (np.asarray(Image.open(path).convert("RGB")) == mixed).all()

        # The service worker has what a visit without a network needs.
        visit.until(lambda: visit.told("offline") == "kept")
        site.stop()
        asked = len(site.requests)
        again = Visit(engine, site.url).first_painting(photo, style)
        assert (again == first).all() and len(site.requests) == asked
