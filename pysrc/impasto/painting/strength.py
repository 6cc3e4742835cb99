"""How strongly a style is painted."""

from impasto.errors import BadStyle

LARGEST_STRENGTH = 2.0


def check_strength(strength: float) -> None:
    """Raise ``BadStyle`` unless ``strength`` is a number from 0 to 2."""
    if not 0.0 <= strength <= LARGEST_STRENGTH:
        raise BadStyle("strength-not-allowed", largest=LARGEST_STRENGTH, given=strength)
