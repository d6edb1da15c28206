"""What a seed draws: the weights of new layers one after another, then random tensors."""

import torch
from torch import nn

LAYERS = {
    "Linear(3, 4)": lambda: nn.Linear(3, 4),
    "Conv2d(2, 3, 3)": lambda: nn.Conv2d(2, 3, 3),
    "BatchNorm2d(3)": lambda: nn.BatchNorm2d(3),
    "Linear(4, 2, bias=False)": lambda: nn.Linear(4, 2, bias=False),
}


def init():
    torch.manual_seed(7)
    layers = [{"layer": name, "state": dict(make().state_dict())} for name, make in LAYERS.items()]
    return {
        "seed": 7,
        "layers": layers,
        "rand": torch.rand(5),
        "randn": torch.randn(5),
        "randperm": torch.randperm(10),
        "dropout": torch.nn.functional.dropout(torch.ones(20), 0.5),
    }
