"""Colour profiles, for pixels of every kind (``imaging.colours``)."""

from typing import get_args

import numpy as np
from PIL import Image

from fuzz.targets import limits
from impasto.imaging import colours

PIXELS = {space: mode for mode, space in colours.SPACES.items()}


def run(data: bytes) -> None:
    """Make sRGB of pixels by the profile; one that cannot be followed is passed over, and nothing is raised."""
    with limits.small():
        for space in get_args(colours.Space):
            image = Image.new(PIXELS[space], (3, 2), 255 if PIXELS[space] == "L" else (200, 0, 90, 30)[: len(space)])
            converted = colours.to_srgb(image, colours.of_profile(data, space))
            assert converted.shape == (2, 3, 3) and converted.dtype == np.uint8
