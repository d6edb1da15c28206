"""torch.nn.init: what each function draws from seed 7, and what it refuses."""

import torch
from torch.nn import init as fill

SHAPES = {
    "matrix": (5, 7),
    "tall": (20, 3),
    "wide": (3, 20),
    "sequence": (6, 4, 3),
    "image": (4, 2, 3, 3),
    "volume": (2, 2, 1, 2, 3),
    "vector": (6,),
    "empty": (0, 4),
}
DTYPES = {"float32": torch.float32, "float64": torch.float64}
# (function, its arguments after the tensor, shapes)
CASES = (
    ("uniform_", (), ("matrix", "vector", "empty")),
    ("uniform_", (-2.5, 3.0), ("matrix",)),
    ("normal_", (), ("matrix", "vector", "empty")),
    ("normal_", (1.5, 0.25), ("matrix",)),
    ("trunc_normal_", (), ("matrix", "vector", "empty")),
    ("trunc_normal_", (0.0, 0.02), ("matrix",)),
    ("trunc_normal_", (0.5, 1.0, -0.5, 1.5), ("matrix",)),
    ("trunc_normal_", (0.0, 1.0, 1.0, 2.0), ("matrix", "wide")),
    ("trunc_normal_", (3.0, 0.5, -1.0, 0.0), ("matrix",)),
    ("constant_", (0.3,), ("matrix",)),
    ("ones_", (), ("vector",)),
    ("zeros_", (), ("vector",)),
    ("eye_", (), ("matrix", "tall", "empty", "vector")),
    ("dirac_", (), ("sequence", "image", "volume", "matrix")),
    ("dirac_", (2,), ("sequence", "image", "volume")),
    ("dirac_", (4,), ("sequence",)),
    ("xavier_uniform_", (), ("matrix", "image", "vector")),
    ("xavier_uniform_", (1.7,), ("matrix",)),
    ("xavier_normal_", (), ("matrix", "image", "vector")),
    ("xavier_normal_", (1.7,), ("matrix",)),
    ("kaiming_uniform_", (), ("matrix", "image", "vector", "empty")),
    ("kaiming_uniform_", (0.2,), ("matrix",)),
    ("kaiming_uniform_", (0.2, "fan_out", "leaky_relu"), ("image",)),
    ("kaiming_uniform_", (0.0, "fan_in", "relu"), ("volume",)),
    ("kaiming_normal_", (), ("matrix", "image", "vector", "empty")),
    ("kaiming_normal_", (0.2,), ("matrix",)),
    ("kaiming_normal_", (0.0, "fan_out", "relu"), ("image",)),
    ("kaiming_normal_", (0.0, "fan_in", "tanh"), ("matrix",)),
    ("orthogonal_", (), ("matrix", "tall", "wide", "image", "vector", "empty")),
    ("orthogonal_", (0.5,), ("matrix",)),
    ("sparse_", (0.3,), ("matrix", "tall", "vector")),
    ("sparse_", (0.9, 2.0), ("matrix",)),
    ("sparse_", (1.5,), ("matrix",)),
    ("uniform_", (1.0, 0.0), ("matrix",)),
    ("normal_", (0.0, -1.0), ("matrix",)),
    ("trunc_normal_", (0.0, 0.0), ("matrix",)),
)
NONLINEARITIES = (
    "linear", "conv1d", "conv2d", "conv3d", "conv_transpose1d", "conv_transpose2d", "conv_transpose3d",
    "sigmoid", "tanh", "relu", "leaky_relu", "selu",
)


def init():
    return {
        "gains": {name: [fill.calculate_gain(name), fill.calculate_gain(name, 0.3)] for name in NONLINEARITIES},
        "cases": [case(*c, shape, dtype) for *c, shapes in CASES for shape in shapes for dtype in DTYPES],
    }


def case(function, arguments, shape, dtype):
    # Not NaN, which would not be JSON: an untouched tensor is full of 9.
    tensor = torch.full(SHAPES[shape], 9.0, dtype=DTYPES[dtype])
    torch.manual_seed(7)
    result = {
        "name": f"{function}({', '.join([shape, *map(str, arguments)])}) {dtype}",
        "function": function,
        "arguments": list(arguments),
        "shape": list(SHAPES[shape]),
        "dtype": dtype,
    }
    try:
        result["result"] = getattr(fill, function)(tensor, *arguments)
        result["next"] = torch.rand(1).item()  # as many numbers have been drawn
    except (ValueError, RuntimeError, ZeroDivisionError) as error:
        result["error"] = type(error).__name__
    return result
