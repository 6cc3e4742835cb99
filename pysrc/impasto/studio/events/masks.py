"""Where the styles act: strokes of the brush and what is outside."""

from dataclasses import dataclass

from impasto.painting.maskedits import Stroke


@dataclass(frozen=True, slots=True)
class MaskStroked:
    """A stroke of the brush was finished."""

    stroke: Stroke


@dataclass(frozen=True, slots=True)
class MaskInverted:
    pass


@dataclass(frozen=True, slots=True)
class MaskCleared:
    pass


@dataclass(frozen=True, slots=True)
class OutsideChosen:
    """Paint what is outside of the mask in this style; None leaves the photo there."""

    id: str | None


MaskAction = MaskStroked | MaskInverted | MaskCleared | OutsideChosen
"""What the user does."""
