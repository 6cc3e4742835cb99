"""What to tell the user of an error."""

import logging

from impasto.errors import ImpastoError
from impasto.words import Text


def explained(error: Exception) -> Text:
    """Return what to tell; an error that is not of our family is a mistake of ours, and is logged whole."""
    match error:
        case ImpastoError():
            return error.text
        case MemoryError():
            return Text("too-little-memory")
    logging.getLogger(__name__).exception("not foreseen", exc_info=error)
    return Text("mistake-of-ours", kind=type(error).__name__)
