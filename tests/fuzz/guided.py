"""One target under atheris: libFuzzer, which keeps every input that reaches code which none before it did.

``python -m fuzz.guided TARGET [options of libFuzzer] [folders of inputs]``; ``fuzz.__main__`` calls it.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

import atheris  # noqa: E402

with atheris.instrument_imports(include=["impasto", "PIL"]):
    from fuzz.targets import TARGETS


def main() -> None:
    program, target, *arguments = sys.argv
    atheris.Setup([program, *arguments], TARGETS[target])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
