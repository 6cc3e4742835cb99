"""Part ``large``: pictures as large as their photo, on the page, natively, and in the demo's way."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

from selenium.common.exceptions import WebDriverException
from selenium.webdriver import Chrome
from selenium.webdriver.support.wait import WebDriverWait

from bench import photos, studio
from bench.browsers import fresh_browser
from bench.clicks import DEMOS
from bench.memory import NoMemory
from bench.processes import peak_memory
from bench.rounds import Case, interleave
from bench.series import Kept, cell, table
from bench.setting import Setting

MEGAPIXELS = (1, 4, 12, 24)
TRANSFORMERS = ("transformer-lite", "transformer-separable", "transformer-conv")
ROUNDS = 1
"""A round takes as long as all others together; what is looked for differs by more than rounds do."""
SCRIPT_SECONDS = 600
"""How long a picture may take."""
UNFINISHED = "ran out of memory or time"

CLICK = """
    const [options, done] = arguments;
    demo.ready.then(() => {
      const begin = performance.now();
      return demo.click(options).then(() => done((performance.now() - begin) / 1000));
    }).catch((error) => done(String(error)));
"""


def measure(setting: Setting) -> dict[str, Any]:
    """Return ``seconds`` and ``peak`` in bytes by names such as ``page/transformer-lite/12``."""
    cases: dict[str, Case] = {}
    for megapixels in MEGAPIXELS:
        for transformer in TRANSFORMERS:
            cases[f"page/{transformer}/{megapixels}"] = lambda t=transformer, m=megapixels: _on_page(setting, t, m)
            cases[f"native/{transformer}/{megapixels}"] = lambda t=transformer, m=megapixels: _native(setting, t, m)
        cases[f"theirs/transformer-separable/{megapixels}"] = lambda m=megapixels: _theirs(setting, m)
    return interleave(cases, ROUNDS, warm_up=0, say=setting.say).as_json() | {"rounds": ROUNDS}


WHERE = {"page": "page", "native": "native", "theirs": "TensorFlow.js"}


def written(kept: Kept) -> Iterator[str]:
    """Yield what the report says of it."""
    rows = []
    for name in sorted(kept.part("large")["values"], key=lambda name: (name.split("/")[1], int(name.split("/")[2]))):
        where, transformer, megapixels = name.split("/")
        seconds, peak = (kept.series("large", name, measure) for measure in ("seconds", "peak"))
        each = cell(seconds, 1 / int(megapixels))
        rows.append([transformer, megapixels, WHERE[where], cell(seconds), each, cell(peak, 1e-6)])
    yield (
        "One picture in its photo's size in a fresh browser, by the native command with its start and its files, and "
        "in the demo's way, a square of the same area; all on as many threads as there are cores. Memory is the most "
        "that the page's or the command's process has held.\n"
    )
    yield table(["transformer", "megapixels", "where", "seconds", "seconds a megapixel", "MB"], rows, words=1) + "\n"


def _on_page(setting: Setting, transformer: str, megapixels: int) -> dict[str, float]:
    with fresh_browser() as driver:
        page = studio.open_studio(driver, setting.url("/site/"))
        page.choose("transformer", transformer)
        page.choose("output-size", "photo")
        studio.hang(page, photos.large(setting.photos, megapixels), photos.style(setting.photos, "large-style"))
        paint = studio.UNTIL_PAINTED.replace("{ACT}", studio.PRESS)
        return {"seconds": _seconds(driver, paint, "stylize"), "peak": _peak(driver)}


def _native(setting: Setting, transformer: str, megapixels: int) -> dict[str, float]:
    """Run the command, whose seconds have its start in them, and both files."""
    photo, style = photos.large(setting.photos, megapixels), photos.style(setting.photos, "large-style")
    options = ["--transformer", transformer, "--size", "photo", "-o", setting.photos / "painted.jpg"]
    command = [sys.executable, "-m", "impasto.desktop.cli", "stylize", photo, "--style", style, *options]
    begin = time.perf_counter()
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command[0])
    return {"seconds": time.perf_counter() - begin, "peak": 1024.0 * usage.ru_maxrss}


def _theirs(setting: Setting, megapixels: int) -> dict[str, float]:
    photo, style = photos.large(setting.photos, megapixels), photos.style(setting.photos, "large-style")
    side = round((megapixels * 1e6) ** 0.5)
    options = {"content": f"/photos/{photo.name}", "style": f"/photos/{style.name}", "size": side, "strength": 1}
    with fresh_browser() as driver:
        driver.get(setting.url(DEMOS["2"]))
        try:
            return {"seconds": _seconds(driver, CLICK, options), "peak": _peak(driver)}
        except WebDriverException as error:
            raise NoMemory(UNFINISHED) from error


def _seconds(driver: Chrome, script: str, argument: Any) -> float:
    """Return what a script answers; it is asked again and again, as drivers wait for two minutes at most."""
    driver.execute_script(
        f"window.answer = null; (function () {{ {script} }})(arguments[0], (answer) => {{ window.answer = answer; }});",
        argument,
    )
    answer = WebDriverWait(driver, SCRIPT_SECONDS, 1).until(lambda driver: driver.execute_script("return answer"))
    if isinstance(answer, str):
        raise NoMemory(answer)
    return float(answer)


def _peak(driver: Chrome) -> float:
    peak = peak_memory(driver)
    if peak is None:
        raise NoMemory("not told on this system")
    return float(peak)
