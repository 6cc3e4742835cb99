"""Names for the files of paintings that every file system takes."""

import re
from pathlib import PurePath

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
    stem = _UNSEEN.sub("", _REFUSED.sub("_", PurePath(photo).stem)).strip(" .")
    if _DEVICE.fullmatch(stem.partition(".")[0].rstrip()):
        stem = f"_{stem}"
    room = LONGEST_NAME - RESERVE - len(PAINTED)
    stem = stem.encode("utf-8", "ignore")[:room].decode("utf-8", "ignore").rstrip(" .")
    return f"{stem or 'photo'}{PAINTED}"
