import numpy as np

from impasto.imaging.pixels import to_rgba
from tests.unit.fixtures import corners


def test_to_rgba_is_opaque():
    rgba = to_rgba(corners())
    assert rgba.shape == (64, 96, 4)
    assert rgba.flags.c_contiguous
    np.testing.assert_array_equal(rgba[..., :3], corners())
    assert (rgba[..., 3] == 255).all()


def test_to_rgba_leaves_rgba_as_it_is():
    rgba = to_rgba(corners())
    assert to_rgba(rgba) is rgba
    cropped = to_rgba(rgba[:10, :20])
    assert cropped.flags.c_contiguous
    np.testing.assert_array_equal(cropped, rgba[:10, :20])
