"""Save on the page: what its controls put into the file."""

import json

import pytest
from PIL import Image

from browser.natively import EARTH
from browser.pictures import gradient, saved, stripes


@pytest.fixture
def painted(studio, tmp_path):
    studio.choose_photo(saved(gradient(300, 200), tmp_path / "holiday.png"))
    studio.choose_styles(saved(stripes(EARTH), tmp_path / "earth.png"))
    studio.choose("output-size", "256")
    studio.paint()
    return studio


def test_a_jpeg_of_less_quality_tells_how_it_was_made(painted):
    results = painted.results
    options = painted.by_id("download-format").find_elements("tag name", "option")
    assert [option.get_attribute("value") for option in options][:3] == ["png", "jpeg", "webp"]
    assert not painted.by_id("quality").is_displayed(), "a PNG has none"
    painted.choose("download-format", "jpeg")
    painted.until(lambda: painted.by_id("quality").is_displayed())
    painted.move("#quality", 60)
    assert painted.by_id("quality-number").text == "60"
    painted.driver.execute_script("arguments[0].click()", painted.by_id("how-made"))
    painted.press("download")
    path = painted.driver.downloads / "holiday-impasto.jpg"
    painted.until(path.exists)
    with Image.open(path) as image:
        tables, record = image.quantization, json.loads(image.info["comment"])
        assert not image.getexif()
    # Libraries scale the tables of the standard (ITU-T T.81, annex K) by the quality: its first entry is 16 at 50.
    assert tables[0][0] == round(16 * (200 - 2 * 60) / 100)
    assert record["settings"]["output_size"] == 256 and record["settings"]["strength"] == 1
    assert [(style["name"], len(style["values"])) for style in record["styles"]] == [("earth", 100)]
    assert "holiday" not in json.dumps(record)
    assert painted.results == results, "nothing was painted for it"
