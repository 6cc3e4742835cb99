"""``impasto networks``: list the networks."""

import argparse

from impasto.desktop.arguments import Commands, Parser, with_models
from impasto.desktop.exitcodes import DONE
from impasto.desktop.files import write_standard_output
from impasto.desktop.installation import read_catalogue
from impasto.desktop.terminal import table


def add(commands: Commands) -> Parser:
    """Add the command's arguments."""
    about = "list the networks"
    parser: Parser = commands.add_parser(
        "networks", parents=[with_models()], help=about, description=f"{about.capitalize()}."
    )
    return parser


def run(options: argparse.Namespace) -> int:
    """Print a line for each network."""
    catalogue = read_catalogue(options.models)
    defaults = {catalogue.default_style_network, catalogue.default_transformer}
    rows = [("NETWORK", "ROLE", "PARAMETERS", "MB", "ABOUT")]
    rows += [
        (
            network.id + (" *" if network.id in defaults else ""),
            role,
            f"{network.parameters:,}",
            f"{sum(graph.bytes for graph in network.graphs) / 1e6:.1f}",
            f"{network.title}. {network.summary}",
        )
        for role, networks in (
            ("style", catalogue.style_networks),
            ("transformer", catalogue.transformers),
            ("people", catalogue.segmenters),
        )
        for network in networks
    ]
    write_standard_output(f"{table(rows, right=(2, 3))}\n* used unless another is named\n")
    return DONE
