"""The catalogue of words: complete, without leftovers, and right about its parameters."""

import ast
import json
import re
import string
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest

import impasto
from builder import places
from bundler.page import assembled
from bundler.words import said_in, scripts_in
from impasto.painting.explorations import DIRECTIONS
from impasto.words import LANGUAGE, Text, as_record, as_text, available, catalogue, rendered, say, speak

PACKAGE = Path(impasto.__file__).parent
SITE = places.SITE
RAISING = {
    "BadImage",
    "BadStyle",
    "BadProject",
    "UnknownNetwork",
    "RuntimeFailed",
    "RuntimeLost",
    "Cancelled",
    "Refused",
    "BadSetting",
    "BadManifest",
    "ImpastoError",
}


def spoken(paths: Iterable[Path] | None = None) -> Iterator[tuple[str, set[str], bool]]:
    """Yield (key, names of parameters, whether the key goes on) of all texts that the package, or some of it, makes."""
    for path in PACKAGE.rglob("*.py") if paths is None else paths:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and node.args and isinstance(node.func, ast.Name | ast.Attribute)):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            if name.lstrip("_") not in RAISING | {"Text"}:
                continue
            parameters = {keyword.arg or "**" for keyword in node.keywords}
            branches = [node.args[0]]
            while branches:
                first = branches.pop()
                if isinstance(first, ast.IfExp):
                    branches += [first.body, first.orelse]
                elif isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield first.value, parameters, False
                elif isinstance(first, ast.JoinedStr) and isinstance(first.values[0], ast.Constant):
                    yield str(first.values[0].value), parameters, True


def fields(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name is not None}


def test_everything_that_is_said_has_words_for_its_parameters():
    said = list(spoken())
    assert len(said) > 80
    words = catalogue(LANGUAGE)
    for key, parameters, goes_on in said:
        found = [each for each in words if each.startswith(key)] if goes_on else [key]
        assert found and found[0] in words, f"{key} has no words"
        for each in found:
            forms = words[each]
            for form in forms.values() if isinstance(forms, Mapping) else [forms]:
                assert fields(form) <= parameters or "**" in parameters, f"{each} names what is not given"


def said_by_the_page() -> set[str]:
    """Return the keys that the HTML of the pages says."""
    texts = [assembled(SITE, path.name) for path in SITE.glob("*.html")]
    return {key for text in texts for key in re.findall(r"\{\{say ([a-z0-9-]+)\}\}", text)}


def said_by_the_scripts() -> set[str]:
    """Return the keys that the page's scripts say; test_scripts.py looks at these."""
    return {said.key for path in scripts_in(SITE / "scripts") for said in said_in(path.read_text("utf-8"))}


def test_everything_that_the_page_says_has_words():
    assert len(said_by_the_page()) > 60 and said_by_the_page() <= catalogue().keys()


@pytest.mark.parametrize(("name", "allowed"), [("index.html", ["Impasto"]), ("check.html", [])])
def test_the_page_says_nothing_in_words_of_its_own(name, allowed):
    """Between its tags, and in what is read aloud or shown on hovering, the page has no letters but its name."""
    page = assembled(SITE, name).partition("<body>")[2]
    page = re.sub(r"<kbd>.</kbd>", "", page)  # what is written on a key
    attributes = re.findall(r'\b(?:aria-label|title|placeholder)="([^"]*)"', page)
    texts = re.sub(r"<!--.*?-->|<[^>]*>", "\n", page, flags=re.DOTALL).splitlines()
    own = [re.sub(r"\{\{.*?\}\}", "", text).strip() for text in [*attributes, *texts]]
    assert [text for text in own if re.search(r"[A-Za-z]", text)] == allowed


def test_nothing_in_the_catalogue_is_left_over():
    said = list(spoken())
    whole = {key for key, _, goes_on in said if not goes_on} | said_by_the_page() | said_by_the_scripts()
    whole |= {f"explore-{direction}-{end}" for direction in DIRECTIONS for end in ("less", "more")}
    beginnings = tuple(key for key, _, goes_on in said if goes_on)
    named = "".join(
        path.read_text("utf-8")
        for path in (
            PACKAGE / "networks" / "catalogue.py",
            PACKAGE / "words" / "__init__.py",  # the marks of numbers
            SITE / "bundler" / "contents.py",  # what languages are called
            SITE / "bundler" / "missing.py",  # the page for what is not there
        )
    )
    left_over = [
        key for key in catalogue() if key not in whole and not key.startswith(beginnings) and f'"{key}"' not in named
    ]
    assert left_over == []


def of_the_desktop() -> set[str]:
    """Return the keys that only the command line says, which speaks English."""
    modules = set(PACKAGE.rglob("*.py"))
    desktop = set((PACKAGE / "desktop").rglob("*.py"))

    def keys(paths: set[Path]) -> set[str]:
        said = list(spoken(paths))
        return {
            key for key in catalogue() for each, _, goes_on in said if key == each or (goes_on and key.startswith(each))
        }

    return keys(desktop) - keys(modules - desktop) - said_by_the_page() - said_by_the_scripts()


@pytest.mark.parametrize("language", available()[1:])
def test_a_language_has_all_words_of_the_page_and_none_too_many(language):
    words, elsewhere = catalogue(language), of_the_desktop()
    assert [key for key in catalogue() if key not in words and key not in elsewhere] == []
    assert [key for key in words if key not in catalogue()] == []


def forms(words: str | Mapping[str, str]) -> dict[str, str]:
    return dict(words) if isinstance(words, Mapping) else {"": words}


@pytest.mark.parametrize("language", available()[1:])
def test_a_language_names_the_same_parameters_in_the_same_markup(language):
    for key, words in catalogue(language).items():
        ours = forms(catalogue()[key])
        assert forms(words).keys() == ours.keys(), key
        for form, text in forms(words).items():
            named = [(name, how) for _, name, how, _ in string.Formatter().parse(text) if name is not None]
            expected = [(name, how) for _, name, how, _ in string.Formatter().parse(ours[form]) if name is not None]
            # what stands between the parts of a list may differ, as quotation marks do
            plain = [
                sorted((name, how if how and how[0] == "." else "") for name, how in each) for each in (named, expected)
            ]
            assert plain[0] == plain[1], key
            tags = [re.findall(r"</?[a-z]+", each) for each in (text, ours[form])]
            assert tags[0] == tags[1], key


def test_german_uses_its_own_marks():
    for key, words in catalogue("de").items():
        for text in forms(words).values():
            assert not re.search(r"[“”‘]", text.replace("“", "", text.count("„"))), f"{key}: German quotes are „these“"
            assert "..." not in text and " - " not in text, key


def test_numbers_have_the_marks_of_the_language():
    assert (
        say(Text("detail-megabytes", megabytes=8.86), "de") == "8,9 MB" != say(Text("detail-megabytes", megabytes=8.86))
    )
    assert say(Text("size-pixels", size=1024), "de") == "1024 px"


def test_a_process_speaks_one_language():
    try:
        speak(catalogue("de"))
        assert say(Text("networks")) == "Netze" and rendered({"a": Text("networks")}) == {"a": "Netze"}
        assert say(Text("networks"), "en") == "Networks"
    finally:
        speak(None)
    assert say(Text("networks")) == "Networks"


def test_words_take_their_parameters():
    assert say(Text("saved-as", name="a.png")) == "Saved as a.png."
    assert say(Text("in-file", name="a.png", problem=Text("file-empty"))) == "a.png: This file is empty."
    sentences = (Text("file-empty"), Text("file-is-avif"))
    assert say(Text("list-of-sentences", sentences=sentences)).startswith("This file is empty. This is an AVIF")
    assert say(Text("network-unknown", given="x", known=("a", "b"))).endswith("There is: a, b.")


def test_words_follow_the_count():
    assert (
        say(Text("detail-threads", count=1)) == ", 1 thread" and say(Text("detail-threads", count=2)) == ", 2 threads"
    )


def test_a_record_is_said_whole():
    record = {"text": Text("networks"), "list": [Text("painting"), 1, None], "pair": (True, "as it is")}
    assert rendered(record) == {"text": "Networks", "list": ["Painting", 1, None], "pair": [True, "as it is"]}


def test_a_text_outlives_json():
    text = Text("a", b=Text("c"), d=(1, Text("e", f=2.5), ("g",)), h="i")
    assert as_text(json.loads(json.dumps(as_record(text)))) == text


def test_texts_are_values():
    assert Text("saved-as", name="a") == Text("saved-as", name="a") != Text("saved-as", name="b")
    assert len({Text("saved-as", name="a"), Text("saved-as", name="a")}) == 1
    with pytest.raises(AttributeError):
        Text("networks").key = "painting"
    with pytest.raises(KeyError):
        say(Text("no-such-key"))
