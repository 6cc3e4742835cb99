"""What periods, countries, styles and examples are called: English names are known, and every language has its own."""

from impasto.words import Text, has_words, say


def period(name: str) -> Text:
    """Return the words for a period, such as ``Neo-Impressionism``."""
    return Text(f"period-{_key(name)}")


def country(name: str) -> Text:
    """Return the words for a country, such as ``United States``."""
    return Text(f"country-{_key(name)}")


def preset(id_: str, name: str, language: str | None = None) -> str:
    """Return what a preset is called in a language, by default the one that is spoken.

    Painters and works have their ``name``; what was drawn for Impasto, and textures, are called by words.
    """
    return _called(Text(f"preset-name-{id_}"), name, language)


def example(id_: str, name: str, language: str | None = None) -> str:
    """Return what an example photograph is called in a language, by default the one that is spoken."""
    return _called(Text(f"example-name-{id_}"), name, language)


def _called(words: Text, name: str, language: str | None) -> str:
    return say(words, language) if has_words(words) else name


def _key(name: str) -> str:
    return name.lower().replace(" ", "-")
