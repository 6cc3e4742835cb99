"""The formats that pictures are saved in."""

from typing import Literal

Format = Literal["png", "jpeg", "webp"]
