"""What counts as a fault of a phone: that 1024 px are not painted, or that something ends without a word."""

from typing import Any

from endurance import phone

PAINTED = {"pixels": "2x2 cafe", "said": ""}
REFUSED = {"pixels": "", "said": "Too large for this device."}


def log(**changed: Any) -> list[dict[str, Any]]:
    entries = {work.name: PAINTED for work in phone.WORKS} | changed
    return [{"name": name, **entry} for name, entry in entries.items()]


def test_what_is_refused_in_words_is_no_fault():
    assert phone.faults(log(**{"2048, transformer-conv": REFUSED})) == []


def test_1024_px_have_to_be_painted_before_and_after_as_the_same_picture():
    assert phone.faults(log(**{phone.MUST.name: REFUSED})) == ["1024, transformer-lite was not painted"]
    assert phone.faults(log()[:-1]) == ["1024, transformer-lite, again was not painted"]
    other = {**PAINTED, "pixels": "2x2 beef"}
    assert phone.faults(log(**{phone.AGAIN.name: other})) == [
        "1024, transformer-lite is another picture after what was refused"
    ]


def test_what_is_neither_painted_nor_refused_is_a_fault():
    silent = {"pixels": "", "said": ""}
    assert phone.faults(log(**{"2048, transformer-conv": silent})) == [
        "2048, transformer-conv was neither painted nor refused in words"
    ]
