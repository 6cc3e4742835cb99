"""The table of build.json."""

from __future__ import annotations

from builder.listing import table


def listing() -> dict:
    files = [
        {"path": "index.html", "bytes": 4, "gzip": 3, "brotli": 2, "sha256": "", "first_visit": True},
        {
            "path": "pictures/large-0123456789.webp",
            "bytes": 2_345_678,
            "gzip": 1500,
            "brotli": 999,
            "first_visit": False,
        },
    ]
    total = {"bytes": 2_345_682, "gzip": 1503, "brotli": 1001}
    return {"version": "1", "total": total, "first_visit": files[0], "files": files}


def test_table():
    assert table(listing()).splitlines() == [
        "file                              size    gzip  brotli  first visit",
        "-------------------------------------------------------------------",
        "index.html                         4 B     3 B     2 B  yes",
        "pictures/large-0123456789.webp  2.3 MB  1.5 kB   999 B",
        "-------------------------------------------------------------------",
        "everything                      2.3 MB  1.5 kB  1.0 kB",
        "first visit                        4 B     3 B     2 B",
    ]
