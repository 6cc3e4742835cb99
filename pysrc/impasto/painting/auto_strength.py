"""The strength that suits a photo and its styles: as strong as possible while the photo is still recognised."""

from dataclasses import replace
from typing import Any

from impasto.imaging import fitting
from impasto.imaging.sizes import SHORTEST_SIDE
from impasto.imaging.structure import structure_kept
from impasto.painting.progress import Progress, Report
from impasto.painting.request import PaintRequest
from impasto.painting.settings import DEFAULTS, SETTINGS, STRENGTH, Cost
from impasto.painting.steps import CancelToken
from impasto.painting.stylizer import Stylizer
from impasto.words import Text

WEAKEST, STRONGEST = 0.4, 1.0
"""Below, hardly a style is left to be seen; above, pictures turn flat, and never looked better."""

SHARE = 0.8
"""Of the photo's structure (``imaging.structure``) that is kept. Chosen by looking at a face, a street, mountains, a
cat and boats under eight styles: at 0.7 eyes go under in broad strokes or wash out, at 0.9 strong styles are hardly
seen."""

PREVIEW_SIZE = 384
"""Long side in px of what is painted on trial: half the usual size, since strokes have their size in px and at a
quarter of it they hide more than they will."""

TRIES = 4
"""Most paintings that the search takes: it halves 13 strengths."""


async def auto_strength(
    stylizer: Stylizer, request: PaintRequest, report: Report | None = None, token: CancelToken | None = None
) -> float:
    """Return the largest strength, in the slider's steps, at which a small painting keeps ``SHARE`` of the structure.

    The strength of the request does not matter, nor do its masks and its settings that cost no network. ``report``
    hears of each try.

    Raises: as ``Stylizer.stylize``.
    """
    height, width, _ = request.content.pixels.shape
    wide_enough = -(-SHORTEST_SIDE * max(width, height) // min(width, height))
    size = min(request.settings.output_size, max(PREVIEW_SIZE, wide_enough))
    photo = fitting.fit(request.content.pixels, size)
    weakest, strongest = round(WEAKEST / STRENGTH.step), round(STRONGEST / STRENGTH.step)
    # What costs no network is left as it comes out of it.
    untouched: dict[str, Any] = {name: DEFAULTS[name] for name, each in SETTINGS.items() if each.cost is Cost.COMPOSE}
    tried = 0
    while weakest < strongest:
        middle = (weakest + strongest + 1) // 2
        if report is not None:
            report(Progress(Text("choosing-strength"), tried + 1, TRIES, tried / TRIES))
        tried += 1
        settings = replace(request.settings, strength=_strength(middle), output_size=size, **untouched)
        painting = await stylizer.stylize(
            replace(request, settings=settings, passing=True, mask=None, areas=(), outside=()), token=token
        )
        if structure_kept(painting.pixels, photo) >= SHARE:
            weakest = middle
        else:
            strongest = middle - 1
    return _strength(weakest)


def _strength(steps: int) -> float:
    """Return a number of the slider's steps as the strength, without the noise of its last bits."""
    return round(steps * STRENGTH.step, 6)
