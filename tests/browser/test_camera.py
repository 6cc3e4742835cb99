"""The camera, with the moving picture that Chromium has in the place of one."""

import pytest
from selenium.webdriver.common.by import By

from browser.page import StudioPage
from browser.pictures import photograph

FAKE = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")

WATCH_LIGHTS = """
    const media = MediaDevices.prototype;
    const plain = media.getUserMedia;
    window.lights = [];
    media.getUserMedia = async function (...options) {
      const stream = await plain.apply(this, options);
      lights.push(...stream.getTracks());
      return stream;
    };
"""


def lights(studio: StudioPage) -> list[str]:
    return list(studio.driver.execute_script("return lights.map(({readyState}) => readyState)"))


def frames(studio: StudioPage) -> int:
    return int(studio.by_id("live").get_attribute("data-frames") or 0)


def mean(studio: StudioPage) -> list[float]:
    return list(
        studio.driver.execute_script("""
            const canvas = document.getElementById("live");
            const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
            const sums = [0, 0, 0];
            data.forEach((value, at) => { if (at % 4 < 3) sums[at % 4] += value; });
            return sums.map((sum) => sum / (data.length / 4));
        """)
    )


@pytest.fixture
def studio(open_browser, site):
    page = StudioPage(open_browser(*FAKE), site.url)
    page.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH_LIGHTS})
    page.open()
    yield page
    assert not page.console_errors()


def test_the_camera_is_painted_live_and_a_snapshot_becomes_the_photo(studio):
    assert lights(studio) == []  # nothing is asked for before it is wanted
    studio.press("camera")
    studio.until(lambda: frames(studio) > 2)
    plain = mean(studio)
    studio.driver.find_elements(By.CSS_SELECTOR, "[data-style] .style-pick")[0].click()
    studio.until(lambda: studio.by_id("live").get_attribute("data-rate") not in {"0", None} and frames(studio) > 60)
    assert sum(abs(one - other) for one, other in zip(plain, mean(studio), strict=True)) > 10
    read = "return [document.getElementById('camera-words').textContent, document.getElementById('live').dataset.rate]"
    words, rate = studio.driver.execute_script(read)
    print(f"\ncamera: {words}")
    assert lights(studio) == ["live"] and f"{rate} frames a second" in words

    if studio.by_id("camera-record").is_displayed():
        studio.press("camera-record")
        shown = frames(studio)
        studio.until(lambda: frames(studio) > shown + 10)
        studio.press("camera-record")
        studio.until(lambda: list(studio.driver.downloads.glob("impasto-camera.[mw]*")))

    before = studio.results
    studio.press("camera-snapshot")
    studio.until(lambda: "camera.png" in studio.by_id("caption").text)
    assert lights(studio) == ["ended"]
    width, height = studio.driver.execute_script("const {width, height} = photo; return [width, height]")
    assert width > 600 and height > 400
    studio.choose("output-size", "256")
    studio.press("stylize")
    studio.until(lambda: studio.results > before and studio.phase == "ready")

    studio.press("camera")
    studio.until(lambda: frames(studio) > 2)
    over = "return result.checkVisibility({visibilityProperty: true, opacityProperty: true})"
    assert not studio.driver.execute_script(over), "the painting before lies over what the camera sees"
    studio.press("camera-leave")
    studio.until(lambda: not studio.by_id("live-view").is_displayed())
    assert lights(studio) == ["ended", "ended"]

    studio.press("camera")
    studio.until(lambda: frames(studio) > 2)
    studio.driver.execute_script("return lights.at(-1).applyConstraints({width: 480, height: 640})")
    shape = "return document.getElementById('live').height > document.getElementById('live').width"
    studio.until(lambda: studio.driver.execute_script(shape))  # as a phone that is turned
    studio.driver.execute_script("lights.at(-1).stop(); lights.at(-1).dispatchEvent(new Event('ended'))")
    studio.until(lambda: "The camera is gone" in studio.message)
    assert not studio.by_id("live-view").is_displayed()

    studio.press("camera")
    studio.until(lambda: frames(studio) > 2)
    studio.choose_photo(photograph())
    studio.until(lambda: not studio.by_id("live-view").is_displayed())
    assert set(lights(studio)) == {"ended"}


def test_without_a_camera_it_is_said(open_browser, site):
    page = StudioPage(open_browser("--use-fake-ui-for-media-stream"), site.url)
    page.open(wait=False)
    page.press("camera")
    page.until(lambda: "No camera was found" in page.message)
    assert page.by_id("camera").is_enabled() and not page.by_id("live-view").is_displayed()
