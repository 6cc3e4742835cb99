"""Sliders, moved as a hand moves them."""

from browser.page import StudioPage


def drag(page: StudioPage, slider: str, *, finger: bool = False) -> None:
    """Take the middle of a slider, draw it to the left in small steps until the picture follows, and let go."""
    previews = page.data("preview")
    hand = Hand(page, slider, finger=finger)
    for _ in range(20):
        hand.move(-3)
    page.until(lambda: page.data("preview") != previews)
    hand.let_go()


def value(page: StudioPage, slider: str) -> float:
    return float(page.driver.find_element("css selector", slider).get_attribute("value"))


class Hand:
    """A mouse or a finger on the middle of a slider, as the browser's own input events."""

    def __init__(self, page: StudioPage, slider: str, *, finger: bool = False) -> None:
        self.driver, self.finger = page.driver, finger
        element = page.driver.find_element("css selector", slider)
        # A slider that is folded away may lie below what the panel shows; the middle is counted from the window.
        script = """
            arguments[0].scrollIntoView({block: "center", behavior: "instant"});
            const box = arguments[0].getBoundingClientRect();
            return [box.x + box.width / 2, box.y + box.height / 2];
        """
        self.x, self.y = page.driver.execute_script(script, element)
        self._act("Pressed", "touchStart")

    def move(self, by: int) -> None:
        self.x += by
        self._act("Moved", "touchMove")

    def let_go(self) -> None:
        self._act("Released", "touchEnd")

    def _act(self, mouse: str, touch: str) -> None:
        at = {"x": self.x, "y": self.y}
        if self.finger:
            points = [] if touch == "touchEnd" else [at]
            self.driver.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": touch, "touchPoints": points})
        else:
            event = {"type": f"mouse{mouse}", "button": "left", "buttons": 1, "clickCount": 1, **at}
            self.driver.execute_cdp_cmd("Input.dispatchMouseEvent", event)
