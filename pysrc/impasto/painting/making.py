"""How a picture was made, as the text that goes into its file where that is wanted."""

import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass

from impasto import __version__
from impasto.imaging.filenames import legible
from impasto.painting.request import PaintRequest, Picture
from impasto.painting.settings import PaintSettings
from impasto.painting.vectors import StyleVector

VERSION = 2
"""The latest of the text; whoever reads one looks at its version first."""

WITHOUT_MASKS = 1
"""The version that knew no masks. A text says the earliest that can read it, so that older programs open what they can.
"""

DIGITS = 3
"""Decimals of a style vector's numbers, which are mostly within 3 of 0: a painting differs by a level at most."""

See = Callable[[Picture, str], Awaitable[StyleVector]]
"""Returns the style vector of a picture, by the id of a style network (``Stylizer.style_vector``)."""


@dataclass(frozen=True, slots=True)
class MadeOf:
    """A style that a picture was made of: its vector and its weight, relative to those of the others."""

    vector: StyleVector
    weight: float


async def made_of(request: PaintRequest, see: See) -> tuple[MadeOf, ...]:
    """Return the styles of a request as vectors, of which those of pictures have been seen when it was painted."""
    network = request.settings.style_network
    return tuple(
        [
            MadeOf(
                style.source if isinstance(style.source, StyleVector) else await see(style.source, network),
                style.weight,
            )
            for style in request.styles
        ]
    )


def told(settings: PaintSettings, styles: Sequence[MadeOf], names: Sequence[str], *, masked: bool = False) -> str:
    """Return what a painting can be repeated from: JSON of styles with their names, settings and versions.

    It has nothing of the photo, not even its name. ``version`` is that of the text, ``impasto`` of the program.
    Of a painting that a mask was laid over it says so (``masked``), not what the mask was: a mask shows what is in the
    photo.
    """
    record: dict[str, object] = {
        "version": VERSION if masked else WITHOUT_MASKS,
        "impasto": __version__,
        "settings": asdict(settings),
        "styles": [_style(style, name) for style, name in zip(styles, names, strict=True)],
        **({"masked": True} if masked else {}),
    }
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def _style(style: MadeOf, name: str) -> dict[str, object]:
    vector = style.vector
    return {
        "name": legible(name),
        "weight": round(style.weight, DIGITS),
        **({} if vector.colour == 1 else {"colour": vector.colour}),
        "values": [round(value, DIGITS) for value in vector.values],
    }
