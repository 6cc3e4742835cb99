"""Pictures that the system around decodes where we cannot."""

from dataclasses import dataclass, field

import numpy as np
import pytest

from impasto.errors import BadImage
from impasto.imaging.pixels import RGBA, to_rgba
from impasto.imaging.reading import read_picture
from impasto.words import Text
from tests.unit.fixtures import photo, saved

HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"


@dataclass
class FakePicture:
    rgba: RGBA
    too_large: bool = False
    width: int = field(init=False)
    height: int = field(init=False)

    def __post_init__(self) -> None:
        self.height, self.width, _ = self.rgba.shape

    async def pixels(self, width: int, height: int) -> RGBA:
        if self.too_large:
            raise MemoryError
        return self.rgba[:: self.height // height, :: self.width // width][:height, :width]


@dataclass
class FakeSystem:
    picture: FakePicture | None
    asked: list[str] = field(default_factory=list)

    async def open(self, data: bytes, mime: str) -> FakePicture | None:
        self.asked.append(mime)
        return self.picture


async def test_what_we_read_is_not_asked_for():
    system = FakeSystem(FakePicture(to_rgba(photo(64, 48))))
    decoded = await read_picture(saved(photo(80, 60), "PNG"), system)
    assert (decoded.width, decoded.format, system.asked) == (80, "PNG", [])


@pytest.mark.parametrize(
    ("data", "mime", "format"),
    [
        (HEIC, "image/heic", "HEIC"),
        (b"\xff\x0a\xfa\x1f", "image/jxl", "JPEG XL"),
        (saved(photo(64, 48), "WEBP")[:60], "image/webp", "WebP"),
        (saved(photo(64, 48), "ICO"), "", ""),
    ],
)
async def test_what_we_cannot_read_is_asked_for(data, mime, format):
    system = FakeSystem(FakePicture(to_rgba(photo(64, 48))))
    decoded = await read_picture(data, system)
    assert system.asked == [mime]
    assert (decoded.width, decoded.height, decoded.format) == (64, 48, format)
    assert decoded.alpha is None and decoded.note is None
    np.testing.assert_array_equal(decoded.pixels, photo(64, 48))


async def test_pictures_of_the_system_are_scaled_and_have_shapes():
    rgba = to_rgba(photo(400, 200))
    rgba[:, :200, 3] = 0
    decoded = await read_picture(HEIC, FakeSystem(FakePicture(rgba)), longest=100)
    assert (decoded.width, decoded.height) == (400, 200)
    assert decoded.pixels.shape == (50, 100, 3)
    assert decoded.alpha is not None and (decoded.alpha[:, :50] == 0).all() and (decoded.alpha[:, 50:] == 255).all()


@pytest.mark.parametrize("system", [None, FakeSystem(None)])
async def test_what_nobody_reads_is_told(system):
    with pytest.raises(BadImage) as caught:
        await read_picture(HEIC, system)
    assert caught.value.text == Text("file-is-heic")


async def test_what_has_a_name_is_not_asked_for():
    system = FakeSystem(FakePicture(to_rgba(photo(64, 48))))
    with pytest.raises(BadImage) as caught:
        await read_picture(b"%PDF-1.7\n", system)
    assert (caught.value.text, system.asked) == (Text("file-is-pdf"), [])


async def test_pictures_of_the_system_have_the_same_limits():
    with pytest.raises(BadImage) as caught:
        await read_picture(HEIC, FakeSystem(FakePicture(to_rgba(photo(31, 48)))))
    assert caught.value.text.key == "picture-too-small"
    with pytest.raises(BadImage) as caught:
        await read_picture(HEIC, FakeSystem(FakePicture(to_rgba(photo(64, 48)), too_large=True)))
    assert caught.value.text == Text("picture-needs-more-memory")
