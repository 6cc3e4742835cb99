"""Numbers as WebAssembly writes them."""

from bundler.webassembly.encoding import leb128


def test_numbers_of_variable_length():
    # the examples of https://en.wikipedia.org/wiki/LEB128, and both sides of one byte
    assert [leb128(number).hex() for number in (0, 127, 128, 624485)] == ["00", "7f", "8001", "e58e26"]
