"""torch.autograd.functional, for FunctionalLiveTest: a JSON line for each case, with the shapes and numbers it returned, or
the message of what it raised."""

import json

import torch
from torch.autograd.functional import hessian, hvp, jacobian, jvp, vhp, vjp


def leaf(*shape):
    count = int(torch.Size(shape).numel())
    return (torch.arange(count, dtype=torch.float64) / 4 + 0.5).reshape(shape)


def two(x, y):
    return x.sin() * y.sum(), y.exp().sum()


def scalar(x, y):
    return two(x, y)[0].sum() * y.prod()


def flat(result):
    return [result] if isinstance(result, torch.Tensor) else [t for each in result for t in flat(each)]


INPUTS = (leaf(2, 2), leaf(3))
V = (leaf(2, 2), leaf(3))
# Functions that do not depend on what strict mode wants them to.
FUNCTIONS = {
    "constant": lambda x, y: torch.ones(()),
    "first": lambda x, y: (x**3).sum(),
    "linear": lambda x, y: (x.sum() * 2 + y.sum()) * 3,
    "square": lambda x, y: (x**2).sum() + (y**2).sum(),
    "apart": lambda x, y: (x**3).sum() + (y**3).sum(),
    "both": scalar,
    "large": lambda x, y: x * y.sum(),
}


def derivatives(function, strict, create_graph):
    inputs = tuple(t.clone().requires_grad_(create_graph) for t in INPUTS)
    options = {"strict": strict, "create_graph": create_graph}
    yield lambda: jacobian(function, inputs, **options)
    yield lambda: hessian(function, inputs, **options)
    yield lambda: vjp(function, inputs, None, **options)
    yield lambda: jvp(function, inputs, V, **options)
    yield lambda: vhp(function, inputs, V, **options)
    yield lambda: hvp(function, inputs, V, **options)


CASES = [
    lambda: jacobian(lambda x: (x**3).cumsum(0), leaf(2, 2)),
    lambda: jacobian(two, INPUTS),
    lambda: hessian(lambda x: (x**3).sum().exp(), leaf(3)),
    lambda: hessian(scalar, INPUTS),
    lambda: vjp(two, INPUTS, (leaf(2, 2), leaf())),
    lambda: jvp(two, INPUTS, (leaf(2, 2), leaf(3))),
    lambda: torch.zeros(0, 0),  # of no elements: Python's jacobian fails
    lambda: jacobian(torch.ones_like, leaf(2)),
    lambda: vhp(scalar, INPUTS, V),
    lambda: hvp(scalar, INPUTS, V),
    lambda: vhp(lambda x: x.exp(), leaf(1)),
    lambda: hvp(lambda x: x.exp(), leaf(1)),
    lambda: vhp(lambda x: x.exp(), leaf(2)),
    lambda: hvp(lambda x: x.exp().sum(), leaf(2), leaf(3)),
]
for function in FUNCTIONS.values():
    for strict in (False, True):
        for create_graph in (False, True):
            CASES.extend(derivatives(function, strict, create_graph))


def described(body):
    try:
        result = body()
    except RuntimeError as e:
        return {"error": str(e)}
    return [
        {"shape": list(t.shape), "values": t.reshape(-1).tolist(), "grad": t.requires_grad} for t in flat(result)
    ]


for body in CASES:
    print(json.dumps(described(body)))
