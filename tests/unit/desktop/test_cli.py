"""The command as a process: how it ends when it is interrupted, when nobody listens, and when a disk is full."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from impasto.desktop import cli
from impasto.desktop.native import NativeRuntime

posix = pytest.mark.skipif(os.name != "posix", reason="pipes and signals of POSIX")
STYLIZE = ["stylize", "photo.png", "--style", "a.png", "--size", "128", "-o", "out.png"]

PRESS_WHILE_IMPORTING = """
import signal, sys
wanted = sys.argv.pop(1)
class Presser:
    def find_spec(name, path=None, target=None):
        if name == wanted:
            signal.raise_signal(signal.SIGINT)
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.meta_path.insert(0, Presser)
from impasto.desktop.cli import command
command()
"""


def run(*arguments: str, program: str = "from impasto.desktop.cli import command; command()", **options):
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


def test_a_refusal_is_one_line_and_exit_code_2(folder):
    done = run("vector", "none.png")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "impasto: none.png: No such file or directory.\n"


@posix
@pytest.mark.parametrize("module", ["argparse", "numpy._core", "PIL.Image", "impasto.painting.settings", "onnxruntime"])
def test_ctrl_c_while_modules_are_imported_ends_without_a_word(folder, module):
    done = run(module, *STYLIZE, program=PRESS_WHILE_IMPORTING)
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, "", "")
    assert not Path("out.png").exists()


def test_ctrl_c_while_painting_stops_with_130(folder, capsys, monkeypatch):
    async def pressed(self, graph, inputs):
        signal.raise_signal(signal.SIGINT)
        await asyncio.sleep(10)

    monkeypatch.setattr(NativeRuntime, "run", pressed)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs are started deaf to it
    assert cli.main(STYLIZE) == 130
    assert capsys.readouterr().err == "impasto: interrupted\n"
    assert not Path("out.png").exists()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


PRESS_AT_THE_END = """
import atexit, signal
signal.signal(signal.SIGINT, signal.default_int_handler)
atexit.register(signal.raise_signal, signal.SIGINT)
from impasto.desktop.cli import command
command()
"""


@posix
def test_ctrl_c_while_the_process_ends_shows_nothing(folder):
    done = run("styles", program=PRESS_AT_THE_END)
    assert (done.returncode, done.stderr) == (-signal.SIGINT, "")


PRESS_AGAIN = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from impasto.desktop import cli, commands, terminal
def press(*_):
    signal.raise_signal(signal.SIGINT)
commands.run = press
%s = press
cli.command()
"""


@posix
@pytest.mark.parametrize(("place", "code"), [("terminal.tell", -signal.SIGINT), ("cli.main", 130)])
def test_ctrl_c_pressed_again_shows_no_traceback(place, code):
    done = run(program=PRESS_AGAIN % place)
    assert (done.returncode, done.stderr) == (code, "")


@posix
def test_background_jobs_stay_deaf_to_ctrl_c(folder):
    done = run("styles", program=PRESS_AT_THE_END.replace("default_int_handler", "SIG_IGN"))
    assert (done.returncode, done.stderr) == (0, "")


@posix
@pytest.mark.parametrize("arguments", ["networks", "styles", "--help", "--version", "vector a.png", "check"])
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_pipe_that_nobody_reads_ends_quietly(folder, arguments, unbuffered):
    reading, writing = os.pipe()
    os.close(reading)
    program = [sys.executable, "-m", "impasto.desktop.cli", *arguments.split()]
    env = {**os.environ, "PYTHONUNBUFFERED": unbuffered}
    done = subprocess.run(program, stdout=writing, stderr=subprocess.PIPE, check=False, env=env)
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="Linux has a device that is always full")
@pytest.mark.parametrize("arguments", ["networks", "--help", "stylize photo.png --style a.png --size 128 -o -"])
def test_a_full_disk_behind_standard_output_is_named(folder, arguments):
    with open("/dev/full", "wb") as full:
        program = [sys.executable, "-m", "impasto.desktop.cli", *arguments.split()]
        done = subprocess.run(program, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "impasto: standard output: No space left on device.\n")


@posix
def test_without_standard_output_and_error_files_are_written_all_the_same(folder):
    program = f'"{sys.executable}" -m impasto.desktop.cli {" ".join(STYLIZE)} >&- 2>&-'
    assert subprocess.run(["sh", "-c", program], check=False).returncode == 0
    assert Path("out.png").stat().st_size > 0


def test_too_little_memory_is_said_in_words(folder, capsys, monkeypatch):
    async def without_memory(self, graph, inputs):
        raise MemoryError

    monkeypatch.setattr(NativeRuntime, "run", without_memory)
    assert cli.main(STYLIZE) == 2
    assert "memory" in capsys.readouterr().err
