"""Makes the scripted body of finetune: a small network from digits to 64 features, with weights of the seed 1.

    body.py FILE
"""

import sys
import warnings

import torch
from torch import nn


def main(file):
    torch.manual_seed(1)
    body = nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1),
        nn.BatchNorm2d(16),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(16, 64, 3, padding=1),
        nn.BatchNorm2d(64),
        nn.ReLU(),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
    )
    body(torch.rand(64, 1, 8, 8))  # the running statistics
    torch.jit.save(torch.jit.script(body.eval()), file)


if __name__ == "__main__":
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    main(sys.argv[1])
