"""Plots of measured series as SVG: the same bytes from the same figures, and right on light and dark ground."""

import io
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

from bench.rounds import summary
from bench.series import number

INK, SOFT, HAIRLINE, GROUND, ACCENT, OTHER = "#241f1a", "#675e54", "#ddd6cb", "#f6f3ee", "#c8452f", "#8f8578"
DARK = {
    INK: "#ece6dc",
    SOFT: "#a89f92",
    HAIRLINE: "#35302b",
    GROUND: "#161412",
    ACCENT: "#f07a61",
    OTHER: "#7d7468",
}
"""The colours of the page (site/styles/tokens.css), and what stands for them in the dark."""

LOOKS = ((ACCENT, "o"), (OTHER, "s"), (INK, "D"), (SOFT, "^"))
"""Colour and mark of the first series, the second and so on: they can be told apart without their colours, too."""

WIDTH, LINE, BETWEEN, AROUND = 7.6, 0.17, 0.14, 1.3  # inches
SETTINGS = {
    "svg.fonttype": "none",
    "svg.hashsalt": "impasto",
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "text.color": INK,
    "axes.edgecolor": HAIRLINE,
    "axes.labelcolor": SOFT,
    "xtick.color": SOFT,
    "ytick.color": INK,
    "axes.unicode_minus": False,
}


Row = tuple[str, Mapping[str, Sequence[float] | None]]
"""A label, and by the name of each series the values of all rounds, or None where nothing was measured."""


class Plot(NamedTuple):
    """Rows of series under a title, measured in a unit; `name` is that of the file."""

    name: str
    title: str
    unit: str
    rows: Sequence[Row]
    logarithmic: bool = True

    @property
    def series(self) -> list[str]:
        """The names of all series that have values, in the order in which they come."""
        return list(dict.fromkeys(name for _, values in self.rows for name, each in values.items() if each))


def drawn(plot: Plot) -> bytes:
    """Return a plot as SVG: for each row and series the median as a mark, on a line from the least to the most."""
    looks = dict(zip(plot.series, LOOKS, strict=False))
    with mpl.rc_context(SETTINGS):
        row = LINE * len(looks) + BETWEEN
        figure = Figure(figsize=(WIDTH, AROUND + row * len(plot.rows)), facecolor=GROUND, layout="constrained")
        figure.get_layout_engine().set(w_pad=0.12, h_pad=0.1)
        axes = figure.add_subplot(facecolor=GROUND)
        for at, (_, values) in enumerate(plot.rows):
            for line, (name, (colour, mark)) in enumerate(looks.items()):
                if series := values.get(name):
                    _mark(axes, at + (line - (len(looks) - 1) / 2) * LINE / row, series, colour, mark)
        for name, (colour, mark) in looks.items():
            axes.plot([], [], color=colour, marker=mark, linestyle="none", markersize=6, label=name)
        _furnish(axes, plot)
        figure.suptitle(plot.title, x=0.016, ha="left", fontsize=11)
        file = io.BytesIO()
        figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    return _in_the_dark_too(file.getvalue().decode()).encode()


def _mark(axes: Axes, height: float, series: Sequence[float], colour: str, mark: str) -> None:
    middle, least, most = summary(series)
    axes.plot([least, most], [height, height], color=colour, linewidth=2, solid_capstyle="round", alpha=0.5)
    axes.plot([middle], [height], color=colour, marker=mark, markersize=5, linestyle="none")
    beside = {"textcoords": "offset points", "xytext": (6, 0), "va": "center_baseline", "fontsize": 7, "color": SOFT}
    axes.annotate(number(middle), (most, height), **beside)


def _furnish(axes: Axes, plot: Plot) -> None:
    axes.set_yticks(range(len(plot.rows)), [label for label, _ in plot.rows])
    axes.set_ylim(len(plot.rows) - 0.5, -0.5)
    axes.set_xlabel(plot.unit)
    if plot.logarithmic:
        axes.set_xscale("log")
        axes.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
        axes.xaxis.set_minor_formatter(NullFormatter())
        axes.margins(x=0.07)
    else:
        axes.set_xlim(0, 1.07 * axes.dataLim.x1)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,g}"))
    axes.grid(axis="x", color=HAIRLINE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(which="both", length=0)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=len(LOOKS), frameon=False, handletextpad=0.2)


def _in_the_dark_too(svg: str) -> str:
    """Return a drawing with other colours for whoever prefers dark ground."""
    rules = "".join(
        f'[style*="{way}: {light}"]{{{way}:{dark}!important}}'
        for light, dark in DARK.items()
        for way in ("fill", "stroke")
    )
    beginning = '<style type="text/css">'
    return svg.replace(beginning, f"{beginning}@media (prefers-color-scheme: dark){{{rules}}}", 1)
