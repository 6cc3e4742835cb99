"""What a browser's storage gives back, into which anything on the address may write: visits, queues, favourites."""

from impasto.session import visit_records
from impasto.studio import batch_record
from impasto.studio.parsing import parse


def run(data: bytes) -> None:
    """Read a text as each of the memories: one comes out, or none, and nothing is raised."""
    text = data.decode("utf-8", "replace")
    visit = visit_records.from_json(text, lambda name, id_: bool(id_))
    if visit is not None:
        assert visit_records.from_json(visit_records.to_json(visit), lambda name, id_: True) == visit
    queue = batch_record.read(text)
    if queue is not None:
        assert batch_record.read(batch_record.write(queue)) is not None
    parse({"kind": "styles-remembered", "text": text})
