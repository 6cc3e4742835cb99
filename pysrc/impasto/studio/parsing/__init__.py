"""Records of the page read as events.

The kinds of records are the page's; those of settings are their names in ``painting.settings``, with hyphens.
"""

import reprlib
from collections.abc import Callable, Mapping
from typing import Any

from impasto.studio.events import UserEvent
from impasto.studio.parsing import batch, camera, given, keeping, masks, networks, presses, sliders, styles

READERS: tuple[Callable[[Mapping[str, Any]], UserEvent | None], ...] = (
    presses.read,
    given.read,
    styles.read,
    sliders.read,
    masks.read,
    networks.read,
    keeping.read,
    batch.read,
    camera.read,
)
"""What is none of theirs they return None for."""


def parse(record: Mapping[str, Any]) -> UserEvent:
    """Read one record of the page; a record that the page cannot send is a ``ValueError``."""
    try:
        for read in READERS:
            if (event := read(record)) is not None:
                return event
    except (TypeError, KeyError, OverflowError) as error:  # a detail that is not what its kind needs
        raise _unknown(record) from error
    raise _unknown(record)


def _unknown(record: Mapping[str, Any]) -> ValueError:
    return ValueError(f"The page sent an event that is not known: {reprlib.repr(dict(record))}")
