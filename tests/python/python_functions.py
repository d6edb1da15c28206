"""Random calls of norm, cdist and unique_consecutive, with the results of Python's, as JSON: one line for each.

    $(tests/python/setup --print) tests/python/python_functions.py SEED COUNT

A call that Python refuses has "error" in place of the results.
"""

import json
import random
import sys
import warnings

import torch

SHAPES = ((), (0,), (1,), (5,), (3, 4), (0, 3), (2, 3, 4))
MODES = ("use_mm_for_euclid_dist_if_necessary", "use_mm_for_euclid_dist", "donot_use_mm_for_euclid_dist", "no_such_mode")
POWERS = (0.0, 0.5, 1.0, 2.0, 3.5, -1.0, "inf", "-inf")


def main():
    warnings.simplefilter("ignore")
    seed, count = map(int, sys.argv[1:])
    for number in range(count):
        rng = random.Random(seed * 1000003 + number)
        case = (norm, norm, cdist, unique)[number % 4](rng)
        print(json.dumps({**case, **answer(case)}))


def norm(rng):
    return {
        "call": "norm",
        "x": tensor(rng, rng.choice(SHAPES), rng.choice(("float32", "float64", "float64", "int64"))),
        "sparse": rng.random() < 0.15,
        "p": rng.choice(("fro", "fro", "nuc", "other", *POWERS, *POWERS)),
        "dim": rng.choice((None, None, None, [], [0], [-1], [-1], [0, 1], [1, 0], [0, 0], [5], [0, 1, 2])),
        "keepdim": rng.random() < 0.5,
        "dtype": rng.choice((None, None, None, "float64", "float64", "int64")),
    }


def cdist(rng):
    columns = rng.choice((0, 1, 3))
    batch = rng.choice(((), (), (2,)))
    other = columns if rng.random() < 0.9 else columns + 1
    return {
        "call": "cdist",
        "x": tensor(rng, (*batch, rng.choice((0, 1, 4, 30)), columns), "float64"),
        "y": tensor(rng, (rng.choice((0, 2, 30)), other), "float64"),
        "p": rng.choice(POWERS),
        "mode": rng.choice(MODES),
    }


def unique(rng):
    return {
        "call": "unique",
        "x": tensor(rng, rng.choice(SHAPES), rng.choice(("float64", "int64")), whole=True),
        "inverse": rng.random() < 0.5,
        "counts": rng.random() < 0.5,
        "dim": rng.choice((None, None, 0, 1, -1, 4)),
    }


def tensor(rng, shape, dtype, whole=False):
    count = torch.Size(shape).numel()
    whole = whole or dtype == "int64"
    values = [float(rng.randint(0, 1)) if whole else round(rng.gauss(0, 2), 3) for _ in range(count)]
    return {"shape": shape, "dtype": dtype, "values": values}


def answer(case):
    x = made(case["x"])
    try:
        if case["call"] == "norm":
            x = x.to_sparse() if case["sparse"] else x
            dtype = case["dtype"] and getattr(torch, case["dtype"])
            p = number(case["p"])
            results = [torch.norm(x, p, case["dim"], case["keepdim"], dtype=dtype)]
        elif case["call"] == "cdist":
            results = [torch.cdist(x, made(case["y"]), number(case["p"]), case["mode"])]
        else:
            found = torch.unique_consecutive(x, return_inverse=case["inverse"], return_counts=case["counts"], dim=case["dim"])
            results = found if isinstance(found, tuple) else [found]
        return {"results": [described(result) for result in results]}
    except Exception as e:
        return {"error": f"{type(e).__name__}: {e}"[:200]}


def made(described):
    dtype = getattr(torch, described["dtype"])
    x = torch.tensor(described["values"], dtype=torch.float64).reshape(described["shape"])
    return torch.complex(x, x * 0.5).to(dtype) if dtype.is_complex else x.to(dtype)


def number(p):
    return float(p) if p in ("inf", "-inf") else p


def described(result):
    layout = str(result.layout)[6:]
    result = result.to_dense()
    shape, dtype = list(result.shape), str(result.dtype)[6:]
    result = torch.view_as_real(result.resolve_conj()) if result.is_complex() else result
    return {"shape": shape, "dtype": dtype, "layout": layout, "values": [repr(v) for v in result.double().reshape(-1).tolist()]}


if __name__ == "__main__":
    main()
