"""A folder with all that a run on a machine without network needs beside the repository, made small.

Pictures are re-encoded as WebP, each with the probability of being drawn that its folder gives it; none that is held
out for evaluation goes in. VGG-16 is int8 with one scale for each output channel, which moved the style distances of
eight paintings by 0.8 % at most, the content distances by 0.4 %. Checkpoints keep the running mean of the weights, in
half precision.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image

from importing.graph import QuantisedWeights
from importing.transformer_graphs import quantised
from training.data import PictureFolder, open_picture
from training.losses import vgg_layers
from training.train import load_averaged

CONTENTS, STYLES = "contents.zip", "styles.zip"
LOSS_NETWORK = "vgg16.npz"
INDEX = "index.json"
CONTENT_SHORT_SIDE, STYLE_SHORT_SIDE = 320, 224
# Sharper than one sees: a style's grain is what the losses measure.
CONTENT_QUALITY, STYLE_QUALITY = 70, 75
# Fast to write and a few hundredths larger than the smallest.
WEBP_METHOD = 4
MEBIBYTE = 2**20


def write_pack(
    folder: Path,
    contents: tuple[PictureFolder, int],
    styles: tuple[PictureFolder, int],
    vgg: dict[str, NDArray[np.float32]],
    checkpoints: Sequence[Path],
) -> dict[str, int]:
    """Write a pack of so many contents and styles, and return the bytes of each file in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    write_pictures(folder / CONTENTS, *contents, CONTENT_SHORT_SIDE, CONTENT_QUALITY)
    write_pictures(folder / STYLES, *styles, STYLE_SHORT_SIDE, STYLE_QUALITY)
    write_vgg(folder / LOSS_NETWORK, vgg)
    for checkpoint in checkpoints:
        averaged = {f"module.{name}": value.half() for name, value in load_averaged(checkpoint).items()}
        torch.save({"averaged": averaged}, folder / checkpoint.name)
    return {path.name: path.stat().st_size for path in sorted(folder.iterdir())}


def write_pictures(file: Path, pictures: PictureFolder, count: int, short_side: int, quality: int) -> None:
    """Write ``count`` pictures of a folder, or all if there are fewer, drawn by their probabilities, as one archive.

    Those that are larger are reduced to ``short_side`` pixels. The same folder always gives the same archive.
    """
    with zipfile.ZipFile(file, "w") as archive:
        index = {}
        for number, (path, probability) in enumerate(pictures.some(count)):
            name = f"{number:05}.webp"
            index[name] = probability
            archive.writestr(zipfile.ZipInfo(name), _encoded(open_picture(path), short_side, quality))
        archive.writestr(zipfile.ZipInfo(INDEX), json.dumps(index))


def write_vgg(file: Path, arrays: dict[str, NDArray[np.float32]]) -> None:
    """Write the weights of the loss network, kernels rounded to int8."""
    stored: dict[str, NDArray[np.int8] | NDArray[np.float32]] = {}
    for layer in vgg_layers():
        kernel = quantised(arrays[f"{layer}/kernel"])
        stored[f"{layer}/int8"], stored[f"{layer}/scale"] = kernel.values, kernel.scale
        stored[f"{layer}/bias"] = arrays[f"{layer}/bias"]
    np.savez(file, **stored)


def read_vgg(file: Path) -> dict[str, NDArray[np.float32]]:
    """Return the weights of the loss network as ``Vgg`` takes them."""
    arrays = {}
    with np.load(file) as stored:
        for layer in vgg_layers():
            kernel = QuantisedWeights(stored[f"{layer}/int8"], stored[f"{layer}/scale"])
            arrays[f"{layer}/kernel"], arrays[f"{layer}/bias"] = kernel.dequantised(), stored[f"{layer}/bias"]
    return arrays


def _encoded(picture: Image.Image, short_side: int, quality: int) -> bytes:
    scale = min(short_side / min(picture.size), 1)
    width, height = (round(length * scale) for length in picture.size)
    given = picture.resize((width, height), Image.Resampling.LANCZOS) if scale < 1 else picture
    data = io.BytesIO()
    given.save(data, "WEBP", quality=quality, method=WEBP_METHOD)
    return data.getvalue()
