"""What runs the networks."""

from collections.abc import Mapping
from typing import Any

from impasto.backends.rules import CHOICES
from impasto.studio.events.networks import BackendChosen, NetworkAction, OfflineSettled


def read(record: Mapping[str, Any]) -> NetworkAction | None:
    """Read a record, if it is one of these."""
    match record:
        case {"kind": "backend", "id": choice} if choice in CHOICES:
            return BackendChosen(choice)
        case {"kind": "offline", "kept": kept}:
            return OfflineSettled(bool(kept))
    return None
