"""What is shown of own pictures, of which style networks are shown a part."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ShowWhole:
    """Show an own style's picture whole, to choose a part of it, by the id that it has where it is shown as usual."""

    id: str


@dataclass(frozen=True, slots=True)
class ShowPart:
    """Show on its tile the part of an own picture that a style is (``painting.looks``)."""

    id: str


LookEffect = ShowWhole | ShowPart
