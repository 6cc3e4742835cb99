"""What the commands ``pack`` and ``lease`` do: training in the minutes for which somebody lends a graphics processor.

What is expected of such a machine: a GPU with some 40 GB of memory lent for some minutes, without network, with
PyTorch, onnx, onnxruntime and Pillow installed; one command of ten minutes at most; 64 MiB in, the working tree among
them; files of 16 MiB at most back. So all but the training is done beforehand, where there is time:

    cd models
    export PYTHONPATH=../pysrc
    python -m training pack --photographs … --paintings … --limit 40

writes the ignored folder ``models/pack`` and says what it holds. It is carried along with the working tree, and there
one command trains, prints the losses every ten seconds and leaves a checkpoint of 4 MB every minute, the last four of
which stay:

    cd models && PYTHONPATH=../pysrc python3 -m training lease --network conv separable --minutes 9 --output "$OUT"

Networks that are trained together share samples, vectors, references and targets, which are half the work of each.
``--minutes`` counts from the start of the command, loading included; what is imported before takes some seconds more.
If the machine goes back early and can be had again, the last checkpoints go on with the time that they had left. They
have to be carried along, in the folder of ``--output``:

    … lease --network conv separable --minutes 9 --output pack --resume 300

For a whole run more, ``pack --checkpoints conv.pt`` puts a checkpoint called after its network into the pack, and
training starts from it in place of the committed graphs. Afterwards, at home, with a copy of ``models`` as FOLDER until
it is known to be better:

    python -m training export transformer-conv conv-00530.pt --models FOLDER
    python -m training evaluate --models FOLDER --photographs … --paintings …

Worth doing in this order: conv, separable, inception, lite. Inception learns through those that it is trained with, and
its checkpoint has 19 MB. Without a GPU the command runs on the CPU, which is for trying it out:

    python -m training lease --network lite --minutes 1 --sides 64 --batch 2 --output /tmp/lease
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import torch
from torch import nn

from training.commands import CACHE, MOBILENET, MODELS, committed
from training.data import PictureFolder
from training.graphs import read_weights
from training.inception import InceptionStyle
from training.lease import train_by_the_clock
from training.losses import Vgg, published_vgg
from training.mobilenet import MobileNetStyle
from training.networks import lay_out
from training.objective import Objective
from training.onnxnetworks import paint
from training.pack import CONTENTS, LOSS_NETWORK, MEBIBYTE, STYLES, read_vgg, write_pack
from training.painting import PaintingTogether, Paints
from training.resident import BatchSampler, ResidentPictures
from training.train import load_averaged

TRANSFORMERS = {"conv": "transformer-conv", "separable": "transformer-separable", "lite": "transformer-lite"}
INCEPTION = "inception"
NETWORKS = (*TRANSFORMERS, INCEPTION)
PACK = MODELS / "pack"
# Networks are trained already. Begun with 1, transformer-conv first went away from the style, as if its content
# distance were too great, and its weight had come down to 0.24 after 220 steps of one picture.
CONTENT_WEIGHT = 0.2
# Part of the rate of transformers: all layers of the style network go on from weights that know ImageNet.
STYLE_RATE = 0.2


def pack(arguments: argparse.Namespace) -> None:
    """Write the pack and print what it holds, in MiB."""
    sizes = write_pack(
        arguments.output,
        (PictureFolder(arguments.photographs), arguments.contents),
        (PictureFolder(arguments.paintings), arguments.styles),
        published_vgg(CACHE),
        arguments.checkpoints,
    )
    for name, size in sizes.items():
        print(f"{size / MEBIBYTE:6.1f} MiB  {name}")
    total = sum(sizes.values()) / MEBIBYTE
    print(f"{total:6.1f} MiB in all, of {arguments.limit:g}")
    if total > arguments.limit:
        raise SystemExit(f"{arguments.output} is {total - arguments.limit:.1f} MiB over the limit: take fewer pictures")


def lease(arguments: argparse.Namespace) -> None:
    """Train networks for some minutes, from the pack's checkpoints or else from the committed graphs."""
    began = time.monotonic()
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.set_float32_matmul_precision("high")
    networks = {name: start(name, arguments.pack).to(device) for name in arguments.network}
    reference = committed("transformer-lite").to(device)
    vgg = Vgg(read_vgg(arguments.pack / LOSS_NETWORK), torch.bfloat16).to(device)
    sampler = BatchSampler(
        ResidentPictures(arguments.pack / CONTENTS, device),
        ResidentPictures(arguments.pack / STYLES, device),
        arguments.seed,
        arguments.batch,
        arguments.sides,
        mixtures=0.2,
        flat=0.15,
    )

    def objective(name: str) -> Objective:
        # transformer-lite is held against itself as it was when the run began.
        goal = arguments.content_goal if name != "lite" else 1.0
        return Objective(vgg, content_goal=goal, anchor=0.15, variation=0.03, content_weight=CONTENT_WEIGHT)

    mobilenet = MobileNetStyle(MODELS / f"{MOBILENET}.onnx").to(device)
    inception = networks[INCEPTION] if INCEPTION in networks else start(INCEPTION, arguments.pack).to(device)
    inception.requires_grad_(INCEPTION in networks)
    painters = {name: _painter(network, device) for name, network in networks.items() if name != INCEPTION}
    task = PaintingTogether(
        painters,
        [mobilenet, mobilenet, inception],
        lambda sample: _painter(reference, device)(sample.content, sample.vector(mobilenet)),
        {name: {side: objective(name) for side in sorted(set(arguments.sides))} for name in painters},
        sampler,
    )
    arguments.output.mkdir(parents=True, exist_ok=True)
    print(f"{device.type}, {len(sampler.photographs)} contents, {len(sampler.paintings)} styles", flush=True)
    seconds = 60 * arguments.minutes - (time.monotonic() - began)
    rates = {name: arguments.rate * (STYLE_RATE if name == INCEPTION else 1) for name in networks}
    for file in train_by_the_clock(networks, task, seconds, rates, arguments.output, arguments.resume):
        print(file)


def start(name: str, pack: Path) -> nn.Module:
    """Return the network that training begins with: the pack's, or else the committed one."""
    network: nn.Module
    if name == INCEPTION:
        network = InceptionStyle(bfloat16=True)
        network.load_graph(read_weights(MODELS / "style-inception-v3.onnx"))
        lay_out(network)
    else:
        network = committed(TRANSFORMERS[name])
    checkpoint = pack / f"{name}.pt"
    if checkpoint.exists():
        network.load_state_dict(load_averaged(checkpoint))
    return network.requires_grad_(True)


def _painter(transformer: nn.Module, device: torch.device) -> Paints:
    """Vectors are computed as exactly as ever, paintings in bfloat16."""

    def painted(content: torch.Tensor, vector: torch.Tensor) -> torch.Tensor:
        with torch.autocast(device.type, torch.bfloat16):
            return paint(transformer, content, vector).float()

    return painted
