"""The command line: ``impasto stylize``, ``impasto vector`` and ``impasto networks``."""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import NoReturn

from impasto import __version__
from impasto.desktop.native import NativeRuntime, usable_memory
from impasto.errors import BadImage, BadStyle, ImpastoError
from impasto.imaging.decoding import decode
from impasto.imaging.encoding import check_quality, encode
from impasto.imaging.formats import Format
from impasto.imaging.sizes import LARGEST_SIZE
from impasto.networks.catalogue import Catalogue
from impasto.painting.progress import Progress
from impasto.painting.request import PaintRequest, Picture, WeightedStyle
from impasto.painting.settings import DEFAULTS, SETTINGS, PaintSettings
from impasto.painting.stylizer import Stylizer
from impasto.painting.vectors import StyleVector
from impasto.words import Text, say

USAGE_ERROR = 2
INTERRUPTED = 130

MODELS = Path(__file__).resolve().parents[3] / "models"
"""Where the networks stand in the repository; an installed package is told with ``--models``."""

FORMATS: dict[str, Format] = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".webp": "webp"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0, 2 for what the user can put right, 130 after Ctrl-C."""
    try:
        options = _parser().parse_args(arguments)
        command = {"stylize": _stylize, "vector": _vector, "networks": _networks}[options.command]
        command(options)
    except ImpastoError as error:
        return _fail(str(error))
    except OSError as error:
        return _fail(f"{error.filename}: {error.strerror}." if error.filename else f"{error}.")
    except KeyboardInterrupt:
        print("impasto: interrupted", file=sys.stderr)
        return INTERRUPTED
    return 0


class _Refused(ImpastoError):
    """Arguments that cannot be followed."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say what is wrong in one line, without the usage."""
        sys.exit(_fail(f"{message} (see {self.prog} --help)"))


def _parser() -> argparse.ArgumentParser:
    networks = _Parser(add_help=False)
    networks.add_argument("--models", type=Path, default=MODELS, metavar="DIR", help="folder of the networks")
    style_network = _Parser(add_help=False, parents=[networks])
    _add_setting(style_network, "style_network")

    parser = _Parser(prog="impasto", description="Paint any photograph in the style of any picture.")
    parser.add_argument("--version", action="version", version=f"impasto {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    stylize = commands.add_parser("stylize", parents=[style_network], help="paint a photograph in one or more styles")
    stylize.add_argument("content", type=Path, metavar="PHOTO", help="JPEG, PNG, WebP, GIF, BMP or TIFF")
    stylize.add_argument(
        "--style",
        action="append",
        required=True,
        metavar="FILE[:WEIGHT]",
        help="a picture, or a .json file of impasto vector; give it several times to mix styles (weight 1 unless told)",
    )
    stylize.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help=".png, .jpg or .webp")
    for name in SETTINGS:
        if name != "style_network":  # which is not for painting only
            _add_setting(stylize, name)
    stylize.add_argument("--quality", type=int, default=92, metavar="Q", help="of JPEG and WebP, 1 to 100, default 92")

    vector = commands.add_parser("vector", parents=[style_network], help="write the style vector of a picture as JSON")
    vector.add_argument("picture", type=Path, metavar="PICTURE", help="JPEG, PNG, WebP, GIF, BMP or TIFF")
    vector.add_argument("-o", "--output", type=Path, metavar="FILE", help="instead of standard output")

    commands.add_parser("networks", parents=[networks], help="list the networks")
    return parser


def _add_setting(parser: argparse.ArgumentParser, name: str) -> None:
    """Add the option of a setting, as the table of settings describes it."""
    setting, default = SETTINGS[name], DEFAULTS.get(name)
    facts = {each.name: getattr(setting, each.name) for each in fields(setting)} | {"default": default}
    words = say(Text(f"option-{name.replace('_', '-')}", **facts))
    parser.add_argument(
        setting.option, dest=name, type=setting.kind, default=default, metavar=setting.metavar, help=words
    )


def _stylize(options: argparse.Namespace) -> None:
    styles = [_parse_style(text) for text in options.style]
    format = _output_format(options.output)
    _check_output(options.output, [options.content, *(path for path, _ in styles)])
    check_quality(options.quality)
    catalogue = _catalogue(options.models)
    style_network = catalogue.style_network(options.style_network or catalogue.default_style_network)
    transformer = catalogue.transformer(options.transformer or catalogue.default_transformer)
    chosen = {name: getattr(options, name) for name in SETTINGS}
    chosen |= {"style_network": style_network.id, "transformer": transformer.id}
    settings = PaintSettings(**chosen)
    settings.check()
    request = PaintRequest(
        content=_picture(options.content, settings.reading_size),
        styles=tuple(WeightedStyle(_style(path, style_network.id), weight) for path, weight in styles),
        settings=settings,
    )
    stylizer = Stylizer(NativeRuntime(options.models), catalogue, usable_memory())
    show = _show if sys.stderr.isatty() else None
    try:
        painting = asyncio.run(stylizer.stylize(request, show))
    finally:
        if show is not None:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
    options.output.write_bytes(encode(painting.pixels, format, options.quality).data)
    height, width, _ = painting.pixels.shape
    print(f"{options.output}: {width} × {height} pixels, painted in {painting.seconds:.1f} s", file=sys.stderr)


def _vector(options: argparse.Namespace) -> None:
    if options.output is not None:
        _check_output(options.output, [options.picture])
    catalogue = _catalogue(options.models)
    network = catalogue.style_network(options.style_network or catalogue.default_style_network)
    stylizer = Stylizer(NativeRuntime(options.models), catalogue)
    text = asyncio.run(stylizer.style_vector(_picture(options.picture), network.id)).to_json()
    if options.output is None:
        print(text)
    else:
        options.output.write_text(text + "\n", "utf-8")


def _networks(options: argparse.Namespace) -> None:
    catalogue = _catalogue(options.models)
    defaults = {catalogue.default_style_network, catalogue.default_transformer}
    rows = [("NETWORK", "ROLE", "PARAMETERS", "MB", "ABOUT")]
    rows += [
        (
            network.id + (" *" if network.id in defaults else ""),
            role,
            f"{network.parameters:,}",
            f"{sum(graph.bytes for graph in network.graphs) / 1e6:.1f}",
            f"{network.title}. {network.summary}",
        )
        for role, networks in (("style", catalogue.style_networks), ("transformer", catalogue.transformers))
        for network in networks
    ]
    name, role, parameters, megabytes = (max(len(row[column]) for row in rows) for column in range(4))
    for row in rows:
        print(f"{row[0]:{name}}  {row[1]:{role}}  {row[2]:>{parameters}}  {row[3]:>{megabytes}}  {row[4]}")
    print("\n* used unless another is named")


def _parse_style(text: str) -> tuple[Path, float]:
    r"""Split ``FILE[:WEIGHT]``; the colon of a drive (``C:\a.jpg``) or of a file that is there belongs to the name."""
    name, colon, tail = text.rpartition(":")
    is_drive = len(name) == 1 and name.isalpha()
    if not colon or not name or is_drive or Path(text).exists():
        return Path(text), 1.0
    try:
        return Path(name), float(tail)
    except ValueError:
        return Path(text), 1.0


def _output_format(path: Path) -> Format:
    format = FORMATS.get(path.suffix.lower())
    if format is None:
        raise _Refused("output-suffix-unknown", path=str(path), suffixes=tuple(FORMATS))
    return format


def _check_output(output: Path, inputs: Sequence[Path]) -> None:
    """Refuse, before any work is done, an output that cannot be written or would overwrite an input."""
    if output.is_dir():
        raise _Refused("output-is-folder", path=str(output))
    if not output.parent.is_dir():
        raise _Refused("output-folder-missing", path=str(output), folder=str(output.parent))
    if output.exists() and any(path.exists() and path.samefile(output) for path in inputs):
        raise _Refused("output-is-input", path=str(output))


def _catalogue(models: Path) -> Catalogue:
    manifest = models / "manifest.json"
    try:
        return Catalogue.from_json(manifest.read_text("utf-8"))
    except FileNotFoundError as error:
        raise _Refused("manifest-missing", path=str(manifest)) from error
    except (ValueError, KeyError, TypeError) as error:
        raise _Refused("manifest-unreadable", path=str(manifest)) from error


def _picture(path: Path, longest: int = LARGEST_SIZE) -> Picture:
    try:
        return Picture(decode(path.read_bytes(), longest=longest).pixels)
    except BadImage as error:
        raise error.in_file(str(path)) from error


def _style(path: Path, network: str) -> Picture | StyleVector:
    if path.suffix.lower() != ".json":
        return _picture(path)
    try:
        return StyleVector.from_json(path.read_text("utf-8", errors="replace"), network)
    except BadStyle as error:
        raise error.in_file(str(path)) from error


def _show(progress: Progress) -> None:
    line = f"\r\x1b[K{progress.fraction:4.0%}  {say(progress.said)} ({progress.step} of {progress.steps})"
    print(line, end="", file=sys.stderr, flush=True)


def _fail(message: str) -> int:
    print(f"impasto: {message}", file=sys.stderr)
    return USAGE_ERROR


if __name__ == "__main__":
    sys.exit(main())
