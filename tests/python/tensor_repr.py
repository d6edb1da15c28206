"""Random tensors as Python prints them, as JSON: one line for each case.

    $(tests/python/setup --print) tests/python/tensor_repr.py SEED COUNT

A case is the bytes of a tensor with its dtype and shape, what is done to it before it is printed, the print options, the
default dtype, and the text; or the name of the error that printing raises.
"""

import base64
import json
import math
import random
import sys
import warnings

import torch

FLOATS = ("float32", "float64", "float16", "bfloat16")
FLOAT8 = ("float8_e4m3fn", "float8_e5m2", "float8_e4m3fnuz", "float8_e5m2fnuz", "float8_e8m0fnu")
COMPLEX = ("complex64", "complex128", "complex32")
INTEGERS = ("int64", "int32", "int16", "int8", "uint8", "uint16", "uint32", "uint64")
PARTS = {"complex32": "float16", "complex64": "float32", "complex128": "float64"}
SPECIAL = (0.0, -0.0, math.inf, -math.inf, math.nan)
DEFAULTS = {"precision": 4, "threshold": 1000, "edgeitems": 3, "linewidth": 80, "sci_mode": None}


def main():
    warnings.simplefilter("ignore")
    seed, count = map(int, sys.argv[1:])
    for number in range(count):
        print(json.dumps(case(random.Random(seed * 1000003 + number)), allow_nan=False))


def case(rng):
    dtype = rng.choice(rng.choices((FLOATS, FLOAT8, COMPLEX, INTEGERS, ("bool",)), (10, 2, 3, 4, 1))[0])
    shape = random_shape(rng)
    tensor = random_tensor(rng, dtype, shape)
    data = base64.b64encode(bytes(tensor.reshape(-1).view(torch.uint8).tolist()) if tensor.numel() else b"").decode()
    options = random_options(rng)
    default = rng.choice(("float32",) * 6 + FLOATS)
    result = {"dtype": dtype, "shape": shape, "data": data, "options": options, "default": default}
    actions = []
    for name in random_actions(rng, dtype):
        if name == "huge" and (options["threshold"] < 0 or tensor.is_neg() or tensor.is_conj() or dtype in FLOAT8):
            continue  # all of it would be printed, or allocated
        if name == "neg_view" and (dtype in (*FLOAT8, "bool") or dtype.startswith("uint")):
            continue  # cannot be printed
        try:
            tensor = ACTIONS[name](tensor)
            actions.append(name)
        except (RuntimeError, IndexError, NotImplementedError, ValueError):
            pass  # not for this dtype or shape
    result["actions"] = actions
    return {**result, **printed(tensor, options, default)}


def printed(tensor, options, default):
    torch.set_printoptions(**{**options, "threshold": math.inf if options["threshold"] < 0 else options["threshold"]})
    torch.set_default_dtype(getattr(torch, default))
    try:
        return {"text": repr(tensor)}
    except Exception as e:
        return {"error": f"{type(e).__name__}: {e}"}
    finally:
        torch.set_printoptions(profile="default")
        torch.set_default_dtype(torch.float32)


def random_shape(rng):
    shapes = [
        lambda: [],
        lambda: [rng.randint(0, 30)],
        lambda: [rng.randint(0, 12) for _ in range(2)],
        lambda: [rng.randint(1, 8) for _ in range(rng.randint(2, 4))],
        lambda: [rng.randint(1, 3) for _ in range(rng.randint(4, 6))],
        lambda: [rng.randint(0, 4) for _ in range(rng.randint(1, 3))],
        lambda: rng.choice(([1001], [1000], [1500, 2], [2, 700], [7, 8, 30], [3, 3, 200], [40, 40], [5] * 5, [6, 6, 6, 6])),
    ]
    return rng.choices(shapes, (2, 5, 5, 4, 2, 1, 3))[0]()


def random_options(rng):
    options = dict(DEFAULTS)
    if rng.random() < 0.5:
        choices = {
            "precision": (0, 1, 2, 3, 6, 8, 17, 20),
            "threshold": (0, 1, 5, 10, 50, 200, -1),  # -1: infinity
            "edgeitems": (0, 1, 2, 4, 5),
            "linewidth": (0, 1, 10, 20, 40, 70, 100, 120, 200),
            "sci_mode": (True, False),
        }
        for name in rng.sample(list(choices), rng.randint(1, 4)):
            options[name] = rng.choice(choices[name])
    return options


def random_tensor(rng, dtype, shape):
    count = math.prod(shape)
    if dtype in PARTS:
        parts = random_tensor(rng, PARTS[dtype], [count]), random_tensor(rng, PARTS[dtype], [count])
        pairs = torch.stack(parts, -1).contiguous()
        return pairs.view(-1).view(getattr(torch, dtype)).reshape(shape) if count else torch.empty(shape, dtype=getattr(torch, dtype))
    if dtype == "bool":
        return torch.tensor([rng.random() < 0.5 for _ in range(count)], dtype=torch.bool).reshape(shape)
    size = torch.empty(0, dtype=getattr(torch, dtype)).element_size()
    if rng.random() < 0.15 or dtype in FLOAT8 or dtype in INTEGERS and rng.random() < 0.4:
        data = torch.tensor([rng.randint(0, 255) for _ in range(count * size)], dtype=torch.uint8)
        return data.view(getattr(torch, dtype)).reshape(shape) if count else torch.empty(shape, dtype=getattr(torch, dtype))
    if dtype in INTEGERS:
        low = 0 if dtype.startswith("uint") else -1
        most = rng.choice((1, 9, 100, 127))
        return torch.tensor([rng.randint(low * most, most) for _ in range(count)], dtype=torch.int64).to(getattr(torch, dtype)).reshape(shape)
    return torch.tensor(random_numbers(rng, count), dtype=torch.float64).to(getattr(torch, dtype)).reshape(shape)


def random_numbers(rng, count):
    scale = 10.0 ** rng.randint(-9, 9)
    kinds = (
        lambda: rng.gauss(0, 1),
        lambda: rng.gauss(0, 1) * scale,
        lambda: float(rng.randint(-50, 50)),
        lambda: float(rng.randint(-10, 10)) * scale,
        lambda: rng.randint(-(2**14), 2**14) / 2.0 ** rng.randint(1, 12),  # many exact ties
        lambda: rng.randint(-99999, 99999) / 10.0**5 * 5,  # decimal ties, which are none in binary
        lambda: rng.uniform(-1, 1) * 10.0 ** rng.randint(-12, 12),
        lambda: rng.choice((1e-4, 9.99999e-5, 1e8, 1.00000001e8, 1.0, 1000.0, 1000.1, 0.1, 1e5, 99999.5, 0.99995)),
        lambda: rng.choice((5e-324, 1.7e308, 1e-310, 1e-45, 3e38, 65504.0)),
        lambda: 0.0,
        lambda: rng.choice(SPECIAL),
    )
    kind = rng.choices(kinds, (6, 6, 4, 3, 4, 3, 3, 3, 1, 1, 1))[0]
    specials = rng.choice((0, 0, 0, 0.1, 0.5))
    return [rng.choice(SPECIAL) if rng.random() < specials else kind() for _ in range(count)]


ACTIONS = {
    "requires_grad": lambda x: x.detach().requires_grad_(True),
    "mul": lambda x: x * 2,
    "neg": lambda x: -x,
    "clone": lambda x: x.clone(),
    "flat": lambda x: x.view(-1),
    "first": lambda x: x[0],
    "transposed": lambda x: x.transpose(0, -1),
    "unsqueezed": lambda x: x.unsqueeze(1),
    "relu": lambda x: x.relu(),
    "expanded": lambda x: x.expand(4, *x.shape),
    "huge": lambda x: x.unsqueeze(0).expand(100000000000, *x.shape),
    "reversed": lambda x: x.flip(0),
    "conj": lambda x: x.conj(),
    "imag": lambda x: x.imag,
    "real": lambda x: x.real,
    "neg_view": lambda x: torch._neg_view(x),
    "sparse": lambda x: x.to_sparse(),
    "sparse_rows": lambda x: x.to_sparse(1),
    "sparse_csr": lambda x: x.to_sparse_csr(),
    "sparse_csc": lambda x: x.to_sparse_csc(),
    "sparse_bsr": lambda x: x.to_sparse_bsr((2, 2)),
    "meta": lambda x: x.to("meta"),
    "added_in_place": lambda x: x.clone().mul_(2),
    "view_modified": lambda x: modified(x),
}
VIEWS = ("flat", "first", "transposed", "unsqueezed", "expanded", "reversed", "clone", "neg_view")
LAST = ("sparse", "sparse_rows", "sparse_csr", "sparse_csc", "sparse_bsr", "meta", "huge")


def modified(x):
    """A view whose history is rewritten by an in-place operation on its base."""
    base = x.clone()
    view = base.view(-1)
    base.mul_(2)
    return view


def random_actions(rng, dtype):
    actions = []
    if dtype in COMPLEX and rng.random() < 0.5:
        actions += rng.choice((["conj"], ["conj", "imag"], ["real"], ["imag"], ["conj", "transposed"]))
    if rng.random() < 0.3:
        actions += rng.sample(VIEWS, rng.randint(1, 2))
    if rng.random() < 0.3:
        actions += ["requires_grad"] + rng.sample(
            ("mul", "neg", "relu", "added_in_place", "view_modified") + VIEWS, rng.randint(0, 2)
        )
    if rng.random() < 0.25:
        actions.append(rng.choice(LAST))
    return actions


if __name__ == "__main__":
    main()
