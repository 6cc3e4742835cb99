from dataclasses import replace

import pytest

from impasto.studio import events as ev
from tests.unit.studio.driver import PHOTO, Studio
from tests.unit.studio.queues import READY, THREE, WAVES


@pytest.fixture
def ready() -> Studio:
    """Photo and style are there, and the painting that began by itself was cancelled."""
    studio = Studio()(ev.RuntimeReady("wasm", 2, 3.0), PHOTO, ev.StyleSelected("waves"), ev.CancelPressed())
    studio.state = replace(studio.state, jobs=0)  # tests count from one
    return studio


@pytest.fixture
def painted(ready) -> Studio:
    return ready(ev.StylizePressed()).finish()


@pytest.fixture
def styled() -> Studio:
    return Studio()(READY, PHOTO, WAVES).finish()


@pytest.fixture
def queue(styled) -> Studio:
    return styled(THREE)
