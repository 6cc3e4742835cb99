"""Which networks are measured, and at which sizes."""

import pytest

from bench.catalogue import SOFTWARE_SIDE, networks
from bench.elsewhere import sides


@pytest.mark.parametrize("network", networks(), ids=lambda network: network.id)
@pytest.mark.parametrize("in_software", [False, True])
def test_networks_are_measured_at_sizes_that_they_take(network, in_software):
    taken = next(iter(network.graphs.values()))["inputs"][0]["shape"][1]
    for measured in (network.sides, sides(network, in_software=in_software), (network.software_side,)):
        assert measured
        assert taken == "height" or set(measured) == {taken}


def test_software_measures_small_pictures_where_it_can():
    assert {network.software_side for network in networks() if "decoder" in network.graphs} == {SOFTWARE_SIDE}
