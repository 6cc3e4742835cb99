"""Part ``memory``: the most that the page's process has held, with one picture painted in a fresh browser."""

from collections.abc import Iterator
from typing import Any

from selenium.webdriver import Chrome

from bench import photos, studio
from bench.browsers import fresh_browser
from bench.catalogue import defaults, transformers
from bench.clicks import DEMOS, SCRIPT_SECONDS
from bench.processes import peak_memory
from bench.rounds import Case, interleave
from bench.series import Kept, cell, table
from bench.setting import Setting

SIZES = (512, 1024, 2048)
DEMO_SIZES = (512, 1024)
"""At 2048 px the demo's process has ended each time before it had a picture."""

LARGE = 48
"""Megapixels of a large photo, which the page reads smaller; as PNG, which has no smaller ones in it."""

ROUNDS = 1
"""Memory does not depend on what else the machine does, so one look is enough, whatever the number of rounds."""


class NoMemory(Exception):
    """Neither the system nor the page could tell how much memory was held."""


def measure(setting: Setting) -> dict[str, Any]:
    """Return ``peak`` in bytes by names such as ``transformer-lite/512``, ``large photo/2048`` and ``theirs/512``."""
    cases: dict[str, Case] = {}
    for size in SIZES:
        for name in transformers():
            cases[f"{name}/{size}"] = lambda name=name, size=size: _ours(setting, size, name)
    cases[f"large photo/{SIZES[-1]}"] = lambda: _ours(setting, SIZES[-1], defaults()["transformer"], large=True)
    for size in DEMO_SIZES:
        cases[f"theirs/{size}"] = lambda size=size: _theirs(setting, size)
    return interleave(cases, ROUNDS, warm_up=0, say=setting.say).as_json() | {"rounds": ROUNDS}


def written(kept: Kept) -> Iterator[str]:
    """Yield what the report says of it."""
    names = [name.split("/") for name in kept.part("memory")["values"]]
    whose = list(dict.fromkeys(name for name, _ in names))
    rows = [
        [str(size), *(cell(kept.series("memory", f"{name}/{size}", "peak"), 1e-6) for name in whose)]
        for size in sorted({int(size) for _, size in names})
    ]
    yield (
        "The most that the page's process has held, MB, after one picture in a fresh browser. Large photo: a PNG of 48 "
        "megapixels, with the transformer that the page begins with.\n"
    )
    header = ["demo" if name == "theirs" else name for name in whose]
    yield table(["px", *header], rows, words=0) + "\n"


def _ours(setting: Setting, size: int, transformer: str, *, large: bool = False) -> dict[str, float]:
    photo = photos.large(setting.photos, LARGE, "png") if large else photos.photo(setting.photos, "memory")
    with fresh_browser() as driver:
        driver.set_script_timeout(SCRIPT_SECONDS)
        page = studio.open_studio(driver, setting.url("/site/"))
        page.choose("transformer", transformer)
        page.choose("output-size", str(size))
        studio.hang(page, photo, photos.style(setting.photos, "memory-style"))
        studio.seconds_to_picture(page, studio.PRESS, "stylize")
        return {"peak": _peak(driver)}


def _theirs(setting: Setting, size: int) -> dict[str, float]:
    photo, style = photos.photo(setting.photos, "memory"), photos.style(setting.photos, "memory-style")
    options = {"content": f"/photos/{photo.name}", "style": f"/photos/{style.name}", "size": size, "strength": 1}
    with fresh_browser() as driver:
        driver.set_script_timeout(SCRIPT_SECONDS)
        driver.get(setting.url(DEMOS["2"]))
        answer = driver.execute_async_script(
            "const [options, done] = arguments;"
            "demo.ready.then(() => demo.click(options)).then(() => done(null), error => done(String(error)));",
            options,
        )
        if answer:
            raise NoMemory(answer)
        return {"peak": _peak(driver)}


def _peak(driver: Chrome) -> float:
    peak = peak_memory(driver)
    if peak is None:
        raise NoMemory("not told on this system")
    return float(peak)
