"""torch.autograd.functional, for FunctionalLiveTest: a JSON line for each case, with the shapes and numbers it returned."""

import json

import torch
from torch.autograd.functional import hessian, jacobian, jvp, vjp


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
for result in (
    jacobian(lambda x: (x**3).cumsum(0), leaf(2, 2)),
    jacobian(two, INPUTS),
    hessian(lambda x: (x**3).sum().exp(), leaf(3)),
    hessian(scalar, INPUTS),
    vjp(two, INPUTS, (leaf(2, 2), leaf())),
    jvp(two, INPUTS, (leaf(2, 2), leaf(3))),
    torch.zeros(0, 0),  # of no elements: Python's jacobian fails
    jacobian(torch.ones_like, leaf(2)),
):
    print(json.dumps([{"shape": list(t.shape), "values": t.reshape(-1).tolist()} for t in flat(result)]))
