"""results.json as RESULTS.md: what was asked of each part, what was found, and whether that will do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bench.series import number, table

HEAD = """\
# Endurance

Written by `python build.py endure`; [README.md](README.md) says what is done and how to read it.
"""


def report(results: Mapping[str, Any]) -> str:
    """Return the whole page."""
    parts = (("tab", "One tab", _tab), ("phone", "The means of a small phone", _phone))
    sections = [HEAD]
    for name, title, write in (*parts, ("agreement", "Right everywhere", _agreement)):
        if part := results.get(name):
            sections += [f"## {title}\n", f"{part['taken']}, {part['machine']}.\n", *write(part)]
    return "\n".join(sections).rstrip() + "\n"


def _tab(part: Mapping[str, Any]) -> Iterator[str]:
    rows = [
        [each["what"], each["limit"], each["measured"], "yes" if each["met"] else "**no**"] for each in part["figures"]
    ]
    yield table(["what", "limit", "measured", "met"], rows, words=4) + "\n"
    yield (
        "MB that the tab's process and all of the browser's hold at rest, programs' files left out, and the probe: its "
        "seconds by the clock in the tab and in a fresh one beside it (medians), and how many times as much processor "
        "time the tab takes (median of pairs).\n"
    )
    header = ["paintings done", "tab", "browser", "nodes", "seconds", "in a fresh tab", "times as long"]
    rows = []
    for each in part["looks"]:
        sizes = [f"{each['tab'] / 1e6:,.0f}", f"{each['browser'] / 1e6:,.0f}", f"{each['nodes']:,}"]
        rows.append([str(each["done"]), *sizes, *(number(each[name]) for name in ("seconds", "fresh", "pace"))])
    yield table(header, rows) + "\n"
    yield "MB that the page and its workers hold, as the browser tells:\n"
    yield table(["scope", *(str(each["done"]) for each in part["looks"])], list(_scopes(part["looks"]))) + "\n"


def _scopes(looks: Any) -> Iterator[list[str]]:
    for name in sorted({name for look in looks for name in look["scopes"]}):
        yield [name, *(f"{look['scopes'].get(name, 0) / 1e6:,.1f}" for look in looks)]


def _phone(part: Mapping[str, Any]) -> Iterator[str]:
    yield (
        f"{part['memory'] / 2**30:g} GB of data, one thread, {part['slower']} times as slow. Seconds are the clock's; "
        "data is what the tab had before.\n"
    )
    rows = [
        [each["name"], f"{each['data'] / 1e6:,.0f}", f"{each['seconds']:.1f}", each["said"] or "painted"]
        for each in part["works"]
    ]
    yield table(["asked for", "data, MB", "seconds", "what came of it"], rows) + "\n"


def _agreement(part: Mapping[str, Any]) -> Iterator[str]:
    yield f"Levels of 255 by which golden pictures differ at most; {part['allowed']} are allowed.\n"
    names = list(part["columns"])
    rows = [[name, *(str(part["columns"][name].get(picture, "–")) for picture in part["pictures"])] for name in names]
    yield table(["painted by", *part["pictures"]], rows) + "\n"
    yield ("All of them agree.\n" if not part["faults"] else "Not right: " + "; ".join(part["faults"]) + ".\n")
