"""Part ``layers``: every layer's share of the multiply-add peak, in the browser on one thread."""

import json
from typing import Any

from bench import macs, peak
from bench.browsers import fresh_browser
from bench.catalogue import STYLE_SIDE, networks
from bench.lab import Lab
from bench.setting import Setting

SIDE = 512
PEAK = "peak"
OURS = "ours wasm 1"


def measure(setting: Setting) -> dict[str, Any]:
    """Return the peak and, by network and role, every layer's multiply-adds and shortest time."""
    found: dict[str, Any] = {}
    with fresh_browser() as driver:
        lab = Lab(driver, setting.port)
        lab.open_peak(PEAK)
        lab.open_ours(OURS, "wasm", 1)
        peaks = [lab.call(PEAK, "run")]
        for network in networks():
            side = SIDE if len(network.sides) > 1 else network.sides[0]
            setting.say(f"layers of {network.id}")
            profiles = lab.call(OURS, "profile", graphs=network.graphs, side=side, passes=setting.rounds + 1)
            found[network.id] = {
                role: [layer._asdict() for layer in macs.layers(json.loads(profiles[role]))] for role in network.graphs
            }
            peaks.append(lab.call(PEAK, "run"))
    best = max(peaks, key=lambda sample: float(sample["gmac"]))
    return {"side": SIDE, "style_side": STYLE_SIDE, "peak": best, "accumulators": peak.ACCUMULATORS, "layers": found}
