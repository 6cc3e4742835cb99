"""What the user can set."""

from dataclasses import dataclass, replace

OUTPUT_SIZES = (256, 384, 512, 768, 1024, 1536, 2048)
"""Long sides in px that a picture can be painted at."""
DEFAULT_OUTPUT_SIZE = 768


@dataclass(frozen=True, slots=True)
class ShelfStyle:
    """A style that can be chosen: a preset, or (``own``) a picture of the user's."""

    id: str
    name: str
    credit: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that the user has set; undo goes back through these."""

    style_network: str
    transformer: str
    photo: str | None = None
    styles: tuple[tuple[str, float], ...] = ()
    """The chosen styles as (id, weight 0..1), in the order of the shelf."""
    strength: float = 1.0
    output_size: int = DEFAULT_OUTPUT_SIZE
    own_styles: tuple[ShelfStyle, ...] = ()

    def paints_like(self, other: "Settings") -> bool:
        """Return whether both give the same picture: the shelf may differ, what is chosen may not."""
        return replace(self, own_styles=()) == replace(other, own_styles=())

    def slides_to(self, other: "Settings") -> bool:
        """Return whether sliders lead from one to the other: they differ in strength and weights at most."""
        return replace(self, styles=(), strength=1.0).paints_like(replace(other, styles=(), strength=1.0)) and (
            [id_ for id_, _ in self.styles] == [id_ for id_, _ in other.styles]
        )
