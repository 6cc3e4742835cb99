"""Workers that are gone are noticed, and what the user has given and set is there again."""

import os
import shutil
from pathlib import Path

import numpy as np
import pytest

from browser.deployment import change
from browser.page import StudioPage
from browser.pictures import gradient, saved, stripes
from browser.test_backends import options, paint_small, patiently
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

LOSE_CONTEXTS = b"""
const contexts = [];
const plain = OffscreenCanvas.prototype.getContext;
OffscreenCanvas.prototype.getContext = function (...options) {
  const context = plain.apply(this, options);
  contexts.push(context);
  return context;
};
addEventListener("message", ({data}) => {
  if (data === "lose") for (const context of contexts) context?.getExtension("WEBGL_lose_context")?.loseContext();
});
"""


def kill(page: StudioPage, wing: str) -> None:
    """End the newest worker of a wing behind the page's back, as a lack of memory does."""
    page.driver.execute_script(
        "workers.filter(({url}) => url.includes(`/${arguments[0]}/worker-`)).at(-1).worker.terminate()", wing
    )


def started(page: StudioPage, wing: str) -> int:
    """Return how many workers of a wing there have been."""
    count: int = page.driver.execute_script(
        "return workers.filter(({url}) => url.includes(`/${arguments[0]}/worker-`)).length", wing
    )
    return count


@pytest.fixture
def page(open_browser, site) -> StudioPage:
    page = StudioPage(open_browser(), site.url)
    page.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": REMEMBER_WORKERS})
    page.open()
    return page


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
    page.move("#strength", 0.5)
    page.until(lambda: page.phase == "ready" and page.results >= 2)
    assert np.array_equal(page.paint(lambda: page.move("#strength", 1)), before)


def test_a_fresh_python_has_photo_styles_and_settings(page, photo, styles):
    page.choose_photo(photo)
    page.choose_styles(*styles)
    page.choose("output-size", "256")
    page.move("#strength", 0.75)
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


def test_a_python_that_is_gone_while_it_paints_paints_again(page, tmp_path, styles):
    page.choose_photo(saved(gradient(2000, 1500), tmp_path / "photo.png"))
    page.choose_styles(styles[0])
    page.choose("output-size", "1024")
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


def test_lost_graphics_hardware_is_begun_anew(open_browser, serve, tmp_path, styles):
    dist = Path(shutil.copytree(places.UNDER_TEST, tmp_path / "dist", copy_function=os.symlink))
    (worker,) = dist.glob("scripts/inference/worker-*.mjs")
    change(dist, worker.relative_to(dist).as_posix(), worker.read_bytes() + LOSE_CONTEXTS, rename=False)
    page = StudioPage(open_browser(), serve(dist).url)
    page.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": REMEMBER_WORKERS})
    page.open()
    patiently(page, lambda: options(page)["webgl"])
    page.choose("backend", "webgl")
    patiently(page, lambda: page.data("backend") == "webgl")
    small = saved(gradient(512, 72), tmp_path / "small.png")
    before = paint_small(page, small, styles[0])
    count = started(page, "inference")
    page.driver.execute_script("workers.at(-1).worker.postMessage('lose')")
    patiently(page, lambda: started(page, "inference") > count)
    page.move("#strength", 0.5)
    patiently(page, lambda: page.phase == "ready" and page.results >= 2)
    assert before.shape == page.result().shape
