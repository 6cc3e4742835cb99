"""What can still be gone to: nothing of it may be let go of."""

from dataclasses import replace

from impasto.painting.explorations import Exploration
from impasto.painting.maskedits import FromPicture, Inverted
from impasto.session import reach
from impasto.studio.queued import Batch, Manner, Queued, QueuedPhoto
from impasto.studio.settings import Saving, Settings, ShelfStyle
from impasto.studio.state import State
from impasto.studio.visit import Painted, Photo, Visit
from impasto.words import Text

HERE = Settings(style_network="seer", transformer="brush")
PHOTO = Photo("photo", "cat.png", 4, 3)


def having(*ids: str, mask: str = "") -> Settings:
    own = tuple(ShelfStyle(id_, f"{id_}.png", Text("credit-own"), own=True) for id_ in ids)
    return replace(HERE, own_styles=own, mask=(FromPicture(mask), Inverted()) if mask else ())


def queue(settings: Settings, number: int = 1) -> Batch:
    return Batch(number, (Queued("1", QueuedPhoto("1", "cat.png"), Manner(settings, ("mine",))),))


def test_undo_redo_history_and_queues_lead_to_styles_and_masks():
    state = State(
        having("now", mask="grey now"),
        (),
        photos=(PHOTO,),
        past=(having("before", mask="grey before"),),
        future=(having("after"),),
        history=(Painted(1, PHOTO, having("painted"), 4, 3, 0.1, "file", 9),),
        batch=queue(having("queued")),
        batch_put_away=queue(having("put away"), 2),
    )
    queues = {"queued", "put away"}
    steps = {"now", "before", "after", "painted", "grey now", "grey before"}
    assert reach.sources(state) == steps | queues
    visit = Visit(state.settings, state.saving, state.photos, state.past, state.future, state.history)
    assert reach.files(visit) == steps | {"photo", "file"}


def test_a_style_that_was_taken_further_leads_to_what_it_began_with():
    further = [Exploration(base).moved("bold", 1).id for base in ("mine", "hokusai", "")]
    assert reach.styles(Visit(having(*further), Saving())) == {
        "mine": f"{further[0]}.png",
        "hokusai": f"{further[1]}.png",
    }
