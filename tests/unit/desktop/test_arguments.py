"""Styles with weights, as they are typed."""

import sys
from pathlib import Path

import pytest

from impasto.desktop.arguments import weighted


@pytest.mark.parametrize(
    ("text", "name", "weight"),
    [
        ("b.jpg", "b.jpg", 1.0),
        ("b.jpg:2", "b.jpg", 2.0),
        ("b.jpg:0.5", "b.jpg", 0.5),
        ("b.jpg:1e-1", "b.jpg", 0.1),
        ("b.jpg:-1", "b.jpg", -1.0),
        ("Stained glass:2", "Stained glass", 2.0),
        ("-:2", "-", 2.0),
        (r"C:\x.jpg", r"C:\x.jpg", 1.0),
        (r"C:\x.jpg:2", r"C:\x.jpg", 2.0),
        ("C:/x.jpg:0", "C:/x.jpg", 0.0),
        ("C:2", "C:2", 1.0),
        ("b.jpg:two", "b.jpg:two", 1.0),
        ("b.jpg:", "b.jpg:", 1.0),
        (":2", ":2", 1.0),
        ("a" * 5000 + ":2", "a" * 5000, 2.0),
    ],
)
def test_style_with_weight(text, name, weight):
    assert weighted(text) == (name, weight)


@pytest.mark.skipif(sys.platform == "win32", reason="file names there have no colon")
def test_a_file_whose_name_ends_like_a_weight_is_that_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("take:2").touch()
    assert weighted("take:2") == ("take:2", 1.0)
    assert weighted("take:2:3") == ("take:2", 3.0)
