"""Names of paintings: what every file system takes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from impasto.imaging.filenames import painting_stem, stem_in_style


@pytest.mark.parametrize(
    ("photo", "stem"),
    [
        ("holiday.jpg", "holiday-impasto"),
        ("two.dots.jpeg", "two.dots-impasto"),
        ("Straße 日本.png", "Straße 日本-impasto"),
        ("", "photo-impasto"),
        ("...", "photo-impasto"),
        (".jpg", "jpg-impasto"),
        ('a<b>c:d"e|f?g*h.png', "a_b_c_d_e_f_g_h-impasto"),
        ("line\nbreak\0.png", "line_break_-impasto"),
        ("CON.jpg", "_CON-impasto"),
        ("con.two.jpg", "_con.two-impasto"),
        ("Lpt¹ .x.jpg", "_Lpt¹ .x-impasto"),
        ("console.jpg", "console-impasto"),
        (" spaces . .jpg", "spaces-impasto"),
        ("gnp\u202egpj.exe", "gnpgpj-impasto"),
        ("\ud800.png", "photo-impasto"),
    ],
)
def test_names(photo, stem):
    assert painting_stem(photo) == stem


def test_long_names_are_cut_between_characters():
    for letter in ("x", "é", "日", "🎨"):
        stem = painting_stem(letter * 300 + ".jpg")
        assert 200 < len(stem.encode()) <= 255 - len(" (1).jpeg.crdownload")
        assert set(stem.removesuffix("-impasto")) == {letter}


@given(st.text(max_size=400))
def test_whatever_a_photo_is_called(photo):
    stem = painting_stem(photo)
    assert stem.endswith("-impasto") and len(stem.encode()) <= 223
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f\x7f]', stem) and stem == stem.strip(" .")
    assert not re.match(r"(con|prn|aux|nul|com\d|lpt\d) *(\.|$)", stem, re.IGNORECASE)
    assert painting_stem(f"{stem}.png").startswith(stem[:100])


def test_a_painting_in_a_style_is_named_after_both():
    assert stem_in_style("holiday.jpg", "The Great Wave") == "holiday-The Great Wave"
    assert stem_in_style("a/b.jpg", "x/y: z?") == "b-x_y_ z_"
    assert stem_in_style("CON.jpg", "...") == "_CON-painted"


def test_names_in_one_queue_differ_wherever_cases_are_one():
    taken = set[str]()
    for photo in ("a.jpg", "A.png", "a.webp"):
        taken.add(stem_in_style(photo, "Waves", taken))
    assert taken == {"a-Waves", "A-Waves (2)", "a-Waves (3)"}


@given(st.text(max_size=400), st.text(max_size=400))
def test_whatever_photo_and_style_are_called(photo, style):
    stem = stem_in_style(photo, style)
    assert len(stem.encode()) <= 223 and not re.search(r'[<>:"/\\|?*\x00-\x1f\x7f]', stem)
    assert stem == stem.strip(" .") and "-" in stem
