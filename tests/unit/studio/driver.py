"""A studio driven event by event, without a session."""

from impasto.studio import effects as fx
from impasto.studio import events as ev
from impasto.studio.settings import Settings, ShelfStyle
from impasto.studio.state import State
from impasto.studio.update import update
from impasto.words import Text

CREDIT = Text("credit-work", facts=("Impasto", "2026"))
EMPTY = State(
    settings=Settings(style_network="seer", transformer="brush"),
    networks={"style_network": ("seer", "sage"), "transformer": ("brush", "knife")},
    presets=(ShelfStyle("waves", "Waves", CREDIT), ShelfStyle("dots", "Dots", CREDIT)),
)
PHOTO = ev.PhotoRead("photo-1", "cat.jpg", 640, 480)


class Studio:
    """Feeds events in and keeps the effects of each."""

    def __init__(self, state: State = EMPTY) -> None:
        self.state = state
        self.effects: tuple[fx.Effect, ...] = ()
        self.studied: Settings | None = None
        """What is studied ahead after the last event, an effect apart."""
        self.stored: fx.StorePainting | None = None
        """The painting that is stored after the last event, which every finished one is."""

    def __call__(self, *events: ev.Event) -> "Studio":
        for event in events:
            self.state, effects = update(self.state, event)
            self.effects = tuple(effect for effect in effects if not isinstance(effect, fx.Prefetch | fx.StorePainting))
            self.stored = next((each for each in effects if isinstance(each, fx.StorePainting)), None)
            self.studied = next((each.settings for each in effects if isinstance(each, fx.Prefetch)), None)
        return self

    def finish(self, seconds: float = 1.0) -> "Studio":
        assert self.state.job is not None
        return self(ev.PaintFinished(self.state.job.number, seconds, 768, 576))

    def painting(self) -> list[fx.Paint]:
        return [effect for effect in self.effects if isinstance(effect, fx.Paint)]
