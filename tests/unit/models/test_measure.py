"""The relative times that the page tells of each network."""

import measure


def network(network_id: str, role: str, *graphs: str) -> dict[str, object]:
    return {"id": network_id, "role": role, "graphs": dict.fromkeys(graphs)}


def test_times_are_medians_of_all_graphs_relative_to_the_fastest_of_the_role():
    networks = [
        network("small", "transformer", "encoder", "decoder"),
        network("large", "transformer", "encoder", "decoder"),
        network("seer", "style", "style"),
    ]
    times = {
        ("small", "encoder"): [1.0, 1.0, 90.0],  # one busy moment does not count
        ("small", "decoder"): [3.0, 3.0, 3.0],
        ("large", "encoder"): [4.0, 4.0, 4.0],
        ("large", "decoder"): [6.0, 6.0, 6.0],
        ("seer", "style"): [0.1, 0.1, 0.1],
    }
    assert measure.relative_times(networks, times) == {"small": 1.0, "large": 2.5, "seer": 1.0}
