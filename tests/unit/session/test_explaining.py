"""What is told of an error, and what is logged of it."""

import logging

import pytest

from impasto.errors import BadImage
from impasto.session.explaining import explained
from impasto.words import Text


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (BadImage("file-empty"), Text("file-empty")),
        (MemoryError(), Text("too-little-memory")),
    ],
)
def test_errors_that_were_foreseen_are_told_and_not_logged(caplog, error, text):
    assert explained(error) == text and not caplog.records


def test_a_mistake_of_ours_is_told_by_its_kind_and_logged_whole(caplog):
    error = KeyError("never there")
    with caplog.at_level(logging.ERROR):
        assert explained(error) == Text("mistake-of-ours", kind="KeyError")
    (record,) = caplog.records
    assert record.exc_info is not None and record.exc_info[1] is error
