"""Which modules a program imports, directly or by way of others, read from its code without running it."""

from __future__ import annotations

from collections.abc import Collection
from modulefinder import ModuleFinder
from pathlib import Path

from bundler.bundle import BundleError


def reached(folder: Path, entry: str, without: Collection[str] = ()) -> set[str]:
    """Return the modules below a folder that are reached from one of them, itself and all packages included.

    Imports inside of functions count. A module that is only asked for by name at run time is not found.

    Args:
        folder: what would stand on ``sys.path``.
        entry: the name of a module.
        without: packages that are asked for only where this program does not run.

    Raises:
        BundleError: there is no such module.
    """
    finder = ModuleFinder(path=[str(folder)], excludes=list(without))
    try:
        finder.import_hook(entry)
    except ImportError:
        raise BundleError(f"There is no module {entry}, with which Python begins in the browser.") from None
    # Modules that are part of the interpreter, such as `sys`, have no file.
    return {name for name, module in finder.modules.items() if getattr(module, "__file__", None)}
