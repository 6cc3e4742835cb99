"""Part ``layers``: every layer's share of the multiply-add peak, in the browser on one thread."""

import json
from collections.abc import Iterator
from typing import Any

from bench import macs, peak
from bench.browsers import fresh_browser
from bench.catalogue import STYLE_SIDE, networks
from bench.lab import Lab
from bench.series import Kept, number, table
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


def written(kept: Kept) -> Iterator[str]:
    """Yield what the report says of it."""
    part = kept.part("layers")
    best = part["peak"]["gmac"]
    yield (
        f"onnxruntime-web on one thread, its own profile; shortest time of all passes, transformers at {part['side']} "
        f"px, the style network at {part['style_side']}. Peak of the same minutes: {number(best)} GMAC/s.\n"
    )
    for network, roles in part["layers"].items():
        rows, rest = [], 0.0
        layers = [(role, layer) for role, found in roles.items() for layer in found]
        whole = sum(layer["seconds"] for _, layer in layers)
        for role, layer in layers:
            if not layer["macs"] or layer["seconds"] < 0.01 * whole:
                rest += layer["seconds"]
                continue
            rate = layer["macs"] / 1e9 / layer["seconds"]
            share = f"{layer['seconds'] / whole:.0%}"
            milliseconds = number(1000 * layer["seconds"])
            work = number(layer["macs"] / 1e9)
            rows.append([f"{role}: {layer['name']}", work, milliseconds, share, number(rate), f"{rate / best:.0%}"])
        words = "no products, or less than 1 % of the time"
        rows.append([words, "", number(1000 * rest), f"{rest / whole:.0%}", "", ""])
        yield f"### {network}\n"
        yield table(["layer", "GMAC", "ms", "of the time", "GMAC/s", "of the peak"], rows) + "\n"
