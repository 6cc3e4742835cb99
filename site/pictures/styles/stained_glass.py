"""Leaded glass: a sun over hills and a river, lit from behind, in a frame of small panes."""

import numpy as np

from pictures.canvas import Picture, Pixels, Plane, blur, coordinates, finish, lay, palette, ramp, relief, rgb, step
from pictures.cells import Cells
from pictures.noise import Noise

_SUN = (0.52, 0.36)
_FRAME = 0.075


def draw() -> Pixels:
    """Cut, colour and lead the panes."""
    x, y = coordinates()
    noise = Noise(21)
    glass, lead = _window(x, y, noise)
    border = np.minimum(np.minimum(x, 1 - x), np.minimum(y, 1 - y))
    frame_glass, frame_lead = _frame(x, y, border)
    inside = border > _FRAME
    glass = np.where(inside[..., None], glass, frame_glass)
    lead = np.where(inside, np.minimum(lead, border - _FRAME), frame_lead)

    streaks = noise.fractal(9 * x + 2 * noise(4 * x, 4 * y), 26 * y, 3)
    seeds = step(0.50, 0.75, noise(70 * x, 70 * y))
    light = 1.02 + 0.34 * streaks + 0.25 * seeds + 0.28 * np.exp(-((x - _SUN[0]) ** 2 + (y - _SUN[1]) ** 2) / 0.11)
    # Panes are thinner, so brighter, in the middle.
    glass = glass * (light * (0.70 + 0.42 * step(0.0, 0.035, lead)))[..., None]
    came = 0.0052 + 0.0012 * noise(8 * x, 8 * y)
    cover = step(came + 0.0016, came - 0.0004, lead)
    metal = (0.105 + 0.05 * noise(40 * x, 40 * y)) * relief(blur(cover, 2.2), 16.0)
    picture = lay(glass, metal[..., None] * rgb("#e6e9f2"), cover)
    # The light spills over the lead.
    bright = np.stack([blur(picture[..., channel], 9.0) for channel in range(3)], axis=-1)
    return finish(picture + 0.22 * bright**1.5)


def _window(x: Plane, y: Plane, noise: Noise) -> tuple[Picture, Plane]:
    """Colours of the panes of the scene, and the distance to the nearest lead."""
    dx, dy = x - _SUN[0], y - _SUN[1]
    distance, turn = np.hypot(dx, dy), np.arctan2(dy, dx)
    # Round the sun the panes stand in rings of 22, further out they are loose.
    ring = Cells(turn * (22 / (2 * np.pi)) + 22.0, distance / 0.075, seed=31, jitter=0.25)
    wx, wy = x + 0.03 * noise(3 * x, 3 * y), y + 0.03 * noise(3 * x + 9, 3 * y)
    loose = Cells(wx * 13, wy * 13, seed=33, jitter=0.9)
    hill = 0.60 + 0.06 * np.sin(6.5 * x + 0.5)
    field = 0.74 - 0.05 * np.sin(5.2 * x)
    bank = np.abs(x - 0.5 - 0.17 * np.sin(9 * y - 1.2)) - 0.08 * (y - 0.48) / 0.4 - 0.02
    regions = ((y < hill), (y >= hill) & (y < field), (y >= field) & (bank > 0), (y >= hill) & (bank <= 0))

    rays = palette("#ffd21f", "#ff9a16", "#f4591d", "#ffe98c", "#e6322e", "#ffb347")
    skies = palette("#1238a8", "#1f6fe0", "#5b2fb0", "#2aa7e8", "#0f2a7a", "#7a3fd0", "#18b5c9")
    greens = palette("#0f8a3c", "#53b52b", "#0b5f3a", "#a6cf2a", "#1aa37a")
    lands = palette("#c81e3c", "#f08a1d", "#8f1550", "#ffce2e", "#d9481c", "#5a1a74")
    waters = palette("#18c5d9", "#0f7fd0", "#8fe9ee", "#1450b8")

    def choose(colours: Plane, number: Plane) -> Picture:
        return np.asarray(colours[np.minimum((number * len(colours)).astype(np.int64), len(colours) - 1)])

    radial = (distance < 0.34) & regions[0]
    warm = choose(rays, (ring.random[0] * 0.5 + 0.5 * np.clip(ring.y * 0.2, 0, 0.99)))
    sky = np.where(radial[..., None], warm, choose(skies, loose.random[0]))
    sky = np.where((distance < 0.075)[..., None], rgb("#fff2a8"), sky)
    glass = np.select(
        [region[..., None] for region in regions[:3]],
        [sky, choose(greens, loose.random[1]), choose(lands, loose.random[1])],
        0.0,
    )
    glass = np.where(regions[3][..., None], choose(waters, loose.random[2]), glass)

    ring_lead = np.minimum(ring.edge() * 0.075, np.abs(distance - 0.075))
    lead = np.where(
        radial,
        np.where(distance < 0.075, np.abs(distance - 0.075), ring_lead * np.clip(distance / 0.15, 0.6, 1.3)),
        loose.edge() / 13,
    )
    for outline in (
        np.where(regions[0], np.abs(distance - 0.34), 1.0),
        np.abs(y - hill),
        np.where(bank > 0, np.abs(y - field), 1.0),
        np.where(y > hill, np.abs(bank), 1.0),
    ):
        lead = np.minimum(lead, outline * 0.8)
    return glass * (0.85 + 0.3 * loose.random[3])[..., None], lead


def _frame(x: Plane, y: Plane, border: Plane) -> tuple[Picture, Plane]:
    along = np.where(np.minimum(x, 1 - x) < np.minimum(y, 1 - y), y, x)
    pane = along * 16
    number = np.floor(pane).astype(np.int64)
    colours = palette("#b3122e", "#123c9c", "#e8a91c", "#0d7a55")[number % 4]
    lead = np.minimum(np.abs(pane - np.rint(pane)) / 16, np.minimum(np.abs(border - _FRAME), np.abs(border - 0.012)))
    dot = np.hypot(pane - number - 0.5, (border - 0.5 * _FRAME) * 16)
    colours = np.where((dot < 0.26)[..., None], ramp(number % 2, ["#ffe27a", "#9fe3f0"]), colours)
    return colours, np.minimum(lead, np.abs(dot - 0.26) / 16)
