"""Masks as values: read, fitted, made soft, and laid over paintings."""

import numpy as np
import pytest

from impasto.errors import BadImage
from impasto.painting.masks import WIDEST, Mask, check_ratio, fitted, laid_over, of_picture, stacked


def half(height: int = 60, width: int = 80) -> np.ndarray:
    """Return a mask whose left half is white."""
    grey = np.zeros((height, width), np.uint8)
    grey[:, : width // 2] = 255
    return grey


def colour(value: int, height: int = 60, width: int = 80) -> np.ndarray:
    return np.full((height, width, 4), (value, value, value, 255), np.uint8)


def test_a_picture_is_a_mask_by_its_luma_and_what_is_transparent_is_outside():
    pixels = np.zeros((2, 2, 3), np.uint8)
    pixels[:, 1] = 255
    pixels[1, 0] = (255, 0, 0)
    alpha = np.array([[255, 255], [255, 51]], np.uint8)
    assert of_picture(pixels, alpha).grey.tolist() == [[0, 255], [76, 51]]


def test_masks_are_known_by_what_they_hold():
    assert Mask(half()).fingerprint == Mask(half()).fingerprint
    assert Mask(half()).fingerprint != Mask(255 - half()).fingerprint
    assert Mask(half(60, 80)).fingerprint != Mask(half(80, 60)).fingerprint


@pytest.mark.parametrize(("height", "width"), [(60, 80), (600, 800), (6000, 8000), (45, 60), (300, 404)])
def test_a_mask_of_any_size_goes_with_a_photo_of_its_ratio(height, width):
    check_ratio(Mask(half(60, 80)), height, width)


@pytest.mark.parametrize(("height", "width"), [(80, 60), (60, 84), (64, 80)])
def test_a_mask_of_another_ratio_is_refused_with_both_sizes(height, width):
    with pytest.raises(BadImage) as caught:
        check_ratio(Mask(half(60, 80)), height, width)
    assert caught.value.text.key == "mask-of-another-ratio"
    assert caught.value.text.parameters == {"width": 80, "height": 60, "photo_width": width, "photo_height": height}


def test_a_mask_survives_a_change_of_size():
    mask = Mask(half())
    assert fitted(mask, 60, 80) is not mask.grey and (fitted(mask, 60, 80) == mask.grey).all()
    for height, width in ((30, 40), (600, 800), (601, 803)):
        grey = fitted(mask, height, width)
        assert grey.shape == (height, width) and grey.dtype == np.uint8
        assert (grey[:, : int(width * 0.48)] == 255).all() and (grey[:, int(width * 0.52) + 1 :] == 0).all()


@pytest.mark.parametrize("width", [400, 1600])
def test_the_widest_feather_is_as_wide_in_pictures_of_every_size(width):
    height = width * 3 // 4
    mask = Mask(half(height, width))
    row = fitted(mask, height, width, 1.0)[height // 2].astype(int)
    assert (np.diff(row) <= 0).all() and abs(row[width // 2] - 127) < 5
    # a blurred edge is the normal distribution: 16 % are left one deviation outside of it
    assert row[width // 2 + round(WIDEST * width)] == pytest.approx(0.16 * 255, abs=8)
    assert row[0] == 255 and row[-1] == 0
    narrower = fitted(mask, height, width, 0.25)[height // 2].astype(int)
    assert np.count_nonzero(narrower % 255) < np.count_nonzero(row % 255) / 3


def test_within_is_the_painting_and_outside_exactly_what_is_there():
    photo = np.random.default_rng(1).integers(0, 256, (60, 80, 3), np.uint8)
    result = laid_over(photo, [(colour(200), half())])
    assert (result[:, :40] == (200, 200, 200, 255)).all()
    assert (result[:, 40:, :3] == photo[:, 40:]).all() and (result[..., 3] == 255).all()


def test_grey_mixes_to_within_half_a_level():
    levels = np.tile(np.arange(256, dtype=np.uint8), (256, 1))
    painted = np.full((256, 256, 4), 255, np.uint8)
    painted[..., :3] = np.arange(256, dtype=np.uint8)[:, None, None]
    mixed = laid_over(np.full((256, 256, 3), 37, np.uint8), [(painted, levels)])
    exact = 37 + (np.arange(256)[:, None] - 37) * np.arange(256)[None] / 255
    assert np.abs(mixed[..., 0] - exact).max() <= 0.5 + 1e-9


def test_masks_that_overlap_share_and_what_none_has_is_outside():
    first, second = np.zeros((60, 80), np.uint8), np.zeros((60, 80), np.uint8)
    first[:, :40], second[:, 20:60] = 255, 255
    second[:, 50:60] = 51
    result = laid_over(colour(0), [(colour(100), first), (colour(200), second)])[..., 0]
    assert set(result[:, :20].ravel()) == {100}
    assert set(result[:, 20:40].ravel()) == {150}
    assert set(result[:, 40:50].ravel()) == {200}
    assert set(result[:, 50:60].ravel()) == {40}
    assert set(result[:, 60:].ravel()) == {0}


def test_where_masks_overlap_the_later_one_counts():
    first, second, third = (np.zeros((60, 80), np.uint8) for _ in range(3))
    first[:, :40], second[:, 20:60] = 255, 255
    third[30:] = 51
    under, middle, top = stacked([Mask(first), Mask(second), Mask(third)])
    assert top.grey is third, "nothing is over the last"
    assert (under.grey[:30, :20] == 255).all() and (under.grey[:, 20:] == 0).all()
    assert (under.grey[30:, :20] == 204).all() and (middle.grey[30:, 20:60] == 204).all()
    total = sum(mask.grey.astype(int) for mask in (under, middle, top))
    assert total.max() == 255, "no two of them overlap"


def test_masks_of_different_sizes_lie_over_one_another():
    under, _ = stacked([Mask(np.full((60, 80), 255, np.uint8)), Mask(half(600, 800))])
    assert under.grey.shape == (60, 80) and (under.grey[:, :39] == 0).all() and (under.grey[:, 41:] == 255).all()


def test_soft_edges_side_by_side_let_nothing_through_between_them():
    right = Mask(half()[:, ::-1])
    soft = [fitted(mask, 60, 80, 1.0) for mask in stacked([Mask(np.full((60, 80), 255, np.uint8)), right])]
    result = laid_over(colour(0), [(colour(200), soft[0]), (colour(200), soft[1])])[..., 0]
    assert result.min() >= 198


def test_large_pictures_are_mixed_in_strips_that_show_no_seams():
    height, width = 700, 300
    grey = np.random.default_rng(2).integers(0, 256, (height, width), np.uint8)
    photo = np.random.default_rng(3).integers(0, 256, (height, width, 3), np.uint8)
    whole = laid_over(photo, [(colour(90, height, width), grey)])
    parts = [laid_over(photo[at : at + 7], [(colour(90, 7, width), grey[at : at + 7])]) for at in range(0, height, 7)]
    assert (whole == np.concatenate(parts)).all()
