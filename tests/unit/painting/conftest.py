import pytest

from impasto.painting.stylizer import Stylizer
from tests.unit.fakes.catalogue import CATALOGUE
from tests.unit.fakes.runtime import FakeRuntime


@pytest.fixture
def runtime() -> FakeRuntime:
    return FakeRuntime()


@pytest.fixture
def stylizer(runtime) -> Stylizer:
    return Stylizer(runtime, CATALOGUE)
