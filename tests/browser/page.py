"""The page as a test drives it: by its documented ids and data attributes, without reading its code."""

import base64
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.select import Select

from browser.waiting import PAGE_ABOUT, PAGE_SIGNS, wait

T = TypeVar("T")


class StudioPage:
    """One page in one browser."""

    def __init__(self, driver: Chrome, url: str) -> None:
        self.driver = driver
        self.url = url

    def open(self, *, wait: bool = True) -> None:
        self.driver.get(self.url)
        self.driver.get_log("browser")  # what an earlier page said is not this one's
        if wait:
            self.until(lambda: self.phase == "ready")

    def until(self, holds: Callable[[], T]) -> T:
        """Return the first true value that ``holds`` returns; fails where the page stands still without it."""

        def now() -> T | None:
            try:
                return holds()
            except StaleElementReferenceException:  # an element that the page replaces while it is read
                return None

        found = wait(now, self._signs, self._about)
        assert found is not None
        return found

    def _signs(self) -> object:
        return self.driver.execute_script(f"return {PAGE_SIGNS}")

    def _about(self) -> str:
        about = self.driver.execute_script(f"return {PAGE_ABOUT}")
        return "\n".join([str(about), *self.console_errors()])

    def by_id(self, id_: str) -> WebElement:
        return self.driver.find_element(By.ID, id_)

    def data(self, name: str) -> str | None:
        value: str | None = self.driver.execute_script("return document.documentElement.dataset[arguments[0]]", name)
        return value

    @property
    def phase(self) -> str | None:
        return self.data("phase")

    @property
    def results(self) -> int:
        return int(self.data("result") or 0)

    @property
    def message(self) -> str:
        return str(self.by_id("message").text)

    def choose_photo(self, path: Path) -> None:
        self.by_id("content-file").send_keys(str(path))

    def choose_styles(self, *paths: Path) -> None:
        self.by_id("style-file").send_keys("\n".join(map(str, paths)))

    def choose(self, id_: str, value: str) -> None:
        """Choose an option of a select, which may be folded away."""
        script = "for (let e = arguments[0]; e; e = e.parentElement) if (e.tagName === 'DETAILS') e.open = true;"
        self.driver.execute_script(script, self.by_id(id_))
        Select(self.by_id(id_)).select_by_value(value)

    def move(self, slider: str, value: float) -> None:
        """Drag a slider to a value and let it go."""
        script = """
            arguments[0].value = arguments[1];
            arguments[0].dispatchEvent(new Event("input", {bubbles: true}));
            arguments[0].dispatchEvent(new Event("change", {bubbles: true}));
        """
        self.driver.execute_script(script, self.driver.find_element(By.CSS_SELECTOR, slider), value)

    def press(self, id_: str) -> None:
        self.by_id(id_).click()

    def paint(self, act: Callable[[], Any] | None = None) -> NDArray[np.uint8]:
        """Do something that paints (by default, press Stylize), and return the finished picture."""
        before = self.results
        (act or (lambda: self.press("stylize")))()
        self.until(lambda: self.results > before and self.phase == "ready")
        return self.result()

    def result(self) -> NDArray[np.uint8]:
        """Return the pixels of #result, uint8 [height, width, 3]."""
        width, height, data = self.driver.execute_script("""
            const canvas = document.getElementById("result");
            const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
            let text = "";
            for (let at = 0; at < data.length; at += 32768) {
              text += String.fromCharCode(...data.subarray(at, at + 32768));
            }
            return [canvas.width, canvas.height, btoa(text)];
        """)
        pixels = np.frombuffer(base64.b64decode(data), np.uint8).reshape(height, width, 4)
        assert (pixels[..., 3] == 255).all()
        return pixels[..., :3]

    def settle(self) -> None:
        """Wait until the browser keeps the page's files, or has refused to: the last thing that a visit loads."""
        self.until(lambda: self.data("offline"))

    def details(self) -> str:
        """Return what stands behind "Nothing leaves this device"."""
        return str(self.by_id("trust-details").get_attribute("textContent"))

    def console_errors(self) -> Sequence[str]:
        """Return what the console holds against the page, such as errors and breaches of its CSP."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]
