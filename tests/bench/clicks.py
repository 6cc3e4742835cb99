"""Part ``clicks``: from click to picture on the real page, and what the demo takes for the same."""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

from selenium.webdriver import Chrome

from bench import photos, studio
from bench.browsers import fresh_browser
from bench.lab import DOUBLED_CORES
from bench.processes import with_cpu_seconds
from bench.rounds import Case, interleave
from bench.series import Kept, cell, table
from bench.setting import Setting
from browser.page import StudioPage

SIZES = (256, 512, 1024)
SCRIPT_SECONDS = 300

PAGES = {"1": "/site-on-one-core/", "2": "/site/"}
"""Our page by threads; as it is, it takes as many as there are cores."""

DEMOS = {"1": "/pages/demo.html", "2": f"/pages/demo.html?cores={DOUBLED_CORES}"}


def measure(setting: Setting) -> dict[str, Any]:
    """Return the seconds by names such as ``ours 1/512``: ``new``, ``style``, ``strength``, ``known``.

    ``new``: a new photo and a new style of one's own. ``style``: the same photo, another new style. ``strength``: the
    first move away from 1, which needs the photo's own vector. ``known``: moved once more. The demo does the same for
    ``new`` and ``style``, and for ``strength`` and ``known``.
    """
    numbers = count()
    cases: dict[str, Case] = {}
    with fresh_browser() as one, fresh_browser() as two, fresh_browser() as theirs_one, fresh_browser() as theirs_two:
        ours = {threads: _studio(setting, driver, threads) for threads, driver in {"1": one, "2": two}.items()}
        theirs = {"1": theirs_one, "2": theirs_two}
        ran_on = {threads: page.data("threads") for threads, page in ours.items()}
        backends = {threads: page.data("backend") for threads, page in ours.items()}
        demo_threads = {threads: _open_demo(setting, driver, threads) for threads, driver in theirs.items()}
        for size in SIZES:
            for threads, page in ours.items():
                cases[f"ours {threads}/{size}"] = _our_clicks(setting, page, size, numbers)
                cases[f"theirs {threads}/{size}"] = _their_click(setting, theirs[threads], size, numbers)
        results = interleave(cases, setting.rounds, say=setting.say)
    return {**results.as_json(), "threads": ran_on, "backends": backends, "demo_threads": demo_threads}


CLICKS = {"new": "new photo, new style", "style": "same photo, new style", "strength": "strength moved"} | {
    "known": "strength moved again"
}


def written(kept: Kept) -> Iterator[str]:
    """Yield what the report says of it."""
    part = kept.part("clicks")
    rows = []
    for name in sorted(part["values"], key=lambda name: (int(name.split("/")[1]), name)):
        whose, size = name.split("/")
        if not whose.startswith("ours"):
            continue
        threads = whose.split()[1]
        theirs = f"theirs {threads}/{size}"
        for measure, words in CLICKS.items():
            figures = [
                kept.series("clicks", name, measure),
                kept.series("clicks", theirs, measure),
                kept.ratio("clicks", name, theirs, measure),
                kept.ratio("clicks", name, theirs, f"{measure} cpu"),
                kept.ratio("clicks", name, f"theirs 1/{size}", measure),
            ]
            rows.append([words, size, str(part["threads"][threads]), *map(cell, figures)])
    yield (
        "Seconds from click to picture on the real page with its default networks, and in the demo's way with its; "
        f"ours on {' and '.join(map(str, part['backends'].values()))}. The last column sets ours against the demo as "
        "it comes on two cores, with one thread.\n"
    )
    header = ["click", "px", "threads", "ours", "demo", "ours / demo", "processor, ours / demo"]
    yield table([*header, "ours / demo on 1 thread"], rows) + "\n"


def _studio(setting: Setting, driver: Chrome, threads: str) -> StudioPage:
    return studio.open_studio(driver, setting.url(PAGES[threads]))


def _open_demo(setting: Setting, driver: Chrome, threads: str) -> int:
    driver.set_script_timeout(SCRIPT_SECONDS)
    driver.get(setting.url(DEMOS[threads]))
    driver.execute_async_script("const done = arguments[0]; demo.ready.then(() => done());")
    return int(driver.execute_script("return demo.threads()"))


def _our_clicks(setting: Setting, page: StudioPage, size: int, numbers: "count[int]") -> Case:
    def run() -> dict[str, float]:
        number = next(numbers)
        photo = photos.photo(setting.photos, f"photo-{number}")
        first, second = (photos.style(setting.photos, f"style-{number}-{each}") for each in "ab")
        page.choose("output-size", str(size))
        studio.hang_unpainted(page, photo, first, second)
        page.move("#strength", 1)  # no style is chosen, so nothing is painted
        measures: dict[str, float] = {}
        for name, act, argument in (
            ("new", studio.PICK, second.stem),
            ("style", studio.PICK, first.stem),
            ("strength", studio.MOVE_STRENGTH, 0.7),
            ("known", studio.MOVE_STRENGTH, 0.85),
        ):
            measures |= _timed(page, name, act, argument)
        return measures

    return run


def _timed(page: StudioPage, name: str, act: str, argument: object) -> dict[str, float]:
    """Return the seconds to the picture under ``name``, and the processor's under ``name cpu``."""
    clicked: Callable[[], dict[str, float]] = with_cpu_seconds(
        page.driver, lambda: {name: studio.seconds_to_picture(page, act, argument)}
    )
    return {key if key == name else f"{name} {key}": value for key, value in clicked().items()}


def _their_click(setting: Setting, driver: Chrome, size: int, numbers: "count[int]") -> Case:
    def run() -> dict[str, float]:
        number = next(numbers)
        photo = photos.photo(setting.photos, f"photo-{number}")
        style = photos.style(setting.photos, f"style-{number}-a")
        options = {"content": f"/photos/{photo.name}", "style": f"/photos/{style.name}", "size": size}
        parts = with_cpu_seconds(driver, lambda: _demo_click(driver, {**options, "strength": 0.7}))()
        # With strength 1 all is the same but the photo's own vector, which is not computed.
        new = parts["click"] - parts["own"]
        measures = {"new": new, "style": new, "strength": parts["click"], "known": parts["click"]}
        if "cpu" in parts:
            share = new / parts["click"]
            measures |= {f"{name} cpu": parts["cpu"] * share for name in ("new", "style")}
            measures |= {f"{name} cpu": parts["cpu"] for name in ("strength", "known")}
        return {**measures, "transformer": parts["transformer"], "canvas": parts["canvas"]}

    return run


def _demo_click(driver: Chrome, options: dict[str, Any]) -> dict[str, float]:
    parts: dict[str, float] = driver.execute_async_script(
        "const done = arguments[1]; demo.click(arguments[0]).then(done);", options
    )
    return parts
