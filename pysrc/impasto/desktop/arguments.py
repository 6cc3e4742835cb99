"""What several commands take: the parser, the folder of the networks, settings, styles with weights, outputs."""

import argparse
import os
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any, NoReturn, TypeAlias

from impasto.desktop import files
from impasto.desktop.exitcodes import USAGE_ERROR
from impasto.desktop.installation import models_folder
from impasto.desktop.keywords import AUTO
from impasto.desktop.terminal import tell
from impasto.imaging.encoding import available
from impasto.imaging.formats import Format
from impasto.imaging.sizes import LARGEST_STYLE_SIDE, SMALLEST_STYLE_SIDE, STYLE_SIDE
from impasto.painting.looks import WHOLE, Crop
from impasto.painting.settings import DEFAULTS, SETTINGS, Range
from impasto.words import Text, say

READABLE = "JPEG, PNG, WebP, AVIF, GIF, BMP or TIFF; - for standard input"

FORMATS: dict[str, Format] = {f".{format}": format for format in available()} | {".jpg": "jpeg"}
"""The formats of pictures by the ends of their files' names."""


class Parser(argparse.ArgumentParser):
    """Says what is wrong with arguments in one line, without the usage."""

    def error(self, message: str) -> NoReturn:
        """End the process by ``SystemExit``."""
        tell(f"impasto: {message} (see {self.prog} --help)")
        sys.exit(USAGE_ERROR)

    def _print_message(self, message: str, file: Any = None) -> None:
        """Print help and version as all other output: argparse itself takes no notice of what cannot be written."""
        if file is sys.stdout:
            files.write_standard_output(message)
        else:
            super()._print_message(message, file)


Commands: TypeAlias = "argparse._SubParsersAction[Parser]"
"""What a command adds its parser to; argparse has no public name for it."""


def with_models() -> Parser:
    """Return a parent for commands that read networks."""
    parser = Parser(add_help=False)
    about = "folder of other networks with their manifest.json, such as some that you trained"
    parser.add_argument("--models", type=Path, default=models_folder(), metavar="DIR", help=about)
    return parser


def add_setting(parser: argparse.ArgumentParser, name: str) -> None:
    """Add the option of a setting, as the table of settings describes it."""
    setting, default = SETTINGS[name], DEFAULTS.get(name)
    facts = {each.name: getattr(setting, each.name) for each in fields(setting)} | {"default": default}
    words = say(Text(f"option-{name.replace('_', '-')}", **facts))
    kind = _number_or_auto if isinstance(setting, Range) and setting.automatic else setting.kind
    parser.add_argument(setting.option, dest=name, type=kind, default=default, metavar=setting.metavar, help=words)


def _number_or_auto(text: str) -> float | str:
    return text if text == AUTO else float(text)


_number_or_auto.__name__ = "number"  # as argparse calls what it refuses


def add_look(parser: argparse.ArgumentParser) -> None:
    """Add what says how pictures among the styles are shown to the style network."""
    about = f"as large as a square of which side pictures are shown to the style network, {SMALLEST_STYLE_SIDE} to "
    about += f"{LARGEST_STYLE_SIDE}, default {STYLE_SIDE}: smaller is bolder, larger gentler"
    parser.add_argument("--style-size", type=int, default=STYLE_SIDE, metavar="PX", help=about)
    about = "show only this part of them, as shares of their width and height, such as 0,0.5,1,0.5 for the lower half; "
    about += "for one picture of several, impasto vector takes both"
    parser.add_argument("--style-crop", type=crop, default=WHOLE, metavar="LEFT,TOP,WIDTH,HEIGHT", help=about)


def crop(text: str) -> Crop:
    """Read a part of a picture; raises ``ValueError``."""
    left, top, width, height = map(float, text.split(","))
    return left, top, width, height


def weighted(text: str) -> tuple[str, float]:
    r"""Split ``STYLE[:WEIGHT]``; the colon of a drive (``C:\a.jpg``) or of a file that is there belongs to the name."""
    name, colon, tail = text.rpartition(":")
    is_drive = len(name) == 1 and name.isalpha()
    if not colon or not name or is_drive or os.path.lexists(text):
        return text, 1.0
    try:
        return name, float(tail)
    except ValueError:
        return text, 1.0


def output_format(output: str, chosen: Format | None) -> Format:
    """Return the format of a painting: as chosen, or by its name; PNG goes into a pipe.

    Raises:
        Refused: the name does not tell.
    """
    format = chosen or ("png" if output == files.PIPE else FORMATS.get(Path(output).suffix.lower()))
    if format is None:
        raise files.Refused("output-suffix-unknown", path=output, suffixes=tuple(FORMATS))
    return format
