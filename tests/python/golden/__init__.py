"""The makers of the golden files by the files' names, and the files' form.

A maker takes nothing, seeds what it draws, and returns a dictionary of JSON values and tensors.
"""

import json

import torch

from golden.autocast_losses import autocast_losses
from golden.clip import clip
from golden.containers import containers
from golden.grad_scaler import grad_scaler
from golden.init import init
from golden.load_hooks import load_hooks
from golden.lr_schedulers import lr_schedulers
from golden.nn_names import nn_names
from golden.optim import optim
from golden.optim_db import optim_db
from golden.quickstart_losses import quickstart_losses
from golden.scaler_hooks import scaler_hooks
from golden.seed import seed
from golden.swa import swa
from golden.utils import utils

MAKERS = {
    make.__name__: make
    for make in (
        autocast_losses, clip, containers, grad_scaler, init, load_hooks, lr_schedulers, nn_names, optim, optim_db,
        quickstart_losses, scaler_hooks, seed, swa, utils
    )
}


def document(make):
    """The text of a golden file. What decides about the last bits of its numbers is in it, beside torch's version."""
    header = {
        # Without the "+cpu" of the build: the version that the JavaCPP presets name too.
        "torch": torch.__version__.split("+")[0],
        "script": "tests/python/golden.py",
        "threads": torch.get_num_threads(),
        "cpuCapability": torch.backends.cpu.get_cpu_capability(),
    }
    return text(header | make()) + "\n"


def text(value, indent=""):
    """JSON with one line for each tensor and each list of numbers, so that a change can be read in a diff."""
    inner = indent + " "
    if isinstance(value, torch.Tensor):
        return json.dumps(tensor(value), allow_nan=False)
    if isinstance(value, dict) and (not indent or any(map(structured, value.values()))):
        items = (f"{inner}{json.dumps(key)}: {text(item, inner)}" for key, item in value.items())
        return "{\n" + ",\n".join(items) + f"\n{indent}}}"
    if isinstance(value, (list, tuple)) and any(map(structured, value)):
        return "[\n" + ",\n".join(inner + text(item, inner) for item in value) + f"\n{indent}]"
    # A float is written with as many digits as bring the same double back; every float32 is a double.
    return json.dumps(value, allow_nan=False)


def structured(value):
    return isinstance(value, (dict, torch.Tensor)) or (isinstance(value, (list, tuple)) and any(map(structured, value)))


def tensor(value):
    """A tensor as JSON: its values are in row-major order, whatever its strides."""
    value = value.detach()
    dtype = str(value.dtype).removeprefix("torch.")
    return {"dtype": dtype, "shape": list(value.shape), "values": value.flatten().tolist()}


def difference(old, new):
    """What sets two golden files apart, in words, or None. A last bit is another CPU; more, another torch or script."""
    old, new = json.loads(old), json.loads(new)
    # A CPU of another kind that computes the same numbers is no difference.
    cpus = old.pop("cpuCapability", None), new.pop("cpuCapability")
    if old == new:
        return None
    old_numbers, new_numbers = list(numbers(old)), list(numbers(new))
    if len(old_numbers) != len(new_numbers):
        return f"{len(old_numbers)} numbers in the file, {len(new_numbers)} now"
    # Relative for large numbers, absolute for those below 1: the rounding error of a sum may well be all that it is.
    apart = max((abs(a - b) / max(1.0, abs(a)) for a, b in zip(old_numbers, new_numbers)), default=0.0)
    words = f"numbers differ by up to {apart:.1e}" if apart else "differs, but not in its numbers"
    return words if cpus[0] == cpus[1] else f"{words}; made on {cpus[0]}, this is {cpus[1]}"


def numbers(value):
    if isinstance(value, (int, float)):
        yield value
    elif isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from numbers(item)
