"""Objects of options, as functions of the browser take them."""

from typing import Any

import js
from pyodide.ffi import to_js


def options(**given: Any) -> Any:
    """Return a JavaScript object of what is given."""
    return to_js(given, dict_converter=js.Object.fromEntries)
