"""The formats that pictures are saved in; AVIF only where Pillow encodes it (``encoding.available``)."""

from typing import Literal

Format = Literal["png", "jpeg", "webp", "avif"]
