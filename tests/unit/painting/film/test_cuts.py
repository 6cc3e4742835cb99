"""Where a film is cut, and where it is not."""

from collections.abc import Iterable

import numpy as np

from impasto.imaging.pixels import RGB
from impasto.painting.film.cuts import CutDetector, small
from tests.unit.fixtures import photo
from tests.unit.painting.film.films import entering


def shots(frames: Iterable[RGB]) -> list[int]:
    """Return with which frames shots begin."""
    detector = CutDetector()
    return [number for number, frame in enumerate(frames) if detector.begins_shot(small(frame))]


def pan(frames: int, step: int) -> Iterable[RGB]:
    wide = photo(256 + frames * step, 160, seed=3)
    return (wide[:, number * step : number * step + 256] for number in range(frames))


def test_a_film_begins_with_a_shot_and_goes_on_after_each_cut():
    first, second = list(entering(8, 2)), [photo(256, 160, seed=5)] * 6
    assert shots([*first, *second, *first]) == [0, 8, 14]


def test_what_enters_and_moves_and_noise_are_no_cuts():
    assert shots(entering(30, 6)) == [0]


def test_a_pan_is_no_cut_however_quick_as_long_as_it_goes_on():
    assert shots(pan(20, 4)) == [0]
    begun = shots(pan(20, 24))
    assert all(number < 5 for number in begun), "only its beginning may be taken for one"


def test_a_flash_begins_a_shot_and_so_does_what_comes_after_it():
    film = list(entering(20, 2))
    film[10] = np.full_like(film[10], 250)
    assert shots(film) == [0, 10, 11]


def test_a_cut_within_a_quick_pan_is_found():
    assert 12 in shots([*pan(12, 4), *[photo(256, 160, seed=9)] * 3])


def test_a_dissolve_is_no_cut():
    first, second = photo(256, 160).astype(float), photo(256, 160, seed=5).astype(float)
    mixed = [(first + (second - first) * share).astype(np.uint8) for share in np.linspace(0, 1, 25)]
    assert shots([*[mixed[0]] * 4, *mixed]) == [0]
