"""PyAV, which reads and writes films with FFmpeg's libraries; it is imported where a film is first wanted."""

from importlib import import_module
from typing import Any

from impasto.desktop.files import Refused
from impasto.desktop.installation import origin


def pyav() -> Any:
    """Return the module ``av``, which keeps FFmpeg's remarks about damaged files off the terminal.

    Raises:
        Refused: the package av is not installed (the extra ``video``).
    """
    try:
        module = import_module("av")
    except ImportError as error:
        raise Refused("av-missing", origin=origin()) from error
    module.logging.set_level(None)
    return module
