"""How large pictures are and may be, in pixels."""

from impasto.errors import BadImage

SMALLEST_SIZE = 128
LARGEST_SIZE = 2048
"""The long side of what is painted at once, in px, from smallest (a preview) to largest. Larger ones take tiles."""

LONGEST_SIDE = 80_000
"""The long side of anything that is painted, in px: that of the narrowest picture that can be read."""

CONTACT_SIZE = 192
"""The long side of each picture of a contact sheet, in px. Strokes have their size in pixels, so that a smaller one
would hardly be like the painting."""

STRIP_SIZE = 384
"""The long side of each picture of a strip between two styles, in px."""

STYLE_SIDE = 256
"""What a style network looks at, in px: a square of this side, or as many pixels in another ratio."""

SMALLEST_STYLE_SIDE, LARGEST_STYLE_SIDE, STYLE_SIDE_STEP = 128, 512, 64
"""As large as which a picture may be shown to it instead. Smaller, and it takes the picture's marks for larger ones: in
separable at 512 px one shown at 192 is painted with 0.89 of the style distance of 256, and 1.18 of the distance to the
photo; at 384 with 1.43 and 0.76. Beyond twice the side colours are muddy and strokes weak."""

SHORTEST_SIDE = 32
"""The short side of any picture, in px: below it the networks have less to look at than they reach."""


def check_size(longest: int) -> None:
    """Raise ``BadImage`` unless ``longest`` is a long side that can be painted (128..80000 px)."""
    if not SMALLEST_SIZE <= longest <= LONGEST_SIDE:
        raise BadImage("size-not-allowed", smallest=SMALLEST_SIZE, largest=LONGEST_SIDE, given=longest)


def scaled(width: int, height: int, longest: int) -> tuple[int, int]:
    """Return width and height, in px, at the same ratio with ``longest`` as the long side (each at least 1)."""
    long = max(width, height)
    return tuple(max(1, (side * longest * 2 + long) // (2 * long)) for side in (width, height))  # type: ignore[return-value]
