"""torch.optim.swa_utils: averages of a model with batch normalisation, and its statistics computed anew."""

import torch
from torch import nn
from torch.optim import swa_utils

UPDATES = 5
# The test has the same functions under these names.
CASES = {
    "default": {},
    "use_buffers": {"use_buffers": True},
    "ema": {"multi_avg_fn": swa_utils.get_ema_multi_avg_fn(0.9)},
    "ema_buffers": {"multi_avg_fn": swa_utils.get_ema_multi_avg_fn(0.75), "use_buffers": True},
    "avg_swa": {"avg_fn": swa_utils.get_swa_avg_fn()},
    "avg_ema": {"avg_fn": swa_utils.get_ema_avg_fn(0.9), "use_buffers": True},
    "multi_swa": {"multi_avg_fn": swa_utils.get_swa_multi_avg_fn()},
    "largest": {"avg_fn": lambda averaged, current, count: torch.maximum(averaged, current) + count},
}
DTYPES = (torch.float32, torch.float64)


def swa():
    return {
        "cases": [case(name, dtype) for name in CASES for dtype in DTYPES],
        "update_bn": [update_bn(momentum) for momentum in (0.1, None)],
    }


def case(name, dtype):
    source = model(dtype)
    averaged = swa_utils.AveragedModel(source, **CASES[name])
    after = []
    for update in range(UPDATES):
        change(source, update)
        averaged.update_parameters(source)
        after.append({key: value.clone() for key, value in averaged.state_dict().items()})
    return {"case": name, "dtype": str(dtype).removeprefix("torch."), "after": after}


def model(dtype):
    return nn.Sequential(nn.Conv2d(2, 3, 2), nn.BatchNorm2d(3), nn.Flatten(), nn.Linear(12, 2)).to(dtype)


def change(source, update):
    """Gives every parameter and buffer values that depend on nothing but the update's number."""
    with torch.no_grad():
        for number, value in enumerate(source.state_dict().values()):
            if value.is_floating_point():
                count = torch.arange(value.numel(), dtype=value.dtype).reshape(value.shape)
                value.copy_(((count * 7 + number * 5 + update * 3) % 11 - 5) / 8)
            else:
                value.fill_(10 * update + number)


def update_bn(momentum):
    # A batch norm at the very front: what it sees is the input.
    averaged = swa_utils.AveragedModel(nn.Sequential(nn.BatchNorm2d(2, momentum=momentum), nn.ReLU(), nn.BatchNorm2d(2)))
    averaged.eval()
    inputs = [batch(number) for number in range(4)]
    swa_utils.update_bn(inputs, averaged)
    return {
        "momentum": momentum,
        "training": averaged.training,
        "inputs": inputs,
        "after": {key: value.clone() for key, value in averaged.state_dict().items()},
    }


def batch(number):
    count = torch.arange(3 * 2 * 2 * 2, dtype=torch.float32).reshape(3, 2, 2, 2)
    return ((count * (number + 3)) % 13 - 5) / 4
