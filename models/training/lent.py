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

    cd models && PYTHONPATH=../pysrc python3 -m training lease --network conv --minutes 9 --output "$OUT"

``--minutes`` counts from the start of the command, loading included; what is imported before takes some seconds more.
If the machine goes back early and can be had again, the last checkpoint goes on with the time that it had left. It has
to be carried along:

    … lease --network conv --minutes 9 --output "$OUT" --resume pack/conv-00300.pt

For a whole run more, ``pack --checkpoints conv.pt`` puts a checkpoint called after its network into the pack, and
training starts from it in place of the committed graphs. Afterwards, at home, with a copy of ``models`` as FOLDER until
it is known to be better:

    python -m training export transformer-conv conv-00530.pt --models FOLDER
    python -m training evaluate --models FOLDER --photographs … --paintings …

Worth doing in this order: conv, separable, lite. Without a GPU the command runs on the CPU, which is for trying it out:

    python -m training lease --network lite --minutes 1 --sides 64 --batch 2 --output /tmp/lease
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import torch

from training.commands import CACHE, MOBILENET, MODELS, committed
from training.data import PictureFolder
from training.graphs import read_weights
from training.inception import InceptionStyle
from training.lease import train_by_the_clock
from training.losses import Vgg, published_vgg
from training.mobilenet import MobileNetStyle
from training.networks import Transformer, lay_out
from training.objective import Objective
from training.onnxnetworks import paint
from training.pack import CONTENTS, LOSS_NETWORK, MEBIBYTE, STYLES, read_vgg, write_pack
from training.painting import Paint, Painting
from training.resident import BatchSampler, ResidentPictures
from training.samples import Sample, StyleEncoder
from training.train import load_averaged

NETWORKS = {"conv": "transformer-conv", "separable": "transformer-separable", "lite": "transformer-lite"}
PACK = MODELS / "pack"
# Networks are trained already. Begun with 1, transformer-conv first went away from the style, as if its content
# distance were too great, and its weight had come down to 0.24 after 220 steps of one picture.
CONTENT_WEIGHT = 0.2


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
    """Train a transformer for some minutes, from the pack's checkpoint or else from the committed graphs."""
    began = time.monotonic()
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.set_float32_matmul_precision("high")
    network = _start(arguments.network, arguments.pack).to(device)
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
    objective = Objective(
        vgg, content_goal=arguments.content_goal, anchor=0.15, variation=0.03, content_weight=CONTENT_WEIGHT
    )

    def way(encoder: StyleEncoder) -> tuple[Paint, Paint]:
        return (_painted(network, encoder, device), _painted(reference, encoder, device))

    mobilenet, inception = MobileNetStyle(MODELS / f"{MOBILENET}.onnx").to(device), _inception(device)
    task = Painting([way(mobilenet), way(mobilenet), way(inception)], objective, sampler)
    arguments.output.mkdir(parents=True, exist_ok=True)
    print(f"{device.type}, {len(sampler.photographs)} contents, {len(sampler.paintings)} styles", flush=True)
    seconds = 60 * arguments.minutes - (time.monotonic() - began)
    output = arguments.output / arguments.network
    print(train_by_the_clock(network, task, seconds, arguments.rate, output, arguments.resume))


def _start(name: str, pack: Path) -> Transformer:
    network = committed(NETWORKS[name]).requires_grad_(True)
    checkpoint = pack / f"{name}.pt"
    if checkpoint.exists():
        network.load_state_dict(load_averaged(checkpoint))
    return network


def _painted(transformer: Transformer, encoder: StyleEncoder, device: torch.device) -> Paint:
    """Vectors are computed as exactly as ever, paintings in bfloat16."""

    def painted(sample: Sample) -> torch.Tensor:
        with torch.no_grad():
            vector = sample.vector(encoder)
        with torch.autocast(device.type, torch.bfloat16):
            return paint(transformer, sample.content, vector).float()

    return painted


def _inception(device: torch.device) -> InceptionStyle:
    network = InceptionStyle()
    network.load_graph(read_weights(MODELS / "style-inception-v3.onnx"))
    lay_out(network)
    return network.requires_grad_(False).to(device)
