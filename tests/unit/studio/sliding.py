"""Sliders in the hand, and the previews that follow them, as tests drive them."""

from impasto.studio import effects as fx
from impasto.studio import events as ev
from tests.unit.studio.driver import PHOTO, Studio

AREA = 768 * 576


def strength(value: float) -> ev.Sliding:
    return ev.Sliding(ev.SettingChanged("strength", value))


def painted_once() -> Studio:
    """Return a studio in which a picture of 768 px was painted in 0.2 s, and previews are ready."""
    studio = Studio()(ev.RuntimeReady("wasm", 2, 3.0), PHOTO, ev.StyleSelected("waves"), ev.StylizePressed())
    studio.finish(0.2)
    return prepared(studio)


def prepared(studio: Studio, seconds: float = 0.05) -> Studio:
    (wish,) = studio.effects
    assert isinstance(wish, fx.PreparePreviews)
    return studio(ev.PreviewsReady(wish.settings, wish.size, AREA // 4, seconds))


def previews(studio: Studio) -> list[fx.Preview]:
    return [effect for effect in studio.effects if isinstance(effect, fx.Preview)]


def seen(studio: Studio, seconds: float | None = 0.05) -> Studio:
    """Let the preview that was just asked for be painted."""
    (preview,) = previews(studio)
    return studio(ev.PreviewPainted(preview.job, preview.settings, preview.size, AREA // 4, seconds))
