"""Links to projects, as somebody may have cut or written them (``painting.links``)."""

import base64
import zlib

from fuzz.targets import projects
from impasto.errors import BadProject
from impasto.painting.links import PREFIX, from_link


def run(data: bytes) -> None:
    """Open a link that ends in the bytes, and one that has them as its JSON: a project, or ``BadProject``."""
    compressor = zlib.compressobj(1, wbits=-15)
    packed = compressor.compress(data) + compressor.flush()
    for end in (data.decode("latin-1"), base64.urlsafe_b64encode(packed).decode().rstrip("=")):
        try:
            project = from_link(PREFIX + end)
        except BadProject as error:
            assert str(error)
            continue
        projects.check(project)
