"""A studio: painting one picture after another, with all that the next one may need as well."""

import contextlib
import os
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Self, TypeVar

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from impasto.desktop import sources
from impasto.desktop.installation import models_folder, read_catalogue
from impasto.desktop.keywords import chosen_settings, is_automatic, with_settings
from impasto.desktop.native import NativeRuntime, usable_memory
from impasto.desktop.requests import Requests
from impasto.desktop.sources import Areas, MaskSource, PictureSource, Styles, StyleSource
from impasto.desktop.waiting import wait_for
from impasto.errors import BadImage, UnknownNetwork
from impasto.imaging.sizes import LARGEST_SIZE, STYLE_SIDE
from impasto.painting.auto_strength import auto_strength
from impasto.painting.looks import WHOLE, Crop
from impasto.painting.masks import Mask
from impasto.painting.people import people_in
from impasto.painting.progress import Report
from impasto.painting.request import Picture
from impasto.painting.stylizer import Painting, Stylizer
from impasto.painting.vectors import StyleVector

T = TypeVar("T")


class Studio:
    """Paints many pictures one after another, and keeps what the next one may need as well.

    Args:
        models: folder of the networks with their ``manifest.json``; by default those that come with Impasto.
        threads: how many threads a run uses; by default as many as there are processors.
        memory: bytes of feature maps that a large painting may take; by default two thirds of what is built in.

    Attributes:
        catalogue: the networks that there are.

    Raises:
        RuntimeFailed: the package onnxruntime is not installed (the extra ``native``).
        Refused, BadManifest: the folder has no list of networks that can be read.
    """

    def __init__(
        self, models: str | os.PathLike[str] | None = None, threads: int | None = None, memory: int | None = None
    ) -> None:
        folder = models_folder() if models is None else Path(models)
        self._runtime = NativeRuntime(folder, threads)
        self.catalogue = read_catalogue(folder)
        self._stylizer = Stylizer(self._runtime, self.catalogue, memory or usable_memory())
        self._requests = Requests(self.catalogue, self._people_in)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def interrupt(self) -> None:
        """End what is being painted, which raises ``Cancelled``; this may be called from any thread."""
        self._runtime.interrupt()

    def close(self) -> None:
        """Let go of the networks, and of what they have computed, which keeps their memory alive otherwise."""
        self._stylizer.forget()
        self._runtime.close()

    @with_settings
    def stylize(
        self,
        photo: PictureSource,
        styles: Styles,
        *,
        mask: "MaskSource | None" = None,
        style_outside: "Styles | None" = None,
        style_inside: Areas = (),
        style_size: int = STYLE_SIDE,
        style_crop: Crop = WHOLE,
        report: Report | None = None,
        **settings: Any,
    ) -> Image.Image:
        """Return the painting, in mode RGB, or RGBA where not all of it is opaque.

        The styles are painted where ``mask``, a grey picture of the photo's ratio, is white, or, where it is the word
        ``people``, on those who are found in the photo; the rest stays the photo, or is painted in ``style_outside``.
        ``style_inside`` are further masks, each with styles of its own; where masks overlap the later one counts.
        Pictures among the styles are shown to the style network ``style_size`` px large, and of them the part
        ``style_crop``, as in ``style``. ``report`` is called with a ``Progress`` as each step begins.

        Raises:
            BadImage: the photo, a style or a mask cannot be read, the photo is too narrow for the size, or a mask has
                another ratio than the photo.
            BadSetting: a setting has a value that it cannot have, or there is a style outside of no mask.
            BadStyle: there is no style, a bad weight, or a vector of another network.
            UnknownNetwork: there is no network of that id.
            RuntimeFailed: a network could not be loaded or run.
            OSError: a file cannot be read.
            TypeError: there is no setting of that name, or something is given that is no picture or style.
        """
        masks: dict[str, Any] = {"mask": mask, "style_outside": style_outside, "style_inside": style_inside}
        shown: dict[str, Any] = {"style_size": style_size, "style_crop": style_crop}
        pixels = self.paint(photo, styles, report=report, **masks, **shown, **settings).pixels
        opaque = pixels[..., 3].min() == 255
        return Image.fromarray(np.ascontiguousarray(pixels[..., :3]) if opaque else pixels)

    @with_settings
    def paint(
        self,
        photo: PictureSource,
        styles: Styles,
        *,
        mask: "MaskSource | None" = None,
        style_outside: "Styles | None" = None,
        style_inside: Areas = (),
        style_size: int = STYLE_SIDE,
        style_crop: Crop = WHOLE,
        report: Report | None = None,
        **settings: Any,
    ) -> Painting:
        """Return the painting as an array, uint8 ``[height, width, 4]``, with the seconds it took; as ``stylize``."""
        request = self._requests.request(photo, styles, settings, style_size, style_crop)
        request = self._requests.masked(request, mask, style_outside, style_inside)
        with naming(photo):
            if is_automatic(settings):
                strength = self._run(auto_strength(self._stylizer, request, report))
                request = replace(request, settings=replace(request.settings, strength=strength))
            return self._run(self._stylizer.stylize(request, report))

    @with_settings
    def auto_strength(
        self, photo: PictureSource, styles: Styles, *, report: Report | None = None, **settings: Any
    ) -> float:
        """Return the strength that suits photo and styles (``painting.auto_strength``); raises as ``stylize``."""
        with naming(photo):
            return self._run(auto_strength(self._stylizer, self._requests.request(photo, styles, settings), report))

    @with_settings
    def film(
        self,
        styles: Styles,
        *,
        mask: "MaskSource | None" = None,
        style_outside: "Styles | None" = None,
        style_inside: Areas = (),
        **settings: Any,
    ) -> Callable[[NDArray[np.uint8], float], NDArray[np.uint8]]:
        """Return what paints the frames of a film one after another, so that what stands still does not flicker.

        It is called with a frame, uint8 ``[height, width, 3]``, and when it is shown in seconds, and returns the frame
        painted, uint8 ``[height, width, 4]``. Frames are of the size that is painted (``film_size``). Masks, as in
        ``stylize``, stand still, so people are not found.

        Raises: as ``stylize``; also the call does.
        """
        chosen = chosen_settings(self.catalogue, settings)
        where = self._requests.where(mask, style_outside, style_inside, chosen, None)
        painter = self._run(self._stylizer.film(self._requests.styles(styles, chosen.style_network), chosen, where))
        return lambda frame, seconds: self._run(painter.paint(frame, seconds))

    def mask(self, source: MaskSource, photo: "PictureSource | None", *, longest: int = LARGEST_SIZE) -> Mask:
        """Read a mask once, to be given for the photo more than once, or find the people in the photo.

        Raises:
            BadImage: the mask or the photo cannot be read, or nobody is found.
            BadSetting: people are to be found in no photo, as in a film, in which they move.
            UnknownNetwork: there is no network that finds people.
            RuntimeFailed: it could not be loaded or run.
            OSError: a file cannot be read.
        """
        return self._requests.mask(source, photo, longest)

    def picture(self, source: PictureSource, *, longest: int = LARGEST_SIZE) -> Picture:
        """Read a picture once, to be given as a photo or style more than once; raises as ``sources.picture``.

        ``longest`` is what its long side is scaled down to, in px; no painting of it is larger than that.
        """
        return sources.picture(source, longest=longest)

    def style(
        self,
        source: StyleSource,
        *,
        style_network: str | None = None,
        style_size: int = STYLE_SIDE,
        style_crop: Crop = WHOLE,
    ) -> Picture | StyleVector:
        """Read a style once, to be given more than once, or mixed with pictures that are shown otherwise.

        Args:
            source: what it is.
            style_network: the id of the style network that it is for.
            style_size: as large as a square of which side, in px, a picture is shown to that: at 128 to 256 bolder, to
                512 more gently.
            style_crop: left, top, width and height of what is shown of a picture, as shares of its width and height.

        Raises: as ``sources.style``.
        """
        network = style_network or self.catalogue.default_style_network
        return sources.style(source, network, style_size, style_crop)

    def vector(
        self,
        picture: PictureSource,
        *,
        style_network: str | None = None,
        style_size: int | None = None,
        style_crop: Crop = WHOLE,
    ) -> StyleVector:
        """Return the 100 numbers that a style network makes of a picture; they can be given as a style.

        ``style_size`` and ``style_crop`` are as in ``style``; a picture that came from there is shown as it says.

        Raises:
            BadStyle: these are not allowed.
            BadImage, OSError: the picture cannot be read.
            UnknownNetwork, RuntimeFailed: as ``stylize``.
        """
        network = self.catalogue.style_network(style_network or self.catalogue.default_style_network)
        read = sources.picture(picture)
        shown = sources.shown(read, read.seen_at if style_size is None else style_size, style_crop)
        return self._run(self._stylizer.style_vector(shown, network.id))

    def _people_in(self, photo: PictureSource, longest: int) -> Mask | None:
        if not self.catalogue.segmenters:
            raise UnknownNetwork("no-segmenter")
        pixels = sources.picture(photo, longest=longest).pixels
        return self._run(people_in(pixels, self.catalogue.segmenters[0], self._runtime))

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return wait_for(work, self._runtime.interrupt)


@contextlib.contextmanager
def naming(photo: PictureSource) -> Iterator[None]:
    """Put the photo's name before the words of what is wrong with its shape."""
    try:
        yield
    except BadImage as error:
        raise error.in_file(os.fspath(photo)) if isinstance(photo, str | os.PathLike) else error from error
