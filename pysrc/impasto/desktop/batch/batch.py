"""All of a plan painted: what is there is passed over, what is made is written down, what fails is named."""

from collections.abc import Iterable, Iterator

from impasto.desktop.batch import places, receipts
from impasto.desktop.batch.manifest import Manifest
from impasto.desktop.batch.orders import Order, Plan
from impasto.desktop.batch.painter import Outcome
from impasto.desktop.batch.progress import Tally
from impasto.desktop.batch.work import Crew, Work

PARTS_EACH = 2
"""Orders for each that paints, at least, as far as the styles allow: so that few photos keep all at work."""


def paint_all(plan: Plan, manifest: Manifest, crew: Crew) -> int:
    """Paint what is not there yet, and return how many paintings failed.

    On Ctrl-C what is finished is written down, and ``KeyboardInterrupt`` goes on.

    Raises:
        OSError: the manifest cannot be written, or the folder of the paintings not be read.
    """
    sizes = places.sizes_below(plan.output)
    there = sum(manifest.has(wanted.name, wanted.recipe, sizes) for wanted in plan.all_wanted())
    with Tally(len(plan.photos) * len(plan.styles), there) as tally:
        work = Work(_orders(plan, manifest, sizes, crew.width), crew)
        try:
            _take_in(work.outcomes(), plan, manifest, tally)
        except KeyboardInterrupt:
            _take_in(work.stop(), plan, manifest, tally)
            raise
        finally:
            receipts.remove_folder(plan.output)
            tally.sum_up()
    return tally.failed


def _orders(plan: Plan, manifest: Manifest, sizes: dict[str, int], width: int) -> Iterator[Order]:
    """Yield an order for each photo that lacks paintings; several, if there are more who paint than photos."""
    parts = max(-(-PARTS_EACH * width // len(plan.photos)), 1)
    for photo in plan.photos:
        missing = [wanted for wanted in plan.wanted(photo) if not manifest.has(wanted.name, wanted.recipe, sizes)]
        length = max(-(-len(missing) // parts), 1)
        for start in range(0, len(missing), length):
            yield Order(photo, plan.manner, plan.output, tuple(missing[start : start + length]))


def _take_in(outcomes: Iterable[Outcome], plan: Plan, manifest: Manifest, tally: Tally) -> None:
    for outcome in outcomes:
        for record in outcome.made:
            manifest.add(record)
        receipts.remove(plan.output, outcome.made)
        tally.add(outcome)
