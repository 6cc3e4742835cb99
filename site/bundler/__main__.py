"""Run as `python -m bundler` in site/, by build.py, which prepares the materials."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bundler.bundle import BundleError
from bundler.contents import Materials
from bundler.output import bundle_site

SITE = Path(__file__).resolve().parents[1]


def rewriting(*, published: bool) -> Callable[[bytes], bytes]:
    """Return what makes the program that networks run in out of onnxruntime-web's, or leaves it as published."""
    if published:
        return lambda program: program
    from bundler.onnxruntime_program.reduced import reduced  # only here: it expects this release of onnxruntime-web

    return reduced


def main(arguments: Sequence[str]) -> int:
    """Put the site together; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bundler", description=__doc__)
    parser.add_argument("--published", action="store_true", help="onnxruntime-web's program as it is published")
    parser.add_argument("--output", type=Path, required=True, help="folder that will hold the site and nothing else")
    parser.add_argument("--cache", type=Path, required=True, help="folder that remembers compressed files")
    parser.add_argument("--pictures", type=Path, required=True, help="what `python -m pictures` made")
    parser.add_argument("--python", type=Path, required=True, help="what `python -m bundler.pyodide_parts` made")
    parser.add_argument(
        "--wheels", type=Path, nargs="+", required=True, help="numpy, Pillow and impasto, in this order"
    )
    options = parser.parse_args(arguments)
    materials = Materials(
        site=SITE,
        node_modules=SITE / "node_modules",
        models=SITE.parent / "models",
        rewrite=rewriting(published=options.published),
        pictures=options.pictures,
        python=options.python,
        wheels=options.wheels,
        texts=(SITE.parent / "LICENSE", SITE.parent / "NOTICE"),
    )
    try:
        bundle_site(materials, options.output, options.cache, quick=options.published)
    except BundleError as error:
        print(f"bundler: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
