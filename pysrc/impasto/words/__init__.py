"""What is said to people: keys and parameters until the last moment, and then words of one language.

State, events and errors carry a ``Text``, so that no rule ever depends on words, and so that the language can change
while the page is open. The catalogues stand beside this file, one a language, as data: ``en.json`` maps each key to
its words, with parameters in braces as ``str.format`` takes them. Python, the page's scripts and its HTML take their
words from the same catalogue.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache, partial
from importlib.resources import files
from typing import Any, TypeAlias

LANGUAGE = "en"
"""The language that every key has words in."""

Parameter: TypeAlias = "str | int | float | Text | tuple[Parameter, ...]"


Catalogue: TypeAlias = Mapping[str, "str | Mapping[str, str]"]
"""The words of one language by key."""


class Text:
    """Something to be said: ``key`` in the catalogue and the parameters that its words name. Immutable and hashable.

    A parameter may be a ``Text`` too, or a tuple of parameters, for which the catalogue says what stands between them:
    ``{known:, }`` is a list with commas. Where the words of a key depend on a number, the catalogue has ``one`` and
    ``other`` for it, and the parameter is called ``count``.
    """

    __slots__ = ("key", "parameters")

    key: str
    parameters: Mapping[str, Parameter]

    def __init__(self, key: str, **parameters: Parameter) -> None:
        object.__setattr__(self, "key", key)
        object.__setattr__(self, "parameters", parameters)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a Text does not change: {name}")

    def __reduce__(self) -> tuple[Callable[[], Text], tuple[()]]:
        return partial(Text, self.key, **self.parameters), ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and (self.key, self.parameters) == (other.key, other.parameters)

    def __hash__(self) -> int:
        return hash((self.key, tuple(self.parameters.items())))

    def __repr__(self) -> str:
        return f"Text({', '.join([repr(self.key), *(f'{name}={value!r}' for name, value in self.parameters.items())])})"


def as_text(record: Mapping[str, Any]) -> Text:
    """Return the text that a script sends as {key, parameters}; see ``Text`` in site/scripts/offline/text.d.ts."""
    return Text(record["key"], **{name: _as_parameter(value) for name, value in record.get("parameters", {}).items()})


def as_record(text: Text) -> dict[str, Any]:
    """Return what ``as_text`` makes the same text of, also after JSON."""
    return {"key": text.key, "parameters": {name: _as_plain(value) for name, value in text.parameters.items()}}


def available() -> tuple[str, ...]:
    """Return the languages that there are catalogues of, the one that every key has words in first."""
    others = sorted(
        path.name.removesuffix(".json") for path in files(__name__).iterdir() if path.name.endswith(".json")
    )
    return (LANGUAGE, *(language for language in others if language != LANGUAGE))


_spoken: Catalogue | None = None


def speak(words: Catalogue | None) -> None:
    """Say everything by this catalogue from now on, or again in the language that every key has words in.

    A process speaks one language, as it has one locale: the page's. The command line speaks English, as its options do.
    """
    global _spoken
    _spoken = words


@cache
def catalogue(language: str = LANGUAGE) -> Catalogue:
    """Return the words of a language by key; ``FileNotFoundError`` if there is no catalogue of it."""
    words: dict[str, str | Mapping[str, str]] = json.loads(
        files(__name__).joinpath(f"{language}.json").read_text("utf-8")
    )
    return words


def has_words(text: Text) -> bool:
    """Return whether there are words for a text, where what it is of may have none, such as a name."""
    return text.key in catalogue(LANGUAGE)


def say(text: Text, language: str | None = None) -> str:
    """Return the words for ``text``, in the language that is spoken if none is given.

    A key that the catalogue does not have is a ``KeyError``.
    """
    known = catalogue(language) if language else _spoken or catalogue(LANGUAGE)
    words = known[text.key]
    if isinstance(words, Mapping):
        words = words["one" if text.parameters["count"] == 1 else "other"]
    marks = str(known["decimal-mark"]), str(known["grouping-mark"])
    return words.format(**{name: _said(value, language, marks) for name, value in text.parameters.items()})


def rendered(record: Any, language: str | None = None) -> Any:
    """Return a record of dicts, lists and plain values with words in the place of every ``Text``."""
    if isinstance(record, Text):
        return say(record, language)
    if isinstance(record, Mapping):
        return {key: rendered(value, language) for key, value in record.items()}
    if isinstance(record, list | tuple):
        return [rendered(value, language) for value in record]
    return record


class _List(tuple[Any, ...]):
    """Parts whose format is what stands between them."""

    def __format__(self, separator: str) -> str:
        return separator.join(map(str, self))


class _Number:
    """A number that is written with the marks of its language, decimal and between groups of digits."""

    def __init__(self, value: float, decimal: str, grouping: str) -> None:
        self.value = value
        self.marks = str.maketrans({".": decimal, ",": grouping})

    def __format__(self, form: str) -> str:
        return format(self.value, form).translate(self.marks)


def _as_parameter(value: Any) -> Parameter:
    if isinstance(value, Mapping):
        return as_text(value)
    return tuple(map(_as_parameter, value)) if isinstance(value, list) else value


def _as_plain(value: Parameter) -> Any:
    if isinstance(value, Text):
        return as_record(value)
    return list(map(_as_plain, value)) if isinstance(value, tuple) else value


def _said(value: Parameter, language: str | None, marks: tuple[str, str]) -> Any:
    if isinstance(value, Text):
        return say(value, language)
    if isinstance(value, tuple):
        return _List(_said(part, language, marks) for part in value)
    return _Number(value, *marks) if isinstance(value, int | float) else value
