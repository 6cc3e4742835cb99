"""Part ``large``: pictures as large as their photo, on the page, natively, and in the demo's way."""

import os
import subprocess
import sys
import time
from typing import Any

from selenium.common.exceptions import WebDriverException
from selenium.webdriver import Chrome

from bench import photos, studio
from bench.browsers import fresh_browser
from bench.clicks import DEMOS
from bench.memory import NoMemory
from bench.processes import peak_memory
from bench.rounds import Case, interleave
from bench.setting import Setting

MEGAPIXELS = (1, 4, 12, 24)
TRANSFORMERS = ("transformer-lite", "transformer-separable", "transformer-conv")
ROUNDS = 1
"""A round takes as long as all others together; what is looked for differs by more than rounds do."""
SCRIPT_SECONDS = 600
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


def _on_page(setting: Setting, transformer: str, megapixels: int) -> dict[str, float]:
    with fresh_browser() as driver:
        driver.set_script_timeout(SCRIPT_SECONDS)
        page = studio.open_studio(driver, setting.url("/site/"))
        page.choose("transformer", transformer)
        page.choose("output-size", "photo")
        studio.hang(page, photos.large(setting.photos, megapixels), photos.style(setting.photos, "large-style"))
        return {"seconds": studio.seconds_to_picture(page, studio.PRESS, "stylize"), "peak": _peak(driver)}


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
        driver.set_script_timeout(SCRIPT_SECONDS)
        driver.get(setting.url(DEMOS["2"]))
        try:
            answer = driver.execute_async_script(CLICK, options)
        except WebDriverException as error:
            raise NoMemory(UNFINISHED) from error
        if isinstance(answer, str):
            raise NoMemory(answer)
        return {"seconds": float(answer), "peak": _peak(driver)}


def _peak(driver: Chrome) -> float:
    peak = peak_memory(driver)
    if peak is None:
        raise NoMemory("not told on this system")
    return float(peak)
