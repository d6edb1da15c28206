"""The public names of torch.nn, which docs/coverage.md has to account for, and of its functional and init modules."""

from torch import nn


def nn_names():
    return {
        "modules": sorted(nn.modules.__all__),
        "functional": functions(nn.functional),
        "init": functions(nn.init),
    }


def functions(module):
    """What a user calls: functions and operators with names of their own, and no types or helpers."""
    return sorted(
        name
        for name, value in vars(module).items()
        if not name.startswith("_") and name[0].islower() and callable(value) and belongs(value)
    )


def belongs(value):
    home = getattr(value, "__module__", None) or ""
    return home.startswith(("torch.nn", "torch._C", "torch._jit_internal", "torch._torch_docs")) or home in ("", "torch")
