"""The photos, styles and masks of one visit, and the requests that are made of them."""

from collections.abc import Mapping, Sequence

from impasto.errors import BadImage
from impasto.imaging.reading import SystemDecoder
from impasto.painting.brush import SIDE
from impasto.painting.maskedits import Edits
from impasto.painting.masks import Mask, check_ratio, of_picture
from impasto.painting.presets import Preset
from impasto.painting.request import Area, PaintRequest, Picture, WeightedStyle
from impasto.painting.vectors import StyleVector
from impasto.session.files import Source, id_of, read_file
from impasto.session.masks import Masks
from impasto.session.photos import Photos
from impasto.session.styles import Fetch, See, Styles
from impasto.studio.settings import Settings


class Sources:
    """Reads files, and keeps what they hold for as long as it can still be painted."""

    def __init__(
        self,
        presets: Sequence[Preset],
        preset_urls: Mapping[str, str],
        fetch: Fetch,
        see: See,
        decoder: SystemDecoder | None = None,
    ) -> None:
        """The arguments are those of ``Styles``."""
        self._decoder = decoder
        self.photos = Photos(decoder)
        self.styles = Styles(presets, preset_urls, fetch, see, decoder)
        self.masks = Masks()

    @property
    def all(
        self,
    ) -> tuple[Mapping[str, Source], Mapping[str, Source], Mapping[str, Mask], Mapping[str, StyleVector]]:
        """Return the photos, the styles, the masks of files and the styles without pictures that are kept, by ids."""
        return self.photos.sources, self.styles.sources, self.masks.pictures, self.styles.vectors

    def take(
        self,
        photos: Mapping[str, Source],
        styles: Mapping[str, Source],
        masks: Mapping[str, Mask],
        vectors: Mapping[str, StyleVector],
    ) -> None:
        """Go on with what ``all`` returned before."""
        self.photos.take(photos)
        self.styles.take(styles, vectors)
        for id_, mask in masks.items():
            self.masks.add(id_, mask)

    async def add_mask(self, name: str, data: bytes, photo_id: str) -> str:
        """Read a mask for a photo, and return its id.

        Raises:
            BadImage: as ``files.read_file``, or it has another ratio than the photo.
            BadSetting: the photo is not there (any more).
        """
        decoded = await read_file(name, data, self._decoder, SIDE)
        mask = of_picture(decoded.pixels, decoded.alpha)
        try:
            check_ratio(mask, *self.photos.picture(photo_id).pixels.shape[:2])
        except BadImage as error:
            raise error.in_file(name) from error
        id_ = id_of(data)
        self.masks.add(id_, mask)
        return id_

    def mask(self, edits: Edits, photo_id: str) -> Mask:
        """Return the mask that edits make for a photo; raises ``BadSetting`` as ``Photos.picture``."""
        return self.masks.mask(edits, self.photos.picture(photo_id).pixels, photo_id)

    async def request(
        self, settings: Settings, *, passing: bool = False, content: Picture | None = None
    ) -> PaintRequest:
        """Return what the settings ask to paint; ``passing`` as in ``PaintRequest``.

        ``content`` takes the place of the photo that they name.

        Raises:
            BadSetting: the photo, a style or a mask is not there.
            RuntimeFailed: the picture of a preset could not be fetched.
        """
        parts = (area.styles for area in settings.painted_areas)
        styles, outside, *inside = [
            tuple(
                [WeightedStyle(await self.styles.style(id_, settings.style_network), weight) for id_, weight in chosen]
            )
            for chosen in (settings.styles, settings.outside if settings.mask else (), *parts)
        ]
        content = content or await self.photos.content(settings.photo or "", settings.reading_size)
        mask = self.mask(settings.mask, settings.photo or "") if settings.mask else None
        areas = tuple(
            Area(self.mask(area.mask, settings.photo or ""), within)
            for area, within in zip(settings.painted_areas, inside, strict=True)
        )
        return PaintRequest(content, styles, settings.painting, passing, mask, areas, outside)
