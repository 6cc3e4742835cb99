"""The training package: networks against the committed graphs and the oracle, losses by hand, runs that resume."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

pytest.importorskip("torch", reason="the extra train is not installed")

import torch

from impasto.grain import REACH
from importing.transformer_graphs import CONTRACTING, STYLED, decoder_graph, encoder_graph
from tests.unit import oracle
from training import report, start
from training.data import (
    PictureFolder,
    fitted,
    flat_colours,
    is_held_out,
    open_picture,
    random_part,
    random_square,
    tensor,
)
from training.distil import Distillation, varied
from training.evaluate import UNPAINTED, Distances, structural_similarity
from training.export import export_inception, export_transformer, transformer_weights
from training.fit import fit_bottleneck
from training.graphs import read_weights
from training.inception import BACKBONE, FEATURES, InceptionStyle
from training.losses import VGG_WHEEL, Vgg, content_distance, grams, style_distances, total_variation
from training.networks import FULL_WIDTH, QUARTER_WIDTH, Transformer, load_checkpoint, load_graphs
from training.objective import Objective
from training.onnxnetworks import OnnxStyleNetwork, OnnxTransformer, levels, paint, read_manifest
from training.onnxnetworks import transformer as onnx_transformer
from training.painting import Painting
from training.samples import Sample, Sampler
from training.train import load_averaged, train

MODELS = Path(__file__).resolve().parents[2] / "models"
CACHE = MODELS.parent / ".build" / "cache"
TRANSFORMERS = read_manifest(MODELS, "transformer")
ROUNDING = 0.5 / 255 + 1e-3
"""How far what a graph has painted, in 256 levels, may be from the exact colours."""


@pytest.fixture(autouse=True)
def seed() -> None:
    torch.manual_seed(0)


@pytest.fixture
def lite() -> Transformer:
    return committed("transformer-lite")


def committed(name: str) -> Transformer:
    """Return a committed transformer in PyTorch."""
    widths = QUARTER_WIDTH if name == "transformer-lite" else FULL_WIDTH
    network = Transformer(name == "transformer-separable", widths)
    files = [MODELS / graph["file"] for graph in TRANSFORMERS[name]["graphs"].values()]
    load_graphs(network, read_weights(*files))
    return network.requires_grad_(False)


def picture(height: int, width: int) -> torch.Tensor:
    """Return soft coloured waves with some grain, [1, 3, height, width], in 256 levels."""
    y, x = torch.meshgrid(torch.linspace(0, 9, height), torch.linspace(0, 12, width), indexing="ij")
    waves = torch.stack([torch.sin(x + y), torch.sin(x * y / 9), torch.cos(2 * x - y)])[None]
    colours = (0.5 + 0.4 * waves + 0.05 * torch.randn(1, 3, height, width)).clamp(0, 1)
    return (colours * 255).round() / 255


def random_transformer(separable: bool = False) -> Transformer:
    """Return a narrow transformer of random weights, with a style that is felt."""
    network = Transformer(separable, (4, 6, 8)).requires_grad_(False)
    torch.nn.init.normal_(network.style.weight, std=0.2)
    return network


# --- networks ---


@pytest.mark.parametrize("name", TRANSFORMERS)
def test_networks_are_those_of_the_committed_graphs(name: str) -> None:
    content, vector = picture(48, 64), torch.randn(1, 100) / 2
    painted = committed(name)(content, vector)
    expected = onnx_transformer(MODELS, TRANSFORMERS[name])(content, vector)
    assert float((painted - expected).abs().max()) <= ROUNDING


def test_networks_have_the_published_size() -> None:
    assert [sum(p.numel() for p in Transformer(separable).parameters()) for separable in (False, True)] == [
        1_953_214,
        568_734,
    ]
    assert sum(p.numel() for p in InceptionStyle().parameters()) == 9_033_348


def test_checkpoints_of_tensorflow_are_read() -> None:
    random = np.random.default_rng(0)

    def normal(*shape: int) -> NDArray[np.float32]:
        return random.normal(size=shape).astype(np.float32)

    separable = Transformer(separable=True).requires_grad_(False)
    arrays: dict[str, NDArray[np.float32]] = {}
    for layer in separable.contract:
        outputs, inputs, size, _ = separable.get_parameter(f"contract.{layer}.weights").shape
        arrays |= {f"{layer}/weights": normal(size, size, inputs, outputs), f"{layer}/biases": normal(outputs)}
    for layer in separable.styled:
        outputs, inputs, _, _ = separable.get_parameter(f"styled.{layer}.pointwise").shape
        size = separable.get_parameter(f"styled.{layer}.depthwise").shape[-1]
        arrays[f"{layer}/depthwise_weights"] = normal(size, size, inputs, 1)
        arrays[f"{layer}/pointwise_weights"] = normal(1, 1, inputs, outputs)
        for name in ("gamma", "beta"):
            arrays[f"{layer}/style_norm/{name}/weights"] = normal(100, outputs)
            arrays[f"{layer}/style_norm/{name}/biases"] = normal(outputs)
    load_checkpoint(separable, arrays)
    depthwise = separable.get_parameter("styled.expand/conv3.depthwise").numpy()
    pointwise = separable.get_parameter("styled.expand/conv3.pointwise").numpy()
    assert depthwise[5, 0, 2, 7] == arrays["expand/conv3/depthwise_weights"][2, 7, 5, 0]
    assert pointwise[1, 5, 0, 0] == arrays["expand/conv3/pointwise_weights"][0, 0, 5, 1]
    # The last rows of the style matrix are beta of the last layer.
    last = separable.style.weight[-3:].numpy()
    assert np.array_equal(last, arrays["expand/conv3/style_norm/beta/weights"].T)


# --- starting points ---


def test_multiplying_out_keeps_the_picture() -> None:
    separable = Transformer(separable=True)
    content, vector = picture(32, 48), torch.randn(1, 100) / 4
    with torch.no_grad():
        plain = start.multiplied_out(separable)
        assert torch.allclose(plain(content, vector), separable(content, vector), atol=1e-4)
    assert all(parameter.requires_grad for parameter in plain.parameters())


def test_factorising_keeps_most_of_the_picture(lite: Transformer) -> None:
    content, vector = picture(64, 64), torch.randn(1, 100) / 4
    with torch.no_grad():
        expected = lite(content, vector)
        difference = (start.factorised(lite)(content, vector) - expected).abs().mean()
        nothing = (expected.mean((2, 3), keepdim=True) - expected).abs().mean()
    assert float(difference) < 0.7 * float(nothing)


# --- export ---


@pytest.mark.parametrize("separable", [False, True])
def test_exported_transformer_paints_as_in_pytorch(separable: bool, tmp_path: Path) -> None:
    network = random_transformer(separable)
    weights = transformer_weights(network)
    (tmp_path / "e.onnx").write_bytes(encoder_graph("e", weights, ""))
    (tmp_path / "d.onnx").write_bytes(decoder_graph("d", weights, ""))
    content, vector = picture(32, 48), torch.randn(1, 100)
    painted = OnnxTransformer(tmp_path / "e.onnx", tmp_path / "d.onnx")(content, vector)
    assert float((painted - network(content, vector)).abs().mean()) <= 0.02  # rounding to int8
    load_graphs(network, read_weights(tmp_path / "e.onnx", tmp_path / "d.onnx"))
    assert float((painted - network(content, vector)).abs().max()) <= ROUNDING
    assert painted.std() > 0.05


def test_exported_transformer_agrees_with_the_oracle(tmp_path: Path) -> None:
    weights = transformer_weights(random_transformer())
    (tmp_path / "e.onnx").write_bytes(encoder_graph("e", weights, ""))
    (tmp_path / "d.onnx").write_bytes(decoder_graph("d", weights, ""))
    content, vector = picture(24, 32), torch.randn(1, 100)
    painted = OnnxTransformer(tmp_path / "e.onnx", tmp_path / "d.onnx")(content, vector)
    features = oracle.encode(content[0].permute(1, 2, 0).double().numpy(), oracle.Weights(tmp_path / "e.onnx"))
    expected = oracle.decode(features, vector[0].double().numpy(), oracle.Weights(tmp_path / "d.onnx"))
    assert np.abs(painted[0].permute(1, 2, 0).numpy() - expected).max() <= ROUNDING


@pytest.mark.parametrize("separable", [False, True])
def test_export_writes_files_and_record(separable: bool, tmp_path: Path) -> None:
    shutil.copy(MODELS / "manifest.json", tmp_path)
    export_transformer(Transformer(separable), tmp_path)
    name = "transformer-separable" if separable else "transformer-conv"
    record = read_manifest(tmp_path, "transformer")[name]
    assert record["parameters"] == (568_734 if separable else 1_953_214)
    painted = onnx_transformer(tmp_path, record)(picture(16, 16), torch.randn(1, 100))
    assert painted.shape == (1, 3, 16, 16)


@pytest.mark.parametrize(("height", "width"), [(96, 96), (128, 160)])
def test_exported_inception_gives_the_vector_of_pytorch(height: int, width: int, tmp_path: Path) -> None:
    shutil.copy(MODELS / "manifest.json", tmp_path)
    network = InceptionStyle().requires_grad_(False)
    export_inception(network, tmp_path)
    file = tmp_path / "style-inception-v3.onnx"
    arrays = read_weights(file)
    for number, convolution in enumerate(network.convolutions, 1):
        convolution.weight.data = torch.from_numpy(arrays[f"convolution{number}/weights"])
    network.bottleneck.weight.data = torch.from_numpy(arrays["vector/weights"])
    given = picture(height, width)
    assert float((OnnxStyleNetwork(file)(given) - network(given)).abs().max()) <= 1e-3
    assert read_manifest(tmp_path, "style")["style-inception-v3"]["parameters"] == 9_033_348


def test_layers_are_in_the_order_of_the_graphs() -> None:
    network = Transformer()
    assert (tuple(network.contract), tuple(network.styled)) == (CONTRACTING, STYLED)


# --- data ---


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of 60 small pictures, 40 of one genre, 20 of another; the first pixel's red tells which it is."""
    random = np.random.default_rng(0)
    for number in range(60):
        genre = "large" if number < 40 else "small"
        pixels = random.integers(0, 256, (30, 40, 3), np.uint8)
        pixels[0, 0, 0] = 4 * number
        Image.fromarray(pixels).save(tmp_path / f"{genre}__{number}.png")
    return tmp_path


def test_a_tenth_is_held_out_by_name() -> None:
    names = [f"picture-{number}.jpg" for number in range(2000)]
    held_out = [name for name in names if is_held_out(name)]
    assert 150 < len(held_out) < 250
    assert held_out == [name for name in names if is_held_out(name)]


def test_training_never_sees_what_is_held_out(folder: Path) -> None:
    seen = {path.name for path in PictureFolder(folder).paths}
    kept = {path.name for path in PictureFolder(folder, held_out=True).paths}
    assert kept
    assert not seen & kept
    assert len(seen | kept) == 60


def test_large_genres_do_not_drown_small_ones(folder: Path) -> None:
    pictures, random = PictureFolder(folder), np.random.default_rng(0)
    drawn = [np.asarray(pictures.draw(random))[0, 0, 0] // 4 for _ in range(500)]
    small = sum(number >= 40 for number in drawn) / len(drawn)
    assert 0.36 < small < 0.47  # 1 / (1 + sqrt(2)) = 0.41, where shares by number would be 0.33


def test_a_folder_without_pictures_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="holds no pictures"):
        PictureFolder(tmp_path)


def test_squares_parts_and_whole_pictures_have_the_sizes_asked_for() -> None:
    given = Image.new("RGB", (300, 200))
    assert random_square(given, 96, 0.5, np.random.default_rng(0)).size == (96, 96)
    assert random_part(given, 256, 0.9, 4, np.random.default_rng(0)).size == (256, 172)
    assert fitted(given, 256, 4).size == (256, 172)
    assert fitted(given, 256, 32).size == (256, 160)


def test_samples_depend_on_seed_and_step_alone(folder: Path) -> None:
    sampler = Sampler(PictureFolder(folder), PictureFolder(folder), seed=1, sides=[64], mixtures=0.5, flat=0.2)
    for step in range(4):
        first, second = sampler.sample(step), sampler.sample(step)
        assert torch.equal(first.content, second.content)
        assert first.shares == second.shares
        assert sum(first.shares) == pytest.approx(1)


def test_flat_colours_are_few_and_in_large_areas() -> None:
    drawing = np.asarray(flat_colours(Image.fromarray(levels(picture(96, 128))[0]), np.random.default_rng(0)))
    assert drawing.shape == (96, 128, 3)
    assert 3 <= len(np.unique(drawing.reshape(-1, 3), axis=0)) <= 8
    same = (drawing[1:] == drawing[:-1]).all(2)
    assert same.mean() > 0.9


def test_a_picture_is_painted_with_edge_and_grain_and_cropped() -> None:
    seen = []

    def transformer(given: torch.Tensor, vector: torch.Tensor) -> torch.Tensor:
        seen.append(given)
        return given + vector.mean()

    given = picture(33, 50)
    painted = paint(transformer, given, torch.full((1, 100), 2.0))
    assert seen[0].shape == (1, 3, 52, 68)
    assert painted.shape == given.shape
    difference = (painted - 2 - given).abs()
    assert 0 < float(difference.max()) <= REACH / 255 + 1e-5


def test_vectors_are_mixed_by_share() -> None:
    styles = [torch.full((1, 3, 4, 4), value) for value in (0.0, 1.0)]
    sample = Sample(styles[0], styles, [0.25, 0.75])
    assert float(sample.vector(lambda style: style.mean((2, 3)))[0, 0]) == pytest.approx(0.75)


# --- losses ---


def test_gram_matrices_are_mean_products() -> None:
    features = torch.tensor([[[[1.0, 2.0], [3.0, 4.0]], [[1.0, 0.0], [0.0, 1.0]]]])
    (gram,) = grams([features])
    assert gram.tolist() == [[[7.5, 1.25], [1.25, 0.5]]]


def test_distances_are_parts_of_the_target() -> None:
    style = [torch.tensor([[[3.0, 0.0], [0.0, 4.0]]])]
    painted = [torch.tensor([[[3.0, 0.0], [0.0, 0.0]]])]
    assert style_distances(painted, style).tolist() == [[pytest.approx(16 / 25)]]
    content = [torch.zeros(1), torch.zeros(1), torch.tensor([[[[3.0, 4.0]]]])]
    moved = [torch.zeros(1), torch.zeros(1), torch.tensor([[[[3.0, 5.0]]]])]
    assert content_distance(moved, content).tolist() == [pytest.approx(1 / 25)]


def test_total_variation_counts_both_directions() -> None:
    steps = torch.tensor([[[[0.0, 0.5], [0.0, 0.5]]]])
    assert total_variation(steps).tolist() == [pytest.approx(0.5)]


@pytest.mark.skipif(not (CACHE / VGG_WHEEL.file).exists(), reason=f"{VGG_WHEEL.file} is not in the cache")
def test_vgg_is_the_published_one_and_tells_pictures_apart() -> None:
    vgg = Vgg(CACHE)  # checks the first kernel
    features = vgg(picture(64, 64))
    assert [block.shape[1:] for block in features] == [(64, 64, 64), (128, 32, 32), (256, 16, 16), (512, 8, 8)]
    assert len(vgg(picture(64, 64), 3)) == 3


@pytest.mark.skipif(not (CACHE / BACKBONE.file).exists(), reason=f"{BACKBONE.file} is not in the cache")
def test_backbone_was_made_for_pictures_from_0_to_1() -> None:
    network = InceptionStyle().requires_grad_(False)
    network.load_backbone(CACHE)
    features = network.features(picture(128, 128))
    assert features.shape == (1, FEATURES)
    assert float((features > 0.01).float().mean()) > 0.1
    assert float(features.max()) < 20


def test_structural_similarity_is_one_for_the_same_picture() -> None:
    given = picture(32, 32)
    assert structural_similarity(given, given) == pytest.approx(1)
    assert structural_similarity(given, 1 - given) < 0


# --- runs ---


class FourBlocks(torch.nn.Module):
    """Stands in for VGG-16: four small random convolutions."""

    def __init__(self) -> None:
        super().__init__()
        self.convolutions = torch.nn.ModuleList(
            torch.nn.Conv2d(inputs, 6, 3, padding=1) for inputs in (3, 6, 6, 6)
        ).requires_grad_(False)

    def forward(self, x: torch.Tensor, blocks: int = 4) -> list[torch.Tensor]:
        found = []
        for convolution in self.convolutions[:blocks]:
            x = torch.relu(convolution(x))
            found.append(x)
        return found


def objective(goal: float = 1.0) -> Objective:
    torch.manual_seed(7)
    return Objective(FourBlocks(), content_goal=goal, anchor=0.1, variation=0.0)


def test_content_weight_rises_while_the_content_is_too_far_and_falls_when_it_is_close() -> None:
    content = picture(32, 32)
    sample = Sample(content, [picture(32, 32)], [1.0])
    near, far = 0.9 * content, 1 - content
    given = objective()
    given.loss(far, given.target(sample, near))
    assert given.content_weight > 1
    given = objective()
    given.loss(near, given.target(sample, far))
    assert given.content_weight < 1


def run(folder: Path, checkpoint: Path, steps: Iterator[int]) -> dict[str, torch.Tensor]:
    """Train a narrow transformer, once up to each number of steps, and return the averaged weights."""
    for stop in steps:
        torch.manual_seed(3)
        network = Transformer(widths=(4, 4, 4))
        sampler = Sampler(PictureFolder(folder), PictureFolder(folder), seed=0, sides=[32], mixtures=0.5, flat=0.2)

        def paint(sample: Sample, network: Transformer = network) -> torch.Tensor:
            painted: torch.Tensor = network(sample.content, torch.zeros(1, 100))
            return painted

        task = Painting([(paint, lambda sample: 0.9 * sample.content)], objective(), sampler)
        train(network, task, stop, 1e-3, checkpoint)
    return load_averaged(checkpoint)


def test_a_run_can_be_repeated_and_taken_up_again(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = run(folder, tmp_path / "a.pt", iter([4]))
    again = run(folder, tmp_path / "b.pt", iter([4]))
    assert all(torch.equal(first[name], again[name]) for name in first)
    # Finished already: going on changes nothing.
    resumed = run(folder, tmp_path / "a.pt", iter([4]))
    assert all(torch.equal(first[name], resumed[name]) for name in first)
    longer = run(folder, tmp_path / "a.pt", iter([6]))
    assert any(not torch.equal(first[name], longer[name]) for name in first)
    capsys.readouterr()


def test_training_follows_the_objective(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sampler = Sampler(PictureFolder(folder), PictureFolder(folder), seed=0, sides=[32], mixtures=0.0, flat=0.0)
    network = Transformer(widths=(4, 4, 4))
    before = {name: value.clone() for name, value in network.state_dict().items()}
    judge = objective()

    def loss() -> float:
        sample = sampler.sample(0)
        judge.content_weight = 1.0
        with torch.no_grad():
            painted = network(sample.content, torch.zeros(1, 100))
            return float(judge.loss(painted, judge.target(sample, 0.9 * sample.content))[0])

    at_first = loss()
    way = (
        lambda sample: network(sample.content, torch.zeros(1, 100)),
        lambda sample: 0.9 * sample.content,
    )
    task = Painting([way], judge, sampler)
    train(network, task, 40, 1e-2, tmp_path / "c.pt")
    assert loss() < 0.9 * at_first
    assert any(not torch.equal(before[name], value) for name, value in network.state_dict().items())
    assert capsys.readouterr().out.startswith("step     25")


class MeanColour(InceptionStyle):
    """Has the mean colour of a picture as its features, and a lot of noise that is very small."""

    def features(self, picture: torch.Tensor) -> torch.Tensor:
        return torch.cat([picture.mean((2, 3)), 1e-3 * torch.randn(1, FEATURES - 3)], 1)


def test_fit_finds_a_linear_map(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    network = MeanColour().requires_grad_(False)
    true = torch.randn(3, 100)
    sampler = Sampler(PictureFolder(folder), PictureFolder(folder), seed=0, sides=[32], mixtures=0.0, flat=0.0)
    fit_bottleneck(network, lambda given: given.mean((2, 3)) @ true + 2, sampler, 60)
    given = tensor(open_picture(next(folder.iterdir())))
    assert torch.allclose(network.bottleneck(network.features(given)), given.mean((2, 3)) @ true + 2, atol=0.1)
    assert "(taken)" in capsys.readouterr().out


class MeanColourStyle(torch.nn.Module):
    """Vectors that are a linear map of the mean colour."""

    def __init__(self) -> None:
        super().__init__()
        self.map = torch.nn.Linear(3, 100)

    def forward(self, picture: torch.Tensor) -> torch.Tensor:
        vector: torch.Tensor = self.map(picture.mean((2, 3)))
        return vector


def test_distillation_comes_close_to_another_network(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    torch.manual_seed(5)
    network, target = MeanColourStyle(), MeanColourStyle().requires_grad_(False)
    pictures, effect = PictureFolder(folder), torch.randn(7, 100)

    def task() -> Distillation:
        return Distillation(network, target, effect, pictures, pictures, seed=0, batch=2)

    at_first = task().loss(1000)[1]["unexplained"]
    train(network, task(), 60, 5e-2, tmp_path / "d.pt")
    assert task().loss(1000)[1]["unexplained"] < 0.2 * at_first
    assert "unexplained" in capsys.readouterr().out


def test_a_distillation_goes_on_with_the_variance_it_had(folder: Path) -> None:
    pictures, network = PictureFolder(folder), MeanColourStyle()
    first, second = (
        Distillation(
            network, MeanColourStyle().requires_grad_(False), torch.eye(100), pictures, pictures, seed=0, batch=2
        )
        for _ in range(2)
    )
    first.loss(0)
    second.restore(first.state())
    assert second.variance == first.variance > 0


def test_varied_pictures_stay_pictures_and_differ() -> None:
    given = picture(16, 16)
    random = np.random.default_rng(1)
    made = [varied(given, random) for _ in range(20)]
    assert all(each.shape == given.shape and each.min() >= 0 and each.max() <= 1 for each in made)
    assert len({each.numpy().tobytes() for each in made}) > 5


# --- report ---


def test_table_is_relative_to_the_base_combination() -> None:
    found = {
        UNPAINTED: [Distances(8.0, 0.0, 1.0), Distances(4.0, 0.0, 1.0)],
        report.BASE: [Distances(2.0, 1.0, 0.4), Distances(1.0, 0.5, 0.6)],
    }
    text = report.table(MODELS, found, [Distances(0.5, 1.1, 0.2)], {report.BASE: 0.25})
    rows = [line.split(" | ") for line in text.splitlines()]
    assert rows[2][1:6] == ["photograph", "4.00", "1.000", "0.00", "1.00"]
    assert rows[3][1:7] == ["transformer-lite", "1.00", "0.250", "1.00", "0.50", "0.25"]
    assert rows[4][1:5] == ["optimisation (1 pairs)", "0.25", "0.062", "1.10"]


def test_section_replaces_the_one_before_and_nothing_else(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("# Networks\n\nText.\n\n## Measured\n\nOld.\n\n## Weights\n\nMore.\n")
    report.write_section(readme, "New.")
    assert readme.read_text() == "# Networks\n\nText.\n\n## Measured\n\nNew.\n\n## Weights\n\nMore.\n"
    readme.write_text("# Networks\n")
    report.write_section(readme, "New.")
    assert readme.read_text() == "# Networks\n\n## Measured\n\nNew.\n"


def test_sheet_has_a_column_for_every_combination(folder: Path) -> None:
    networks = json.loads((MODELS / "manifest.json").read_text("utf-8"))["networks"]
    styles = sum(network["role"] == "style" for network in networks)
    files = sorted(folder.iterdir())[:1]
    page = report.sheet(MODELS, files, files)
    columns = 2 + styles * (len(networks) - styles)
    assert page.width == columns * (report.CELL + report.MARGIN) + report.MARGIN
