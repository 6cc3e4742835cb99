"""JPEG files taken apart and changed: numbers of components, and the markers that say what these are."""

import re

ADOBE = b"Adobe"


def segments(data: bytes) -> list[tuple[int, int, int]]:
    """Return (marker, where it stands, where it ends) of all segments but the coded pixels."""
    found, at = [], 2
    while True:
        match = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL).search(data, at)
        if match is None or data[match.end() - 1] == 0xD9:
            return found
        start = match.start()
        at = start + 2 + int.from_bytes(data[start + 2 : start + 4], "big")
        found.append((data[start + 1], start, at))


def without(data: bytes, name: bytes) -> bytes:
    """Return it without the segments that begin with a name."""
    for _, start, end in reversed(segments(data)):
        if data[start + 4 : end].startswith(name):
            data = data[:start] + data[end:]
    return data


def adobe(data: bytes, transform: int) -> bytes:
    """Return it with the marker of Adobe, which says how colours were transformed."""
    return data[:2] + b"\xff\xee\0\x0eAdobe\0\x64\0\0\0\0" + bytes([transform]) + data[2:]


def places(data: bytes) -> list[list[int]]:
    """Return where the numbers of components stand, first of the frame, then of each scan."""
    found = []
    for marker, start, _ in segments(data):
        if marker in (0xC0, 0xC1, 0xC2):
            found.insert(0, [start + 10 + 3 * i for i in range(data[start + 9])])
        elif marker == 0xDA:
            found.append([start + 5 + 2 * i for i in range(data[start + 4])])
    return found


def numbers(data: bytes) -> list[bytes]:
    """Return the numbers of components, first of the frame, then of each scan."""
    return [bytes(data[at] for at in group) for group in places(data)]


def numbered(data: bytes, new: bytes) -> bytes:
    """Return it with other numbers for its components."""
    old, changed = numbers(data)[0], bytearray(data)
    for group in places(data):
        for at in group:
            changed[at] = new[old.index(data[at])]
    return bytes(changed)
