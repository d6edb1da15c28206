"""What a seed draws after the weights of some layers: random tensors, a permutation, a dropout mask."""

import torch
from torch import nn


def seed():
    torch.manual_seed(7)
    nn.Linear(3, 4), nn.Conv2d(2, 3, 3), nn.BatchNorm2d(3), nn.Linear(4, 2, bias=False)
    return {
        "seed": 7,
        "rand": torch.rand(5),
        "randn": torch.randn(5),
        "randperm": torch.randperm(10),
        "dropout": nn.functional.dropout(torch.ones(20), 0.5),
    }
