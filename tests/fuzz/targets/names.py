"""What files are called: by a template of a batch on the desktop, and by photos and styles on the page."""

from pathlib import Path, PurePosixPath
from typing import get_args

from impasto.desktop.batch.names import check_template, painting_name
from impasto.desktop.batch.photos import Photo
from impasto.desktop.files import Refused
from impasto.imaging.filenames import LONGEST_NAME, RESERVE, painting_stem, stem_in_style
from impasto.imaging.formats import Format

FORMATS = get_args(Format)


def run(data: bytes) -> None:
    """Name a painting by a template, a photo and its folder, and a style, with a zero between them."""
    template, photo, folder, style, *_ = (*data.decode("utf-8", "replace").split("\0"), "", "", "", "")
    _by_template(template, photo, folder, style)
    _for_download(photo, style)


def _by_template(template: str, photo: str, folder: str, style: str) -> None:
    try:
        check_template(template)
        name = painting_name(template, Photo(f"/photos/{photo}", folder, ""), style, FORMATS[len(style) % 4])
    except Refused as error:
        assert str(error)
        return
    assert Path("/paintings", name).is_relative_to("/paintings") and ".." not in PurePosixPath(name).parts


def _for_download(photo: str, style: str) -> None:
    taken = stem_in_style(photo, style)
    for stem in (painting_stem(photo), taken, stem_in_style(photo, style, [taken])):
        assert stem and len(stem.encode()) <= LONGEST_NAME - RESERVE + 4
        assert not set(stem) & set('<>:"/\\|?*\0\n') and stem.strip(" .") == stem
