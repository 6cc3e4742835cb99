"""Style vectors as ``impasto vector`` writes them (``painting.vectors``)."""

from impasto.errors import BadStyle
from impasto.painting.vectors import StyleVector, weighted_mean


def run(data: bytes) -> None:
    """Read a vector, which comes back as it was, or ``BadStyle``."""
    try:
        vector = StyleVector.from_json(data.decode("utf-8", "replace"))
    except BadStyle as error:
        assert str(error)
        return
    assert len(vector.values) == 100 and 0 <= vector.colour <= 1
    assert StyleVector.from_json(vector.to_json()) == vector
    assert weighted_mean([(vector, 1.0)]).network == vector.network
