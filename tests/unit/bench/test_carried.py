"""What is carried to a machine with graphics hardware: it comes out of its parts as it went in."""

import re
from pathlib import Path

import pytest

from bench import carried


def test_what_is_cut_into_parts_comes_out_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = tmp_path / "given.py"
    given.write_text("".join(f"line {number * number}\n" for number in range(5000)))
    (tmp_path / "link.py").symlink_to(given)
    monkeypatch.setattr(
        carried, "needed", lambda browser: {"python/a.py": given, "libraries/b.so": tmp_path / "link.py"}
    )
    parts, home = tmp_path / "parts", tmp_path / "home"
    assert len(carried.gather(tmp_path, parts, 0.002)) > 3
    carried.unpack(parts, home)
    assert (home / "python/a.py").read_bytes() == (home / "libraries/b.so").read_bytes() == given.read_bytes()
    assert not (home / "libraries/b.so").is_symlink()


def test_a_missing_browser_is_named_with_the_packages_that_hold_it(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=re.escape(str(tmp_path / "chromium-headless-shell"))):
        carried.needed(tmp_path)


def test_what_steers_the_browser_comes_with_what_it_needs() -> None:
    found = carried.distributions("selenium")
    assert {"selenium", "urllib3", "trio"} <= found
