"""What is done with a painting, pixel by pixel, after the networks have run.

**Colours.** The painting keeps its lightness, where the strokes are, and takes the photo's chroma in Oklab, in place.
The other way that the field knows is to match the style's mean and covariance to the photo's before painting (Gatys
et al., *Controlling Perceptual Factors in Neural Style Transfer*, CVPR 2017, which has both). Both were looked at on
a face, a sunset, a street and boats under four styles: matched styles bring the right colours to the wrong places (red
blotches on a pale wall beside a face, brown in a blue sky), need the style's picture, which styles that ship as
vectors do not have, and run both networks for each step of a slider. The photo's chroma costs some hundredths of a
second, and skin stays skin.

**Lightness** is the reverse: with the photo's light and shade only the style's colours are left of the painting.

**Grey stays grey.** A network tints a painting by about 5 levels where style and photo are both without colour; the
chroma of a painting whose style vector comes of grey pictures alone is taken away.
"""

import numpy as np

from impasto.imaging.oklab import to_oklab, to_srgb
from impasto.imaging.pixels import RGB, RGBA

STRIP = 2**15
"""Pixels that are worked on at once. What floats they take, some megabytes, stays near the processor."""

ENOUGH_COLOUR = 0.2
"""Share of coloured pictures in a style vector from which on the painting's chroma is left as it is: a grey style that
is mixed in has paled the vector already, and below this the tint of the network is most of what there is."""


def saturation(colour: float) -> float:
    """Return what a painting's chroma is multiplied by, 0..1, for ``colour`` of its style vector (``StyleVector``).

    It is 0 where all that was looked at is grey and grows evenly to 1, so that a mixture moves through no jump.
    """
    return min(colour / ENOUGH_COLOUR, 1.0)


def recoloured(painted: RGBA, photo: RGB, colours: float, lightness: float, saturation: float = 1.0) -> RGBA:
    """Return the painting with some of the photo's chroma, its lightness or both, in Oklab (``imaging.oklab``).

    Args:
        painted: uint8 ``[height, width, 4]``; its alpha stays.
        photo: uint8 ``[height, width, 3]``, of the same size.
        colours: 0 keeps the painting's chroma, 1 takes the photo's.
        lightness: 0 keeps the painting's lightness, 1 takes the photo's.
        saturation: what the painting's own chroma is multiplied by, 0..1.

    Where nothing is to be changed the very array is returned. Otherwise no level differs by more than one from
    what it should be, but for colours that sRGB does not have at their lightness.
    """
    if colours == lightness == 0 and saturation == 1:
        return painted
    result = painted.copy()
    height, width, _ = painted.shape
    rows = max(1, STRIP // width)
    for top in range(0, height, rows):
        strip = np.s_[top : top + rows]
        lab = to_oklab(painted[strip, :, :3].reshape(-1, 3))
        lab[1:] *= np.float32(saturation * (1 - colours))
        if colours or lightness:
            own = to_oklab(photo[strip].reshape(-1, 3))
            lab[0] += np.float32(lightness) * (own[0] - lab[0])
            lab[1:] += np.float32(colours) * own[1:]
        result[strip, :, :3] = to_srgb(lab).reshape(-1, width, 3)
    return result


def photo_through(painted: RGBA, photo: RGB, share: float) -> RGBA:
    """Return the painting with the photo showing through.

    Args:
        painted: uint8 ``[height, width, 4]``; its alpha stays.
        photo: uint8 ``[height, width, 3]``, of the same size.
        share: 0 leaves the painting as it is (the very array), 1 gives the photo.
    """
    if share == 0:
        return painted
    # Fixed point with 8 bits of share, rounded: a third of the memory and time that floats take.
    weight = round(share * 256)
    mixed = painted.copy()
    mixed[..., :3] = (painted[..., :3].astype(np.uint16) * (256 - weight) + photo.astype(np.uint16) * weight + 128) >> 8
    return mixed
