"""How many processes paint: as many as are asked for, or as cores and memory allow."""

from dataclasses import replace

import pytest

from impasto.desktop.batch import processes
from impasto.errors import BadSetting
from impasto.painting.settings import PaintSettings
from tests.unit.fakes.catalogue import CATALOGUE

TRANSFORMER = CATALOGUE.transformers[0]
SETTINGS = PaintSettings(style_network="seer", transformer=TRANSFORMER.id)


@pytest.mark.parametrize("jobs", [1, 3, processes.MOST_JOBS])
def test_as_many_as_are_asked_for(jobs):
    assert processes.count(TRANSFORMER, SETTINGS, jobs) == jobs


@pytest.mark.parametrize("jobs", [0, -1, processes.MOST_JOBS + 1])
def test_a_number_that_cannot_be_had_is_refused(jobs):
    with pytest.raises(BadSetting) as refused:
        processes.count(TRANSFORMER, SETTINGS, jobs)
    assert refused.value.text.parameters == {"given": jobs, "most": processes.MOST_JOBS}


def test_else_as_many_as_cores_while_memory_lasts_and_never_none(monkeypatch):
    monkeypatch.setattr(processes.os, "cpu_count", lambda: 8)
    found = {}
    for memory in (None, 0, 2 << 30, 4 << 30, 1 << 40):
        monkeypatch.setattr(processes, "usable_memory", lambda memory=memory: memory)
        found[memory] = processes.count(TRANSFORMER, SETTINGS, None)
    assert found[None] == found[1 << 40] == 8 and found[0] == 1
    assert 1 <= found[2 << 30] <= found[4 << 30] <= 8


def test_large_pictures_take_more_memory_up_to_where_tiles_begin(monkeypatch):
    monkeypatch.setattr(processes.os, "cpu_count", lambda: 1000)
    monkeypatch.setattr(processes, "usable_memory", lambda: 64 << 30)

    def at(size) -> int:
        return processes.count(TRANSFORMER, replace(SETTINGS, output_size=size), None)

    assert at(256) > at(1024) > at(2048) == at("photo") == at(20_000)


def test_only_a_lost_process_is_a_reason_for_others(monkeypatch):
    crew = processes.Processes.__new__(processes.Processes)
    done = []
    monkeypatch.setattr(crew, "stop", lambda: done.append("stop"), raising=False)
    monkeypatch.setattr(crew, "_start", lambda: done.append("start"), raising=False)
    assert not crew.replaced(OSError("no disk")) and done == []
    assert crew.replaced(processes.BrokenExecutor("gone")) and done == ["stop", "start"]
