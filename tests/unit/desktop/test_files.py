"""Files on disk: whole or not at all, whatever happens meanwhile."""

import errno
import io
import os
import stat
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

from impasto.desktop import files


class FullDisk:
    """Stands in for ``os.fsync`` on a disk that is full."""

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def __call__(self, descriptor: int) -> None:
        raise self.error


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("old", [None, b"old"])
def test_what_cannot_be_finished_leaves_all_as_it_was(tmp_path, monkeypatch, error, old):
    path = tmp_path / "out.png"
    if old is not None:
        path.write_bytes(old)
    monkeypatch.setattr(os, "fsync", FullDisk(error))
    with pytest.raises(type(error)) as caught:
        files.write(path, b"new")
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == ({} if old is None else {"out.png": old})
    if isinstance(caught.value, OSError):
        assert caught.value.filename == str(path)


def test_an_old_file_is_there_until_the_new_one_is_whole(tmp_path, monkeypatch):
    path, seen = tmp_path / "out.png", []
    path.write_bytes(b"old")
    sync = os.fsync
    monkeypatch.setattr(os, "fsync", lambda descriptor: (seen.append(path.read_bytes()), sync(descriptor)))
    files.write(path, b"new")
    assert (seen, path.read_bytes(), list(tmp_path.iterdir())) == ([b"old"], b"new", [path])


def test_the_longest_name_is_written(tmp_path):
    path = tmp_path / ("x" * 251 + ".png")
    files.write(path, b"new")
    assert path.read_bytes() == b"new"


@pytest.mark.skipif(os.name != "posix", reason="permissions and links of POSIX")
def test_permissions_and_links_stay(tmp_path):
    new, old, link = (tmp_path / name for name in ("new", "old", "link"))
    mask = os.umask(0o027)
    files.write(new, b"new")
    os.umask(mask)
    assert stat.S_IMODE(new.stat().st_mode) == 0o640
    old.write_bytes(b"old")
    old.chmod(0o604)
    link.symlink_to("old")
    files.write(link, b"new")
    assert link.is_symlink() and old.read_bytes() == b"new" and stat.S_IMODE(old.stat().st_mode) == 0o604


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes of POSIX")
def test_a_named_pipe_stays_one(tmp_path):
    pipe, read = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    files.check_output(pipe, [])
    files.write(pipe, b"new")
    reader.join()
    assert read == [b"new"] and pipe.is_fifo()


def test_a_file_that_breaks_off_while_it_is_read_is_named(monkeypatch):
    def broken(self: Path) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(Path, "read_bytes", broken)
    with pytest.raises(OSError, match=r"photo\.jpg"):
        files.read(Path("photo.jpg"))


def test_standard_input_that_breaks_off_is_named(monkeypatch):
    class Broken:
        buffer = property(lambda self: self)

        def isatty(self) -> bool:
            return False

        def read(self) -> bytes:
            raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(sys, "stdin", Broken())
    with pytest.raises(OSError, match="standard input"):
        files.read_standard_input()


def test_standard_output_that_takes_a_part_gets_the_rest(monkeypatch):
    class Taken(io.BytesIO):
        def write(self, data):
            return super().write(data[:3])

    taken = Taken()
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=taken, flush=lambda: None))
    files.write_standard_output(b"painting")
    assert taken.getvalue() == b"painting"


def test_without_a_standard_output_it_says_so(monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(OSError, match="standard output") as refused:
        files.write_standard_output(b"painting")
    assert refused.value.errno == errno.EBADF


@pytest.mark.parametrize("terminal", [True, None])
def test_nothing_that_is_piped_in_is_refused(monkeypatch, terminal):
    monkeypatch.setattr(sys, "stdin", terminal and SimpleNamespace(isatty=lambda: True))
    with pytest.raises(files.Refused) as refused:
        files.read_standard_input()
    assert refused.value.text.key == "nothing-piped-in"


def test_words_that_standard_output_has_not_are_written_as_far_as_they_go(monkeypatch):
    taken = io.TextIOWrapper(io.BytesIO(), "ascii")
    monkeypatch.setattr(sys, "stdout", taken)
    files.write_standard_output("100 × 80\n")
    assert taken.buffer.getvalue() == b"100 ? 80\n"  # type: ignore[attr-defined]
