"""A manifest as it is read: JSON values that know where they stand in it, and are what they have to be or refused."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from typing import Any, NoReturn

from impasto.errors import BadManifest

_SHA256 = re.compile(r"[0-9a-f]{64}")
_FILE = re.compile(r"[^/\\:\0]+")


class Record:
    """A value of a manifest. Whatever is asked of it and is not so raises ``BadManifest`` with the place."""

    def __init__(self, value: Any, place: str) -> None:
        self._value = value
        self._place = place

    @classmethod
    def parsed(cls, text: str) -> Record:
        """Return the whole of a manifest from its text."""
        try:
            return cls(json.loads(text), "")
        except (ValueError, RecursionError):
            return cls(None, "")  # of which nothing can be asked

    def __getitem__(self, name: str) -> Record:
        """Return a member of an object."""
        found = self.get(name)
        return found if found is not None else Record(None, self._within(name)).refuse()

    def get(self, name: str) -> Record | None:
        """Return a member of an object that may be missing."""
        there = isinstance(self._value, dict) and name in self._value
        return Record(self._value[name], self._within(name)) if there else None

    def __iter__(self) -> Iterator[Record]:
        """Go through a list."""
        if not isinstance(self._value, list):
            self.refuse()
        for at, value in enumerate(self._value):
            yield Record(value, f"{self._place}[{at}]")

    def text(self) -> str:
        """Return a text that is not empty."""
        return self._value if isinstance(self._value, str) and self._value else self.refuse()

    def count(self) -> int:
        """Return a whole number from 1 up."""
        value = self._value
        return value if isinstance(value, int) and not isinstance(value, bool) and value >= 1 else self.refuse()

    def factor(self) -> float:
        """Return a number above 0, which is finite."""
        number = isinstance(self._value, int | float) and not isinstance(self._value, bool)
        try:
            return float(self._value) if number and 0 < float(self._value) < math.inf else self.refuse()
        except OverflowError:  # an integer beyond any float
            self.refuse()

    def one_of(self, *allowed: str) -> Any:
        """Return one of these texts."""
        return self._value if isinstance(self._value, str) and self._value in allowed else self.refuse()

    def file(self) -> str:
        """Return the name of a file beside the manifest."""
        return self.text() if _FILE.fullmatch(self.text()) and self.text() not in (".", "..") else self.refuse()

    def sha256(self) -> str:
        """Return a sha256 in hexadecimal."""
        return self.text() if _SHA256.fullmatch(self.text()) else self.refuse()

    def size(self) -> int | str:
        """Return a dimension: a whole number from 1 up, or a name or term where it is free."""
        return self.text() if isinstance(self._value, str) else self.count()

    def _within(self, name: str) -> str:
        return f"{self._place}.{name}" if self._place else name

    def refuse(self) -> NoReturn:
        """Raise ``BadManifest``."""
        raise BadManifest("manifest-malformed", where=self._place or "its beginning")
