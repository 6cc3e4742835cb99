"""How deep JSON from a stranger goes, told before it is read.

In a browser, Python shares the stack of WebAssembly: there ``json.loads`` does not raise ``RecursionError`` for a text
that goes too deep, as on the desktop, but ends Python (https://pyodide.org/en/stable/usage/wasm-constraints.html).
"""

import re

DEEPEST = 32
"""Brackets within each other; no file of this project has more than seven."""

_BRACKETS = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|([\[{])|([\]}])', re.DOTALL)


def check_nesting(text: str) -> None:
    """Raise ``ValueError`` for a text of JSON in which more than ``DEEPEST`` brackets are within each other."""
    if text.count("[") + text.count("{") <= DEEPEST:
        return
    depth = 0
    for found in _BRACKETS.finditer(text):
        depth += (found[1] is not None) - (found[2] is not None)
        if depth > DEEPEST:
            raise ValueError(f"more than {DEEPEST} brackets are within each other")
