"""What periods and countries are called: presets know them by their English names, and every language has its own."""

from impasto.words import Text


def period(name: str) -> Text:
    """Return the words for a period, such as ``Neo-Impressionism``."""
    return Text(f"period-{_key(name)}")


def country(name: str) -> Text:
    """Return the words for a country, such as ``United States``."""
    return Text(f"country-{_key(name)}")


def _key(name: str) -> str:
    return name.lower().replace(" ", "-")
