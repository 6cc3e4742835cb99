import pytest

from impasto.studio import events as ev
from tests.unit.studio.driver import PHOTO, Studio


@pytest.fixture
def ready() -> Studio:
    return Studio()(ev.RuntimeReady("wasm", 2, 3.0), PHOTO, ev.StyleSelected("waves"))


@pytest.fixture
def painted(ready) -> Studio:
    return ready(ev.StylizePressed()).finish()
