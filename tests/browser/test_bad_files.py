"""What cannot be read is said in words, costs nothing, and the page goes on."""

from pathlib import Path

from browser.pictures import gradient, huge_png, saved, stripes


def not_a_picture(folder: Path) -> Path:
    path = folder / "notes.jpg"
    path.write_text("Dear diary")
    return path


def truncated(folder: Path, size: int = 300) -> Path:
    """Return a JPEG of so many bytes; after 300 it is still at its tables."""
    path = saved(gradient(640, 480), folder / "cut.jpg")
    path.write_bytes(path.read_bytes()[:size])
    return path


def empty(folder: Path) -> Path:
    path = folder / "empty.png"
    path.write_bytes(b"")
    return path


BAD = {
    "not a picture": (not_a_picture, "JPEG, PNG, WebP, GIF, BMP and TIFF"),
    "truncated": (truncated, "damaged or incomplete"),
    "empty": (empty, "empty"),
    "too small": (lambda folder: saved(gradient(40, 20), folder / "small.png"), "32"),
    "200 megapixels": (lambda folder: huge_png(folder / "huge.png", 20_000, 10_000), "100 megapixels"),
    "0 pixels": (lambda folder: huge_png(folder / "zero.png", 0, 400), "damaged or incomplete"),
}


def test_a_bad_photo_is_told_and_the_one_before_stays(studio, tmp_path):
    studio.choose_photo(saved(gradient(320, 240), tmp_path / "good.png"))
    studio.choose_styles(saved(stripes(((200, 0, 0), (0, 0, 90))), tmp_path / "style.png"))
    for make, words in BAD.values():
        bad = make(tmp_path)
        studio.choose_photo(bad)
        studio.until(lambda bad=bad, words=words: bad.name in studio.message and words in studio.message)
    studio.until(lambda: studio.phase == "ready")
    studio.choose("output-size", "256")
    assert studio.paint().shape == (192, 256, 3)


def test_a_photo_that_is_cut_in_the_middle_opens_with_what_is_there_and_says_so(studio, tmp_path):
    studio.choose_photo(truncated(tmp_path, 4000))
    studio.until(lambda: "cut" in studio.message and "%" in studio.message)
    studio.choose_styles(saved(stripes(((200, 0, 0), (0, 0, 90))), tmp_path / "style.png"))
    studio.choose("output-size", "256")
    assert studio.paint().shape == (192, 256, 3)


def test_bad_styles_are_told_and_good_ones_among_them_taken(studio, tmp_path):
    studio.choose_photo(saved(gradient(320, 240), tmp_path / "photo.png"))
    studio.choose_styles(not_a_picture(tmp_path), saved(stripes(((9, 9, 9), (250, 240, 0))), tmp_path / "good.png"))
    studio.until(lambda: "notes.jpg" in studio.message)
    studio.choose("output-size", "256")
    assert studio.paint().shape == (192, 256, 3)


def test_what_is_missing_is_asked_for(studio, tmp_path):
    studio.press("stylize")
    studio.until(lambda: "photo" in studio.message)
    studio.choose_photo(saved(gradient(320, 240), tmp_path / "photo.png"))
    studio.until(lambda: "photo" not in studio.message)
    studio.press("stylize")
    studio.until(lambda: "style" in studio.message)
    assert studio.phase == "ready" and studio.results == 0
