"""A small video on the page: painted with its sound, stopped halfway, and what is said where it cannot be."""

import itertools
import re
from pathlib import Path

import av
import numpy as np
import pytest
from selenium.webdriver import Chrome

from browser.page import StudioPage
from browser.pictures import photograph
from browser.test_dead_workers import kill, remembering
from builder import places
from tests.unit.desktop.video.clips import Seen, clip
from tests.unit.painting.film.films import entering

FRAMES = 10


@pytest.fixture(scope="module")
def films(tmp_path_factory) -> Path:
    """A WebM with sound, and an MP4 of more frames without; every Chromium knows the codec."""
    folder = tmp_path_factory.mktemp("films")
    frames = entering(FRAMES, 2, 256, 160)
    clip(folder / "board.webm", frames, codec="libvpx-vp9", sound="libopus")
    # Not as AV1: run by root, its encoder gives the process that calls it real-time priority over all others.
    clip(folder / "long.mp4", entering(60, 0, 256, 160), codec="libvpx-vp9")
    (folder / "broken.mp4").write_bytes(b"no video at all" * 99)
    clip(folder / "whole.webm", entering(40, 2, 256, 160), codec="libvpx-vp9", gop_size=10)
    with av.open(str(folder / "whole.webm")) as whole:
        frame = bytes(next(packet for packet in whole.demux(video=0) if packet.pts == 600))
    data = (folder / "whole.webm").read_bytes()
    assert data.count(frame) == 1
    (folder / "damaged.webm").write_bytes(data.replace(frame, bytes(len(frame))))
    return folder


def give(studio: StudioPage, film: Path) -> None:
    studio.choose_photo(film)
    studio.until(lambda: studio.by_id("film-about").get_attribute("textContent").startswith(film.name))
    studio.until(lambda: studio.by_id("film-paint").is_enabled())


def downloaded(browser: Chrome, studio: StudioPage, name: str) -> Seen:
    path: Path = browser.downloads / name  # type: ignore[attr-defined]
    path.unlink(missing_ok=True)
    studio.driver.execute_script("arguments[0].click()", studio.by_id("film-download"))
    studio.until(path.exists)
    return Seen(path)


def progress(studio: StudioPage) -> str:
    return str(studio.by_id("film-words").get_attribute("textContent"))


def in_small(studio: StudioPage, style: str) -> None:
    studio.driver.execute_script("document.querySelector(arguments[0]).click()", f'[data-style="{style}"] button')
    studio.choose("output-size", "256")


def test_a_video_is_painted_with_its_sound_and_what_stands_still_stays(browser, studio, site, films):
    in_small(studio, "hokusai")
    assert not studio.by_id("film").is_displayed()
    give(studio, films / "board.webm")
    studio.until(lambda: "board.webm" in studio.by_id("caption").get_attribute("textContent"))
    studio.driver.execute_script("arguments[0].click()", studio.by_id("film-paint"))
    studio.until(lambda: studio.by_id("film-download").get_attribute("hidden") is None)
    studio.until(lambda: studio.by_id("film").get_attribute("data-job") == "")
    source, seen = Seen(films / "board.webm"), downloaded(browser, studio, "board-painted.webm")
    assert (seen.width, seen.height, seen.times) == (256, 160, source.times)
    assert seen.sounds == ["opus"] and seen.packets == source.packets[: len(seen.packets)] and len(seen.packets) > 10
    still = [frame[:, 144:].astype(int) for frame in seen.frames]
    assert np.mean([np.abs(after - before).mean() for before, after in itertools.pairwise(still)]) <= 1
    assert np.abs(seen.frames[0].astype(int) - source.frames[0]).mean() > 8, "it is painted"
    whole = re.search(r'"whole":\s*{"url":\s*"([^"]+)"', (places.UNDER_TEST / "index.html").read_text("utf-8"))
    assert whole is not None and not any(request.endswith(whole[1]) for request in site.requests), (
        "the parts of decoders that paint films find all that they need in the program of a first visit"
    )


def test_a_video_that_is_stopped_is_kept_as_far_as_it_is_painted(browser, studio, films):
    in_small(studio, "hokusai")
    give(studio, films / "long.mp4")
    both = "for (const each of arguments) each.click()"
    studio.driver.execute_script(both, studio.by_id("film-paint"), studio.by_id("film-stop"))

    def painted_again() -> bool:
        if studio.by_id("film").get_attribute("data-job") == "":  # or not begun yet, where pressing it does nothing
            studio.driver.execute_script("arguments[0].click()", studio.by_id("film-paint"))
        return studio.by_id("film-frame").get_attribute("hidden") is None

    studio.until(painted_again)
    for other in ("board.webm", "broken.mp4"):
        studio.choose_photo(films / other)
        studio.until(lambda other=other: other in studio.message)
    shown = progress(studio)
    studio.until(lambda: progress(studio) != shown)  # neither takes its frames away
    studio.driver.execute_script("arguments[0].click()", studio.by_id("film-stop"))
    studio.until(lambda: studio.by_id("film-download").get_attribute("hidden") is None)
    name = studio.by_id("film-download").get_attribute("download")
    assert 1 <= len(downloaded(browser, studio, str(name)).frames) < 60
    studio.until(lambda: studio.by_id("film-paint").is_displayed())
    studio.choose_photo(photograph())
    studio.until(lambda: "long.mp4" not in studio.by_id("caption").get_attribute("textContent"))
    studio.until(lambda: studio.phase == "ready")
    assert studio.by_id("film-download").is_displayed(), "another photo leaves what is painted of a video"


def test_what_is_damaged_of_a_video_is_left_out_and_what_is_painted_can_be_saved_later(browser, studio, films):
    in_small(studio, "hokusai")
    give(studio, films / "damaged.webm")
    studio.driver.execute_script("arguments[0].click()", studio.by_id("film-paint"))
    studio.until(lambda: "damaged" in progress(studio))
    give(studio, films / "board.webm")
    assert studio.by_id("film-download-name").get_attribute("textContent") == "damaged-painted.webm"
    times = downloaded(browser, studio, "damaged-painted.webm").times
    whole = Seen(films / "whole.webm").times
    assert len(times) < len(whole) and set(times) <= set(whole) and times[-1] == whole[-1]
    give(studio, films / "long.mp4")
    assert not studio.by_id("film-download").is_displayed(), "it was saved"


def test_what_was_painted_is_kept_where_python_dies_and_the_video_can_be_painted_again(browser, site, films):
    page = StudioPage(browser, site.url)
    with remembering(browser):
        page.open()
        in_small(page, "hokusai")
        give(page, films / "long.mp4")
        page.driver.execute_script("arguments[0].click()", page.by_id("film-paint"))
        page.until(lambda: page.by_id("film-frame").get_attribute("hidden") is None)
        kill(page, "python")
        page.until(lambda: page.by_id("film-download").get_attribute("hidden") is None)
        name = page.by_id("film-download").get_attribute("download")
        assert 1 <= len(downloaded(browser, page, str(name)).frames) < 60
        page.until(lambda: page.by_id("film-paint").is_enabled())
        assert page.by_id("film").is_displayed()


def test_what_cannot_be_painted_is_said(studio, films):
    studio.choose_photo(films / "broken.mp4")
    studio.until(lambda: "broken.mp4" in studio.message)
    (films / "broken.png").write_bytes(b"no picture at all")
    studio.choose_photo(films / "broken.png")
    studio.until(lambda: "broken.png" in studio.message)  # what is wrong with another file takes its place
    studio.driver.execute_script("delete window.VideoEncoder")
    studio.choose_photo(films / "board.webm")
    studio.until(lambda: "WebCodecs" in studio.message)
    assert not studio.by_id("film").is_displayed()
