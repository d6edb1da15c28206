"""What golden/optim.py does not cover: complex parameters, sparse gradients, and the options of torch's own test database.

Complex numbers are written as pairs of real numbers. With foreach=True where it is supported; optimizers with fused
kernels use their default implementation for what those kernels do not support.
"""

import importlib
import sys
import types
import unittest

import torch
from golden.optim import CASES, FUSED, WITHOUT_FOREACH, advance, linspace, make, name

SHAPES = ([2, 3],)
MATRICES = ([2, 3], [3, 2])
ROWS = ([5, 2],)
STEPS = 5
COMPLEX = (torch.complex64, torch.complex128)
WITHOUT_COMPLEX = ("SparseAdam", "Adafactor", "Muon")
DTYPES = (torch.float32, torch.float64, *COMPLEX)
# Options that are compatible with sparse gradients; those of the database include weight decay.
SPARSE = {
    "SGD": (
        {"lr": 0.1},
        {"lr": 0.1, "momentum": 0.9},
        {"lr": 0.1, "momentum": 0.9, "nesterov": True},
        {"lr": 0.1, "momentum": 0.5, "dampening": 0.25, "maximize": True},
    ),
    "Adagrad": ({}, {"lr": 0.1, "lr_decay": 0.1, "initial_accumulator_value": 0.5}, {"maximize": True, "eps": 1e-6}),
    "SparseAdam": ({"lr": 0.1},),
}


def optim_db():
    return {
        # The param_groups of an optimizer without options, in Python's order.
        "param_groups": {kind: list(group(kind).items()) for kind in CASES},
        "initial": {shapes: {name(dtype): initial(shapes, dtype) for dtype in DTYPES} for shapes in SHAPES_BY_NAME},
        "gradients": {
            shapes: {name(dtype): [gradients(shapes, step, dtype) for step in range(STEPS)] for dtype in DTYPES}
            for shapes in SHAPES_BY_NAME
        },
        "rows": [rows(step) for step in range(STEPS)],
        "cases": [*database(), *complex_cases(), *sparse_cases()],
        "embedding": embedding(),
        "lion": lion(),
    }


def group(kind):
    optimizer = getattr(torch.optim, kind)([torch.nn.Parameter(torch.ones(2, 2))])
    return {key: value for key, value in optimizer.state_dict()["param_groups"][0].items() if key != "params"}


def database():
    """The inputs of test_optim.py on the CPU that golden/optim.py does not cover."""
    for info in infos():
        for given in info.optim_inputs_func("cpu"):
            options = {key: plain(value) for key, value in given.kwargs.items()}
            if info.name != "LBFGS" and options not in CASES[info.name]:
                yield case(info.name, options, torch.float64, layout=sparse_layout(info.name))


def complex_cases():
    for kind in CASES:
        for options in () if kind in WITHOUT_COMPLEX else CASES[kind]:
            yield from (case(kind, options, dtype) for dtype in COMPLEX)


def sparse_cases():
    for kind in SPARSE:
        for options in SPARSE[kind]:
            for dtype in (torch.float64,) if kind == "SparseAdam" else (torch.float64, torch.complex128):
                yield from (case(kind, options, dtype, layout=layout) for layout in ("uncoalesced", "coalesced"))


def infos():
    # The database's module imports a package that only its own tests need.
    expecttest = types.ModuleType("expecttest")
    expecttest.TestCase = unittest.TestCase
    sys.modules.setdefault("expecttest", expecttest)
    return importlib.import_module("torch.testing._internal.common_optimizers").optim_db


def plain(value):
    return value.item() if isinstance(value, torch.Tensor) else value


def sparse_layout(kind):
    return "uncoalesced" if kind == "SparseAdam" else None


def case(kind, options, dtype, layout=None):
    shapes = "rows" if layout else "matrices" if kind == "Muon" else "shapes"
    parameters = [torch.nn.Parameter(unpaired(value, dtype)) for value in initial(shapes, dtype)]
    optimizer = make(kind, parameters, options, **path(kind, dtype, layout))
    steps = 2 if kind == "LBFGS" else STEPS
    for step in range(steps):
        if kind == "LBFGS":
            advance(kind, optimizer, [torch.view_as_real(parameter) for parameter in parameters], step)
            continue
        for parameter, gradient in zip(parameters, gradients(shapes, step, dtype)):
            parameter.grad = sparse(unpaired(gradient, dtype), rows(step), layout)
        optimizer.step()
    state = optimizer.state_dict()["state"]
    has_state = kind != "LBFGS" and dtype != torch.complex64  # whose state is that of complex128
    return {
        "optimizer": kind,
        "options": options,
        "dtype": name(dtype),
        "shapes": shapes,
        **({"layout": layout} if layout else {}),
        "after": {str(steps): [paired(parameter) for parameter in parameters]},
        "state": {key: paired(value) for key, value in state.get(0, {}).items()} if has_state else {},
    }


def path(kind, dtype, layout):
    if kind in WITHOUT_FOREACH:
        return {}
    if kind in FUSED:
        return {"foreach": None} if dtype.is_complex or layout else {"fused": True}
    return {"foreach": True}


def embedding():
    """Two epochs over a few words, with sparse gradients throughout."""
    torch.manual_seed(0)
    layer = torch.nn.Embedding(7, 3, sparse=True)
    weight = layer.weight.detach().clone()
    optimizer = torch.optim.SGD(layer.parameters(), lr=0.1, momentum=0.9)
    words = [[0, 2, 2, 5], [1, 2, 6, 0], [3, 3, 3, 3]] * 2
    for some in words:
        optimizer.zero_grad()
        layer(torch.tensor(some)).square().sum().backward()
        optimizer.step()
    return {"words": words, "weight": weight, "after": layer.weight}


class Lion(torch.optim.Optimizer):
    """The user-defined optimizer that Java's test has too."""

    def __init__(self, params, lr=1e-4, betas=(0.9, 0.99), weight_decay=0.0):
        super().__init__(params, {"lr": lr, "betas": betas, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self, closure=None):
        for group in self.param_groups:
            beta1, beta2 = group["betas"]
            for parameter in group["params"]:
                if parameter.grad is None:
                    continue
                state = self.state[parameter]
                if not state:
                    state["exp_avg"] = torch.zeros_like(parameter)
                    state["step"] = 0
                state["step"] += 1
                average = state["exp_avg"]
                update = (average * beta1).add(parameter.grad, alpha=1 - beta1).sign_()
                parameter.mul_(1 - group["lr"] * group["weight_decay"])
                parameter.add_(update, alpha=-group["lr"])
                average.mul_(beta2).add_(parameter.grad, alpha=1 - beta2)


def lion():
    parameters = [torch.nn.Parameter(value) for value in initial("shapes", torch.float32)]
    optimizer = Lion(parameters, lr=0.1, weight_decay=0.5)
    for step in range(STEPS):
        for parameter, gradient in zip(parameters, gradients("shapes", step, torch.float32)):
            parameter.grad = gradient
        optimizer.step()
    saved = optimizer.state_dict()
    return {
        "after": [parameter.detach() for parameter in parameters],
        "state": saved["state"][0],
        "group": list(saved["param_groups"][0].items()),
    }


SHAPES_BY_NAME = {"shapes": SHAPES, "matrices": MATRICES, "rows": ROWS}


def initial(shapes, dtype):
    return [pair(linspace(-1, 1, shape, real(dtype)), dtype) for shape in SHAPES_BY_NAME[shapes]]


def gradients(shapes, step, dtype):
    return [pair(torch.sin(linspace(0, 3, shape, real(dtype)) * (step + 1)), dtype) for shape in SHAPES_BY_NAME[shapes]]


def rows(step):
    """The rows of a sparse gradient; one of them occurs twice."""
    return [step % 5, (2 * step + 1) % 5, step % 5]


def real(dtype):
    return dtype.to_real()


def pair(value, dtype):
    """The values, paired with others if the dtype is complex."""
    return torch.stack([value, (value * 3).cos()], -1) if dtype.is_complex else value


def unpaired(value, dtype):
    return torch.view_as_complex(value.clone()) if dtype.is_complex else value.clone()


def paired(value):
    if not isinstance(value, torch.Tensor):
        return value
    dense = value.detach().to_dense() if value.is_sparse else value.detach()
    return torch.view_as_real(dense).clone() if dense.is_complex() else dense.clone()


def sparse(gradient, chosen, layout):
    if not layout:
        return gradient
    chosen = chosen if layout == "uncoalesced" else sorted(set(chosen))
    made = torch.sparse_coo_tensor(torch.tensor([chosen]), gradient[chosen], gradient.shape)
    return made if layout == "uncoalesced" else made.coalesce()
