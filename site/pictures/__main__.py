"""Command line: draw the styles, take the photographs, write both and their records into one folder."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from pictures.gallery import Style, draw_styles
from pictures.photographs import PHOTOGRAPHS, PhotographError, fetch
from pictures.shelf import write_examples, write_styles
from pictures.wall import write_wall


def _announced() -> Iterator[Style]:
    for style in draw_styles():
        print(f"drew {style.name}", flush=True)
        yield style


def main() -> int:
    """Run the command line; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m pictures", description=__doc__)
    parser.add_argument("--output", type=Path, required=True, metavar="DIR", help="folder for pictures and records")
    parser.add_argument("--cache", type=Path, required=True, metavar="DIR", help="folder that keeps the photographs")
    arguments = parser.parse_args()
    arguments.output.mkdir(parents=True, exist_ok=True)
    try:
        photographs = [(photograph, fetch(photograph, arguments.cache)) for photograph in PHOTOGRAPHS]
    except PhotographError as error:
        print(f"pictures: {error}", file=sys.stderr)
        return 1
    write_examples(photographs, arguments.output)
    write_wall(arguments.cache, arguments.output)
    write_styles(_announced(), arguments.output)
    return 0


if __name__ == "__main__":
    sys.exit(main())
