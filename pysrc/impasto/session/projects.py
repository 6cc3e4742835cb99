"""Saves work as projects and links, and opens them again."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from impasto.errors import BadImage, BadProject
from impasto.networks.catalogue import Catalogue
from impasto.painting import links
from impasto.painting.brush import SIDE
from impasto.painting.maskedits import FromPicture
from impasto.painting.maskfiles import from_png, to_png
from impasto.painting.masks import Mask, check_ratio
from impasto.painting.project_parts import ProjectArea, ProjectStyle, SavedPhoto
from impasto.painting.projects import Project, network_sums, opened
from impasto.painting.stylizer import Stylizer
from impasto.painting.swatches import swatch
from impasto.painting.vectors import StyleVector
from impasto.session.ports import JSON_MIME, Page
from impasto.session.sources import Sources
from impasto.session.style_vectors import StyleVectors
from impasto.studio import effects as fx
from impasto.studio import events as ev
from impasto.studio.settings import Area, Settings, ShelfStyle
from impasto.words import Text

MIME = "application/json"
"""Of project files: browsers know none of their own for it."""

NEAR = 6e-4
"""By how much the numbers of a style may differ from those of one on the shelf that it is: links and pictures keep no
more digits."""


class Projects:
    """Makes projects of settings, and settings of projects; what cannot be read raises ``BadProject``."""

    def __init__(
        self,
        sources: Sources,
        stylizer: Stylizer,
        vectors: StyleVectors,
        catalogue: Catalogue,
        page: Page,
        take: Callable[[ev.WorkEvent], None],
    ) -> None:
        self._sources = sources
        self._stylizer = stylizer
        self._vectors = vectors
        self._catalogue = catalogue
        self._page = page
        self._take = take

    async def save(self, save: fx.SaveProject) -> None:
        """Make a project and hand it to the user."""
        settings = save.settings
        mask = self._sources.mask(settings.mask, settings.photo) if settings.mask and settings.photo else None
        masks = [self._sources.mask(area.mask, settings.photo or "") for area in settings.painted_areas]
        areas = [
            ProjectArea(to_png(own), await self._seen(styles, settings.style_network))
            for own, styles in zip(masks, save.areas, strict=True)
        ]
        project = replace(
            await self._project(settings, save.styles),
            photo=SavedPhoto(save.photo[1], self._sources.photos.file(save.photo[0])) if save.photo else None,
            mask=None if mask is None else to_png(mask),
            outside=await self._seen(save.outside, settings.style_network) if mask is not None else (),
            areas=tuple(areas),
        )
        self._page.offer_file(save.name, JSON_MIME, project.to_json().encode() + b"\n")
        self._take(ev.FileOffered(save.name))

    async def make_link(self, make: fx.MakeLink) -> None:
        """Make a link and hand it to the user."""
        project = replace(await self._project(make.settings, make.styles), masked=bool(make.settings.masks))
        self._take(ev.LinkMade())
        self._page.offer_link(links.to_link(project))

    async def _project(self, settings: Settings, styles: Sequence[fx.NamedStyle]) -> Project:
        seen = await self._seen(styles, settings.style_network)
        return Project(settings.painting, seen, network_sums(self._catalogue, settings))

    async def _seen(self, styles: Sequence[fx.NamedStyle], network: str) -> tuple[ProjectStyle, ...]:
        """Return styles as vectors; those of pictures come from the stylizer, which has painted with most of them."""
        return tuple([ProjectStyle(name, weight, await self._vectors.of(id_, network)) for id_, name, weight in styles])

    async def open_file(self, open_: fx.OpenProject) -> None:
        """Open a project, or a picture that keeps how it was made."""
        try:
            await self._open(opened(open_.file.data), open_.settings)
        except BadProject as error:
            raise error.in_file(open_.file.name) from error

    async def open_making(self, open_: fx.OpenMaking) -> None:
        """Open how the photo on the easel was made."""
        await self._open(opened(self._sources.photos.file(open_.settings.photo or "")), open_.settings)

    async def open_link(self, open_: fx.OpenLink) -> None:
        """Open the end of a link."""
        await self._open(links.from_link(open_.link), open_.settings)

    async def _open(self, project: Project, before: Settings) -> None:
        """Put what a project brings among the sources, once all of it was found to be right, and tell of it."""
        differing = project.other_networks(self._catalogue)
        mask = None if project.mask is None else from_png(project.mask, longest=SIDE)
        photo = None if project.photo is None else await self._read(project.photo)
        on = photo.id if photo else before.photo
        fits = mask is not None and self._fits(mask, on)
        masks = [from_png(area.mask, longest=SIDE) for area in project.areas]
        left_out = (mask is not None and not fits) or not all(self._fits(each, on) for each in masks)
        notes = [
            *([Text("project-networks-differ", networks=tuple(differing))] if differing else []),
            *([Text("project-lacks-mask")] if project.lacks_mask else []),
            *([Text("project-mask-without-photo")] if left_out else []),
        ]
        styles, own = self._shelved(project.styles, before.own_styles)
        outside, more = self._shelved(project.outside if fits else (), (*before.own_styles, *own))
        edits = (FromPicture(self._sources.masks.keep(mask)),) if mask is not None and fits else ()
        own = (*own, *more)
        areas = []
        for part, each in zip(project.areas, masks, strict=True):
            if self._fits(each, on):
                within, more = self._shelved(part.styles, (*before.own_styles, *own))
                own = (*own, *more)
                areas.append(Area(within, (FromPicture(self._sources.masks.keep(each)),)))
        self._take(ev.ProjectRead(project.settings, styles, own, photo, edits, outside, tuple(areas), tuple(notes)))

    async def _read(self, photo: SavedPhoto) -> ev.SavedPhotoRead:
        id_, decoded = await self._sources.photos.add(photo.name, photo.file)
        return ev.SavedPhotoRead(id_, photo.name, decoded.width, decoded.height)

    def _fits(self, mask: Mask, photo: str | None) -> bool:
        """Return whether a mask can be laid over a photo, if there is one."""
        try:
            if photo is not None:
                check_ratio(mask, *self._sources.photos.picture(photo).pixels.shape[:2])
        except BadImage:
            return False
        return photo is not None

    def _shelved(
        self, styles: Sequence[ProjectStyle], own: Sequence[ShelfStyle]
    ) -> tuple[tuple[tuple[str, float], ...], tuple[ShelfStyle, ...]]:
        """Return styles as (id, weight 0..1), and those of them that are not on the shelf yet."""
        largest = max((style.weight for style in styles), default=1.0)
        weights = dict[str, float]()
        new = dict[str, ShelfStyle]()
        for style in styles:
            id_ = self._known(style.vector, own)
            if id_ is None:
                id_ = self._sources.styles.add_vector(style.vector)
                self._page.show_pixels(f"style:{id_}", swatch(style.vector))
                credit, network = Text("credit-vector"), style.vector.network
                new[id_] = ShelfStyle(id_, style.name or id_[:8], credit, own=True, network=network)
            weights[id_] = weights.get(id_, 0.0) + style.weight / max(largest, 1.0)
        return tuple(weights.items()), tuple(new.values())

    def _known(self, vector: StyleVector, own: Sequence[ShelfStyle]) -> str | None:
        """Return the id of the style of the shelf whose vector this is, but for the digits that are left out of it."""
        for id_, known in self._sources.styles.preset_vectors(vector.network).items():
            if _same(known, vector):
                return id_
        for id_, picture in self._sources.styles.pictures({style.id for style in own}).items():
            seen = self._stylizer.seen(picture, vector.network)
            if seen is not None and _same(seen, vector):
                return id_
        return None


def _same(known: StyleVector, vector: StyleVector) -> bool:
    near = np.abs(np.subtract(known.values, vector.values)).max() <= NEAR
    return known.colour == vector.colour and bool(near)
