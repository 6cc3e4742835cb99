"""What paintings are called: templates that are allowed, and names that stay in the folder."""

import pytest

from impasto.desktop.batch.names import check_template, painting_name
from impasto.desktop.batch.photos import Photo
from impasto.desktop.files import Refused

PHOTO = Photo("/photos/trip/cat.old.JPG", "trip", "1")


@pytest.mark.parametrize(
    ("template", "name"),
    [
        ("{photo}-{style}", "trip/cat.old-waves.webp"),
        ("{style}/{photo}_{extension}", "trip/waves/cat.old_JPG.webp"),
        ("{{{photo}}}", "trip/{cat.old}.webp"),
        ("all", "trip/all.webp"),
    ],
)
def test_a_template_names_photo_style_and_extension(template, name):
    check_template(template)
    assert painting_name(template, PHOTO, "waves", "webp") == name


@pytest.mark.parametrize(
    "template", ["", "{photo", "}", "{}", "{0}", "{name}", "{photo!r}", "{photo:>9}", "{photo[0]}", "{photo.stem}"]
)
def test_a_template_that_names_anything_else_is_refused(template):
    with pytest.raises(Refused) as refused:
        check_template(template)
    assert refused.value.text.key == "name-not-understood"
    assert refused.value.text.parameters["fields"] == ("photo", "style", "extension")


@pytest.mark.parametrize("template", ["../{photo}", "/tmp/{photo}", "{style}/../../{photo}"])
def test_a_name_that_leads_out_is_refused(template):
    check_template(template)
    with pytest.raises(Refused) as refused:
        painting_name(template, PHOTO, "waves", "png")
    assert refused.value.text.key == "name-leads-out"


def test_so_is_one_that_a_style_leads_out():
    with pytest.raises(Refused):
        painting_name("{style}", PHOTO, "../../waves", "png")
