"""Style transfer by direct optimisation of the picture (Gatys et al. 2016), which networks are held against."""

from __future__ import annotations

import torch
from torch import Tensor

from training.losses import Vgg
from training.objective import Objective
from training.samples import Sample

RATE = 0.02


def optimise(vgg: Vgg, content: Tensor, style: Tensor, reference: Tensor, steps: int) -> Tensor:
    """Return the picture [1, 3, height, width] that ``steps`` of Adam make of the content.

    The content weight is moved so that the content distance settles at that of ``reference``, a painting of the same
    content by a network; else the two could not be compared.
    """
    objective = Objective(vgg, content_goal=1.0, anchor=0.0, variation=0.0, speed=0.1)
    target = objective.target(Sample(content, [style], [1.0]), reference)
    picture = content.clone().requires_grad_(True)
    optimiser = torch.optim.Adam([picture], RATE)
    for _ in range(steps):
        loss, _terms = objective.loss(picture, target)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        with torch.no_grad():
            picture.clamp_(0, 1)
    return picture.detach()
