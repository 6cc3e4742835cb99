"""What a text says, without its words."""

from impasto.words import Text


def keys(text: Text) -> list[str]:
    """Return the key of a text and those of the texts in it, in their order."""
    found = [text.key]
    for value in text.parameters.values():
        for part in value if isinstance(value, tuple) else (value,):
            found += keys(part) if isinstance(part, Text) else []
    return found
