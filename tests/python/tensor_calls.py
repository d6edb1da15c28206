"""Calls of tensors' methods and of torch's functions, and what Python makes of them: for GeneratedCallsTest.

    tensor_calls.py OVERLOADS CASES SEED DRAWS      # writes CASES, a JSON file

OVERLOADS is what java/generator wrote. For each overload arguments are drawn until Python has accepted one set of them, and for
each name until it has refused another, at most DRAWS times. Printed are the overloads that it accepted with none.
"""

import json
import random
import sys
import warnings

import torch

warnings.simplefilter("ignore")
TEXTS = ["sum", "mean", "L", "fro", "constant", "none", "linear"]
# By the parameter's name; some draws take others.
TEXTS_OF = {
    "UPLO": "L U", "driver": "gels gelsd gesvd", "equation": "ij->ji ii->i", "indexing": "ij xy", "mode": "reduced complete r",
    "interpolation": "linear lower higher midpoint nearest", "norm": "backward ortho forward", "ord": "fro nuc", "p": "fro nuc",
    "padding": "valid same", "reduce": "sum mean prod amax amin add multiply", "rounding_mode": "floor trunc", "side": "left right",
}  # fmt: skip
INTEGERS_OF = {
    "stride": [1, 2], "padding": [0, 1], "dilation": [1], "groups": [1], "output_padding": [0], "kernel_size": [1, 2],
    "n_fft": [4], "hop_length": [1, 2], "win_length": [4], "num_groups": [1, 3], "minlength": [0, 3], "bins": [2, 4],
    "normalized_shape": [3], "split_sizes": [3], "upscale_factor": [1, 2],
}  # fmt: skip
# The shapes of the tensor and of the operator's other tensors.
SHAPES_OF = {
    "addmv": {"self": [2], "mat": [2, 3], "vec": [3]},
    "addmm sspaddmm": {"self": [2, 3], "mat1": [2, 4], "mat2": [4, 3]},
    "addbmm": {"self": [2, 3], "batch1": [2, 2, 4], "batch2": [2, 4, 3]},
    "baddbmm": {"self": [2, 2, 3], "batch1": [2, 2, 4], "batch2": [2, 4, 3]},
    "addr": {"self": [2, 3], "vec1": [2], "vec2": [3]},
    "bmm": {"self": [2, 2, 4], "mat2": [2, 4, 3]},
    "mm hspmm smm": {"self": [2, 4], "mat1": [2, 4], "mat2": [4, 3]},
    "mv": {"self": [2, 3], "vec": [3]},
    "bilinear": {"input1": [2, 3], "input2": [2, 4], "weight": [2, 3, 4], "bias": [2]},
    "conv1d": {"self": [2, 3, 4], "weight": [2, 3, 2], "bias": [2]},
    "conv2d convolution": {"self": [2, 3, 4, 4], "weight": [2, 3, 2, 2], "bias": [2]},
    "conv3d": {"self": [1, 2, 3, 3, 3], "weight": [2, 2, 2, 2, 2], "bias": [2]},
    "conv_transpose1d": {"self": [2, 3, 4], "weight": [3, 2, 2], "bias": [2]},
    "conv_transpose2d": {"self": [2, 3, 4, 4], "weight": [3, 2, 2, 2], "bias": [2]},
    "conv_transpose3d": {"self": [1, 2, 3, 3, 3], "weight": [2, 2, 2, 2, 2], "bias": [2]},
    "conv_tbc": {"self": [4, 2, 3], "weight": [2, 3, 2], "bias": [2]},
    "layer_norm rms_norm": {"self": [2, 3], "weight": [3], "bias": [3]},
    "group_norm": {"self": [2, 3, 4], "weight": [3], "bias": [3]},
    "avg_pool1d": {"self": [2, 3, 4]},
    "diagonal_scatter": {"self": [3, 3], "src": [3]},
    "select_scatter": {"self": [3, 3], "src": [3]},
    "index_add index_copy index_fill index_reduce": {"self": [3, 3], "index": [3], "source": [3, 3], "value": []},
    "logspace linspace": {"start": [], "end": []},
    "repeat_interleave": {"self": [3, 3], "repeats": [3]},
    "searchsorted": {"sorted_sequence": [4]},
    "quantile nanquantile": {"self": [3, 3], "q": [2]},
    "bincount": {"self": [4], "weights": [4]},
    "cov": {"self": [3, 4], "fweights": [4], "aweights": [4]},
    "lu_solve ldl_solve": {"self": [3, 2], "LU_data": [3, 3], "LU_pivots": [3], "LD": [3, 3], "pivots": [3], "B": [3, 2]},
    "ormqr": {"self": [3, 3], "input2": [3], "input3": [3, 3]},
    "orgqr householder_product": {"self": [3, 3], "input2": [3], "tau": [3]},
    "istft": {"self": [3, 5], "window": [4]},
}
SHAPES_OF = {name: shapes for names, shapes in SHAPES_OF.items() for name in names.split()}
# Where others are refused.
DTYPES_OF = {
    "istft": torch.complex64, "bincount": torch.int64, "gcd": torch.int64, "quantile": torch.float32,
    "nanquantile": torch.float32, "fweights": torch.int64, "sorter": torch.int64,
} | {f"bitwise_{name}": torch.int64 for name in ("and", "or", "xor", "left_shift", "right_shift")}  # fmt: skip
# What they return is memory that nobody has written, or a matter of this process.
ONLY_SHAPE = {"empty", "empty_like", "empty_permuted", "empty_strided", "new_empty", "new_empty_strided", "resize_", "resize_as_", "hash_tensor"}
# Of Python's argument parser, of a library that the presets do not have.
OWN_REFUSALS = ("TypeError", "RuntimeError: MKL FFT error")
# In Python each tensor of the list is an argument.
VARARGS = {"block_diag", "broadcast_tensors", "cartesian_prod", "chain_matmul"}
# They wait for a device.
LEFT_OUT = {"pin_memory", "is_pinned"}
# Of a tensor of probabilities the wheel draws in another order, where its MKL has generators of its own.
ONLY_SHAPE |= {"bernoulli"}


def shapes(draw):
    return draw.choice([[3, 3], [3, 3], [3, 3], [2, 3], [4], [1], [], [2, 3, 3], [2, 3, 4, 4], [0, 3], [6, 2]])


def tensor(draw, dtype=None, shape=None):
    dtype = dtype or draw.choice([torch.float32] * 5 + [torch.float64, torch.int64, torch.int64, torch.bool, torch.complex64])
    shape = shapes(draw) if shape is None else shape
    size = 1
    for n in shape:
        size *= n
    if dtype == torch.bool:
        values = [draw.random() < 0.5 for _ in range(size)]
    elif dtype == torch.int64:
        values = [draw.randrange(0, 3) for _ in range(size)]
    elif dtype.is_complex:
        values = [complex(draw.choice([-1.5, 0.25, 0.5, 1.0, 2.0]), draw.choice([-1.0, 0.0, 0.5])) for _ in range(size)]
    else:
        values = [draw.choice([-2.0, -0.5, 0.0, 0.25, 0.5, 0.75, 1.0, 1.5, 3.0]) + draw.randrange(8) / 64 for _ in range(size)]
    return torch.tensor(values, dtype=dtype).reshape(shape)


def argument(draw, parameter, like, shapes_of):
    """A value for a parameter, as JSON writes it and as Python takes it."""
    type_, form, name = parameter["type"], parameter["form"], parameter["name"]
    usual = draw.random() < 0.7
    if type_ in ("Tensor", "Tensor?"):
        index = any(word in name for word in ("index", "indices", "target", "repeats", "boundaries", "offset", "pivots", "lengths"))
        mask = "mask" in name or name == "condition"
        dtype = torch.int64 if index else torch.bool if mask else like.dtype if draw.random() < 0.7 else None
        dtype = torch.float32 if name == "p" else dtype  # Python takes a tensor of one element for a number
        dtype = DTYPES_OF.get(name, dtype)
        shape = list(like.shape) if draw.random() < 0.75 else None
        value = tensor(draw, dtype, shapes_of.get(name, shape))
        return encoded(value), value
    if type_ == "Tensor[]":
        values = [tensor(draw, like.dtype, list(like.shape)) for _ in range(draw.choice([1, 2, 2, 3]))]
        return {"list": [encoded(v) for v in values]}, values
    if usual and name in INTEGERS_OF and form in ("long", "Long", "long[]"):
        value = draw.choice(INTEGERS_OF[name])
        value = [value] if form == "long[]" else value
    elif form in ("long", "Long"):
        value = draw.choice([0, 0, 1, 1, 2, -1, 3])
    elif form in ("double", "Double", "Number"):
        value = draw.choice([0.0, 0.5, 1.0, 1.5, -0.5, 2.0, 0.1])
    elif form == "boolean":
        value = draw.random() < 0.5
    elif form == "long[]":
        value = draw.choice([[0], [1], [0, 1], [1, 0], [2], [3, 3], [2, 2], [9], [-1], [-2, -1], [], [1, 1, 1], [2, 3]])
    elif form == "String":
        value = draw.choice(TEXTS_OF[name].split() if usual and name in TEXTS_OF else TEXTS)
    elif form == "DType":
        dtype = draw.choice(["float64", "float32", "int64", "complex128"])
        return {"dtype_of": dtype}, getattr(torch, dtype)
    elif form in ("MemoryFormat", "Layout", "Device"):
        values = {
            "MemoryFormat": ("contiguousFormat", torch.contiguous_format),
            "Layout": ("strided", torch.strided),
            "Device": ("cpu", torch.device("cpu")),
        }
        return {form: values[form][0]}, values[form][1]
    elif form == "Generator":
        return {"seed": 5}, torch.Generator().manual_seed(5)
    else:
        raise ValueError(form)
    return {"value": value}, value


def encoded(value):
    if value.layout != torch.strided:
        dense = encoded(value.to_dense())
        return {**dense, "layout": str(value.layout)}
    plain = value.detach().resolve_conj().resolve_neg()
    numbers = (torch.view_as_real(plain) if plain.is_complex() else plain).to(torch.float64).reshape(-1).tolist()
    return {
        "dtype": str(value.dtype).removeprefix("torch."),
        "shape": list(value.shape),
        "values": [n if n == n and abs(n) != float("inf") else str(n) for n in numbers],
    }


def result(value):
    if isinstance(value, torch.Tensor):
        return [encoded(value)]
    if isinstance(value, (tuple, list)):
        return [part for each in value for part in result(each)]
    if isinstance(value, torch.dtype):
        return [{"dtype_of": str(value).removeprefix("torch.")}]
    return [{"value": value}]


def call(overload, draw):
    """One call: the arguments as JSON, and what Python gives or how it refuses."""
    name = overload["python"].rstrip("_")
    shapes_of = SHAPES_OF.get(name, {}) if draw.random() < 0.7 else {}
    like = tensor(draw, DTYPES_OF.get(name) if draw.random() < 0.7 else None, shapes_of.get("self"))
    owner, written = None, []
    if overload["module"] == "Tensor":
        owner = like.clone()
        written.append(encoded(like))
    arguments, keywords = [], {}
    for parameter in overload["parameters"]:
        if parameter["name"] == "input" and parameter["type"] == "Tensor":
            json_value, value = encoded(like), like.clone()
        else:
            json_value, value = argument(draw, parameter, like, shapes_of)
        written.append(json_value)
        if parameter["keyword"]:
            keywords[parameter["name"]] = value
        else:
            arguments.append(value)
    if overload["factory"]:
        dtype = draw.choice(["float64", "int64", "float32"])
        written.append({"dtype_of": dtype})
        keywords["dtype"] = getattr(torch, dtype)
    arguments = arguments[0] if overload["python"] in VARARGS else arguments
    torch.default_generator.manual_seed(3)
    try:
        function = getattr(owner if owner is not None else module(overload), overload["python"])
        # Some methods of Java are attributes in Python: x.imag.
        return written, result(function(*arguments, **keywords) if callable(function) else function), False
    except Exception as error:  # noqa: BLE001 - how Python refuses
        return written, f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}", True


def module(overload):
    return torch if overload["module"] == "torch" else getattr(torch, overload["module"])


def cases(overload, seed, draws, wants_refusal):
    """The first call that Python accepts and, if wanted, the first that it refuses."""
    draw, kept, refused = random.Random(f"{seed} {json.dumps(overload)}"), [], []
    for _ in range(draws):
        written, outcome, is_refusal = call(overload, draw)
        if is_refusal and not refused and not outcome.startswith(OWN_REFUSALS):
            refused.append({"arguments": written, "error": outcome})
        elif not is_refusal and not kept:
            kept.append({"arguments": written, "result": outcome})
        if kept and (refused or not wants_refusal):
            break
    return kept, refused if wants_refusal else []


def main(overloads, path, seed, draws):
    with open(overloads) as file:
        entries = json.load(file)
    written, without, names_refused = [], [], set()
    for i, overload in enumerate(entries):
        if overload["python"] in LEFT_OUT:
            continue
        name = f"{overload['module']}.{overload['python']}"
        kept, refused = cases(overload, seed, int(draws), name not in names_refused)
        if refused:
            names_refused.add(name)  # a refusal takes Java milliseconds, for the C++ backtrace
        if not kept:
            without.append(f"{name}({', '.join(p['form'] for p in overload['parameters'])})")
        only_shape = overload["python"] in ONLY_SHAPE
        written += [{"overload": i, "only_shape": only_shape, **case} for case in kept + refused]
    with open(path, "w") as file:
        json.dump(written, file)
    print(f"{len(entries)} overloads, {len(written)} cases; {len(without)} that Python accepted with no arguments drawn:")
    print("\n".join(sorted(set(without))))


if __name__ == "__main__":
    main(*sys.argv[1:])
