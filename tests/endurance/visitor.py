"""A visitor of the real page who does one work after the other, by the page's documented ids."""

import time

from selenium.webdriver import Chrome

from bench import preview, sheet, studio
from browser.page import StudioPage
from endurance.material import Material
from endurance.works import OWN, SETTINGS, Work

SLIDING_SECONDS = 2

SET = """
    const [values] = arguments;
    for (const [id, value] of Object.entries(values)) {
      const control = document.getElementById(id);
      if (control.value === String(value)) continue;
      control.value = value;
      for (const type of ["input", "change"]) control.dispatchEvent(new Event(type, {bubbles: true}));
      if (Number(control.value) !== Number(value) && control.value !== String(value)) throw new Error(id);
    }
"""
STYLE = 'document.querySelector(`[data-style="${arguments[0]}"] .style-${arguments[1]}`).click()'
TAKE_OFF = 'for (const button of document.querySelectorAll("#shelf .style-remove")) button.click()'
CLICK = "document.querySelector(arguments[0]).click()"
PIXELS = """
    const [done] = arguments;
    const canvas = document.getElementById("result"), {width, height} = canvas;
    const {data} = canvas.getContext("2d").getImageData(0, 0, width, height);
    crypto.subtle.digest("SHA-256", data).then((digest) => done(
      `${width}x${height} ${Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("")}`
    ));
"""

COMPLAINT = "return document.querySelector('#message [data-tone=error] .message-text')?.textContent ?? ''"


class Refused(Exception):
    """The page has said that it does not paint something, and why."""


class Visitor(StudioPage):
    """One tab for as long as it lasts."""

    def __init__(self, driver: Chrome, url: str, material: Material) -> None:
        super().__init__(driver, url)
        self._material = material

    def do(self, work: Work) -> float:
        """Do a work to its end; return the seconds from when all was set until it was there."""
        self.prepare(work)
        acts = {"paint": self._paint, "slide": self._slide, "sheet": self._fill_sheet, "film": self._paint_film}
        return acts[work.act](work)

    def prepare(self, work: Work) -> None:
        """Set everything but the styles, so that nothing is painted yet."""
        self.clear()
        self.driver.execute_script(SET, SETTINGS | work.controls | ({"style-outside": work.mask} if work.mask else {}))
        self._give_photo(work)

    def press_stylize(self, work: Work) -> None:
        """Choose the styles, and ask for the painting."""
        self._choose_styles(work)
        self.driver.execute_script(CLICK, "#stylize")

    @property
    def complaint(self) -> str:
        """What the page says went wrong, if it does."""
        return str(self.driver.execute_script(COMPLAINT))

    def clear(self) -> None:
        """Have no style chosen, none of the visitor's on the shelf and no mask: nothing is painted while it is set."""
        self.driver.execute_script(studio.TAKE_OUT)
        self.until(lambda: not self.driver.find_elements("css selector", "#shelf .style-mix[aria-pressed=true]"))
        self.driver.execute_script(TAKE_OFF)
        self.until(lambda: not self._own_styles)
        if self.data("masked") is not None:
            self.driver.execute_script(CLICK, "#mask-clear")
            self.until(lambda: self.data("masked") is None)
        self.until(lambda: self.phase == "ready")

    def pixels(self) -> str:
        """Return width, height and the sha256 of what #result shows."""
        return str(self.driver.execute_async_script(PIXELS))

    def _give_photo(self, work: Work) -> None:
        if work.example:  # what is asked for while it comes waits for it
            self.driver.execute_script(CLICK, f"[data-example={work.example}]")
            return
        film, size = work.act == "film", (work.width, work.height)
        path = self._material.film(work.variant) if film else self._material.photo(*size, work.variant)
        self.choose_photo(path)
        self.until(lambda: path.stem in str(self.by_id("caption").get_property("textContent")))
        if work.mask is not None:
            self.by_id("mask-file").send_keys(str(self._material.mask(*size)))
            self.until(lambda: self.data("masked") is not None)
        self.until(lambda: self.phase == "ready")

    @property
    def _own_styles(self) -> int:
        return len(self.driver.find_elements("css selector", "#shelf .style-remove"))

    def _choose_styles(self, work: Work) -> None:
        own = OWN in work.styles
        if own:  # what is read is chosen alone, so it comes first
            self.choose_styles(self._material.style(work.variant))
            self.until(lambda: self._own_styles)
        for number, style in enumerate(style for style in work.styles if style != OWN):
            self.driver.execute_script(STYLE, style, "mix" if own or number else "pick")

    def _paint(self, work: Work) -> float:
        before, begin = self.results, time.perf_counter()
        self.press_stylize(work)
        self.until(lambda: (self.results > before and self.phase == "ready") or self.complaint)
        if self.results <= before:
            raise Refused(self.complaint)
        return time.perf_counter() - begin

    def _slide(self, work: Work) -> float:
        self._paint(work)
        before = self.results
        self.driver.execute_async_script(preview.DRAG, SLIDING_SECONDS)
        self.until(lambda: self.results > before and self.phase == "ready")
        return float(SLIDING_SECONDS)

    def _fill_sheet(self, work: Work) -> float:
        self._paint(work)
        filled = self.driver.execute_async_script(sheet.FILL)
        self.until(lambda: not self.by_id("contact-sheet").is_displayed())
        return float(filled["seconds"])

    def _paint_film(self, work: Work) -> float:
        self._choose_styles(work)
        self.until(lambda: self.by_id("film-paint").is_enabled())
        begin = time.perf_counter()
        self.driver.execute_script(CLICK, "#film-paint")
        self.until(lambda: self.by_id("film-download").get_attribute("hidden") is None)
        self.until(lambda: self.by_id("film").get_attribute("data-job") == "")
        return time.perf_counter() - begin
