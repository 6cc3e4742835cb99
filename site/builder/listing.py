"""build.json, the listing of a site, and the same as a table for the terminal."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from builder.terminal import megabytes


def read_listing(folder: Path) -> dict[str, Any]:
    """Return the listing of a site: its version and, of each file and of all, the sizes in bytes."""
    listing: dict[str, Any] = json.loads((folder / "build.json").read_text("utf-8"))
    return listing


def table(listing: Mapping[str, Any]) -> str:
    """Return the listing of build.json as a table for the terminal."""
    rows: list[tuple[str, ...]] = [("file", "size", "gzip", "brotli", "first visit")]

    def row(name: str, sizes: Mapping[str, int], mark: str) -> tuple[str, ...]:
        return (name, *(megabytes(sizes[column]) for column in ("bytes", "gzip", "brotli")), mark)

    rows += [row(file["path"], file, "yes" if file["first_visit"] else "") for file in listing["files"]]
    rows.append(row("everything", listing["total"], ""))
    rows.append(row("first visit", listing["first_visit"], ""))
    widths = [max(len(cells[column]) for cells in rows) for column in range(5)]
    lines = [
        "  ".join([cells[0].ljust(widths[0]), *(cells[i].rjust(widths[i]) for i in range(1, 4)), cells[4]]).rstrip()
        for cells in rows
    ]
    rule = "-" * max(map(len, lines))
    return "\n".join([lines[0], rule, *lines[1:-2], rule, *lines[-2:]])
