"""Random cases of tensors from Python's values and back, with the results of Python's torch, as JSON: one line for each.

    $(tests/python/setup --print) tests/python/tensor_values.py SEED COUNT

Floating-point numbers are strings in hexadecimal. A case that Python refuses has the name of the error in place of the
results.
"""

import json
import math
import random
import sys
import warnings

import torch

INTEGERS = ("uint8", "uint16", "uint32", "uint64", "int8", "int16", "int32", "int64")
FLOATS = ("float16", "bfloat16", "float32", "float64")
FLOAT8 = ("float8_e4m3fn", "float8_e5m2", "float8_e4m3fnuz", "float8_e5m2fnuz")
COMPLEX = ("complex64", "complex128")
ARRAYS = {"boolean": "bool", "byte": "uint8", "short": "int16", "int": "int32", "long": "int64", "float": "float32", "double": "float64"}
EDGES = (0, 1, -1, 127, 128, -128, -129, 255, 256, -255, -256, 32767, 32768, -32769, 65535, 65536, 2**31 - 1, 2**31, -(2**31))
LONG_EDGES = EDGES + (2**32 - 1, 2**32, 2**53 + 1, 2**63 - 1, -(2**63))
FLOAT_EDGES = (0.0, -0.0, 0.5, -1.5, 2.75, 127.5, 255.0, 255.5, 256.0, -1.0, 65504.0, 65520.0, 1e10, 1e300, 1e-40, math.inf, -math.inf, math.nan)


def main():
    warnings.simplefilter("ignore")
    seed, count = map(int, sys.argv[1:])
    kinds = (from_list, from_array, to_java, to_java, parts, filled)
    for number in range(count):
        rng = random.Random(seed * 1000003 + number)
        print(json.dumps(kinds[number % len(kinds)](rng), allow_nan=False))


def answered(case, compute):
    try:
        return {**case, **compute()}
    except Exception as e:
        return {**case, "error": f"{type(e).__name__}: {e}"[:200]}


def described(tensor):
    return {"got": name(tensor.dtype), "shape": list(tensor.shape), "flat": flat(tensor)}


def name(dtype):
    return str(dtype).removeprefix("torch.")


def dtype(text):
    return None if text is None else getattr(torch, text)


def flat(tensor):
    if tensor.is_complex():
        tensor = torch.view_as_real(tensor.resolve_conj())
    return encoded(tensor.reshape(-1).tolist())


def encoded(value):
    if isinstance(value, list):
        return [encoded(part) for part in value]
    if isinstance(value, float):
        return value.hex()
    return value


def from_list(rng):
    kinds = rng.choice((("bool",), ("int",), ("float",), ("bool", "int"), ("edge",), ("bool", "float"), ("bool", "small", "float")))
    sizes = [rng.choice((0, 1, 2, 3, 3)) for _ in range(rng.randint(0, 4))]
    values = nested(sizes, lambda: number(rng, rng.choice(kinds)))
    if sizes and rng.random() < 0.2:
        spoil(rng, values)
    target = rng.choice((None, "bool") + INTEGERS + FLOATS + FLOAT8 + COMPLEX) if rng.random() < 0.6 else None
    case = {"kind": "list", "values": encoded(values), "dtype": target}
    return answered(case, lambda: described(checked(torch.tensor(values, dtype=dtype(target)), values)))


def from_array(rng):
    java = rng.choice(tuple(ARRAYS))
    own = ARRAYS[java]
    sizes = [rng.choice((1, 2, 3)) for _ in range(rng.randint(0, 3))] + [rng.choice((0, 1, 3, 5))]
    values = nested(sizes, lambda: element(rng, own))
    if len(sizes) > 1 and rng.random() < 0.1:
        values[-1].append(values[0][0] if values[0] else element(rng, own) if len(sizes) == 2 else [])
    target = rng.choice((None, "bool") + INTEGERS + FLOATS + COMPLEX) if rng.random() < 0.6 else None
    case = {"kind": "array", "java": java, "dimensions": len(sizes), "values": encoded(values), "dtype": target}
    if java == "byte" and target == "int8":
        return answered(case, lambda: described(torch.tensor(values, dtype=torch.uint8).to(torch.int8)))
    return answered(case, lambda: described(checked(torch.tensor(values, dtype=dtype(target or own)), values)))


def checked(tensor, values):
    """The tensor; if it is empty, torch has not looked at all values, and Java does."""
    if tensor.numel() == 0:
        require(values, list(tensor.shape))
    return tensor


def require(values, shape):
    if not isinstance(values, list) or len(values) != shape[0]:
        raise ValueError("ragged")
    for value in values if len(shape) > 1 else ():
        require(value, shape[1:])


def nested(sizes, make):
    return [nested(sizes[1:], make) for _ in range(sizes[0])] if sizes else make()


def spoil(rng, values):
    while values and isinstance(values[-1], list) and rng.random() < 0.7:
        values = values[rng.randrange(len(values))]
        if not values:
            break
    if rng.random() < 0.4 and values:
        values[rng.randrange(len(values))] = rng.choice((None, [1], [], 1, "text", [[2, 3]]))
    else:
        values.append(values[0] if values else 1)


def number(rng, kind):
    if kind == "bool":
        return rng.random() < 0.5
    if kind == "float":
        return rng.choice(FLOAT_EDGES) if rng.random() < 0.3 else rng.uniform(-100, 100)
    if kind == "edge":
        return rng.choice(LONG_EDGES)
    return rng.randint(-5, 5) if kind == "small" else rng.randint(-300, 300)


def element(rng, own):
    if own == "bool":
        return rng.random() < 0.5
    if own.startswith("float"):
        value = number(rng, "float")
        return value if own == "float64" or not math.isfinite(value) else single(value)
    least, most = limits(own)
    return rng.choice([edge for edge in LONG_EDGES if least <= edge <= most]) if rng.random() < 0.5 else rng.randint(max(least, -50), min(most, 50))


def single(value):
    return torch.tensor(value, dtype=torch.float64).float().item()


def limits(text):
    bits = int(text.lstrip("uint"))
    return (0, 2**bits - 1) if text.startswith("u") else (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)


def to_java(rng):
    of = rng.choice(("bool",) + INTEGERS + FLOATS + FLOAT8)
    shape = [rng.choice((0, 1, 2, 3, 4) if rng.random() < 0.1 else (1, 2, 3, 4)) for _ in range(rng.randint(0, 4))]
    whole = rng.random() < 0.5
    values = [value_of(rng, of, whole) for _ in range(math.prod(shape))]
    tensor = torch.tensor(values, dtype=dtype(of)).reshape(shape)
    case = {"kind": "back", "dtype": of, "base": shape, "values": encoded(tensor.reshape(-1).tolist())}
    steps = []
    for _ in range(rng.randint(0, 3)):
        step = view(rng, tensor)
        if step:
            tensor = viewed(tensor, step)
            steps.append(step)
    return {**case, "steps": steps, **results(tensor)}


def value_of(rng, of, whole):
    if of == "bool":
        return rng.random() < 0.5
    if of in INTEGERS:
        least, most = limits(of)
        return rng.choice((least, most)) if rng.random() < 0.1 else rng.randint(max(least, -100), min(most, 100))
    if whole:
        return float(rng.randint(-100, 100))
    return number(rng, "float")


def view(rng, tensor):
    dims = tensor.dim()
    kind = rng.choice(("transpose", "narrow", "select", "expand", "negated", "diagonal", "grad", "flip"))
    if kind == "expand":
        return [kind, rng.randint(0, 3)]
    if kind == "negated":
        return [kind] if tensor.dtype in (torch.float16, torch.float32, torch.float64) else None
    if kind == "grad":
        return [kind] if tensor.dtype in (torch.float32, torch.float64) and tensor.is_leaf else None
    if kind in ("transpose", "diagonal"):
        return [kind, *rng.sample(range(dims), 2)] if dims > 1 else None
    if dims == 0 or 0 in tensor.shape:
        return None
    dim = rng.randrange(dims)
    if kind == "flip":
        return [kind, dim] if not name(tensor.dtype).startswith(("float8", "uint16", "uint32", "uint64")) else None
    start = rng.randrange(tensor.shape[dim])
    return [kind, dim, start] if kind == "select" else [kind, dim, start, rng.randint(0, tensor.shape[dim] - start)]


def viewed(tensor, step):
    kind, *arguments = step
    if kind == "expand":
        return tensor.unsqueeze(0).expand([arguments[0], *tensor.shape])
    if kind == "negated":
        return torch.complex(tensor, tensor).conj().imag
    if kind == "grad":
        return tensor.detach().requires_grad_()
    if kind == "diagonal":
        return tensor.diagonal(0, *arguments)
    return getattr(tensor, kind)(*arguments)


def results(tensor):
    values = tensor.detach().reshape(-1).tolist()
    return {
        "shape": list(tensor.shape),
        "list": encoded(tensor.tolist()),
        "floats": encoded(tensor.detach().float().reshape(-1).tolist()),
        "doubles": encoded(tensor.detach().double().reshape(-1).tolist()),
        "longs": whole_numbers(values, 64),
        "ints": whole_numbers(values, 32),
        "shorts": whole_numbers(values, 16),
        "item": encoded(tensor.item()) if tensor.numel() == 1 else None,
        "truth": tensor.item() != 0 if tensor.numel() == 1 else None,  # bool() fails beyond int64
    }


def whole_numbers(values, bits):
    if not all(math.isfinite(value) and value == int(value) for value in values):
        return None
    numbers = [int(value) for value in values]
    return numbers if all(-(2 ** (bits - 1)) <= value < 2 ** (bits - 1) for value in numbers) else None


def parts(rng):
    types = ["float32", "float64", "float16"]
    first = rng.choice(types)
    second = first if rng.random() < 0.8 else rng.choice(types + ["int64", "bfloat16", "bool", "complex64"])
    shape = [rng.randint(0 if rng.random() < 0.1 else 1, 3) for _ in range(rng.randint(0, 3))]
    other = [1 if rng.random() < 0.3 else size for size in shape[rng.randint(0, len(shape)) :]]
    if rng.random() < 0.1:
        other.append(5)
    real, imag = filled_randomly(rng, first, shape), filled_randomly(rng, second, other)
    case = {
        "kind": "complex",
        "dtypes": [first, second],
        "shapes": [shape, other],
        "real": flat(real.double()),
        "imag": flat(imag.real.double() if imag.is_complex() else imag.double()),
        "grad": rng.random() < 0.3,
    }
    return answered(case, lambda: described(torch.complex(real, imag)))


def filled_randomly(rng, of, shape):
    values = [rng.uniform(-10, 10) for _ in range(math.prod(shape))]
    return torch.tensor(values, dtype=torch.float64).reshape(shape).to(dtype(of))


def filled(rng):
    of = rng.choice(("bool", "uint8", "int8", "int16", "int32", "int64") + FLOATS)
    shape = [rng.randint(0, 3) for _ in range(rng.randint(0, 3))]
    value = rng.choice((1.5, 300, -1, 0, 70000.0, 1e39, math.nan, 2**40))
    case = {"kind": "fill", "dtype": of, "shape0": shape, "value": encoded(value)}
    return answered(case, lambda: described(torch.fill(torch.zeros(shape, dtype=dtype(of)), value)))


if __name__ == "__main__":
    main()
