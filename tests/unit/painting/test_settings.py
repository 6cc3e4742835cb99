"""The table of settings: what follows from it is right for each of them."""

from dataclasses import replace

import pytest

from impasto.errors import ImpastoError
from impasto.painting.settings import DEFAULTS, SETTINGS, Cost, NetworkOf, PaintSettings, Range, Sizes, cost
from impasto.words import Text, say

HERE = PaintSettings(style_network="seer", transformer="brush")


def another(name: str) -> float | int | str:
    setting = SETTINGS[name]
    if isinstance(setting, Range):
        return setting.smallest if getattr(HERE, name) != setting.smallest else setting.largest
    return setting.offered[0] if isinstance(setting, Sizes) else "another"


@pytest.mark.parametrize("name", SETTINGS)
def test_a_default_is_allowed_and_can_be_taken(name):
    if name in DEFAULTS:
        SETTINGS[name].check(name, DEFAULTS[name])
        assert SETTINGS[name].taken(DEFAULTS[name]) == DEFAULTS[name]
    else:
        assert isinstance(SETTINGS[name], NetworkOf), "only networks are left to the catalogue"


@pytest.mark.parametrize("name", SETTINGS)
def test_a_change_costs_what_the_table_says(name):
    changed = replace(HERE, **{name: another(name)})
    assert cost(HERE, changed) is SETTINGS[name].cost
    assert cost(HERE, HERE) is None


def test_the_dearest_of_several_changes_counts():
    assert cost(HERE, replace(HERE, photo_through=0.5, strength=0.5)) is Cost.DECODE
    assert cost(HERE, replace(HERE, photo_through=0.5, output_size=512)) is Cost.ENCODE


@pytest.mark.parametrize("name", [name for name, setting in SETTINGS.items() if isinstance(setting, Range)])
def test_ranges_clamp_what_a_slider_sends_and_refuse_what_the_command_line_does(name):
    setting = SETTINGS[name]
    assert isinstance(setting, Range)
    assert (setting.taken(-9), setting.taken(99)) == (setting.smallest, setting.largest)
    steps = (setting.largest - setting.smallest) / setting.step
    assert steps == pytest.approx(round(steps)), "the slider reaches both ends"
    for value in (setting.smallest - 0.01, setting.largest + 0.01, float("nan")):
        with pytest.raises(ImpastoError) as caught:
            setting.check(name, value)
        assert caught.value.text.key == f"not-allowed-{name.replace('_', '-')}"
        say(caught.value.text)
    with pytest.raises(ValueError):
        setting.read("nan")


def test_only_sizes_that_are_offered_are_taken_from_the_page_and_others_from_elsewhere():
    size = SETTINGS["output_size"]
    assert size.taken("512") == 512 and size.taken(513) is None
    size.check("output_size", 513)
    with pytest.raises(ImpastoError):
        size.check("output_size", 64)


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_has_an_option_of_its_own(name):
    options = [setting.option for setting in SETTINGS.values()]
    assert options.count(SETTINGS[name].option) == 1
    assert SETTINGS[name].option.startswith("--") and say(Text("networks"))


@pytest.mark.parametrize("name", [name for name in DEFAULTS if getattr(SETTINGS[name], "usual", None) is not None])
def test_what_a_slider_shows_at_first_has_its_default_and_ends_on_a_step(name):
    setting = SETTINGS[name]
    assert isinstance(setting, Range) and setting.usual is not None
    assert setting.smallest < DEFAULTS[name] < setting.usual < setting.largest
    assert setting.usual / setting.step == pytest.approx(round(setting.usual / setting.step))
