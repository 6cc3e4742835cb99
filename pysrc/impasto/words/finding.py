"""Texts found by words that people type: in whatever case, with or without accents, by how words begin."""

import unicodedata
from collections.abc import Iterable


def folded(text: str) -> str:
    """Return a text as it is searched: in small letters, without accents, hyphens as spaces."""
    letters = unicodedata.normalize("NFD", text.casefold().replace("-", " "))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def has_all(text: str, words: Iterable[str]) -> bool:
    """Return whether words of a folded text begin with each of the words."""
    padded = f" {text}"
    return all(f" {part}" in padded for word in words for part in folded(word).split())
