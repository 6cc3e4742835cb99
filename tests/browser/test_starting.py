"""What may be tried again, and what may not."""

import pytest

from browser import starting
from browser.starting import ATTEMPTS, StartedAgain, first_visit_again, little_shared_memory, start_again


class Flaky:
    """A start that fails so many times."""

    def __init__(self, failures: int, kind: type[Exception] = OSError) -> None:
        self.failures, self.kind, self.starts = failures, kind, 0

    def __call__(self) -> str:
        self.starts += 1
        if self.starts <= self.failures:
            raise self.kind(f"gone\nand more about {self.starts}")
        return "a browser"


def test_a_browser_that_starts_is_started_once(recwarn):
    start = Flaky(0)
    assert start_again(start, (OSError,)) == "a browser"
    assert start.starts == 1 and not recwarn.list


def test_one_that_does_not_is_started_again_and_this_is_said():
    start = Flaky(ATTEMPTS - 1)
    with pytest.warns(StartedAgain) as said:
        assert start_again(start, (OSError,)) == "a browser"
    assert [str(warning.message) for warning in said] == ["start 1 of 3 failed: gone", "start 2 of 3 failed: gone"]


@pytest.mark.filterwarnings("ignore::browser.starting.StartedAgain")
def test_one_that_never_starts_fails_the_test():
    start = Flaky(ATTEMPTS)
    with pytest.raises(OSError, match="gone"):
        start_again(start, (OSError,))
    assert start.starts == ATTEMPTS


def test_what_a_test_asserts_is_never_tried_again():
    start = Flaky(1, AssertionError)
    with pytest.raises(AssertionError):
        start_again(start, (OSError,))
    assert start.starts == 1


@pytest.mark.parametrize("first_visit", [True, False])
def test_a_first_visit_stays_a_first_visit(tmp_path, first_visit):
    profile = tmp_path / "profile"
    profile.mkdir()
    if not first_visit:
        (profile / "visited").write_text("before")
    start = Flaky(1)

    def leaving() -> list[str]:
        found = sorted(path.name for path in profile.iterdir())
        (profile / "lock").write_text("of a browser that is gone")
        start()
        return found

    with pytest.warns(StartedAgain):
        found = start_again(first_visit_again(leaving, profile), (OSError,))
    assert found == ([] if first_visit else ["lock", "visited"])


@pytest.mark.parametrize(("free", "little"), [(64 << 20, True), (8 << 30, False)])
def test_shared_memory_goes_to_files_where_a_container_has_little(tmp_path, monkeypatch, free, little):
    monkeypatch.setattr(starting, "SHARED_MEMORY", tmp_path)
    monkeypatch.setattr(starting.os, "name", "posix")
    monkeypatch.setattr(starting.shutil, "disk_usage", lambda path: type("Usage", (), {"free": free}))
    assert little_shared_memory() is little


def test_without_shared_memory_of_that_kind_nothing_is_changed(tmp_path, monkeypatch):
    monkeypatch.setattr(starting, "SHARED_MEMORY", tmp_path / "none")
    assert not little_shared_memory()
