"""Impasto: any photograph in the style of any picture (arbitrary neural style transfer).

On the desktop ``impasto.stylize`` paints one picture and ``impasto.Studio`` many; ``impasto.desktop.api`` has both.
"""

from importlib import import_module

TYPE_CHECKING = False  # as typing has it, whose import takes longer than all else here

if TYPE_CHECKING:
    from impasto.desktop.api import Studio, stylize

__all__ = ["Studio", "__version__", "stylize"]

__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    # Not before they are asked for: the browser has no desktop, and its own parts import this package too.
    if name in ("Studio", "stylize"):
        return getattr(import_module("impasto.desktop.api"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
