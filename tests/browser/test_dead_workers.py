"""Workers that are gone are noticed, and what the user has given and set is there again."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from selenium.webdriver import Chrome

from browser.deployment import change
from browser.page import StudioPage
from browser.pictures import gradient, saved, stripes
from builder import places

REMEMBER_WORKERS = """
    const Plain = Worker;
    window.workers = [];
    window.Worker = class extends Plain {
      constructor(url, options) {
        super(url, options);
        workers.push({url: String(url), worker: this});
      }
    };
"""

FATAL = b"""
addEventListener("message", ({data}) => {
  if (data === "fail") Promise.reject(Object.assign(new Error("made up"), {pyodide_fatal_error: true}));
});
"""
"""As Pyodide does where the stack of WebAssembly overflows."""

NEWEST = "workers.filter(({url}) => url.includes(`/${arguments[0]}/worker-`)).at(-1).worker"


def kill(page: StudioPage, wing: str) -> None:
    """End the newest worker of a wing behind the page's back, as a lack of memory does."""
    page.driver.execute_script(f"{NEWEST}.terminate()", wing)


def started(page: StudioPage, wing: str) -> int:
    """Return how many workers of a wing there have been."""
    count: int = page.driver.execute_script(
        "return workers.filter(({url}) => url.includes(`/${arguments[0]}/worker-`)).length", wing
    )
    return count


@contextmanager
def remembering(driver: Chrome) -> Iterator[None]:
    """Have pages remember their workers."""
    script = driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": REMEMBER_WORKERS})
    try:
        yield
    finally:
        driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", script)


@pytest.fixture
def page(visitor, site) -> Iterator[StudioPage]:
    page = StudioPage(visitor, site.url)
    with remembering(visitor):
        page.open()
        yield page


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    return saved(gradient(640, 480), tmp_path / "photo.png")


@pytest.fixture
def styles(tmp_path: Path) -> list[Path]:
    colours = (((200, 0, 0), (0, 0, 90)), ((240, 230, 200), (10, 60, 20)))
    return [saved(stripes(pair), tmp_path / f"style-{number}.png") for number, pair in enumerate(colours)]


def test_stylize_paints_after_the_inference_worker_was_gone(page, photo, styles):
    page.choose_photo(photo)
    page.choose_styles(styles[0])
    page.choose("output-size", "256")
    before = page.paint()
    count = started(page, "inference")
    kill(page, "inference")
    page.until(lambda: started(page, "inference") > count)
    page.paint(lambda: page.move("#strength", 0.5))
    assert np.array_equal(page.paint(lambda: page.move("#strength", 1)), before)


def test_a_painting_whose_inference_worker_is_gone_goes_on_with_a_fresh_one(page, tmp_path, styles):
    page.choose("output-size", "1024")
    page.choose_photo(saved(gradient(2000, 1500), tmp_path / "photo.png"))
    page.choose_styles(styles[0])
    page.press("stylize")
    page.until(lambda: page.phase == "working")
    kill(page, "inference")
    page.until(lambda: page.results == 1 and page.phase == "ready")
    assert page.result().shape == (768, 1024, 3) and page.message == ""


def test_cancel_begins_with_a_fresh_inference_worker(page, tmp_path, styles):
    page.choose("output-size", "2048")
    page.choose_photo(saved(gradient(2000, 1500), tmp_path / "photo.png"))
    page.choose_styles(styles[0])
    page.press("stylize")
    page.until(lambda: "Painting, step" in page.by_id("progress-words").text)
    count = started(page, "inference")
    page.press("cancel")
    page.until(lambda: page.phase == "ready" and started(page, "inference") == count + 1)
    page.choose("output-size", "256")
    assert page.paint().shape == (192, 256, 3)


def test_try_again_begins_with_a_fresh_inference_worker(visitor, serve):
    (network,) = places.UNDER_TEST.glob("models/transformer-lite-decoder-??????????.onnx")
    site = serve()
    site.faults[network.relative_to(places.UNDER_TEST).as_posix()] = "failing"
    page = StudioPage(visitor, site.url)
    with remembering(visitor):
        page.open(wait=False)
        page.until(lambda: page.phase == "failed" and network.name in page.message)
        count = started(page, "inference")
        site.faults.clear()
        page.by_id("message").find_element("css selector", ".message-action").click()
        page.until(lambda: page.phase == "ready")
        assert started(page, "inference") > count >= 1


def test_a_fresh_python_has_photo_styles_and_settings(page, photo, styles):
    page.choose_photo(photo)
    page.choose_styles(*styles)
    page.choose("output-size", "256")
    page.move("#strength", 0.75)
    page.until(lambda: page.driver.find_elements("css selector", "#blend input"))
    page.move("#blend input", 0.25)
    page.choose("transformer", "transformer-separable")
    before = page.paint()
    count = page.results
    kill(page, "python")
    page.until(lambda: "Python had to be started again" in page.message)
    page.until(lambda: page.results > count and page.phase == "ready")
    assert float(page.by_id("strength").get_attribute("value")) == 0.75
    assert float(page.driver.find_element("css selector", "#blend input").get_attribute("value")) == 0.25
    assert page.by_id("output-size").get_attribute("value") == "256"
    assert np.array_equal(page.result(), before)
    page.until(lambda: page.by_id("undo").is_enabled())
    page.press("undo")
    page.until(lambda: page.by_id("transformer").get_attribute("value") != "transformer-separable")


def test_a_python_that_fails_for_good_is_gone(visitor, serve, tmp_path, photo):
    dist = Path(shutil.copytree(places.UNDER_TEST, tmp_path / "dist", copy_function=os.symlink))
    (worker,) = (dist / "scripts" / "python").glob("worker-*.mjs")
    change(dist, worker.relative_to(dist).as_posix(), worker.read_bytes() + FATAL, rename=False)
    page = StudioPage(visitor, serve(dist).url)
    with remembering(visitor):
        page.open()
    page.choose_photo(photo)
    visitor.execute_script(f"{NEWEST}.postMessage('fail')", "python")
    page.until(lambda: "Python had to be started again" in page.message)
    page.until(lambda: page.phase == "ready" and page.data("content") == "photo")


def test_a_python_that_is_gone_while_it_paints_paints_again(page, tmp_path, styles):
    page.choose("output-size", "1024")
    page.choose_photo(saved(gradient(2000, 1500), tmp_path / "photo.png"))
    page.choose_styles(styles[0])
    page.press("stylize")
    page.until(lambda: page.phase == "working")
    kill(page, "python")
    page.until(lambda: page.results == 1 and page.phase == "ready")
    assert page.result().shape == (768, 1024, 3)


def test_a_python_that_dies_again_and_again_is_given_up_in_words(page):
    for count in (1, 2, 3):
        page.until(lambda: page.phase == "ready" and not page.by_id("progress").is_displayed())
        kill(page, "python")
        if count < 3:
            page.until(lambda count=count: started(page, "python") == count + 1)
    page.until(lambda: page.phase == "failed")
    assert "Python has stopped" in page.message


def test_the_queue_goes_on_after_python_has_died(site, visitor, tmp_path):
    page = StudioPage(visitor, site.url)
    with remembering(visitor):
        page.open()
    page.choose("output-size", "256")
    page.driver.find_element("css selector", "[data-style] .style-pick").click()
    photos = [saved(np.roll(gradient(320, 240), 40 * at, 1), tmp_path / f"{at}.png") for at in range(6)]
    page.by_id("content-file").send_keys("\n".join(map(str, photos)))
    painted = "#batch-items [data-stage=painted]"
    page.until(lambda: len(page.driver.find_elements("css selector", painted)) in range(1, 6))
    kill(page, "python")
    page.until(lambda: page.by_id("batch").get_attribute("data-done") == "6")
    assert len(page.driver.find_elements("css selector", painted)) == 6
    archive = visitor.downloads / "impasto.zip"
    archive.unlink(missing_ok=True)  # another test's
    page.press("download-all")
    page.until(archive.exists)
