"""Networks that are chosen and cannot be had: the one before is chosen again, and nothing else changes."""

from dataclasses import replace

from impasto.studio import events as ev
from impasto.studio.state import Message
from impasto.words import Text
from tests.unit.studio.driver import EMPTY, PHOTO, Studio

PROBLEM = Text("said-elsewhere", words="knife.onnx could not be fetched.")
MISSED = ev.NetworkMissed("knife", "Knife", PROBLEM)
READY = ev.RuntimeReady("wasm", 1, 1.0, ("seer", "brush"))
CHOSEN = ev.SettingChanged("transformer", "knife")


def test_the_network_before_is_chosen_again_and_undo_knows_of_no_other():
    studio = Studio()(READY, PHOTO, ev.SettingChanged("strength", 0.5))
    before = studio.state
    studio(CHOSEN, MISSED)
    assert studio.state.settings == before.settings and studio.state.past == before.past
    text = Text("network-missed", network="Knife", problem=PROBLEM)
    assert studio.state.message == Message("error", text)


def test_what_was_changed_meanwhile_stays():
    studio = Studio()(READY, PHOTO, CHOSEN, ev.SettingChanged("output_size", 384), MISSED)
    assert studio.state.settings.transformer == "brush" and studio.state.settings.output_size == 384


def test_another_network_that_was_chosen_meanwhile_stays():
    studio = Studio()(READY, PHOTO, CHOSEN, ev.SettingChanged("transformer", "brush"), MISSED)
    assert studio.state.settings.transformer == "brush"


def test_of_several_that_cannot_be_had_none_is_chosen():
    three = replace(EMPTY, networks={"style_network": ("seer",), "transformer": ("brush", "knife", "comb")})
    comb = ev.SettingChanged("transformer", "comb")
    studio = Studio(three)(READY, PHOTO, CHOSEN, comb, MISSED, ev.NetworkMissed("comb", "Comb", PROBLEM))
    assert studio.state.settings.transformer == "brush"
    studio(CHOSEN, ev.NetworkFetched("knife"), comb, ev.NetworkMissed("comb", "Comb", PROBLEM))
    assert studio.state.settings.transformer == "knife"
