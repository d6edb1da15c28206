"""Subscripts of tensors, read and written, with the results of Python's, as JSON: one line for each case.

    $(tests/python/setup --print) tests/python/tensor_index.py SEED COUNT

First those written by hand, then COUNT random ones. A case has the tensor (shape, dtype, layout: its numbers are 2,
3, …), the index, and for writing the value. An index is a list of one-letter keys: i integer, s slice, b boolean, n None,
e ellipsis, t tensor, l list, a array; "alone" says that the only index is not in a tuple. After reading, the result is
filled with 1, which shows in the tensor if it is a view.
"""

import json
import math
import random
import sys
import warnings

import torch

LAYOUTS = ("contiguous", "transposed", "strided", "expanded")
DTYPES = ("float32", "float64", "float16", "bfloat16", "int64", "int32", "int16", "int8", "uint8", "bool")
INDEX_DTYPES = ("int64", "int64", "int32", "int16", "int8", "uint8", "bool", "float32")
VALUES = (0, 1, -1, 7, 300, 70000, 2**40, 1.5, -0.25, 1e30, 1e300, True, False)


def main():
    warnings.simplefilter("ignore")
    seed, count = map(int, sys.argv[1:])
    for case in by_hand():
        emit(case)
    for number in range(count):
        emit(random_case(random.Random(seed * 1000003 + number)))


def emit(case):
    print(json.dumps({**case, **answer(case)}, allow_nan=False))


def answer(case):
    x = make(case)
    try:
        index = python_index(case)
        if "value" in case:
            x[index] = python_value(case["value"])
            return {"after": numbers(x)}
        result = x[index]
        seen = {"result": describe(result)}
        writable = case["layout"] != "expanded" and result.numel() > 0
        if writable:
            result.fill_(1)
        return {**seen, "filled": writable, "after": numbers(x)}
    except Exception as e:
        return {"error": type(e).__name__, "message": str(e).split("\n")[0], "after": numbers(x)}


def make(case):
    shape, layout = list(case["shape"]), case["layout"]
    count = math.prod(shape)
    dtype = getattr(torch, case["dtype"])
    x = torch.arange(2, count + 2).reshape(shape)
    x = x % 2 == 0 if dtype == torch.bool else x.to(dtype)
    if layout == "transposed":
        order = list(range(x.dim()))[::-1]
        return x.permute(order).contiguous().permute(order)
    if layout == "strided":
        return torch.stack([x, x], -1).select(-1, 0)
    if layout == "expanded":
        return x.expand(2, *shape)
    return x


def describe(x):
    return {
        "dtype": str(x.dtype).removeprefix("torch."),
        "shape": list(x.shape),
        "stride": list(x.stride()),
        "values": numbers(x),
    }


def numbers(x):
    return [n if math.isfinite(n) else str(n) for n in x.detach().double().reshape(-1).tolist()]


def python_index(case):
    items = tuple(python_item(item) for item in case["index"])
    return items[0] if case["alone"] else items


def python_item(item):
    ((kind, content),) = item.items()
    if kind == "s":
        return slice(*content)
    if kind == "t":
        return python_value(item)
    if kind == "a":
        import numpy

        return numpy.array(content, dtype=None if content else "int64")
    return {"i": content, "b": content, "l": content, "n": None, "e": ...}[kind]


def python_value(value):
    if "t" not in value:
        return value["i"]
    tensor = value["t"]
    return torch.tensor(tensor["values"], dtype=getattr(torch, tensor["dtype"])).reshape(tensor["shape"])


def tensor(values, dtype="int64", shape=None):
    return {"t": {"values": values, "dtype": dtype, "shape": [len(values)] if shape is None else shape}}


def case(shape, *index, alone=False, layout="contiguous", dtype="float32", **value):
    return {"shape": list(shape), "layout": layout, "dtype": dtype, "index": list(index), "alone": alone, **value}


def i(number):
    return {"i": number}


def s(*bounds):
    return {"s": [*bounds, None, None][:3] if len(bounds) != 1 else [None, bounds[0], None]}


def ls(values):
    return {"l": values}


def array(values):
    return {"a": values}


def flag(value):
    return {"b": value}


NONE = {"n": 0}
REST = {"e": 0}
ALL = {"s": [None, None, None]}


def by_hand():
    yield from alone_cases()
    yield from tuple_cases()
    yield from mixed_cases()
    yield from set_cases()


def alone_cases():
    integers = [i(n) for n in (0, 1, -1, -2, 2, -3, 2**40, -(2**63), 2**63 - 1)]
    bounds = (None, 0, 1, 2, 5, -1, -2, -5)
    slices = [{"s": [a, b, c]} for a in bounds for b in bounds for c in (None, 2)]
    slices += [s(0, 2, 0), s(0, 2, -1), s(None, None, -1)]
    others = [flag(True), flag(False), NONE, REST, ALL, s(2**62, 2**63 - 1), s(-(2**63), 2)]
    for index in integers + slices + others:
        yield case((2, 3, 4), index, alone=True)
    for index in (i(0), i(1), i(-1), s(0, 1), ALL, flag(True), flag(False), NONE, REST):
        yield case((), index, alone=True)
        yield case((0, 2), index, alone=True)
    lists = ([], [0], [1, 0], [-1, -2], [2], [True, False], [True], [True, 0])
    lists += ([[0, 1], [1, 2]], [[0, 1]], [[0, 1], [1]])
    lists += ([0, [0, 1]], [0] * 40, [[[0, 1], [1, 0]], [0]], [[True, False], [False, True]], [[]], [[], []], [[0, 1], 1])
    for values in lists:
        yield case((2, 3, 4), ls(values), alone=True)
        yield case((2, 3, 4), ls(values))
    for values in ([], [0, 1], [[0, 1], [1, 0]], [True, False], [[True, False, True], [False, True, True]], [2], [[-1]]):
        yield case((2, 3, 4), array(values), alone=True)
        yield case((2, 3, 4), REST, array(values))
    for dtype in INDEX_DTYPES + ("float64", "complex64", "uint16"):
        for values, shape in (([1, 0], [2]), ([1], []), ([0], []), ([], [0]), ([1, 0, 1, 1, 0, 0], [2, 3]), ([1], [1])):
            yield case((2, 3, 4), tensor(values, dtype, shape), alone=True)
            yield case((2, 3, 4), i(0), tensor(values, dtype, shape))


def tuple_cases():
    yield case((2, 3))
    yield case(())
    for dims in range(1, 5):
        yield case((2, 3, 4), *[i(0)] * dims)
        yield case((2, 3, 4), *[ALL] * dims)
        yield case((2, 3, 4), REST, *[i(-1)] * dims)
        yield case((2, 3, 4), *[NONE] * dims)
        yield case((2, 3, 4), *[flag(True)] * dims)
    several = ((REST, REST), (REST, i(0), REST), (i(0), REST, i(3)), (NONE, i(0), i(3)), (i(0), i(5)), (NONE, REST, NONE))
    for index in several:
        yield case((2, 3, 4), *index)
    several = ((ALL, s(1, 3), NONE, REST), (s(0, 2), s(0, 3)), (s(0, 9), s(1, 2)), (REST, s(0, 9, 2)))
    for index in (*several, (NONE, i(0)), (REST, i(0))):
        yield case((2, 3, 4), *index, layout="transposed")
        yield case((), *index)


def mixed_cases():
    two, mask, wrong = tensor([1, 0]), tensor([True, False, True], "bool"), tensor([1, 0, 1])
    full = tensor([True, False, True, False, False, True], "bool", [2, 3])
    for index in (
        (two, two), (two, ALL, two), (ALL, two), (ALL, mask), (two, mask), (i(0), mask), (full,), (full, i(0)), (full, two),
        (two, wrong), (wrong,), (two, NONE, two), (NONE, two), (REST, two), (two, REST), (two, REST, two), (two, i(0), two),
        (i(0), two), (i(0), ALL, two), (s(0, 2, 2), two), (flag(True), two), (flag(False), two), (two, flag(True)),
        (ALL, flag(True), i(0)), (full, flag(False)), (tensor([0, 1, 1, 0], shape=[2, 2]), two), (ALL, ALL, two), (mask,),
        (ls([0, 1]), ls([1, 2])), (ls([0, 1]), ls([1, 2, 0])), (ls([[0], [1]]), ls([1, 2])), (ls([0]), i(1), ls([2])),
        (tensor([5]),), (tensor([-3]),), (ALL, tensor([-3])), (two, two, two, two), (full, two, two), (full, ALL, ALL),
        (REST, full), (full, REST), (tensor([0], shape=[]), two), (tensor([1], "bool", []), i(0)), (ALL, ls([[True, False, True]])),
    ):  # fmt: skip
        yield case((2, 3, 4), *index)
        yield case((2, 3, 4), *index, value={"i": 1})
        yield case((4, 3, 2), *index, layout="transposed")


def set_cases():
    for dtype in DTYPES:
        for value in VALUES:
            yield case((3,), i(0), alone=True, dtype=dtype, value={"i": value})
            yield case((3,), ls([0, 2]), dtype=dtype, value={"i": value})
        for of in ("float32", "float64", "int64", "bool", "uint8"):
            yield case((2, 3), i(0), alone=True, dtype=dtype, value=tensor([3, 4, 5], of))
            yield case((2, 3), s(0, 1), i(1), dtype=dtype, value=tensor([3], of, []))
            yield case((2, 3), ls([0, 1]), dtype=dtype, value=tensor([3, 4, 5], of))
    shapes = ((), (1,), (3,), (4,), (5,), (3, 4), (1, 1, 3, 4), (2, 1, 3, 4), (3, 1), (2, 3, 4), (0,), (1, 2, 1, 4))
    two = tensor([1, 0])
    for shape in shapes:
        value = tensor([float(n) for n in range(math.prod(shape))], "float32", list(shape))
        for index in (i(0), ALL, REST, NONE, flag(True), flag(False), two, s(0, 0), s(1)):
            yield case((2, 3, 4), index, alone=True, value=value)
        yield case((2, 3, 4), ALL, two, value=value)
        yield case((2, 3, 4), i(0), s(0, 3, 2), value=value)
        yield case((2, 3, 4), flag(False), value=value)
    for index in (i(0), s(0, 0), flag(False), flag(True), ls([0]), ls([]), REST, i(7), s(0, 1, -1)):
        for value in (1e30, 2**40, 5, 300):
            yield case((2, 3), index, alone=True, dtype="uint8", value={"i": value})
            yield case((2, 3), index, dtype="int64", value={"i": value})
        yield case((2,), index, layout="expanded", alone=True, value={"i": 9})


def random_case(rng):
    shape = [rng.choice((0, 1, 2, 2, 3, 3, 4)) for _ in range(rng.randint(0, 4))]
    layout = rng.choice(LAYOUTS)
    sizes = [2, *shape] if layout == "expanded" else shape
    index = random_index(rng, list(sizes))
    alone = len(index) == 1 and rng.random() < 0.5
    value = {"value": random_value(rng, sizes)} if layout != "expanded" and rng.random() < 0.4 else {}
    return case(shape, *index, alone=alone, layout=layout, dtype=rng.choice(DTYPES[:2] + DTYPES), **value)


def random_index(rng, sizes):
    index, rest = [], False
    while sizes and rng.random() < 0.85:
        kind = rng.choices("isbnetlam", (6, 8, 1, 2, 2, 4, 3, 1, 2))[0]
        if kind == "m":
            index.append(random_mask(rng, sizes))
            continue
        if kind == "e":
            if not rest or rng.random() < 0.03:
                index.append(REST)
                del sizes[: rng.randint(0, len(sizes))]
            rest = True
            continue
        size = sizes[0] if kind in "bn" else sizes.pop(0)
        index.append(random_item(rng, kind, size))
    if rng.random() < 0.05:
        index.append(i(0))
    return index


def random_item(rng, kind, size):
    if kind == "i":
        return i(random_integer(rng, size))
    if kind == "s":
        bounds = [rng.choice((None, rng.randint(-size - 1, size + 1))) for _ in range(2)]
        return {"s": [*bounds, rng.choice((None, None, 1, 2, 3, 0 if rng.random() < 0.1 else 1))]}
    if kind in "bn":
        return flag(rng.random() < 0.6) if kind == "b" else NONE
    shape = rng.choice(([2], [2], [1], [3], [2, 2], [2, 1], [0], []))
    values = [random_integer(rng, size) for _ in range(math.prod(shape))]
    if kind == "t":
        return tensor(values, rng.choice(("int64", "int64", "int32", "int16", "int8")), shape)
    nested = torch.tensor(values, dtype=torch.int64).reshape(shape or [1] if values else [0]).tolist()
    return {kind: nested}


def random_integer(rng, size):
    return rng.randint(-size, size - 1) if size and rng.random() < 0.99 else rng.randint(-size - 2, size + 2)


def random_mask(rng, sizes):
    shape = [sizes.pop(0) for _ in range(rng.randint(1, min(2, len(sizes))))]
    if rng.random() < 0.1:
        shape[-1] += 1
    return tensor([rng.random() < 0.5 for _ in range(math.prod(shape))], rng.choice(("bool", "bool", "uint8")), shape)


def random_value(rng, sizes):
    if rng.random() < 0.5:
        return {"i": rng.choice(VALUES)}
    shape = [rng.choice((1, size)) for size in sizes[rng.randint(0, len(sizes)) :]]
    if rng.random() < 0.3:
        shape = [1, *shape]
    return tensor([n % 100 for n in range(math.prod(shape))], rng.choice(("float32", "float64", "int64", "bool")), shape)


if __name__ == "__main__":
    main()
