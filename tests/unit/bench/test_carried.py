"""What is carried to a machine with graphics hardware: it comes out of its parts as it went in."""

import re
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from bench import carried, elsewhere
from builder import places


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


def test_what_the_laboratory_asks_for_is_laid_out_and_served(tmp_path: Path) -> None:
    (tmp_path / "ort").mkdir()
    (tmp_path / "ort" / "program.wasm").write_bytes(b"program")
    with elsewhere.serving(elsewhere.laid_out(tmp_path)) as address:
        for name in ("pages/lab.html", "models/manifest.json", "scripts/inference/sessions.mjs", "ort/program.wasm"):
            with urllib.request.urlopen(f"{address}{name}") as answer:
                assert answer.status == 200 and answer.read()
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(address)


def test_the_site_and_what_runs_its_networks_are_taken_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("chromium-headless-shell", "driver", "font"):
        (tmp_path / name).touch()
    for name in ("DRIVER", "FONT"):
        monkeypatch.setattr(carried, name, tmp_path / name.lower())
    monkeypatch.setattr(carried, "libraries", lambda program: [])
    monkeypatch.setattr(places, "DIST", tmp_path / "dist")
    (tmp_path / "dist" / "scripts").mkdir(parents=True)
    (tmp_path / "dist" / "scripts" / "main.mjs").touch()
    found = carried.needed(tmp_path)
    assert found["site/scripts/main.mjs"] == tmp_path / "dist" / "scripts" / "main.mjs"
    assert {f"ort/{name}" for name in carried.ORT} <= set(found)
