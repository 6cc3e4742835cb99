"""A film in the studio: given, painted, stopped, written, put away."""

from dataclasses import replace

import pytest

from impasto.painting.progress import Progress
from impasto.session.renewal import is_idle
from impasto.studio import effects as fx
from impasto.studio import events as ev
from impasto.studio.films import update
from impasto.studio.parsing import parse
from impasto.studio.view import view
from impasto.words import Text
from tests.unit.studio.driver import PHOTO, Studio

GIVEN = ev.FilmGiven("clip.mp4", 1920, 1080, 12.0)


@pytest.fixture
def given(ready) -> Studio:
    return ready(GIVEN)


@pytest.fixture
def painting(given) -> Studio:
    return given(ev.FilmPressed())


def test_without_a_film_the_page_shows_none(ready):
    assert view(ready.state)["film"] is None
    assert not ready(ev.FilmPressed(), ev.FilmStopped()).effects


def test_a_film_that_was_given_is_shown_and_can_be_painted(given):
    film = view(given.state)["film"]
    assert film["about"] == Text("film-about", name="clip.mp4", width=1920, height=1080, seconds=12.0)
    assert film["can_paint"] and film["job"] is None and film["written"] == ""


def test_who_has_chosen_a_style_is_not_told_to_choose_one(given):
    assert given.state.settings.styles
    assert given.state.message.text == Text("film-given-styled")
    bare = replace(given.state, settings=replace(given.state.settings, styles=()))
    assert update(bare, GIVEN)[0].message.text == Text("film-given")


def test_pressing_begins_a_job_with_the_settings_as_they_are_but_masks(given):
    given(ev.MaskInverted(), ev.SettingChanged("strength", 0.5), ev.FilmPressed())
    (begin,) = given.effects
    assert isinstance(begin, fx.BeginFilm) and begin.film.seconds == 12.0
    assert begin.settings.strength == 0.5 and not begin.settings.mask
    assert view(given.state)["film"]["job"] == begin.job == given.state.jobs
    assert not given(ev.FilmPressed()).effects, "it is being painted"


def test_without_a_style_it_asks_for_one():
    studio = Studio()(ev.RuntimeReady("wasm", 2, 3.0), PHOTO, GIVEN, ev.FilmPressed())
    assert not studio.effects and studio.state.message.text == Text("choose-a-style-first")


def test_before_the_networks_are_there_nothing_can_be_painted():
    studio = Studio()(PHOTO, GIVEN, ev.StyleSelected("waves"), ev.FilmPressed())
    assert not studio.effects and not view(studio.state)["film"]["can_paint"]


def test_its_way_is_shown_until_it_is_written(painting):
    job = painting.state.film.job
    assert view(painting.state)["film"]["width"] == 0
    painting(ev.FilmBegun(job, 768, 432), ev.FilmProgressed(job, Progress(Text("painting-frame", frame=3), 1, 1, 0.25)))
    film = view(painting.state)["film"]
    assert (film["width"], film["height"], film["progress"]["fraction"]) == (768, 432, 0.25)
    painting(ev.FilmWritten(job, 300, 12.0))
    film = view(painting.state)["film"]
    assert film["job"] is None and film["progress"] is None
    assert film["written"] == Text("film-written", count=300, seconds=12.0)


def test_a_film_that_is_stopped_is_written_as_far_as_it_is_painted(painting):
    job = painting.state.film.job
    assert painting(ev.FilmStopped()).effects == (fx.StopFilm(job),)
    assert view(painting.state)["film"]["stopping"] and not painting(ev.FilmStopped()).effects
    painting(ev.FilmWritten(job, 7, 0.28))
    assert view(painting.state)["film"]["written"] == Text("film-written-until", count=7, seconds=0.28)


def test_it_is_said_of_one_that_is_damaged(painting):
    painting(ev.FilmWritten(painting.state.film.job, 7, 0.28, broken=True))
    assert view(painting.state)["film"]["written"] == Text("film-written-broken", count=7, seconds=0.28)


def test_where_nothing_was_painted_nothing_is_said_to_be_and_what_was_before_is_there(painting):
    """It was stopped at once, before the page had begun to write."""
    painting(ev.FilmStopped(), ev.FilmWritten(painting.state.film.job, 0, 0.0))
    film = view(painting.state)["film"]
    assert film["written"] == "" and film["job"] is None and film["can_paint"]
    painting(ev.FilmPressed())
    painting(ev.FilmWritten(painting.state.film.job, 25, 1.0), ev.FilmPressed(), ev.FilmStopped())
    painting(ev.FilmWritten(painting.state.film.job, 0, 0.0))
    assert view(painting.state)["film"]["written"] == Text("film-written", count=25, seconds=1.0)


def test_one_that_fails_says_why_and_keeps_what_is_written(painting):
    job = painting.state.film.job
    painting(ev.FilmFailed(job, Text("too-little-memory")))
    assert painting.state.message.text == Text("too-little-memory")
    painting(ev.FilmWritten(job, 7, 0.28))
    assert view(painting.state)["film"]["written"] == Text("film-written-until", count=7, seconds=0.28)


def test_news_of_another_job_is_too_late(painting):
    before = painting.state
    assert (
        painting(ev.FilmBegun(99, 10, 10), ev.FilmFailed(99, Text("painting")), ev.FilmWritten(99, 1, 1)).state
        == before
    )


OTHERS = [ev.PhotoFileChosen(ev.File("cat.png", b"")), ev.ExampleChosen("cat")]


@pytest.mark.parametrize("event", OTHERS)
def test_another_photo_puts_away_one_of_which_nothing_is_painted(given, event):
    assert given(event).state.film is None


@pytest.mark.parametrize("event", OTHERS)
def test_another_photo_leaves_what_is_painted_of_it(painting, event):
    job = painting.state.film.job
    assert painting(event).state.film.job == job
    assert not [effect for effect in painting.effects if isinstance(effect, fx.StopFilm)]
    painting(ev.FilmWritten(job, 25, 1.0), event)
    assert view(painting.state)["film"]["written"] == Text("film-written", count=25, seconds=1.0)


def test_another_film_puts_it_away_and_ends_its_painting(painting):
    job = painting.state.film.job
    painting(replace(GIVEN, name="other.mp4"))
    assert fx.StopFilm(job) in painting.effects and painting.state.film.name == "other.mp4"


def test_no_fresh_start_comes_while_it_is_painted(painted):
    studio = painted(ev.BackendRuns("wasm", 2, Text("backend-only-processor")), GIVEN)
    assert is_idle(studio.state)
    assert not is_idle(studio(ev.FilmPressed()).state)


def test_the_page_sends_it_as_records():
    given = parse({"kind": "film", "name": "a.mp4", "width": 640, "height": 360, "seconds": 1.5})
    assert given == ev.FilmGiven("a.mp4", 640, 360, 1.5)
    assert parse({"kind": "film-paint"}) == ev.FilmPressed() and parse({"kind": "film-stop"}) == ev.FilmStopped()
    written = {"kind": "film-written", "job": 3, "frames": 9, "seconds": 0.4, "broken": False}
    assert parse(written) == ev.FilmWritten(3, 9, 0.4)
    assert parse({**written, "broken": True}) == ev.FilmWritten(3, 9, 0.4, broken=True)
    with pytest.raises(ValueError):
        parse({"kind": "film", "name": "a.mp4", "width": 640, "height": 360, "seconds": "nan"})
