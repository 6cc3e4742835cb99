"""The arithmetic of zoom and pan, in the page's own code."""

import json
import random
import subprocess
from pathlib import Path
from typing import Any

import pytest

from builder.environments import need_node

HOST = Path(__file__).with_name("zoom_host.mjs")

Record = dict[str, Any]


def called(*calls: tuple[Any, ...]) -> list[Any]:
    """Return what functions of ``zoom.mjs`` return, each given as (name, argument, ...)."""
    command = [need_node().node, HOST]
    output = subprocess.run(command, input=json.dumps(calls), check=True, capture_output=True, text=True).stdout
    returned: list[Any] = json.loads(output)
    return returned


def box(width: float, height: float, ratio: float) -> Record:
    """Return a picture of that shape (width / height) as it lies in a room where all of it is seen."""
    shown = min(width, height * ratio)
    return {"room": {"width": width, "height": height}, "picture": {"width": shown, "height": shown / ratio}}


def at(x: float, y: float) -> Record:
    return {"x": x, "y": y}


def spot(look: Record, box: Record, point: Record) -> tuple[float, float]:
    """Return which spot of the picture lies under a point of the room, as shares of the picture from its middle."""
    width, height = (box["picture"][side] * look["scale"] for side in ("width", "height"))
    return (point["x"] - look["x"]) / width, (point["y"] - look["y"]) / height


PANORAMA = box(358, 396, 7.5)
BOXES = [box(900, 520, 1.5), PANORAMA, box(390, 300, 0.4), box(300.5, 211.25, 1)]


def test_what_is_under_the_pointer_stays_there_where_the_picture_fills_the_room():
    chosen = random.Random(1)
    cases = []
    for each in BOXES:
        for _ in range(50):
            look = {"scale": 20, **at(chosen.uniform(-50, 50), chosen.uniform(-50, 50))}
            cases.append((look, chosen.uniform(20, 40), at(chosen.uniform(-90, 90), chosen.uniform(-90, 90)), each))
    looks = called(*[("zoomed", *case) for case in cases])
    for (before, scale, point, each), after in zip(cases, looks, strict=True):
        assert after["scale"] == scale
        assert spot(after, each, point) == pytest.approx(spot(before, each, point), abs=1e-9)


def test_no_room_is_left_empty_that_the_picture_could_fill_and_the_rest_is_even():
    chosen = random.Random(2)
    cases = [
        ({"scale": chosen.uniform(0.3, 9), **at(chosen.uniform(-5e3, 5e3), chosen.uniform(-5e3, 5e3))}, each)
        for each in BOXES
        for _ in range(50)
    ]
    for (_, each), look in zip(cases, called(*[("within", *case) for case in cases]), strict=True):
        for side, axis in (("width", "x"), ("height", "y")):
            beyond = each["picture"][side] * look["scale"] - each["room"][side]
            assert abs(look[axis]) <= max(beyond, 0) / 2 + 1e-9


def test_two_fingers_carry_what_is_under_them():
    each, before = BOXES[0], {"scale": 4, "x": 100, "y": -60}
    first, second = [at(-80, 10), at(40, -30)], [at(-150, 60), at(90, -20)]
    after, least, most = called(
        ("pinched", before, first, second, each, 16),
        ("pinched", before, first, [at(0, 0), at(1, 0)], each, 16),
        ("pinched", before, [at(0, 0), at(0, 0)], second, each, 16),
    )
    assert after["scale"] == pytest.approx(8)
    for old, new in zip(first, second, strict=True):
        assert spot(after, each, new) == pytest.approx(spot(before, each, old))
    assert least == {"scale": 1, "x": 0, "y": 0}, "no smaller than all of it"
    assert most["scale"] == 16


def test_a_pixel_is_one_of_the_screen_from_edge_to_edge():
    each, pixels, density = box(901.4, 520.3, 1.5), 1024, 1.25
    (scale,) = called(("real", each, pixels, density))
    assert each["picture"]["width"] * scale * density == pytest.approx(pixels)
    corner = at(31.7, 64.2)
    (look,) = called(("aligned", {"scale": scale, "x": 3.21, "y": -7.6}, each, corner, density))
    assert abs(look["x"] - 3.21) < 1 / density and abs(look["y"] + 7.6) < 1 / density
    for side, axis in (("width", "x"), ("height", "y")):
        edge = corner[axis] + each["room"][side] / 2 + look[axis] - each["picture"][side] * scale / 2
        assert edge * density == pytest.approx(round(edge * density))


def test_a_double_tap_fills_the_room_with_a_panorama():
    fills, closer, ordinary = called(("filling", PANORAMA), ("closer", PANORAMA), ("closer", BOXES[0]))
    assert PANORAMA["picture"]["height"] * fills == pytest.approx(PANORAMA["room"]["height"])
    assert closer == fills and ordinary == 2
    large, small = called(("largest", PANORAMA, 2), ("largest", BOXES[0], 9))
    assert large > fills and small == 36
