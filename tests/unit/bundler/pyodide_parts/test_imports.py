"""Which modules are reached from the one with which Python begins in the browser."""

import pytest
from small_site import write

from bundler.bundle import BundleError
from bundler.pyodide_parts.imports import reached

MODULES = {
    "house/__init__.py": "",
    "house/words.py": "from house.errors import *",
    "house/errors.py": "import json, sys, house_of_others",
    "house/door/__init__.py": "from . import key",
    "house/door/key.py": "def turn():\n    from ..words import open_",
    "house/door/bell.py": "",
    "house/desk/__init__.py": "",
    "house/desk/drawer.py": "import house.words",
}


def test_what_is_imported_by_way_of_others_or_inside_of_functions_is_reached(tmp_path):
    found = reached(write(tmp_path, MODULES), "house.door")
    assert found == {"house", "house.door", "house.door.key", "house.words", "house.errors"}


def test_an_entry_that_has_gone_stops_the_build(tmp_path):
    with pytest.raises(BundleError, match=r"^There is no module house\.gate, with which Python begins"):
        reached(write(tmp_path, MODULES), "house.gate")
