"""What a visitor does in one tab for hours: rounds of fifty paintings, each round in another order.

Every round has the same works, so that its end can be compared with that of any other. Some of them are given the very
same files each time, and have to come out as the very same bytes; all others are given files that never were there.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

Act = Literal["paint", "slide", "sheet", "film"]


@dataclass(frozen=True, slots=True)
class Work:
    """One thing that is done with a photo of ``width`` x ``height`` px, or with an example of the site.

    ``styles`` are ids of presets, or ``own`` for a picture of the visitor's; ``controls`` what is set, by their ids;
    ``mask`` is what a grey picture leaves outside: the photo, or a style. Where ``again``, the files are those of every
    other round, else new ones.
    """

    name: str
    act: Act = "paint"
    width: int = 640
    height: int = 480
    example: str = ""
    styles: tuple[str, ...] = ("hokusai",)
    controls: dict[str, Any] = field(default_factory=dict)
    mask: str | None = None
    again: bool = False
    round: int = 0

    @property
    def variant(self) -> int:
        """Return which of the pictures of its size it is given; 0 is that of every round."""
        return 0 if self.again else self.round + 1


OWN = "own"
LITE, SEPARABLE, CONV = "transformer-lite", "transformer-separable", "transformer-conv"

SETTINGS: dict[str, Any] = {
    "output-size": "512",
    "transformer": LITE,
    "style-network": "style-mobilenet-v2",
    "strength": 1,
    "stroke-size": 0,
    "colours": 0,
    "lightness": 0,
    "photo-through": 0,
    "feather": 0,
    "style-outside": "",
}
"""Where every control stands that a work does not name."""

SMALL = (
    Work("a preset", again=True),
    Work("another preset", styles=("marc",)),
    Work("a third preset", styles=("mosaic",)),
    Work("a fourth preset", styles=("woodcut-wave",)),
    Work("an own style", styles=(OWN,), again=True),
    Work("a new style", styles=(OWN,)),
    Work("a new style, upright", styles=(OWN,), width=480, height=640),
    Work("two styles", styles=("hokusai", "mosaic"), again=True),
    Work("two other styles", styles=("linocut", OWN)),
    Work("three styles", styles=("hokusai", "marc", "batik")),
    Work("half the strength", controls={"strength": 0.5}, again=True),
    Work("half the strength in a new style", styles=(OWN,), controls={"strength": 0.5}),
    Work("a strength beyond the style", controls={"strength": 1.5}),
    Work("a small one", controls={"output-size": "256"}),
    Work("a panorama", width=1600, height=300),
    Work("an example", example="chelsea", styles=()),
    Work("another example", example="rocket", styles=("watercolour",), again=True),
    Work("a third example", example="coffee", styles=("hokusai",)),
)
NETWORKS = (
    Work("the separable transformer", controls={"transformer": SEPARABLE}, again=True),
    Work("the separable transformer on a new photo", controls={"transformer": SEPARABLE}),
    Work("the separable transformer in a new style", styles=(OWN,), controls={"transformer": SEPARABLE}),
    Work("the wide transformer", controls={"transformer": CONV}, again=True),
    Work("the wide transformer on a new photo", controls={"transformer": CONV}),
    Work("the wide transformer in a new style", styles=(OWN,), controls={"transformer": CONV}),
    Work("the other style network", styles=(OWN,), controls={"style-network": "style-inception-v3"}, again=True),
    Work("the other style network in a new style", styles=(OWN,), controls={"style-network": "style-inception-v3"}),
    Work(
        "the other style network, separable",
        controls={"style-network": "style-inception-v3"} | {"transformer": SEPARABLE},
    ),
)
LOOKS = (
    Work("the photo's colours", controls={"output-size": "768", "colours": 1}, again=True),
    Work("half of the photo's colours", controls={"output-size": "768", "colours": 0.5}),
    Work("the photo's light", controls={"output-size": "768", "lightness": 1}),
    Work("the photo let through", controls={"output-size": "768", "photo-through": 0.4}),
    Work("broad strokes", width=1600, height=1200, controls={"output-size": "1024", "stroke-size": 1}, again=True),
    Work("broad strokes on a new photo", width=1600, height=1200, controls={"output-size": "1024", "stroke-size": 0.5}),
    Work("within a mask", mask="", controls={"output-size": "768", "feather": 0.05}, again=True),
    Work("within a mask on a new photo", mask="", controls={"output-size": "768"}),
    Work("two styles and a mask", mask="mosaic", controls={"output-size": "768"}),
)
LARGE = (
    Work("1024 px", width=2000, height=1500, controls={"output-size": "1024"}, again=True),
    Work("1024 px of a new photo", width=2000, height=1500, controls={"output-size": "1024"}),
    Work("1024 px of a large photo", width=4000, height=3000, controls={"output-size": "1024"}),
    Work("1024 px in a new style", width=2000, height=1500, styles=(OWN,), controls={"output-size": "1024"}),
    Work(
        "1024 px, separable",
        width=2000,
        height=1500,
        controls={"output-size": "1024", "transformer": SEPARABLE},
        again=True,
    ),
    Work(
        "1024 px, separable, of a new photo",
        width=2000,
        height=1500,
        controls={"output-size": "1024", "transformer": SEPARABLE},
    ),
    Work("1024 px, wide", width=2000, height=1500, controls={"output-size": "1024", "transformer": CONV}),
    Work("2048 px", width=3000, height=2000, controls={"output-size": "2048"}, again=True),
    Work("2048 px of a large photo", width=4000, height=3000, controls={"output-size": "2048"}),
    Work("2048 px, separable", width=3000, height=2000, controls={"output-size": "2048", "transformer": SEPARABLE}),
    Work("4 megapixels in tiles", width=2400, height=1700, controls={"output-size": "photo"}, again=True),
    Work(
        "a panorama in tiles, separable",
        width=2400,
        height=800,
        controls={"output-size": "photo", "transformer": SEPARABLE},
    ),
    Work("4 megapixels in tiles within a mask", width=2400, height=1700, mask="", controls={"output-size": "photo"}),
    Work("12 megapixels in tiles", width=4000, height=3000, controls={"output-size": "photo"}),
)
PAINTINGS = (*SMALL, *NETWORKS, *LOOKS, *LARGE)
BESIDES = (
    Work("a slider moved", "slide"),
    Work("a slider moved on a large photo", "slide", width=2000, height=1500, controls={"output-size": "1024"}),
    Work("the photo in all styles", "sheet"),
    Work("a video", "film", styles=("hokusai",), controls={"output-size": "256"}),
)
ROUND = (*PAINTINGS, *BESIDES)


def rounds(count: int, seed: int, works: Sequence[Work] = ROUND) -> Iterator[tuple[Work, ...]]:
    """Yield the works of so many rounds, each in an order of its own that the seed decides."""
    for number in range(count):
        shuffled = [replace(work, round=number) for work in works]
        random.Random(f"{seed}/{number}").shuffle(shuffled)
        yield tuple(shuffled)
