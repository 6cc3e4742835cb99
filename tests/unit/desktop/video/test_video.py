"""``impasto video`` on the committed networks: what it paints, what it keeps of the video, and what it refuses."""

import os
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from impasto.desktop import cli
from impasto.imaging.decoding import decode
from tests.unit.desktop.video.clips import Seen, clip
from tests.unit.desktop.video.commanding import half, painted, small, video
from tests.unit.fixtures import corners, photo


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


def test_one_frame_is_not_told_as_several(capsys):
    clip(Path("in.mp4"), small(1))
    assert video("in.mp4", "out.mp4") == 0
    assert "1 frame painted" in capsys.readouterr().err
