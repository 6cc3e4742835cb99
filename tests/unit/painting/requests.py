"""What the tests ask to be painted."""

import numpy as np

from impasto.painting.request import PaintRequest, Picture, WeightedStyle
from impasto.painting.settings import PaintSettings
from impasto.painting.vectors import StyleVector


def plain(colour: tuple[int, int, int], width: int = 320, height: int = 256) -> Picture:
    return Picture(np.full((height, width, 3), colour, np.uint8))


def gradient(width: int = 320, height: int = 240) -> Picture:
    across = np.linspace(0, 255, width).astype(np.uint8)
    return Picture(np.stack([np.tile(across, (height, 1))] * 3, axis=2))


def request(content: Picture | None = None, styles=None, passing: bool = False, **settings) -> PaintRequest:
    """Return a request for 256 px of a gradient in red, but for what is told."""
    red = (WeightedStyle(plain((200, 40, 40))),)
    chosen = {"output_size": 256, "style_network": "seer", "transformer": "brush"} | settings
    return PaintRequest(content or gradient(), red if styles is None else styles, PaintSettings(**chosen), passing)


def vector(value: float, network: str = "seer") -> StyleVector:
    return StyleVector((value,) * 100, network)
