"""The formats that pictures are saved in, and the quality of those that lose something."""

from typing import Literal

Format = Literal["png", "jpeg", "webp", "avif"]
"""AVIF only where there is an encoder of it (``encoding.available``, ``writing.formats``)."""

EXACT: frozenset[Format] = frozenset({"png"})
"""The formats that lose nothing, and so know no quality."""

LOWEST_QUALITY, HIGHEST_QUALITY, DEFAULT_QUALITY = 1, 100, 92
