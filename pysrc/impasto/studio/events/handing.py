"""A finished picture that the page hands on, and what became of it."""

from dataclasses import dataclass
from typing import Literal

Way = Literal["download", "copy", "share"]
"""Where a file that was written goes: to the browser's downloads, to the clipboard, or to another application."""

Outcome = Literal["done", "left", "late", "refused"]
"""It was handed on, or the user thought better of it; the browser wants to be asked by another press, or will not."""


@dataclass(frozen=True, slots=True)
class CopyPressed:
    pass


@dataclass(frozen=True, slots=True)
class SharePressed:
    pass


@dataclass(frozen=True, slots=True)
class HandedOn:
    way: Way
    outcome: Outcome


HandingAction = CopyPressed | SharePressed | HandedOn
"""What the user does, and what the browser makes of it."""
