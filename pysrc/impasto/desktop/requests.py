"""What is asked of a studio, put together from what is given: files, arrays, pictures, words."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from impasto.desktop import sources
from impasto.desktop.keywords import chosen_settings
from impasto.desktop.sources import PEOPLE, Areas, MaskSource, PictureSource, Styles
from impasto.errors import BadImage, BadSetting
from impasto.imaging.sizes import STYLE_SIDE
from impasto.networks.catalogue import Catalogue
from impasto.painting.looks import WHOLE, Crop
from impasto.painting.masks import Mask
from impasto.painting.request import Area, PaintRequest, Picture, WeightedStyle, Where
from impasto.painting.settings import PaintSettings


class Requests:
    """Makes requests.

    Args:
        catalogue: the networks that there are.
        people_in: returns a mask of the people in a photo, read with a long side of at most so many px, or None if
            there are none.
    """

    def __init__(self, catalogue: Catalogue, people_in: Callable[[PictureSource, int], Mask | None]) -> None:
        self._catalogue = catalogue
        self._people_in = people_in

    def request(
        self,
        photo: PictureSource,
        styles: Styles,
        settings: Mapping[str, Any],
        size: int = STYLE_SIDE,
        crop: Crop = WHOLE,
    ) -> PaintRequest:
        """Return what is asked for without masks; ``size`` and ``crop`` are those of pictures that are styles."""
        chosen = chosen_settings(self._catalogue, settings)
        content = sources.picture(photo, longest=chosen.reading_size)
        return PaintRequest(content, self.styles(styles, chosen.style_network, size, crop), chosen)

    def masked(
        self, request: PaintRequest, mask: "MaskSource | None", outside: "Styles | None", inside: Areas
    ) -> PaintRequest:
        """Return a request with masks; raises as ``where``."""
        where = self.where(mask, outside, inside, request.settings, request.content)
        return replace(request, mask=where.mask, outside=where.outside, areas=where.areas)

    def where(
        self,
        mask: "MaskSource | None",
        outside: "Styles | None",
        inside: Areas,
        settings: PaintSettings,
        photo: Picture | None,
    ) -> Where:
        """Return where styles are painted.

        Raises:
            BadSetting: there is a style outside of no mask; also as ``mask``.
            BadImage, UnknownNetwork, RuntimeFailed, OSError: as ``mask``.
        """
        if outside is not None and mask is None:
            raise BadSetting("style-outside-of-no-mask")
        network, longest = settings.style_network, settings.reading_size
        return Where(
            None if mask is None else self.mask(mask, photo, longest),
            tuple(Area(self.mask(each, photo, longest), self.styles(styles, network)) for each, styles in inside),
            () if outside is None else self.styles(outside, network),
        )

    def mask(self, source: MaskSource, photo: "PictureSource | None", longest: int) -> Mask:
        """Read a mask, or find the people in the photo; raises as ``Studio.mask``."""
        if not (isinstance(source, str) and source == PEOPLE):
            return sources.mask(source, longest=longest)
        if photo is None:
            raise BadSetting("people-move")
        found = self._people_in(photo, longest)
        if found is None:
            raise BadImage("nobody-found-to-paint")
        return found

    def styles(
        self, styles: Styles, network: str, size: int = STYLE_SIDE, crop: Crop = WHOLE
    ) -> tuple[WeightedStyle, ...]:
        """Return styles with their weights; raises as ``sources.style``."""
        weighted = sources.weighted(styles)
        return tuple(WeightedStyle(sources.style(style, network, size, crop), weight) for style, weight in weighted)
