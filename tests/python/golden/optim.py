"""20 steps of every optimizer: the parameters, the names in the state dict, and the same with a reload in the middle.

With fused=True where torch4j calls fused kernels, otherwise with foreach=True if it is supported.
"""

import copy
import inspect

import torch

SHAPES = ([5, 3], [7])
MATRICES = ([5, 3], [3, 5])
RECORDED = (1, 2, 10, 20)
RELOADED = 10
# Options that select an implementation, which torch4j does not have.
IMPLEMENTATION_OPTIONS = ("params", "foreach", "capturable", "differentiable", "fused")
FUSED = ("SGD", "Adam", "AdamW", "Adagrad")
WITHOUT_FOREACH = ("SparseAdam", "Muon", "LBFGS")
DTYPES = (torch.float32, torch.float64)

# The options that each optimizer is run with. SGD does not use its default learning rate, because 1e-3 would hardly change the parameters.
CASES = {
    "SGD": (
        {"lr": 0.1},
        {"lr": 0.1, "momentum": 0.9},
        {"lr": 0.1, "momentum": 0.9, "nesterov": True, "weight_decay": 1e-2},
        {"lr": 0.1, "maximize": True},
        {"lr": 0.1, "maximize": True, "weight_decay": 1e-2, "momentum": 0.5},
        {"lr": 0.1, "momentum": 0.9, "dampening": 0.1},
    ),
    "Adam": (
        {},
        {"weight_decay": 1e-2},
        {"amsgrad": True},
        {"maximize": True},
        {"maximize": True, "amsgrad": True, "weight_decay": 0.1},
        {"lr": 0.1, "betas": (0.8, 0.95), "eps": 1e-6},
    ),
    "AdamW": (
        {},
        {"weight_decay": 0.1},
        {"amsgrad": True, "maximize": True},
        {"lr": 0.1, "betas": (0.8, 0.95), "eps": 1e-6},
    ),
    "RMSprop": (
        {},
        {"lr": 0.02, "alpha": 0.9, "eps": 1e-6},
        {"momentum": 0.9, "weight_decay": 1e-2},
        {"centered": True},
        {"centered": True, "momentum": 0.5, "maximize": True, "weight_decay": 0.1},
    ),
    "Adagrad": (
        {},
        {"lr": 0.1, "lr_decay": 0.1, "eps": 1e-8},
        {"weight_decay": 1e-2, "initial_accumulator_value": 0.1},
        {"maximize": True},
        {"maximize": True, "weight_decay": 0.1, "lr_decay": 1e-2},
    ),
    "Adadelta": (
        {},
        {"lr": 0.5, "rho": 0.8, "eps": 1e-4},
        {"weight_decay": 1e-2},
        {"maximize": True, "weight_decay": 0.1},
    ),
    "Adamax": (
        {},
        {"lr": 0.05, "betas": (0.8, 0.95), "eps": 1e-6},
        {"weight_decay": 1e-2},
        {"maximize": True, "weight_decay": 0.1},
    ),
    "NAdam": (
        {},
        {"lr": 0.05, "betas": (0.8, 0.95), "eps": 1e-6, "momentum_decay": 0.1},
        {"weight_decay": 1e-2},
        {"weight_decay": 0.1, "decoupled_weight_decay": True},
        {"maximize": True, "weight_decay": 0.1},
    ),
    "RAdam": (
        {},
        {"lr": 0.05, "betas": (0.8, 0.95), "eps": 1e-6},
        {"weight_decay": 1e-2},
        {"weight_decay": 0.1, "decoupled_weight_decay": True},
        {"maximize": True, "weight_decay": 0.1},
    ),
    "Rprop": (
        {},
        {"lr": 0.05, "etas": (0.3, 1.5), "step_sizes": (1e-3, 0.1)},
        {"maximize": True},
    ),
    "ASGD": (
        {},
        {"lr": 0.1, "lambd": 1e-2, "alpha": 0.6, "t0": 5.0},
        {"weight_decay": 1e-2},
        {"maximize": True, "weight_decay": 0.1, "t0": 2.0},
    ),
    "SparseAdam": (
        {},
        {"lr": 0.05, "betas": (0.8, 0.95), "eps": 1e-6},
        {"maximize": True},
    ),
    "Adafactor": (
        {},
        {"lr": 0.1, "beta2_decay": -0.5, "eps": (1e-6, 1e-2), "d": 1.5},
        {"weight_decay": 0.1},
        {"maximize": True, "weight_decay": 0.1},
    ),
    "Muon": (
        {},
        {"lr": 0.05, "momentum": 0.8, "nesterov": False},
        {"weight_decay": 0.0, "ns_steps": 3, "ns_coefficients": (3.0, -4.0, 2.0), "eps": 1e-3},
        {"adjust_lr_fn": "match_rms_adamw"},
        {"adjust_lr_fn": "original", "lr": 0.02},
    ),
    "LBFGS": (
        {},
        {"lr": 0.5, "max_iter": 4},
        {"max_iter": 3, "history_size": 2},
        {"max_iter": 5, "max_eval": 3},
        {"line_search_fn": "strong_wolfe"},
        {"line_search_fn": "strong_wolfe", "max_iter": 2, "history_size": 3},
        {"line_search_fn": "strong_wolfe", "max_iter": 4, "max_eval": 3},
        {"line_search_fn": "strong_wolfe", "lr": 8, "max_iter": 2, "tolerance_grad": 1e-3, "tolerance_change": 1e-4},
    ),
}


def optim():
    return {
        "defaults": {kind: defaults(getattr(torch.optim, kind)) for kind in CASES},
        "initial": {kind: {name(dtype): initial(kind, dtype) for dtype in DTYPES} for kind in ("Adam", "Muon")},
        # [shapes of][dtype][step]: given here so that a test depends on nothing but the optimizer. SparseAdam takes the
        # rows of the first parameter that `rows` names.
        "gradients": {
            kind: {name(dtype): [gradients(kind, step, dtype) for step in range(RECORDED[-1])] for dtype in DTYPES}
            for kind in ("Adam", "Muon")
        },
        "rows": [rows(step) for step in range(RECORDED[-1])],
        "cases": [case(kind, options, dtype) for kind in CASES for options in CASES[kind] for dtype in DTYPES],
    }


def defaults(kind):
    parameters = inspect.signature(kind).parameters
    # Adam with decoupled weight decay is AdamW, and only AdamW has it in torch4j.
    left_out = IMPLEMENTATION_OPTIONS
    if kind is torch.optim.Adam:
        left_out += ("decoupled_weight_decay",)
    return {key: parameter.default for key, parameter in parameters.items() if key not in left_out}


def case(kind, options, dtype):
    after, state = run(kind, options, dtype)
    reloaded, _ = run(kind, options, dtype, RELOADED)
    return {
        "optimizer": kind,
        "options": options,
        "dtype": name(dtype),
        "stateKeys": {str(index): sorted(values) for index, values in state["state"].items()},
        "groupKeys": sorted(state["param_groups"][0]),
        "after": after,
        "reloaded": reloaded[str(RECORDED[-1])],
    }


def run(kind, options, dtype, reload_at=None, **path):
    """The parameters after the RECORDED steps, and the state dict at the end."""
    parameters = [torch.nn.Parameter(value) for value in initial(kind, dtype)]
    optimizer = make(kind, parameters, options, **path)
    after = {}
    for step in range(RECORDED[-1]):
        if step == reload_at:
            parameters = [torch.nn.Parameter(parameter.detach().clone()) for parameter in parameters]
            saved = copy.deepcopy(optimizer.state_dict())
            optimizer = make(kind, parameters, options, **path)
            optimizer.load_state_dict(saved)
        advance(kind, optimizer, parameters, step)
        if step + 1 in RECORDED:
            after[str(step + 1)] = [parameter.detach().clone() for parameter in parameters]
    return after, optimizer.state_dict()


def make(kind, parameters, options, **path):
    if not path and kind not in WITHOUT_FOREACH:
        path = {"fused": True} if kind in FUSED else {"foreach": True}
    return getattr(torch.optim, kind)(parameters, **options, **path)


def advance(kind, optimizer, parameters, step):
    if kind == "LBFGS":
        optimizer.step(lambda: loss(optimizer, parameters))
        return
    for parameter, gradient in zip(parameters, gradients(kind, step, parameters[0].dtype)):
        parameter.grad = gradient
    if kind == "SparseAdam":
        for parameter in parameters:
            parameter.grad = sparse(parameter.grad, rows(step))
    optimizer.step()


def loss(optimizer, parameters):
    """A badly conditioned function of each parameter, which takes many iterations to minimize."""
    optimizer.zero_grad()
    total = torch.zeros((), dtype=parameters[0].dtype)
    for parameter in parameters:
        flat = parameter.flatten()
        bend = flat[1:] - flat[:-1] * flat[:-1]
        rest = flat[:-1] * -1 + 1
        total = total + (bend * bend).sum() * 5 + (rest * rest).sum()
    total.backward()
    return total


def sparse(gradient, chosen):
    indices = torch.tensor([chosen])
    return torch.sparse_coo_tensor(indices, gradient[chosen], gradient.shape)


def rows(step):
    """The rows of a sparse gradient; one of them occurs twice."""
    return [step % 5, (2 * step + 1) % 5, step % 5]


def initial(kind, dtype):
    return [linspace(-1, 1, shape, dtype) for shape in shapes(kind)]


def gradients(kind, step, dtype):
    return [torch.sin(linspace(0, 3, shape, dtype) * (step + 1)) for shape in shapes(kind)]


def shapes(kind):
    return MATRICES if kind == "Muon" else SHAPES


def linspace(start, end, shape, dtype):
    return torch.linspace(start, end, torch.Size(shape).numel(), dtype=dtype).reshape(shape)


def name(dtype):
    return str(dtype).removeprefix("torch.")
