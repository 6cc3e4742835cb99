"""The words of the page's scripts: all of them from the catalogue, and said as Python says them."""

import json
import re
import string
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from builder import places
from builder.environments import need_node
from bundler.bundle import BundleError
from bundler.words import DECIMAL_MARK, said_in, scripts_in, words_of_scripts
from impasto.words import Text, as_text, available, catalogue, say

SCRIPTS = places.SITE / "scripts"
TEXTS = {path.relative_to(SCRIPTS).as_posix(): path.read_text("utf-8") for path in scripts_in(SCRIPTS)}
SAID = [(name, said) for name, text in TEXTS.items() for said in said_in(text)]
HOST = Path(__file__).with_name("words_host.mjs")

EXAMPLES: list[Mapping[str, Any]] = [
    {"key": "action-retry"},
    {"key": "saved-as", "parameters": {"name": "a {b}.png"}},
    {"key": "share", "parameters": {"percent": 50}},
    {"key": "share", "parameters": {"percent": 12.5}},
    {"key": "detail-seconds", "parameters": {"seconds": 0.96}},
    {"key": "detail-seconds", "parameters": {"seconds": 3}},
    {"key": "detail-seconds-exactly", "parameters": {"seconds": 1234.567}},
    {"key": "picture-too-large", "parameters": {"width": 9, "height": 8, "given": 71.6, "megapixels": 50}},
    {"key": "parts-arriving", "parameters": {"parts": ["Python", "Painter"], "loaded": 0, "total": 8.84}},
    {"key": "parts-arriving", "parameters": {"parts": [{"key": "part-python"}, "b"], "loaded": 1.25e-3, "total": 10}},
    {"key": "list-of-sentences", "parameters": {"sentences": [{"key": "file-empty"}, {"key": "file-is-avif"}]}},
    {"key": "in-file", "parameters": {"name": "a", "problem": {"key": "saved-as", "parameters": {"name": "b"}}}},
    {"key": "detail-threads", "parameters": {"count": 1}},
    {"key": "detail-threads", "parameters": {"count": 4}},
    {"key": "styles-chosen", "parameters": {"count": 3, "names": "a, b and c"}},
]
"""Texts as workers send them."""

NOT_SAID = {
    "Error": "by say, or by none: what people are told of an error is its text, and this is for the console",
    "console.warn": "for the console",
    "named": "the name of an error, which Python knows it by",
    "matchMedia": "CSS",
    "item.querySelector": "CSS",
    "shelf.querySelectorAll": "CSS",
    "pyodide.runPython": "Python",
    "answer.headers.get": "a header of HTTP",
    "event.dataTransfer?.types.includes": "a type that browsers have for files that are dragged",
}
"""Functions that take strings which nobody is shown, and why that is so."""

NAMES = {
    "impasto files ": "a cache",
    "impasto carried ": "a cache",
    "impasto shared ": "a cache",
    "impasto language": "a key of localStorage",
    "impasto work ": "a cache",
    "impasto kept ": "a key of localStorage",
    "reloaded for threads ": "a key of sessionStorage",
    "Suspending": "a class of JavaScript",
    'script[type="module"][src], link[rel="modulepreload"], link[rel="stylesheet"]': "CSS",
    "without a name": "what a fingerprint of the graphics hardware says of one that has no description",
}
"""Strings that nobody is shown, and what they are."""

SILENT = {"inference/webgl-patterns.mjs", "inference/webgl-shaders.mjs", "python/snapshot-worker.mjs"}
"""Scripts that tell nobody anything, and whose strings are GLSL and Python."""


def words_host(folder: Path, **given: Any) -> dict[str, Any]:
    file = folder / "input.json"
    file.write_text(json.dumps({"words": catalogue(), "said": [], "scripts": {}} | given), "utf-8")
    output = subprocess.run([need_node().node, HOST, file], check=True, capture_output=True, text=True).stdout
    told: dict[str, Any] = json.loads(output)
    return told


@pytest.mark.parametrize("language", available())
def test_scripts_say_as_python_says(tmp_path, language):
    said = [[example["key"], example.get("parameters", {})] for example in EXAMPLES]
    words = words_host(tmp_path, said=said, words=catalogue(language))["said"]
    assert words == [say(as_text(example), language) for example in EXAMPLES]


def test_what_a_worker_sends_is_a_text():
    record = {"key": "a", "parameters": {"b": {"key": "c"}, "d": [1, {"key": "e", "parameters": {"f": 2.5}}]}}
    assert as_text(record) == Text("a", b=Text("c"), d=(1, Text("e", f=2.5)))


def test_everything_that_scripts_say_has_words_for_its_parameters():
    assert len(SAID) > 50
    for name, (key, parameters) in SAID:
        forms = catalogue()[key]
        for form in forms.values() if isinstance(forms, Mapping) else [forms]:
            fields = [(field, how) for _, field, how, _ in string.Formatter().parse(form) if field is not None]
            assert {field for field, _ in fields} <= parameters, f"{name}: {key} names what is not given"
            assert "{{" not in form and "}}" not in form, f"{key}: say.js knows no braces as they are"
            for field, how in fields:
                assert re.fullmatch(r"(\.\df|, )?", how or ""), f"{key}: say.js does not know {field}:{how}"


def test_no_script_says_anything_by_a_key_that_is_put_together():
    """Such a key would be found by nothing that looks for what is said."""
    calls = [
        call for text in TEXTS.values() for call in re.findall(r'(?<![\w."])(?:say|failure)\(\s*[^")\s][^)]*\)', text)
    ]
    assert {re.sub(r"\s+", " ", call) for call in calls} == {
        "failure(key, url, parameters = {})",
        "say(key)",  # of the parts that are loading, by the texts that tell of them
        "say(message.text.key, message.text.parameters)",
    }


def test_the_page_carries_what_scripts_say_and_no_more():
    carried = words_of_scripts(SCRIPTS, catalogue())
    assert carried.keys() == {said.key for _, said in SAID} | {DECIMAL_MARK}
    assert all(catalogue()[key] == words for key, words in carried.items())


def test_words_that_are_missing_stop_the_build(tmp_path):
    (tmp_path / "a.mjs").write_text('say("saved-as", { name }); const text = { key: "gone" };')
    with pytest.raises(BundleError, match=r"the catalogue of words has no gone\.$"):
        words_of_scripts(tmp_path, catalogue())


def test_all_ways_of_saying_are_found():
    script = """
      say("a"); show(say("b", { name, size: f(1, 2) })); say(
        "c", { x: y.z,
          w });
      throw failure("d", asset.url, { status: 4 }); failure("e", url);
      post({ text: { key: "f", parameters: { file, seconds: T / 2 } } }); essay("no"); const key = "no";
    """
    assert {said.key: set(said.parameters) for said in said_in(script)} == {
        "a": set(),
        "b": {"name", "size"},
        "c": {"x", "w"},
        "d": {"file", "status"},
        "e": {"file"},
        "f": {"file", "seconds"},
    }


@pytest.fixture(scope="module")
def sentences(tmp_path_factory) -> dict[str, list[dict[str, str]]]:
    made_up = {"made-up": "shown.textContent = `Mixed with ${name}`; console.warn('not shown'); say('a-key');"}
    found = words_host(tmp_path_factory.mktemp("words"), scripts=TEXTS | made_up)["sentences"]
    assert found.pop("made-up") == [
        {"text": "Mixed with ", "given": ""},
        {"text": "not shown", "given": "console.warn"},
    ]
    return found


def test_no_script_has_words_of_its_own(sentences):
    own = [
        (name, each["text"])
        for name, found in sentences.items()
        if name not in SILENT
        for each in found
        if each["given"] not in NOT_SAID and each["text"] not in NAMES
    ]
    assert own == []


def test_no_exception_is_left_over(sentences):
    found = [each for several in sentences.values() for each in several]
    assert NOT_SAID.keys() <= {each["given"] for each in found} and NAMES.keys() <= {each["text"] for each in found}
