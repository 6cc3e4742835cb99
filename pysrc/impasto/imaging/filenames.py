"""Names of files: of paintings, such as every file system takes, and of pictures in a folder."""

import re
from collections.abc import Collection
from pathlib import PurePath

PICTURE_SUFFIXES = frozenset({".jpg", ".jpeg", ".jpe", ".png", ".webp", ".avif", ".gif", ".bmp", ".tif", ".tiff"})
"""What the names of pictures end in: in folders, all else is passed over."""

LONGEST_NAME = 255
"""Bytes of UTF-8 that a file's name may have, with all that belongs to it (ext4, APFS; NTFS counts no stricter)."""

RESERVE = 32
"""Bytes that are left for what comes after a stem: its suffix, `` (1)`` for another file of the name, and
``.crdownload`` or ``.part`` until it is whole."""

PAINTED = "-impasto"

_REFUSED = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
"""What Windows has in no name (*Naming Files, Paths, and Namespaces*), and others at least not everywhere."""
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
"""Characters without an image, some of which turn the direction of what comes after them."""
_DEVICE = re.compile(r"(con|prn|aux|nul|(com|lpt)[0-9\u00b9\u00b2\u00b3])", re.IGNORECASE)
"""What Windows takes for a device, whatever comes after a dot."""


def painting_stem(photo: str) -> str:
    """Return the name, without suffix, for the painting of a photo whose file is called ``photo``.

    It is the photo's own stem with ``-impasto`` at its end, shortened to what fits with any suffix, and without what
    Windows does not take. Where nothing is left of it, it is ``photo-impasto``.
    """
    return f"{_shortened(photo_stem(photo), len(PAINTED))}{PAINTED}"


def stem_in_style(photo: str, style: str, taken: Collection[str] = ()) -> str:
    """Return the name, without suffix, for the painting of a photo in a style, ``{photo}-{style}`` as by ``batch``.

    Both parts are shortened as ``painting_stem`` does, and cleared of what is not taken. A number follows where one of
    that name is ``taken`` already, for which file systems that do not tell cases apart count.
    """
    style = _shortened(_taken_everywhere(style) or "painted", LONGEST_NAME // 2)
    stem = f"{_shortened(photo_stem(photo), len(style.encode()) + 1)}-{style}"
    names, number, unique = {each.casefold() for each in taken}, 1, stem
    while unique.casefold() in names:
        number += 1
        unique = f"{stem} ({number})"
    return unique


def photo_stem(photo: str) -> str:
    """Return the stem of a photo's name without what Windows does not take; ``photo`` where nothing is left of it."""
    stem = _taken_everywhere(PurePath(photo).stem)
    return f"_{stem}" if _DEVICE.fullmatch(stem.partition(".")[0].rstrip()) else stem or "photo"


def legible(name: str) -> str:
    """Return a name with U+FFFD for each half of a pair that stands alone: no encoding of Unicode can write it.

    Such are the bytes of a file's name that are no UTF-8 (``os.fsdecode``), and what JSON may hold as an escape.
    """
    return name.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _taken_everywhere(name: str) -> str:
    return _UNSEEN.sub("", _REFUSED.sub("_", name)).strip(" .")


def _shortened(name: str, others: int) -> str:
    """Return a name that leaves room for so many bytes of ours, and for what comes after a stem."""
    room = LONGEST_NAME - RESERVE - others
    return name.encode("utf-8", "ignore")[:room].decode("utf-8", "ignore").rstrip(" .") or "photo"
