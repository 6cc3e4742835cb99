"""The wall: what is to be seen of it, and what is kept."""

from dataclasses import replace

import pytest

from impasto.studio import effects as fx
from impasto.studio import events as ev
from impasto.studio import parsing, wall
from impasto.studio.settings import ShelfStyle
from impasto.words import Text, say
from tests.unit.studio.driver import EMPTY, Studio

CREDIT = Text("credit-own")
PRESETS = (
    ShelfStyle("hokusai", "Hokusai", CREDIT, kind="painter", period="Ukiyo-e", words="hokusai ukiyo e japan bright"),
    ShelfStyle("marc", "Franz Marc", CREDIT, kind="painter", period="Expressionism", words="franz marc expressionism"),
    ShelfStyle("wave", "The Wave", CREDIT, kind="work", period="Ukiyo-e", words="the wave hokusai ukiyo e 1831 blue"),
    ShelfStyle("mosaic", "Mosaic", CREDIT, kind="drawn", words="mosaic drawn blue"),
)


@pytest.fixture
def studio() -> Studio:
    return Studio(replace(EMPTY, presets=PRESETS))


def shown(studio: Studio) -> list[str]:
    return wall.view(studio.state)["shown"]


def labels(studio: Studio) -> dict[str, str]:
    return {group["value"]: say(group["label"]) for group in wall.view(studio.state)["groups"]}


def test_all_are_to_be_seen_with_own_pictures_first(studio):
    studio(ev.StylesRead((("mine", "Mine"),), None))
    assert shown(studio) == ["mine", "hokusai", "marc", "wave", "mosaic"]


@pytest.mark.parametrize(
    ("query", "found", "said"),
    [
        ("hok", ["hokusai", "wave"], "2 styles"),
        ("BLUE", ["wave", "mosaic"], "2 styles"),
        ("ukiyo-e 1831", ["wave"], "1 style"),
        ("  ", [style.id for style in PRESETS], ""),
        ("zzz", [], "No style found"),
    ],
    ids=str,
)
def test_a_search_leaves_what_has_all_words_and_says_how_many(studio, query, found, said):
    studio(ev.WallSearched(query))
    assert shown(studio) == found
    words = wall.view(studio.state)["found"]
    assert (say(words) if words else "") == said


def test_own_pictures_are_found_by_their_names(studio):
    studio(ev.StylesRead((("mine", "Grand-mère"),), None))
    studio(ev.WallSearched("mere"))
    assert shown(studio) == ["mine"]


def test_groups_that_have_something_are_offered_and_counted(studio):
    assert labels(studio) == {
        "all": "All styles (4)",
        "painter": "Painters (2)",
        "work": "Works (1)",
        "drawn": "Drawn (1)",
        "period:Expressionism": "Expressionism (1)",
        "period:Ukiyo-e": "Ukiyo-e (2)",
    }
    studio(ev.GroupChosen("period:Ukiyo-e"))
    assert shown(studio) == ["hokusai", "wave"]
    studio(ev.WallSearched("blue"))
    assert shown(studio) == ["wave"]
    studio(ev.GroupChosen("no such group"))
    assert wall.view(studio.state)["group"] == "all"


def test_chosen_presets_become_recent_ones_and_are_kept(studio):
    for id_ in ("marc", "wave", "marc"):
        studio(ev.StyleSelected(id_))
    assert studio.state.wall.recent == ("marc", "wave")
    assert fx.RememberStyles((), ("marc", "wave")) in studio.effects
    studio(ev.GroupChosen("recent"))
    assert shown(studio) == ["marc", "wave"]


def test_taking_out_of_the_mix_and_own_pictures_are_no_recent_choice(studio):
    studio(ev.StylesRead((("mine", "Mine"),), None))
    studio(ev.StyleSelected("mine"))
    assert studio.state.wall.recent == ()
    studio(ev.StyleMixed("wave"))
    studio(ev.StyleMixed("marc"))
    studio(ev.StyleMixed("wave"))
    assert studio.state.wall.recent == ("marc", "wave")


def test_no_more_recent_ones_are_kept_than_fit(studio):
    many = tuple(ShelfStyle(f"s{at}", f"S {at}", CREDIT) for at in range(wall.RECENT + 3))
    studio = Studio(replace(EMPTY, presets=many))
    for style in many:
        studio(ev.StyleSelected(style.id))
    assert len(studio.state.wall.recent) == wall.RECENT and studio.state.wall.recent[0] == many[-1].id


def test_a_favourite_is_marked_and_unmarked(studio):
    assert wall.view(studio.state)["favourite"] is None
    studio(ev.FavouritePressed())
    assert studio.effects == ()
    studio(ev.StyleSelected("marc"))
    studio(ev.FavouritePressed())
    assert wall.view(studio.state)["favourite"] is True and "favourites" in labels(studio)
    assert studio.effects == (fx.RememberStyles(("marc",), ("marc",)),)
    studio(ev.FavouritePressed())
    assert wall.view(studio.state)["favourite"] is False and studio.state.wall.favourites == ()


def test_what_was_kept_comes_back_as_far_as_it_is_still_there(studio):
    studio(ev.StyleSelected("marc"))
    studio(parsing.parse({"kind": "styles-remembered", "text": '{"favourites": ["gone", "wave"], "recent": ["wave"]}'}))
    assert (studio.state.wall.favourites, studio.state.wall.recent) == (("wave",), ("marc", "wave"))


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"favourites": 3, "recent": []}', "null", "[" * 100_000], ids=len)
def test_what_we_did_not_keep_is_no_memory(text):
    assert parsing.parse({"kind": "styles-remembered", "text": text}) == ev.StylesRemembered((), ())


def test_all_of_it_can_be_forgotten(studio):
    studio(ev.StyleSelected("marc"))
    studio(ev.GroupChosen("recent"))
    assert wall.view(studio.state)["can_forget"]
    studio(ev.StylesForgotten())
    assert not wall.view(studio.state)["can_forget"] and len(shown(studio)) == len(PRESETS)
    assert studio.effects == (fx.RememberStyles((), ()),)


def test_styles_are_ordered_by_likeness_to_the_chosen_one_and_back(studio):
    studio(ev.MoreLikePressed())
    assert studio.effects == () and not wall.view(studio.state)["can_find_likeness"]
    studio(ev.StyleSelected("wave"))
    studio(ev.MoreLikePressed())
    assert studio.effects == (fx.FindLikeness("wave", "seer"),)
    studio(ev.LikenessFound("wave", ("wave", "mosaic", "hokusai", "marc")))
    assert shown(studio) == ["wave", "mosaic", "hokusai", "marc"] and wall.view(studio.state)["by_likeness"]
    studio(ev.MoreLikePressed())
    assert shown(studio) == [style.id for style in PRESETS]


def test_a_likeness_that_comes_too_late_is_no_order(studio):
    studio(ev.StyleSelected("wave"))
    studio(ev.MoreLikePressed())
    studio(ev.StyleSelected("marc"))
    studio(ev.LikenessFound("wave", ("wave", "mosaic", "hokusai", "marc")))
    assert shown(studio) == [style.id for style in PRESETS]


def test_looking_through_the_wall_is_no_step_of_undo(studio):
    before = studio.state.past
    for event in (ev.WallSearched("x"), ev.GroupChosen("work"), ev.MoreLikePressed()):
        studio(event)
    assert studio.state.past == before


def test_the_same_file_given_twice_is_one_style(studio):
    studio(ev.StylesRead((("mine", "Mine"),), None))
    studio(ev.StylesRead((("mine", "Mine again"),), None))
    assert shown(studio).count("mine") == 1


def test_what_is_chosen_is_to_be_seen_whatever_was_looked_for(studio):
    studio(ev.StyleSelected("marc"), ev.WallSearched("hokusai"), ev.StyleSelected("wave"))
    assert shown(studio) == ["hokusai", "wave"], "what was found stays while it is chosen from"
    studio(ev.UndoPressed())
    assert "marc" in shown(studio) and wall.view(studio.state)["query"] == ""
    studio(ev.WallSearched("nothing is called so"), ev.StylesRead((("mine", "Mine"),), None))
    assert shown(studio)[0] == "mine"
    studio(ev.GroupChosen("painter"), ev.StyleExplored("warm", 1.0))
    assert studio.state.settings.styles[0][0] in shown(studio) and wall.view(studio.state)["group"] == "all"


def test_a_search_goes_on_while_nothing_else_is_chosen(studio):
    studio(ev.StyleSelected("marc"), ev.WallSearched("hokusai"), ev.FavouritePressed(), ev.StyleMixed("wave"))
    assert shown(studio) == ["hokusai", "wave"]
