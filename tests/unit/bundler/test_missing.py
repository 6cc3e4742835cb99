"""The page for what is not there."""

from bundler.missing import missing_page
from impasto.words import available, catalogue


def test_it_speaks_every_language_and_loads_nothing():
    page = missing_page().decode()
    for language in available():
        words = catalogue(language)
        assert f'<p lang="{words["language-tag"]}">{words["nothing-here"]}</p>' in page
    assert not any(word in page for word in ("src=", "href=", "<script", "<style", "style="))
