"""What a command is to paint and how, put together from its options and a project whose work goes on."""

import argparse
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from impasto.desktop import files, projects, sources
from impasto.desktop.arguments import Parser, add_look, add_setting, weighted
from impasto.desktop.keywords import KEYWORDS
from impasto.desktop.projects import UNMASKED, Masking, NamedStyle
from impasto.desktop.sources import MaskSource, PictureSource, StyleSource
from impasto.desktop.studio import Studio
from impasto.desktop.terminal import tell
from impasto.imaging.sizes import STYLE_SIDE
from impasto.painting.looks import WHOLE, Crop
from impasto.painting.masks import Mask
from impasto.painting.projects import Project
from impasto.painting.settings import SETTINGS
from impasto.words import Text, say


def add_styles(parser: Parser, about_mask: str) -> None:
    """Add the options that say which styles are painted where, and which project they come from otherwise."""
    parser.add_argument(
        "--style",
        action="append",
        default=[],
        metavar="STYLE[:WEIGHT]",
        help="a picture, a .json file of impasto vector, the name of a preset (see impasto styles), or - for standard "
        "input; give it several times to mix styles (weight 1 unless told)",
    )
    add_look(parser)
    parser.add_argument("--mask", metavar="MASK", help=about_mask)
    about = "paint what is outside of the mask in this style, in the place of the photo; may be given several times"
    parser.add_argument("--style-outside", action="append", default=[], metavar="STYLE[:WEIGHT]", help=about)
    about = "paint this style within this mask; may be given several times; where masks overlap the later counts"
    parser.add_argument("--style-inside", action="append", default=[], nargs=2, metavar=("MASK", "STYLE"), help=about)
    about = "saved work (a file, a picture that keeps how it was made, a link with #p=), whose styles and settings are "
    about += "taken where none are given here"
    parser.add_argument("--project", metavar="PROJECT", help=about)


def add_settings(parser: Parser) -> None:
    """Add the options of all settings; what is not given is None, as a project may have another value."""
    for name in SETTINGS:
        add_setting(parser, name)
    parser.set_defaults(**dict.fromkeys(SETTINGS))


class Assignment:
    """The options that ``add_styles`` and ``add_settings`` have added, beside the project that they name."""

    def __init__(self, options: argparse.Namespace) -> None:
        """Read the project, if there is one.

        Raises:
            Refused: there is neither a style nor a project.
            BadProject, OSError: as ``projects.read``.
        """
        self._options = options
        self.project: Project | None = None if options.project is None else projects.read(options.project)
        self._styles = [weighted(text) for text in options.style]
        self._outside = [weighted(text) for text in options.style_outside]
        if self.project is None and not self._styles:
            raise files.Refused("style-needed")

    def check_places(self, others: Sequence[str], *outputs: Path) -> None:
        """Refuse what cannot be written or read, before any work is done; ``others`` are read besides these options."""
        options = self._options
        styles = [style for style, _ in [*self._styles, *self._outside]]
        masks = [
            *([] if options.mask is None else [options.mask]),
            *(text for pair in options.style_inside for text in pair),
        ]
        inputs = [*others, *styles, *masks]
        if inputs.count(files.PIPE) > 1:
            raise files.Refused("pipe-given-twice")
        paths = [Path(each) for each in inputs if each != files.PIPE]
        for output in outputs:
            files.check_output(output, paths)

    def settings(self) -> dict[str, Any]:
        """Return the settings by their keywords: those that are given, else those of the project."""
        given = {keyword: getattr(self._options, name) for keyword, name in KEYWORDS.items()}
        return given if self.project is None else projects.settings_of(self.project, given)

    def tell_differences(self, studio: Studio) -> None:
        """Tell why a painting of the project may not be the one that it was saved from."""
        if self.project is None:
            return
        if others := self.project.other_networks(studio.catalogue):
            tell(f"impasto: {say(Text('project-networks-differ', networks=tuple(others)))}")
        if self.project.lacks_mask:
            tell(f"impasto: {say(Text('project-lacks-mask'))}")

    def styles(self, network: str) -> list[NamedStyle]:
        """Return the styles for a style network: those that are given, else those of the project."""
        named = _named(self._styles, network, self._options.style_size, self._options.style_crop)
        if self.project is None or named:
            return named
        return [(style.name, style.vector, style.weight) for style in self.project.styles]

    def where(self, studio: Studio, photo: "PictureSource | None", network: str, longest: int) -> Masking:
        """Return where styles are painted, masks ``longest`` px large at most; ``photo`` as in ``Studio.mask``."""
        options, read = self._options, partial(_mask, studio=studio, photo=photo, longest=longest)
        kept = UNMASKED if self.project is None else projects.masking_of(self.project, longest)
        areas = [(read(mask), _named([(style, 1.0)], network)) for mask, style in options.style_inside]
        mask = kept.mask if options.mask is None else read(options.mask)
        return Masking(mask, _named(self._outside, network) or kept.outside, areas or kept.areas)


def _named(
    weighted: Sequence[tuple[str, float]], network: str, size: int = STYLE_SIDE, crop: Crop = WHOLE
) -> list[NamedStyle]:
    return [(sources.style_name(text), _style(text, network, size, crop), weight) for text, weight in weighted]


def _mask(text: str, *, studio: Studio, photo: "PictureSource | None", longest: int) -> Mask:
    given: MaskSource = text
    if text == files.PIPE:
        given = sources.picture_in(files.read_standard_input(), say(Text("standard-input")), longest=longest)
    return studio.mask(given, photo, longest=longest)


def _style(text: str, network: str, size: int, crop: Crop) -> StyleSource:
    source: StyleSource = text
    if text == files.PIPE:
        source = sources.style_in(files.read_standard_input(), say(Text("standard-input")), network)
    return sources.style(source, network, size, crop)
