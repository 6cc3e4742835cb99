"""What is to be painted, as values that travel to whoever paints it."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from impasto.desktop.batch import names, places
from impasto.desktop.batch.photos import Photo
from impasto.desktop.files import Refused
from impasto.imaging.formats import Format
from impasto.painting.vectors import StyleVector


@dataclass(frozen=True, slots=True)
class Style:
    """A style by its name, and its vector, which was computed once for all."""

    name: str
    vector: StyleVector


@dataclass(frozen=True, slots=True)
class Manner:
    """How all of them are painted and saved.

    ``settings`` are keywords of ``Studio.paint``. ``networks`` has the sha256 of each graph of those that paint, by
    id: whoever paints must have the same ones.
    """

    settings: Mapping[str, Any]
    networks: Mapping[str, Sequence[str]]
    format: Format
    quality: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """One painting: its style, its name in the folder of the paintings, and its recipe, which tells it from others."""

    style: Style
    name: str
    recipe: str


@dataclass(frozen=True, slots=True)
class Order:
    """Paintings of one photo, which is read and encoded once for all of them; ``output`` is the folder they go to."""

    photo: Photo
    manner: Manner
    output: str
    wanted: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """All that is asked for: every photo in every style, named by a template."""

    photos: Sequence[Photo]
    styles: Sequence[Style]
    manner: Manner
    output: str
    template: str = names.DEFAULT

    def check(self) -> None:
        """Refuse two paintings of the same name, and one that is called as a photo is, before anything is painted."""
        taken: dict[str, tuple[Photo, Style]] = {}
        inputs = {photo.place for photo in self.photos}
        for photo in self.photos:
            for style in self.styles:
                name = names.painting_name(self.template, photo, style.name, self.manner.format)
                if name in taken:
                    raise _taken_twice(name, taken[name], (photo, style))
                if places.joined(self.output, name) in inputs:
                    raise Refused("output-is-input", path=places.joined(self.output, name))
                taken[name] = photo, style

    def wanted(self, photo: Photo) -> Iterator[Wanted]:
        """Yield the paintings of a photo."""
        for style in self.styles:
            name = names.painting_name(self.template, photo, style.name, self.manner.format)
            yield Wanted(style, name, self._recipe(photo, style, name))

    def all_wanted(self) -> Iterator[Wanted]:
        """Yield all paintings."""
        for photo in self.photos:
            yield from self.wanted(photo)

    def _recipe(self, photo: Photo, style: Style, name: str) -> str:
        """Return a sum of all that the painting depends on, and of its name."""
        parts = [
            name,
            photo.version,
            style.vector.network,
            style.vector.values,
            style.vector.colour,
            sorted(self.manner.settings.items()),
            sorted(self.manner.networks.items()),
            self.manner.format,
            self.manner.quality,
        ]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _taken_twice(name: str, first: tuple[Photo, Style], second: tuple[Photo, Style]) -> Refused:
    """Return what is wrong where two paintings would have one name: the photos, the styles, or the template."""
    photo, style = first
    if second[0] is not photo:
        return Refused("name-taken-twice", name=name, first=photo.place, second=second[0].place)
    if second[1].name == style.name:
        return Refused("styles-called-alike", style=style.name)
    return Refused("name-without-style", name=name, first=style.name, second=second[1].name)
