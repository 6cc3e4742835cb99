"""``impasto video`` on the committed networks: what it paints, what it keeps of the video, and what it refuses."""

import os
import signal
import sys
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from impasto.desktop import cli
from impasto.desktop.commands import video as command
from impasto.desktop.video import library, painting
from impasto.imaging.decoding import decode
from impasto.painting.maskfiles import to_png
from impasto.painting.masks import Mask
from tests.unit.desktop.video.clips import Seen, clip
from tests.unit.fixtures import corners, photo
from tests.unit.painting.film.films import entering


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def video(source: Path | str, output: str, *arguments: str) -> int:
    return cli.main(["video", str(source), "--style", "hokusai", "--size", "160", "-o", output, *arguments])


def small(frames: int = 4):
    return entering(frames, 0, 160, 96)


@pytest.mark.parametrize(
    ("given", "codec", "sound", "output", "painted", "heard"),
    [
        ("in.mp4", "libx264", "aac", "out.mp4", "h264", "aac"),
        ("in.mkv", "libx264", "flac", "out.MOV", "h264", "aac"),
        ("in.mp4", "libx264", "aac", "out.webm", "vp9", "opus"),
        ("in.webm", "libvpx-vp9", "libopus", "out.webm", "vp9", "opus"),
        ("in.mkv", "libx264", "pcm_s16le", "out.mp4", "h264", "aac"),
        ("in.mp4", "libx264", None, "out.mkv", "h264", None),
    ],
)
def test_it_is_painted_and_keeps_its_sound(capsys, given, codec, sound, output, painted, heard):
    source = Seen(clip(Path(given), small(), codec=codec, sound=sound))
    assert video(given, output) == 0
    seen = Seen(Path(output))
    assert (seen.codec, seen.width, seen.height, len(seen.frames)) == (painted, 160, 96, 4)
    assert seen.sounds == ([heard] if heard else [])
    if source.sounds == seen.sounds:
        assert seen.packets == source.packets, "sound that can be kept as it is is not encoded again"
    else:
        assert seen.samples == pytest.approx(source.samples, abs=2500)
    captured = capsys.readouterr()
    assert captured.out == "" and captured.err.startswith(f"{output}: 160 × 96 pixels, 4 frames painted in ")
    assert captured.err.count("\n") == 1 and os.listdir() == sorted({given, output}, key=os.listdir().index)


def test_its_first_frame_is_what_stylize_paints_of_it():
    still = photo(160, 96)
    clip(Path("in.mp4"), [still] * 2)
    Image.fromarray(Seen(Path("in.mp4")).frames[0]).save("frame.png")
    assert cli.main(["stylize", "frame.png", "--style", "hokusai", "--size", "160", "-o", "one.png"]) == 0
    assert video("in.mp4", "out.mp4", "--quality", "100") == 0
    apart = np.abs(Seen(Path("out.mp4")).frames[0].astype(int) - decode(Path("one.png").read_bytes()).pixels)
    assert apart.mean() < 4, "but for what the encoder loses"


def test_frames_come_when_they_came_in_the_video():
    times = [0, 40, 200, 240, 1000, 1033]
    clip(Path("in.mkv"), small(6), times=times)
    assert video("in.mkv", "out.mp4") == 0
    assert Seen(Path("out.mp4")).times == times


@pytest.mark.parametrize("turned", [90, 180, -90])
def test_a_video_that_is_to_be_turned_is_painted_upright_once(turned):
    clip(Path("in.mp4"), [corners(160, 96)] * 2, turned=turned)
    assert video("in.mp4", "out.mp4", "--colours", "1", "--photo-through", "1") == 0
    seen = Seen(Path("out.mp4"))
    upright = np.rot90(corners(160, 96), turned // 90)
    assert seen.turned == 0 and (seen.height, seen.width) == upright.shape[:2]
    height, width, _ = upright.shape
    for row, column in ((0.25, 0.25), (0.25, 0.75), (0.75, 0.25), (0.75, 0.75)):
        at = int(row * height), int(column * width)
        assert np.abs(seen.frames[0][at].astype(int) - upright[at]).max() < 12


def test_pixels_that_are_no_squares_become_some():
    clip(Path("in.mp4"), small(2), shape=Fraction(4, 3))
    assert video("in.mp4", "out.mp4") == 0
    seen = Seen(Path("out.mp4"))
    assert (seen.width, seen.height) == (160, 72)


def test_colours_stay_what_they_are():
    clip(Path("in.mp4"), [corners(160, 96)] * 2)
    assert video("in.mp4", "out.mp4", "--photo-through", "1") == 0
    seen = Seen(Path("out.mp4"))
    assert seen.primaries == 1
    assert np.abs(seen.frames[0][24, 40].astype(int) - (255, 0, 0)).max() < 12


def test_a_video_of_high_dynamic_range_is_brought_to_a_screen_and_says_so(capsys):
    grey = np.full((96, 160, 3), 148, np.uint8)  # 203 cd/m² in PQ: the white of paper
    clip(Path("in.mp4"), [grey] * 2, format="yuv420p10le",
         color_primaries=9, color_trc=16, colorspace=9)  # fmt: skip
    assert video("in.mp4", "out.mp4", "--photo-through", "1") == 0
    assert Seen(Path("out.mp4")).frames[0].mean() > 200
    assert "(HDR)" in capsys.readouterr().err


def test_settings_and_mixtures_are_those_of_stylize():
    clip(Path("in.mp4"), small(2))
    frames = []
    for arguments in ((), ("--strength", "0.3"), ("--strength", "auto"), ("--style", "linocut:3")):
        assert video("in.mp4", "out.mp4", *arguments) == 0
        frames.append(Seen(Path("out.mp4")).frames[0].astype(int))
    assert all(np.abs(frame - frames[0]).mean() > 1 for frame in frames[1:])


def half(path: str, width: int, height: int) -> str:
    """Write a mask whose left half is white."""
    grey = np.zeros((height, width), np.uint8)
    grey[:, : width // 2] = 255
    Path(path).write_bytes(to_png(Mask(grey)))
    return path


def painted(*arguments: str, output: str = "out.mkv") -> np.ndarray:
    assert cli.main(["video", "in.mp4", "--quality", "100", *arguments, "-o", output]) == 0
    return Seen(Path(output)).frames[0].astype(int)


def test_a_project_paints_the_same_video_as_the_options_that_it_was_saved_with(capsys):
    clip(Path("in.mp4"), small(2))
    Image.fromarray(photo(160, 96)).save("photo.png")
    options = ["--style", "hokusai", "--style", "linocut:2", "--strength", "0.6", "--size", "160", "--colours", "0.5"]
    where = ["--mask", half("mask.png", 80, 48), "--style-outside", "mosaic", "--feather", "0"]
    for given in (options, [*options, *where]):
        saving = ["--save-project", "p.impasto", "-o", "one.png"]
        assert cli.main(["stylize", "photo.png", *given, *saving]) == 0
        painted(*given, output="asked.mp4")
        painted("--project", "p.impasto", output="again.mp4")
        assert Path("again.mp4").read_bytes() == Path("asked.mp4").read_bytes()
        other = painted("--project", "p.impasto", "--strength", "1", output="other.mp4")
        assert np.abs(other - painted("--project", "p.impasto")).mean() > 1, "what is given counts more"
    assert cli.main(["stylize", "photo.png", *options, *where, "--how-made", "-o", "made.png"]) == 0
    capsys.readouterr()
    painted("--project", "made.png")
    assert "mask" in capsys.readouterr().err, "a picture keeps no mask, and that is said"


def test_a_mask_leaves_the_rest_as_it_was_filmed_or_paints_it_in_another_style():
    clip(Path("in.mp4"), small(2))
    plain = ["--style", "hokusai", "--size", "160"]
    mask = ["--mask", half("mask.png", 160, 96), "--feather", "0"]
    source = Seen(Path("in.mp4")).frames[0].astype(int)
    whole, other = painted(*plain), painted("--style", "mosaic", "--size", "160")
    left, right = np.s_[:, :72], np.s_[:, 88:]
    masked, both = painted(*plain, *mask), painted(*plain, *mask, "--style-outside", "mosaic")
    for seen, there, wanted in (
        (masked, left, whole),
        (masked, right, source),
        (both, left, whole),
        (both, right, other),
    ):
        assert np.abs(seen[there] - wanted[there]).mean() < 3, "but for what the encoder loses"
    assert np.abs(whole[right] - source[right]).mean() > 10 < np.abs(whole[right] - other[right]).mean()
    inside = painted("--style", "mosaic", "--size", "160", "--style-inside", "mask.png", "hokusai", "--feather", "0")
    assert np.abs(inside - both).mean() < 1


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


def test_one_frame_is_not_told_as_several(capsys):
    clip(Path("in.mp4"), small(1))
    assert video("in.mp4", "out.mp4") == 0
    assert "1 frame painted" in capsys.readouterr().err


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
