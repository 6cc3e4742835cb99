"""Styles taken further, random ones, numbers, and two styles in one drop: what becomes of the settings."""

from impasto.painting.explorations import Exploration
from impasto.studio import effects as fx
from impasto.studio import events as ev
from impasto.studio import exploring


def styles(studio) -> tuple[tuple[str, float], ...]:
    return studio.state.settings.styles


def test_a_direction_makes_a_style_of_the_users_of_the_chosen_one(painted):
    chosen = styles(painted)[0][0]
    painted(ev.StyleExplored("light", 1.0))
    made = Exploration(chosen).moved("light", 1.0)
    assert styles(painted) == ((made.id, 1.0),) and painted.painting()
    [own] = [style for style in painted.state.settings.own_styles if style.id == made.id]
    assert own.own and own.name
    assert exploring.view(painted.state)["amounts"]["light"] == 1.0


def test_the_next_direction_changes_it_where_it_stands(painted):
    chosen, before = styles(painted)[0][0], len(painted.state.settings.own_styles)
    painted(ev.StyleExplored("light", 1.0)).finish()(ev.StyleExplored("warm", -0.5))
    assert styles(painted) == ((Exploration(chosen).moved("light", 1.0).moved("warm", -0.5).id, 1.0),)
    assert len(painted.state.settings.own_styles) == before + 1
    painted.finish()(ev.UndoPressed())
    assert styles(painted) == ((Exploration(chosen).moved("light", 1.0).id, 1.0),)


def test_all_the_way_back_it_is_the_style_that_it_began_with(painted):
    chosen, own = styles(painted), painted.state.settings.own_styles
    painted(ev.StyleExplored("light", 1.0)).finish()(ev.StyleExplored("light", 0.0))
    assert styles(painted) == chosen and painted.state.settings.own_styles == own


def test_a_direction_that_there_is_not_changes_nothing(painted):
    chosen = styles(painted)
    assert styles(painted(ev.StyleExplored("tasty", 1.0))) == chosen


def test_a_random_style_is_drawn_and_painted(painted):
    painted(ev.RandomStylePressed())
    assert fx.DrawStyle() in painted.effects
    id_ = Exploration("").moved("bold", 1.0).id
    painted(ev.StyleDrawn(id_))
    assert styles(painted) == ((id_, 1.0),) and painted.painting()


def test_numbers_are_those_of_what_is_chosen_and_of_nothing_else(painted):
    chosen = styles(painted)
    painted(ev.NumbersPressed())
    assert painted.effects[-1] == fx.ReadNumbers(chosen, painted.state.settings.style_network, save=False)
    painted(ev.NumbersRead(chosen, "{}"))
    assert exploring.view(painted.state)["numbers"] == "{}"
    painted(ev.StyleExplored("bold", 1.0))
    assert exploring.view(painted.state)["numbers"] == ""


def test_a_style_dropped_on_another_is_a_mixture_of_both(painted):
    first, second = (style.id for style in painted.state.presets[:2])
    painted(ev.StylesPaired(second, first))
    assert styles(painted) == ((first, 0.5), (second, 0.5)), "in the order of the shelf"
    painted.finish()(ev.StylesPaired(first, first))
    assert styles(painted) == ((first, 1.0),)
    painted(ev.StylesPaired(first, "nobody"))
    assert styles(painted) == ((first, 1.0),)
