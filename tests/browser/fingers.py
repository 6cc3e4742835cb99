"""A page under fingers: a phone or a tablet that is held, and what a finger could miss on it."""

from collections.abc import Iterator
from contextlib import contextmanager

from selenium.webdriver import Chrome

_TARGETS = """
    const targets = ":is(.studio, dialog[open]) :is(button, select, summary, a, textarea, label:has(> input), " +
      "input:not(.visually-hidden, label > input))";
    const seen = [...document.querySelectorAll(targets)].filter((element) =>
      element.checkVisibility({visibilityProperty: true}) && element.getClientRects().length &&
      (!document.querySelector("dialog[open]") || element.closest("dialog")));
    const named = (element) => element.id || element.className || element.textContent.trim();
"""

SMALL = f"""{_TARGETS}
    const area = (element) => {{
      const box = element.getBoundingClientRect();
      const more = ["::before", "::after"].map((part) => getComputedStyle(element, part));
      const beyond = (side) => Math.max(0, ...more.map((part) => -parseFloat(part[side]) || 0));
      return [box.width + beyond("left") + beyond("right"), box.height + beyond("top") + beyond("bottom")];
    }};
    return seen.flatMap((element) => {{
      const [width, height] = area(element);
      return Math.min(width, height) < 43.5 ? [`${{named(element)}}: ${{width}} x ${{height}}`] : [];
    }});
"""
"""What a finger could miss: targets of the studio that are smaller than 44 px, with what lies beyond them."""

UNREACHED = f"""{_TARGETS}
    return seen.flatMap((element) => {{
      element.scrollIntoView({{block: "center", inline: "center", behavior: "instant"}});
      const {{x, y, width, height}} = element.getBoundingClientRect();
      const hit = document.elementFromPoint(x + width / 2, y + height / 2);
      const part = (each) => each?.closest("section, aside, header, footer, dialog, [popover], [role=group], #message");
      const reached = element.contains(hit) || part(hit) !== part(element);
      return reached ? [] : [`${{named(element)}}, under ${{named(hit)}}`];
    }});
"""
"""What a finger would miss: targets whose middle is covered by another of the same part of the page.

A whole part, such as a message or the list of paintings, may lie over another: it can be closed.
"""


@contextmanager
def held(driver: Chrome, width: int, height: int) -> Iterator[None]:
    """Give the page a touch screen of ``width`` x ``height`` px for a while."""
    resize(driver, width, height)
    driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": True, "maxTouchPoints": 5})
    yield
    driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": False})
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def resize(driver: Chrome, width: int, height: int) -> None:
    """Turn the screen, or take another one."""
    size = {"width": width, "height": height, "deviceScaleFactor": 2, "mobile": True}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
