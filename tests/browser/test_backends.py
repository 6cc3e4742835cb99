"""Graphics hardware is used where it was tried or chosen, and paints what the processor paints.

Here there is only software that imitates it, which the page passes over by itself; so it is chosen by hand.
"""

import os
import re
import shutil
from pathlib import Path

import pytest
from selenium.webdriver import Chrome

from browser.conftest import Site
from browser.deployment import change
from browser.natively import difference, painted_natively
from browser.page import StudioPage
from browser.pictures import gradient, saved, stripes
from browser.small_paintings import begin_small, options, paint_small
from browser.test_dead_workers import NEWEST, remembering, started
from builder import places

LOSE_HARDWARE = b"""
const losses = [];
const plainContext = OffscreenCanvas.prototype.getContext;
OffscreenCanvas.prototype.getContext = function (...options) {
  const context = plainContext.apply(this, options);
  losses.push(() => context?.getExtension("WEBGL_lose_context")?.loseContext());
  return context;
};
if (self.GPUAdapter) {
  const plainDevice = GPUAdapter.prototype.requestDevice;
  GPUAdapter.prototype.requestDevice = async function (...options) {
    const device = await plainDevice.apply(this, options);
    losses.push(() => device.destroy());
    return device;
  };
}
const lose = () => losses.forEach((each) => each());
const plainRead = WebGL2RenderingContext.prototype.readPixels;
let inTheNextRun = false;
WebGL2RenderingContext.prototype.readPixels = function (...options) {
  if (inTheNextRun) lose();
  plainRead.apply(this, options);
};
addEventListener("message", ({data}) => {
  if (data === "lose") lose();
  else if (data === "lose in the next run") inTheNextRun = true;
});
"""


def note(page: StudioPage) -> str:
    return str(page.by_id("backend-note").get_attribute("textContent"))


@pytest.fixture
def small_photo(tmp_path: Path) -> Path:
    """A photo of few pixels, since every one of them takes its time."""
    return saved(gradient(512, 72), tmp_path / "photo.png")


@pytest.fixture
def style(tmp_path: Path) -> Path:
    return saved(stripes(((200, 0, 0), (0, 0, 90), (240, 230, 200)), side=64), tmp_path / "style.png")


def test_software_is_passed_over_and_nothing_is_fetched_for_it(visitor, serve):
    site = serve()
    page = StudioPage(visitor, site.url)
    page.open()
    page.until(lambda: "only imitates graphics hardware" in note(page))
    assert page.data("backend") == "wasm"
    assert not [path for path in site.requests if re.search("jspi|asyncify|webgpu|webgl|graphics", path)]
    assert options(page) == {"auto": True, "webgpu": False, "webgl": True, "wasm": True}
    assert not page.console_errors()


@pytest.fixture
def losing(serve, tmp_path) -> Site:
    """The site with an inference worker that loses its graphics hardware when it is told to."""
    dist = Path(shutil.copytree(places.UNDER_TEST, tmp_path / "dist", copy_function=os.symlink))
    (worker,) = dist.glob("scripts/inference/worker-*.mjs")
    change(dist, worker.relative_to(dist).as_posix(), worker.read_bytes() + LOSE_HARDWARE, rename=False)
    site: Site = serve(dist)
    return site


def open_with(driver: Chrome, site: Site, backend: str) -> StudioPage:
    """Open the page, which begins with the processor, and choose a backend."""
    page = StudioPage(driver, site.url)
    with remembering(driver):
        page.open()
    page.until(lambda: options(page)[backend])
    assert page.data("backend") == "wasm", "it is software, and nobody has chosen it"
    page.choose("backend", backend)
    page.until(lambda: page.data("backend") == backend)
    return page


def lose(page: StudioPage, when: str = "") -> None:
    """Have the graphics hardware lost, now or when something is painted with it."""
    page.driver.execute_script(f"{NEWEST}.postMessage(arguments[1])", "inference", f"lose{when}")


def lose_and_begin_anew(page: StudioPage) -> None:
    count = started(page, "inference")
    lose(page)
    page.until(lambda: started(page, "inference") > count)


def test_webgl_paints_as_on_the_desktop_is_begun_anew_where_it_is_lost_and_remembered(
    visitor, losing, small_photo, style
):
    page = open_with(visitor, losing, "webgl")
    assert note(page) == "WebGL, as you chose."
    picture = paint_small(page, small_photo, style)
    assert difference(picture, painted_natively(small_photo, [style], size=256)) <= 2
    assert not page.console_errors()

    lose_and_begin_anew(page)
    page.paint(lambda: page.move("#strength", 0.5))
    assert difference(page.result(), painted_natively(small_photo, [style], 0.5, 256)) <= 2

    lose(page, " in the next run")  # which tells of no failure, and has made nothing
    page.paint(lambda: page.move("#strength", 0.25))
    assert difference(page.result(), painted_natively(small_photo, [style], 0.25, 256)) <= 2
    assert page.data("backend") == "webgl", page.message

    page.open()
    assert page.data("backend") == "webgl", "it begins with what was chosen"
    assert difference(paint_small(page, small_photo, style), picture) <= 1
    page.choose("backend", "auto")
    page.until(lambda: page.data("backend") == "wasm" and "imitates" in note(page))
    assert difference(paint_small(page, small_photo, style), picture) <= 2
    assert not page.console_errors()


def test_webgpu_paints_as_on_the_desktop_though_the_device_is_lost_meanwhile(open_browser, losing, small_photo, style):
    """The run that fails by it answers before the page hears of the loss."""
    page = open_with(open_browser("--enable-unsafe-webgpu"), losing, "webgpu")
    builds = [path for path in losing.requests if "/onnxruntime/" in path]
    assert any("jspi" in path for path in builds) and not any("asyncify" in path for path in builds)
    begin_small(page, small_photo, style)
    page.until(lambda: page.phase == "working")
    lose_and_begin_anew(page)
    page.until(lambda: page.results > 0 and page.phase == "ready")
    assert page.data("backend") == "webgpu", page.message
    assert difference(page.result(), painted_natively(small_photo, [style], size=256)) <= 2


def test_a_backend_that_paints_wrong_is_refused(visitor, serve, tmp_path):
    """As a driver's mistake would: a curve that is a little too steep, nothing that fails by itself."""
    folder = tmp_path / "dist"
    shutil.copytree(places.UNDER_TEST, folder)
    (script,) = (folder / "onnxruntime").glob("ort.webgl.min-*.mjs")
    text = script.read_text("utf-8")
    steeper = text.replace("exp(-v)", "exp(-1.1 * v)")
    assert steeper != text
    change(folder, script.relative_to(folder).as_posix(), steeper.encode())
    page = StudioPage(visitor, serve(folder).url)
    page.open()
    page.until(lambda: options(page)["webgl"])
    page.choose("backend", "webgl")
    page.until(lambda: page.message != "")
    assert page.message.startswith("WebGL painted a wrong picture here.")
    assert page.data("backend") == "wasm" and page.by_id("backend").get_attribute("value") == "auto"


def test_a_backend_that_cannot_be_loaded_is_told(visitor, serve, tmp_path, small_photo, style):
    folder = tmp_path / "dist"
    shutil.copytree(places.UNDER_TEST, folder)
    for script in (folder / "onnxruntime").glob("ort.webgl*"):
        script.unlink()
    page = StudioPage(visitor, serve(folder).url)
    page.open()
    page.until(lambda: options(page)["webgl"])
    page.choose("backend", "webgl")
    page.until(lambda: "WebGL did not work here" in page.message)
    assert page.data("backend") == "wasm"
    assert paint_small(page, small_photo, style).shape == (36, 256, 3)


def test_what_was_encoded_before_a_cancel_is_encoded_again(studio, tmp_path, style):
    """Cancelling ends the worker, and with it what it held."""
    photo = saved(gradient(2000, 1500), tmp_path / "photo.png")
    studio.choose_photo(photo)
    studio.choose_styles(style)
    studio.choose("output-size", "256")
    studio.paint()
    studio.choose("output-size", "2048")
    studio.press("stylize")
    studio.until(lambda: studio.phase == "working")
    studio.press("cancel")
    studio.until(lambda: studio.phase == "ready")
    studio.choose("output-size", "256")
    picture = studio.paint(lambda: studio.move("#strength", 0.5))
    assert difference(picture, painted_natively(photo, [style], 0.5, 256)) <= 2
