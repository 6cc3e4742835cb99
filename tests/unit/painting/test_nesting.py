"""JSON from a stranger: whatever goes too deep is refused before it is read, which would end Python in a browser."""

import base64
import json
import zlib

import pytest

from impasto.errors import ImpastoError
from impasto.painting import links, projects
from impasto.painting.nesting import DEEPEST, check_nesting
from impasto.painting.vectors import StyleVector

DEEP = '{"a":' * 100_000


@pytest.mark.parametrize(
    "text",
    [
        DEEP,
        "[" * (DEEPEST + 1) + "]" * (DEEPEST + 1),
        '["\\"",' + "[" * DEEPEST,
        '"unclosed' + "[{" * DEEPEST,
    ],
)
def test_what_goes_too_deep_is_refused(text):
    with pytest.raises(ValueError, match="brackets"):
        check_nesting(text)


@pytest.mark.parametrize(
    "text",
    [
        "[" * DEEPEST + "]" * DEEPEST,
        json.dumps([[1], [2]] * 1000),
        json.dumps({"name": "[{" * 100, 'a\\"b': ["\\", '"[' * 100]}),
    ],
)
def test_what_is_wide_or_only_named_with_brackets_is_not(text):
    check_nesting(text)


def link(text: str) -> str:
    compressor = zlib.compressobj(9, wbits=-15)
    data = compressor.compress(text.encode()) + compressor.flush()
    return links.PREFIX + base64.urlsafe_b64encode(data).decode().rstrip("=")


@pytest.mark.parametrize(
    "read",
    [
        lambda: projects.opened(DEEP.encode()),
        lambda: links.from_link(link('{"a":' * 5000)),
        lambda: StyleVector.from_json(DEEP),
    ],
)
def test_projects_links_and_vectors_are_looked_at_before_they_are_read(monkeypatch, read):
    def unread(*_: object, **__: object) -> None:
        pytest.fail("it was read")

    monkeypatch.setattr(json, "loads", unread)
    with pytest.raises(ImpastoError):
        read()
