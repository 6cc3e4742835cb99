"""Where the styles are painted."""

from collections.abc import Mapping
from typing import Any

from impasto.painting.maskedits import LARGEST_BRUSH, SMALLEST_BRUSH, Stroke
from impasto.studio.events.areas import AreaAction, AreaChosen, AreaStyled
from impasto.studio.events.masks import MaskAction, MaskStroked, OutsideChosen
from impasto.studio.parsing.numbers import number


def read(record: Mapping[str, Any]) -> MaskAction | AreaAction | None:
    """Read a record, if it is one of these."""
    match record:
        case {"kind": "mask-stroke"}:
            return MaskStroked(_stroke(record))
        case {"kind": "area", "number": at}:
            return AreaChosen(int(at))
        case {"kind": "area-style", "id": id_}:
            return AreaStyled(str(id_))
        case {"kind": "style-outside", "id": id_}:
            return OutsideChosen(str(id_) or None)
    return None


def _stroke(record: Mapping[str, Any]) -> Stroke:
    """Read a stroke: its points as one list of numbers, three for each."""
    numbers = [number(value) for value in record["points"]]
    if len(numbers) % 3:
        raise KeyError("points")
    points = tuple(zip(numbers[::3], numbers[1::3], (min(max(each, 0.0), 1.0) for each in numbers[2::3]), strict=True))
    if not points or not all(-1 <= value <= 2 for x, y, _ in points for value in (x, y)):
        raise KeyError("points")
    size = min(max(number(record["size"]), SMALLEST_BRUSH), LARGEST_BRUSH)
    hardness = min(max(number(record["hardness"]), 0.0), 1.0)
    return Stroke(points, size, hardness, bool(record["erases"]), bool(record["follows"]))
