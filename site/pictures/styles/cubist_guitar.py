"""Cubist facets: discs and planes of clear colour that cut and tint each other, after a still life with a guitar."""

import numpy as np
from numpy.typing import NDArray

from pictures.canvas import Picture, Pixels, Plane, coordinates, finish, lay, palette, ramp, rgb, step
from pictures.noise import Noise

_DISCS = (
    (0.34, 0.36, 0.31),
    (0.74, 0.62, 0.27),
    (0.82, 0.17, 0.17),
    (0.20, 0.80, 0.21),
    (0.52, 0.93, 0.15),
    (0.03, 0.10, 0.16),
)
_WARM = palette("#e84a94", "#f9b9c4", "#f4efe0", "#a81f78", "#f59a4a", "#fbe08a")
_COOL = palette("#1f9a6a", "#f4efe0", "#a9d64a", "#0f5a5f", "#8fdcc0", "#4a2f9a")
_GROUND = palette("#f2d9c0", "#2f7a6a", "#e0629a", "#efe6d0", "#7fb04a", "#6a2f7a", "#f0a85a", "#1f3a54")

Numbers = NDArray[np.int64]
Mask = NDArray[np.bool_]


def draw() -> Pixels:
    """Tint the planes, turn the discs, draw the guitar over both, then shade every cut."""
    x, y = coordinates()
    noise = Noise(151)
    tint, shade, edge, warm = _planes(x, y)
    picture = _GROUND[tint % len(_GROUND)]
    for number, (cx, cy, r) in enumerate(_DISCS):
        distance, turn = np.hypot(x - cx, y - cy) / r, np.arctan2(y - cy, x - cx)
        ring = np.floor(distance * 5).astype(np.int64)
        # A facet that cuts a disc turns it from warm to cool, as if seen through another glass.
        quarter = np.floor((turn / (np.pi / 2) + 0.31 * number) % 4).astype(np.int64)
        pick = (ring + 2 * quarter + number) % 6
        cool = ((quarter + ring) % 2 == 0) ^ warm
        disc = np.where(cool[..., None], _COOL[pick], _WARM[pick])
        inside = distance < 1.0
        picture = np.where(inside[..., None], disc, picture)
        rim = np.minimum(np.abs(distance * 5 - np.rint(distance * 5)) / 5, 1.0) * r
        shade = np.where(inside, shade * (1.10 - 0.28 * (distance * 5 - ring)), shade)
        edge = np.where(inside, np.minimum(edge, rim), edge)
    picture, edge = _guitar(picture, edge, x, y, warm)
    turn = 0.9 * (tint % 7)
    brushed = noise.fractal(14 * (x * np.cos(turn) + y * np.sin(turn)), 90 * (y * np.cos(turn) - x * np.sin(turn)), 2)
    picture = picture * (shade * (1.0 + 0.15 * brushed))[..., None]
    return finish(lay(picture, rgb("#17131a"), step(0.0042, 0.0022, edge + 0.0012 * noise(9 * x, 9 * y))))


def _planes(x: Plane, y: Plane) -> tuple[Numbers, Plane, Plane, Mask]:
    """Cut the picture by long lines; return number and shade of each facet, distance to its edge, and its side."""
    random = np.random.default_rng(157)
    tint: Numbers = np.zeros(x.shape, np.int64)
    warm: Mask = np.zeros(x.shape, np.bool_)
    shade, edge = np.ones_like(x), np.ones_like(x)
    for number in range(15):
        cx, cy = 0.5 + 0.27 * random.standard_normal(2)
        turn = (0.35, 1.25, 2.0, 2.75, 0.8)[number % 5] + 0.2 * random.standard_normal()
        side = (x - cx) * np.cos(turn) + (y - cy) * np.sin(turn)
        across = (y - cy) * np.cos(turn) - (x - cx) * np.sin(turn)
        within = across * random.choice([-1.0, 1.0]) > -0.22
        beyond = (side > 0) & within
        # Light gathers on one side of a cut and shadow on the other.
        fall = 0.07 + 0.08 * random.random()
        near = np.exp(-np.abs(side) / fall) * within
        shade = shade * np.where(beyond, 1.0 - 0.36 * near, 1.0 + 0.16 * near)
        edge = np.where(within, np.minimum(edge, np.abs(side)), edge)
        tint = tint + beyond * int(random.integers(1, 8))
        warm = warm ^ (beyond & (number % 3 == 0))
    return tint, np.clip(1.02 * shade, 0.38, 1.08), edge, warm


def _guitar(picture: Picture, edge: Plane, x: Plane, y: Plane, warm: Mask) -> tuple[Picture, Plane]:
    """The guitar, its halves out of register; returns the picture and the distance to the nearest outline."""
    slip = np.where(warm, 0.022, -0.018)
    dx, dy = x - 0.55 - slip, y - 0.54 + slip
    u, v = dx * np.cos(0.62) + dy * np.sin(0.62), dy * np.cos(0.62) - dx * np.sin(0.62)
    waist = 0.160 - 0.055 * np.exp(-(((v + 0.03) / 0.06) ** 2)) + 0.035 * np.tanh(v * 9)
    side = waist * np.sqrt(np.clip(1 - ((v - 0.02) / 0.29) ** 2, 0, 1)) - np.abs(u)
    wood = np.where(
        warm[..., None],
        ramp(np.clip(0.5 + 4 * u, 0, 1), ["#8a1f4a", "#f0705a", "#fbd08a"]),
        ramp(np.clip(0.5 + 4 * u, 0, 1), ["#f4f0b0", "#3faa7a", "#123f4a"]),
    )
    grain = 1.0 + 0.10 * np.sin(150 * u)
    picture = np.where((side > 0)[..., None], wood * grain[..., None], picture)
    hole = np.hypot(u, v + 0.03)
    picture = lay(picture, rgb("#17131a"), step(0.060, 0.056, hole))
    picture = lay(picture, rgb("#f4efe0"), step(0.010, 0.007, np.abs(hole - 0.074)))
    neck = (np.abs(u) < 0.028) & (v < -0.06) & (v > -0.62)
    picture = np.where(
        neck[..., None], ramp(step(0.36, 0.44, np.abs((v * 22) % 1.0 - 0.5)), ["#2a1a20", "#e8b85a"]), picture
    )
    bridge = (np.abs(u) < 0.07) & (np.abs(v - 0.17) < 0.013)
    picture = np.where(bridge[..., None], rgb("#2a1a20"), picture)
    for string in np.linspace(-0.020, 0.020, 4):
        line = step(0.0028, 0.0014, np.abs(u - string)) * ((v > -0.62) & (v < 0.17))
        picture = lay(picture, rgb("#f6ecd4"), line)
    outline = np.where(v > -0.28, np.abs(side), 1.0)
    return picture, np.minimum(
        np.where((side > 0) | neck, 1.0, edge),
        np.minimum(outline, np.where(neck | (v > -0.28), 1.0, np.abs(np.abs(u) - 0.028) + (v < -0.62) + (v > -0.06))),
    )
