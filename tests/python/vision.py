"""torchvision, imported beside a torch of the CPU only: its package for Linux has operators for CUDA, which cannot be
loaded then, and refuses to be imported without their names. The transforms are Python and need none of them."""

import torch

_operators = torch.library.Library("torchvision", "FRAGMENT")


def transforms():
    """torchvision.transforms.v2."""
    try:
        import torchvision
    except RuntimeError:
        for name in ("nms", "qnms"):
            _operators.define(name + "(Tensor input) -> Tensor")
        import torchvision.transforms.v2
    else:
        import torchvision.transforms.v2
    return torchvision.transforms.v2
