"""SGD, Adam and AdamW with fused=True, the kernels that torch4j calls, over 20 steps of given gradients."""

import inspect

import torch

SHAPES = ([5, 3], [7])
RECORDED = (1, 2, 10, 20)
DTYPES = (torch.float32, torch.float64)
DEFAULTS = ("lr", "betas", "eps", "weight_decay", "momentum", "dampening", "nesterov", "amsgrad", "maximize")
# SGD's learning rate is not its default: 1e-3 would hardly move the parameters in 20 steps.
CASES = (
    (torch.optim.SGD, {"lr": 0.1}),
    (torch.optim.SGD, {"lr": 0.1, "momentum": 0.9}),
    (torch.optim.SGD, {"lr": 0.1, "momentum": 0.9, "nesterov": True, "weight_decay": 1e-2}),
    (torch.optim.SGD, {"lr": 0.1, "maximize": True}),
    (torch.optim.SGD, {"lr": 0.1, "momentum": 0.9, "dampening": 0.1}),
    (torch.optim.Adam, {}),
    (torch.optim.Adam, {"weight_decay": 1e-2}),
    (torch.optim.Adam, {"amsgrad": True}),
    (torch.optim.Adam, {"maximize": True}),
    (torch.optim.Adam, {"lr": 0.1, "betas": (0.8, 0.95), "eps": 1e-6}),
    (torch.optim.AdamW, {}),
    (torch.optim.AdamW, {"weight_decay": 0.1}),
    (torch.optim.AdamW, {"amsgrad": True}),
)


def optim():
    return {
        "defaults": {kind.__name__: defaults(kind) for kind in (torch.optim.SGD, torch.optim.Adam, torch.optim.AdamW)},
        # [dtype]: the same for all cases, given here so that a test depends on nothing but the optimizer.
        "initial": {name(dtype): initial(dtype) for dtype in DTYPES},
        "gradients": {name(dtype): [gradients(step, dtype) for step in range(RECORDED[-1])] for dtype in DTYPES},
        "cases": [case(kind, options, dtype) for kind, options in CASES for dtype in DTYPES],
    }


def defaults(kind):
    parameters = inspect.signature(kind).parameters
    return {key: parameters[key].default for key in DEFAULTS if key in parameters}


def case(kind, options, dtype):
    parameters = [torch.nn.Parameter(value) for value in initial(dtype)]
    optimizer = kind(parameters, fused=True, **options)
    after = {}
    for step in range(RECORDED[-1]):
        for parameter, gradient in zip(parameters, gradients(step, dtype)):
            parameter.grad = gradient
        optimizer.step()
        if step + 1 in RECORDED:
            after[str(step + 1)] = [parameter.detach().clone() for parameter in parameters]
    return {"optimizer": kind.__name__, "options": options, "dtype": name(dtype), "after": after}


def initial(dtype):
    return [linspace(-1, 1, shape, dtype) for shape in SHAPES]


def gradients(step, dtype):
    return [torch.sin(linspace(0, 3, shape, dtype) * (step + 1)) for shape in SHAPES]


def linspace(start, end, shape, dtype):
    return torch.linspace(start, end, torch.Size(shape).numel(), dtype=dtype).reshape(shape)


def name(dtype):
    return str(dtype).removeprefix("torch.")
