"""Mouse and fingers over the page as the browser's own input, at points of the window in px of CSS."""

from collections.abc import Sequence

from selenium.webdriver import Chrome

Point = tuple[float, float]


def mouse(driver: Chrome, *acts: tuple[str, Point]) -> None:
    """Press, move and let go of the left button: ("Pressed", point), ("Moved", point), ("Released", point)."""
    for act, (x, y) in acts:
        event = {"type": f"mouse{act}", "x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1}
        driver.execute_cdp_cmd("Input.dispatchMouseEvent", event)


def wheel(driver: Chrome, point: Point, down: float) -> None:
    """Turn the wheel over a point, by so many px."""
    event = {"type": "mouseWheel", "x": point[0], "y": point[1], "deltaX": 0, "deltaY": down}
    driver.execute_cdp_cmd("Input.dispatchMouseEvent", event)


def fingers(driver: Chrome, *places: Sequence[Point]) -> None:
    """Put fingers down at the first places, move them over the next ones, and lift them at the last."""
    for act, points in zip(("touchStart", *["touchMove"] * (len(places) - 1)), places, strict=True):
        touches = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
        driver.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": act, "touchPoints": touches})
    driver.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
