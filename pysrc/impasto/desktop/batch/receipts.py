"""Slips beside the paintings that say what is finished, until it stands in the manifest.

Whoever paints may die, or be taken for dead, when a painting is there and nobody has heard of it yet. So before a
painting is put in its place a receipt is, with the sum of the file; where both are there, nobody paints again. In
between there is no way to paint twice: a receipt without its painting counts for nothing.
"""

import hashlib
import json
from collections.abc import Sequence

from impasto.desktop.batch import places
from impasto.desktop.batch.manifest import Record
from impasto.desktop.batch.orders import Wanted

FOLDER = ".impasto"


def find(output: str, wanted: Wanted) -> Record | None:
    """Return what is known of a painting that is there, or None; a damaged receipt counts for nothing."""
    place = _place(output, wanted.recipe)
    if places.size(place) is None:
        return None
    try:
        record = json.loads(places.read(place))
        painting = places.read(places.joined(output, wanted.name))
    except (ValueError, RecursionError, OSError):
        return None
    about = {"output": wanted.name, "recipe": wanted.recipe, "bytes": len(painting)}
    about["sha256"] = hashlib.sha256(painting).hexdigest()
    return record if isinstance(record, dict) and about.items() <= record.items() else None


def write(output: str, record: Record) -> None:
    """Leave a receipt for a painting that is about to be put in its place."""
    places.write(_place(output, record["recipe"]), json.dumps(record).encode())


def remove(output: str, records: Sequence[Record]) -> None:
    """Take away the receipts of paintings that stand in the manifest."""
    for record in records:
        places.remove(_place(output, record["recipe"]))


def remove_folder(output: str) -> None:
    """Take away the folder of the receipts, if nothing is left in it."""
    places.remove_empty_folder(places.joined(output, FOLDER))


def _place(output: str, recipe: str) -> str:
    return places.joined(output, f"{FOLDER}/{recipe}.json")
