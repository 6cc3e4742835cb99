"""Several photos at once, in one page: queued, painted, saved; a folder; an address; gone on with after a reload."""

import zipfile
from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from selenium.webdriver.common.by import By

from browser.page import StudioPage
from browser.pictures import gradient, saved
from browser.test_ways_in import hand_over


def stages(studio: StudioPage) -> list[str]:
    tiles = studio.driver.find_elements(By.CSS_SELECTOR, "#batch-items [data-stage]")
    return [str(tile.get_attribute("data-stage")) for tile in tiles]


def count(studio: StudioPage, what: str) -> int:
    return int(studio.by_id("batch").get_attribute(f"data-{what}") or 0)


def through(studio: StudioPage, total: int) -> None:
    studio.until(lambda: count(studio, "total") == count(studio, "done") == total)


@pytest.fixture
def album(tmp_path):
    folder = tmp_path / "album"
    folder.mkdir()
    for number in range(3):
        saved(np.roll(gradient(320, 240), number * 80, axis=1), folder / f"day {number}.png")
    (folder / "notes.txt").write_text("no picture")
    return folder


def drop_folder(studio: StudioPage, folder) -> None:
    data = {"items": [], "files": [str(folder)], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        event = {"type": kind, "x": 400, "y": 300, "data": data}
        studio.driver.execute_cdp_cmd("Input.dispatchDragEvent", event)


def test_several_photos_become_a_queue_and_a_zip(studio, album, tmp_path):
    """Given together they are queued and painted; a bad one is named; all are saved; a folder adds its pictures."""
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture at all")
    studio.choose("output-size", "256")
    studio.driver.find_elements(By.CSS_SELECTOR, "[data-style] .style-pick")[0].click()
    paths = [*sorted(album.glob("*.png")), broken]
    studio.by_id("content-file").send_keys("\n".join(map(str, paths)))
    studio.until(lambda: studio.by_id("batch").is_displayed())
    assert not studio.driver.find_elements(By.CSS_SELECTOR, ".style-remove")  # they are no styles
    through(studio, 4)
    assert stages(studio) == ["painted"] * 3 + ["failed"]
    studio.until(lambda: "broken.png" in studio.message)
    drawn = "return [...document.querySelectorAll('#batch-items [data-drawn]')].map((item) => item.dataset.drawn)"
    studio.until(lambda: studio.driver.execute_script(drawn)[:3] == ["painting"] * 3)

    target = studio.driver.downloads / "impasto.zip"
    target.unlink(missing_ok=True)  # another test's
    studio.press("download-all")
    studio.until(target.exists)
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(names) == 3 and all(name.startswith(f"day {at}-") for at, name in enumerate(names))
        for name in names:
            assert Image.open(BytesIO(archive.read(name))).size == (256, 192)

    drop_folder(studio, album)
    through(studio, 7)
    assert stages(studio) == ["painted"] * 3 + ["failed"] + ["painted"] * 3
    name = studio.driver.find_elements(By.CSS_SELECTOR, "#batch-items .queued-save")[-1]
    name.click()
    studio.until(lambda: any(path.name.endswith(" (2).png") for path in studio.driver.downloads.iterdir()))

    hand_over(studio, "paste", "body")
    studio.driver.execute_script("""
        const transfer = new DataTransfer();
        transfer.setData("text/plain", "https://pictures.example/cat.jpg");
        document.body.dispatchEvent(new ClipboardEvent("paste", {bubbles: true, clipboardData: transfer}));
    """)
    studio.until(lambda: "drop its file here" in studio.message)

    before = studio.results
    studio.driver.find_elements(By.CSS_SELECTOR, "#batch-items .queued-face")[1].click()
    studio.until(lambda: "day 1.png" in studio.by_id("caption").text)
    studio.press("stylize")
    studio.until(lambda: studio.results > before)
    studio.press("batch-close")
    studio.until(lambda: not studio.by_id("batch").is_displayed())


def names_in_zip(studio: StudioPage) -> list[str]:
    target = studio.driver.downloads / "impasto.zip"
    target.unlink(missing_ok=True)  # another test's
    studio.press("download-all")
    studio.until(target.exists)
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
        return sorted(archive.namelist())


STORED = """
    const done = arguments[arguments.length - 1];
    (async () => {
      const name = (await caches.keys()).find((each) => each.startsWith("impasto work"));
      const cache = name && (await caches.open(name));
      const keys = ((await cache?.keys()) ?? []).map(({url}) => decodeURIComponent(url.split("/").at(-1)));
      const visit = await cache?.match(new URL("work/visit", document.baseURI).href);
      const record = (await visit?.text()) ?? "";
      done([keys, (record.match(/"stage": "painted"/g) ?? []).length]);
    })();
"""


SHOWN_IS_STORED = "#history li:has(.history-take[aria-pressed=true]) .history-save:enabled"
"""An earlier painting may never be: where the reload came before its file was written, it is painted again."""


def stored(studio: StudioPage) -> tuple[list[str], int]:
    """Return the keys of what is kept of the work, and how many paintings of the queue its record knows."""
    keys, painted = studio.driver.execute_async_script(STORED)
    return keys, painted


def kept(studio: StudioPage, photos: int) -> bool:
    """Return whether so many photos are kept, and every painting that there is."""
    keys, painted = stored(studio)
    paintings = [key for key in keys if key.startswith("painting-")]
    return len([key for key in keys if key.startswith("photo-")]) == photos and len(paintings) == painted >= 1


def test_a_queue_goes_on_after_a_reload_in_the_middle_and_is_forgotten(open_browser, site, tmp_path):
    """Kept where that was agreed to: what is painted is there, the rest goes on, and nothing stays once forgotten."""
    studio = StudioPage(open_browser(), site.url)
    studio.open()
    studio.driver.execute_script("document.getElementById('work').open = true")
    studio.driver.execute_script("document.getElementById('keep-work').click()")
    studio.choose("output-size", "512")
    studio.driver.find_elements(By.CSS_SELECTOR, "[data-style] .style-pick")[0].click()
    photos = [saved(np.roll(gradient(640, 480), 40 * at, 1), tmp_path / f"{at}.png") for at in range(8)]
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture at all")
    studio.by_id("content-file").send_keys("\n".join(map(str, [*photos, broken])))
    studio.until(lambda: "painted" in stages(studio) and kept(studio, 9))
    _, painted = stored(studio)  # what is shown may be ahead of it
    assert painted < 8
    studio.driver.refresh()
    studio.until(lambda: studio.phase == "ready" and studio.by_id("continue").is_displayed())
    assert not studio.by_id("batch").is_displayed()
    studio.press("continue")
    studio.until(lambda: studio.by_id("batch").is_displayed())
    assert stages(studio).count("painted") >= painted
    through(studio, 9)
    assert stages(studio) == ["painted"] * 8 + ["failed"]
    drawn = "return [...document.querySelectorAll('#batch-items [data-drawn]')].map((item) => item.dataset.drawn)"
    studio.until(lambda: studio.driver.execute_script(drawn)[:4] == ["painting"] * 4)
    names = names_in_zip(studio)
    assert len(names) == 8 and all(name.startswith(f"{at}-") for at, name in enumerate(names))

    before = studio.results
    studio.driver.find_elements(By.CSS_SELECTOR, "#batch-items .queued-face")[2].click()
    studio.until(lambda: "2.png" in studio.by_id("caption").text)  # its file lies where the earlier visit has kept it
    studio.until(lambda: studio.results > before and studio.phase == "ready")
    studio.until(lambda: studio.driver.find_elements(By.CSS_SELECTOR, SHOWN_IS_STORED))
    studio.driver.execute_script("document.getElementById('work').open = true")
    studio.driver.execute_script("document.getElementById('forget').click()")
    studio.until(lambda: "All is forgotten" in studio.message)
    assert stored(studio) == ([], 0)
    studio.driver.refresh()
    studio.until(lambda: studio.phase == "ready")
    assert not studio.by_id("continue").is_displayed() and not studio.console_errors()
