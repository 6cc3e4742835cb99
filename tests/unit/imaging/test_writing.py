"""Pictures in formats that only the system encodes, and in those that Pillow does."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from impasto.errors import BadImage
from impasto.imaging import encoding, writing
from impasto.imaging.decoding import decode
from impasto.imaging.encoding import encode
from impasto.imaging.pixels import to_rgba
from impasto.imaging.writing import formats, write_picture
from tests.unit.fixtures import photo


class System:
    """A system that encodes some formats, as Pillow would."""

    def __init__(self, *mimes: str) -> None:
        self.mimes = mimes
        self.asked: list[tuple[str, int]] = []

    async def encode(self, picture, mime, quality):
        self.asked.append((mime, quality))
        stream = BytesIO()
        Image.fromarray(picture).save(stream, mime.removeprefix("image/").upper(), quality=quality)
        return stream.getvalue() if mime in self.mimes else None


@pytest.fixture
def bare(monkeypatch):
    """A Pillow without AVIF, as the browser has."""
    monkeypatch.setattr(encoding, "_encodes_avif", lambda: False)


async def test_formats_are_those_of_pillow_and_those_that_the_system_shows_it_has(bare):
    assert await formats(None) == await formats(System()) == ("png", "jpeg", "webp")
    system = System("image/avif")
    assert await formats(system) == ("png", "jpeg", "webp", "avif")
    assert [mime for mime, _ in system.asked] == ["image/avif"], "what Pillow has is not asked for"


async def test_the_system_encodes_what_pillow_cannot(bare):
    system, picture = System("image/avif"), to_rgba(photo(64, 48))
    plain = await write_picture(picture, "avif", 80, encoder=system)
    assert (plain.mime, plain.suffix) == ("image/avif", ".avif") and system.asked == [("image/avif", 80)]
    told = await write_picture(picture, "avif", 80, made="a <b>", encoder=system)
    assert told.data.startswith(plain.data) and b"a &lt;b>" in told.data and b"xmpmeta" not in plain.data
    np.testing.assert_array_equal(decode(told.data).pixels, decode(plain.data).pixels)
    box = told.data[len(plain.data) :]
    assert int.from_bytes(box[:4], "big") == len(box) and box[4:8] == b"uuid"


async def test_what_pillow_encodes_is_left_to_it():
    system = System("image/png", "image/jpeg", "image/webp")
    for format in ("png", "jpeg", "webp"):
        written = await write_picture(photo(64, 48), format, 70, made="so", encoder=system)
        assert written == encode(photo(64, 48), format, 70, made="so")
    assert system.asked == []


async def test_a_format_that_nobody_encodes_is_refused(bare):
    for encoder in (None, System()):
        with pytest.raises(BadImage, match="Pictures are saved as png, jpeg, webp; “avif” was given"):
            await write_picture(photo(64, 48), "avif", 92, encoder=encoder)
    with pytest.raises(BadImage, match="quality is 1 to 100"):
        await writing.write_picture(photo(64, 48), "avif", 0, encoder=System("image/avif"))
