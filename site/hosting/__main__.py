"""Run as `python -m hosting` in site/, by build.py."""

from __future__ import annotations

import argparse
from pathlib import Path

from hosting.templates import configurations


def main() -> None:
    """Write the configurations to a folder."""
    parser = argparse.ArgumentParser(prog="python -m hosting", description=__doc__)
    parser.add_argument("--page", type=Path, required=True, help="the page of the built site, which has the policy")
    parser.add_argument("--output", type=Path, required=True, help="folder that will hold the configurations")
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    for name, text in configurations(options.page.read_text("utf-8")).items():
        (options.output / name).write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
