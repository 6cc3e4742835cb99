"""Videos that break off, are interrupted, cannot be written or are none: nothing is lost, and why is told."""

import os
import signal
import sys
from pathlib import Path

import av
import numpy as np
import pytest

from impasto.desktop import cli
from impasto.desktop.commands import video as command
from impasto.desktop.video import library, painting
from tests.unit.desktop.video.clips import Seen, clip
from tests.unit.desktop.video.commanding import half, small, video
from tests.unit.painting.film.films import entering


def test_ctrl_c_leaves_what_is_done_as_a_video(capsys, monkeypatch):
    clip(Path("in.mp4"), small(12), sound="aac")
    paint = painting.FilmWriter.add_frame

    def pressing(writer, pixels, time):
        paint(writer, pixels, time)
        if time >= 80 * 16:
            os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(painting.FilmWriter, "add_frame", pressing)
    assert video("in.mp4", "out.mp4") == 130
    seen = Seen(Path("out.mp4"))
    assert seen.times == [0, 40, 80] and seen.sounds == ["aac"]
    assert capsys.readouterr().err.startswith("out.mp4: stopped. What was painted, 3 frames up to 0.1 s")
    assert sorted(os.listdir()) == ["in.mp4", "out.mp4"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_painting_that_fails_leaves_what_was_there(monkeypatch):
    clip(Path("in.mp4"), small(2))
    Path("out.mp4").write_bytes(b"before")

    def full(*_):
        raise OSError(28, "No space left on device", "out.mp4")

    monkeypatch.setattr(painting.FilmWriter, "add_frame", full)
    assert video("in.mp4", "out.mp4") == 2
    assert sorted(os.listdir()) == ["in.mp4", "out.mp4"] and Path("out.mp4").read_bytes() == b"before"


def test_what_cannot_be_written_is_told_by_the_name_that_was_given(monkeypatch, capsys):
    clip(Path("in.mp4"), small(2))

    def full(self, _):
        raise OSError(28, "No space left on device", ".impasto-0.mp4")

    monkeypatch.setattr(Path, "replace", full)
    assert video("in.mp4", "out.mp4") == 2
    assert capsys.readouterr().err == "impasto: out.mp4: No space left on device.\n"


def test_a_link_is_followed_whatever_the_file_is_called_and_no_pipe_is_taken_away(capsys):
    clip(Path("in.mp4"), small(2))
    Path("out.mp4").symlink_to("store")
    assert video("in.mp4", "out.mp4") == 0
    assert Path("out.mp4").is_symlink() and len(Seen(Path("store")).frames) == 2
    capsys.readouterr()
    os.mkfifo("pipe.mp4")
    assert video("in.mp4", "pipe.mp4") == 2
    assert "pipe.mp4" in capsys.readouterr().err and Path("pipe.mp4").is_fifo()


def test_a_video_that_breaks_off_is_painted_as_far_as_it_goes():
    clip(Path("whole.mkv"), entering(40, 4, 160, 96))
    data = Path("whole.mkv").read_bytes()
    Path("in.mkv").write_bytes(data[: len(data) * 2 // 3])
    assert video("in.mkv", "out.mp4") == 0
    assert 2 <= len(Seen(Path("out.mp4")).frames) < 40


def test_a_video_that_breaks_off_between_sound_and_first_frame_is_refused(capsys):
    """Packets of sound that wait for a frame are not taken for frames that may come."""
    clip(Path("whole.mkv"), small(1), sound="aac")
    with av.open("whole.mkv") as whole, av.open("in.mkv", "w") as container:
        sound, pictures = whole.streams.audio[0], whole.streams.video[0]
        streams = {each: container.add_stream_from_template(each) for each in (pictures, sound)}
        for packet in whole.demux(sound):
            if packet.dts is not None:
                packet.stream = streams[sound]
                container.mux(packet)
    assert video("in.mkv", "out.mp4") == 2
    assert "no moving pictures" in capsys.readouterr().err and not Path("out.mp4").exists()


def no_video(path: Path) -> None:
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=48000)
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), "fltp", layout="mono")
        frame.sample_rate = 48000
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


@pytest.mark.parametrize(
    ("prepare", "source", "output", "arguments", "words"),
    [
        (lambda: Path("in.mp4").write_bytes(b"no video at all" * 99), "in.mp4", "out.mp4", (), "no video that can be"),
        (lambda: Path("in.mp4").touch(), "in.mp4", "out.mp4", (), "no video that can be"),
        (lambda: no_video(Path("in.mp4")), "in.mp4", "out.mp4", (), "no moving pictures"),
        (lambda: None, "in.mp4", "out.mp4", (), "No such file"),
        (lambda: Path("in.mp4").mkdir(), "in.mp4", "out.mp4", (), "in.mp4"),
        (lambda: clip(Path("in.mp4"), small(1)), "in.mp4", "in.mp4", (), "in.mp4"),
        (lambda: clip(Path("in.mp4"), small(1)), "in.mp4", "out.avi", (), ".webm"),
        (lambda: clip(Path("in.mp4"), small(1)), "in.mp4", "none/out.mp4", (), "none"),
        (lambda: clip(Path("in.mp4"), small(1)), "in.mp4", "out.mp4", ("--size", "4096"), "2048"),
        (lambda: clip(Path("in.mp4"), small(1)), "in.mp4", "out.mp4", ("--quality", "0"), "100"),
        (lambda: clip(Path("in.mp4"), small(1)), "in.mp4", "out.mp4", ("--style", "nobody"), "nobody"),
        (lambda: clip(Path("in.mp4"), small(1)), "in.mp4", "out.mp4", ("--mask", "people"), "People move"),
        (lambda: clip(Path("in.mp4"), small(1)), "in.mp4", "out.mp4", ("--mask", "none.png"), "none.png"),
        (lambda: clip(Path("in.mp4"), small(1)), "in.mp4", "out.mp4", ("--project", "none.impasto"), "none.impasto"),
        (
            lambda: (clip(Path("in.mp4"), small(1)), half("tall.png", 50, 90)),
            "in.mp4",
            "out.mp4",
            ("--mask", "tall.png"),
            "160",
        ),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_line(capfd, prepare, source, output, arguments, words):
    prepare()
    before = set(os.listdir())
    assert video(source, output, *arguments) == 2
    error = capfd.readouterr().err
    assert words in error and error.count("\n") == 1 and set(os.listdir()) == before


def test_neither_a_style_nor_a_project_is_refused(capsys):
    clip(Path("in.mp4"), small(1))
    assert cli.main(["video", "in.mp4", "-o", "out.mp4"]) == 2
    assert "--style" in capsys.readouterr().err and os.listdir() == ["in.mp4"]


def test_without_its_extra_it_says_how_to_get_it(capsys, monkeypatch):
    clip(Path("in.mp4"), small(1))
    monkeypatch.setitem(sys.modules, "av", None)
    assert video("in.mp4", "out.mp4") == 2
    assert "[native,video]" in capsys.readouterr().err and library.pyav is not None


def test_nothing_else_needs_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "av", None)
    assert cli.main(["networks"]) == 0
    assert command.QUALITY == 75
