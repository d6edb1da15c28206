"""Random calls of functions that Python has above the operators, with its results, as JSON: one line for each.

    $(tests/python/setup --print) tests/python/function_calls.py SEED COUNT

A call that Python refuses has "error" in place of the results.
"""

import json
import random
import sys
import warnings

import torch

from python_functions import SHAPES, described, made, tensor

FLOATS = ("float32", "float64", "float64", "complex128")


def main():
    warnings.simplefilter("ignore")
    seed, count = map(int, sys.argv[1:])
    kinds = [unique, stft, stft, istft, histogramdd, unravel_index, index_put, lu, low_rank, new_tensor]
    for number in range(count):
        rng = random.Random(seed * 1000003 + number)
        kind = kinds[number % len(kinds)]
        case = {"call": kind.__name__, **kind(rng)}
        try:
            results = CALLS[case["call"]](case)
            print(json.dumps({**case, "results": [described(result) for result in results]}))
        except Exception as e:
            print(json.dumps({**case, "error": f"{type(e).__name__}: {e}"[:200]}))


def unique(rng):
    return {
        "x": tensor(rng, rng.choice(SHAPES), rng.choice(("float64", "int64", "bool", "uint8")), whole=True),
        "flags": [rng.random() < 0.5 for _ in range(3)],
        "dim": rng.choice((None, None, 0, 1, -1, 4)),
    }


def call_unique(case):
    found = torch.unique(made(case["x"]), *case["flags"], dim=case["dim"])
    return found if isinstance(found, tuple) else [found]


def window(rng, size):
    size = size if rng.random() < 0.9 else size + 1
    return rng.choice((None, tensor(rng, (max(size, 0),), rng.choice(FLOATS))))


def stft(rng):
    n_fft = rng.choice((1, 2, 4, 4, 7, 16, 0, -1, 50))
    win_length = rng.choice((None, None, 1, 4, n_fft, 20))
    return {
        "x": tensor(rng, rng.choice(((20,), (20,), (2, 20), (2, 20), (1, 1, 20), (), (0,), (5,))), rng.choice(FLOATS)),
        "n_fft": n_fft,
        "hop_length": rng.choice((None, None, 1, 3, 0)),
        "win_length": win_length,
        "window": window(rng, n_fft if win_length is None else win_length),
        "center": rng.random() < 0.6,
        "pad_mode": rng.choice(("reflect", "reflect", "constant", "replicate", "circular", "other")),
        "normalized": rng.random() < 0.5,
        "onesided": rng.choice((None, None, True, False)),
        "return_complex": rng.choice((None, True, True, False)),
        "align_to_window": rng.choice((None, None, None, True, False)),
    }


def istft(rng):
    n_fft = rng.choice((4, 4, 7, 16, 1, 0))
    frequencies = rng.choice((n_fft // 2 + 1, n_fft // 2 + 1, n_fft))
    win_length = rng.choice((None, None, 3, n_fft))
    return {
        "x": tensor(rng, (*rng.choice(((), (2,))), frequencies, rng.choice((1, 5, 5, 0))), rng.choice(("complex128", "complex128", "float64"))),
        "n_fft": n_fft,
        "hop_length": rng.choice((None, 1, 2, 0)),
        "win_length": win_length,
        "window": window(rng, n_fft if win_length is None else win_length),
        "center": rng.random() < 0.6,
        "normalized": rng.random() < 0.5,
        "onesided": rng.choice((None, None, True, False)),
        "length": rng.choice((None, None, 5, 30)),
        "return_complex": rng.random() < 0.3,
    }


def keywords(case):
    result = {k: v for k, v in case.items() if k not in ("call", "x", "n_fft")}
    return result | {"window": case["window"] and made(case["window"])}


def histogramdd(rng):
    dims = rng.choice((1, 2, 2, 3))
    bins = rng.choice((3, [2, 3, 1][:dims], "edges", [2], 0))
    if bins == "edges":
        edges = [sorted(round(rng.gauss(0, 2), 3) for _ in range(rng.choice((2, 3, 1)))) for _ in range(dims)]
        bins = {"edges": [{"shape": [len(e)], "dtype": "float64", "values": e} for e in edges]}
    return {
        "x": tensor(rng, rng.choice(((8, dims), (8, dims), (2, 4, dims), (0, dims), (dims,), ())), rng.choice(("float64", "float64", "int64"))),
        "bins": bins,
        "range": rng.choice((None, None, [-1.0, 1.0] * dims, [-1.0, 2.0], [1.0, -1.0] * dims)),
        "weight": rng.choice((None, None, tensor(rng, (8,), "float64"))),
        "density": rng.random() < 0.4,
    }


def call_histogramdd(case):
    bins = case["bins"]
    bins = [made(e) for e in bins["edges"]] if isinstance(bins, dict) else bins
    weight = case["weight"] and made(case["weight"])
    hist, edges = torch.histogramdd(made(case["x"]), bins, range=case["range"], weight=weight, density=case["density"])
    return [hist, *edges]


def unravel_index(rng):
    x = tensor(rng, rng.choice(SHAPES), rng.choice(("int64", "int32", "uint8", "bool", "float64")), whole=True)
    x["values"] = [v * rng.randint(0, 23) for v in x["values"]]
    return {"x": x, "shape": rng.choice(((2, 3, 4), (24,), (), (0, 3), (3, 0), (-1, 2), (2**40, 2**40, 1), (4, 2**62)))}


def index_put(rng):
    size = rng.choice((1, 2, 3))
    indices = [index(rng, size) for _ in range(rng.choice((1, 2, 2, 3)))]
    return {
        "x": tensor(rng, (3, 4), rng.choice(("float64", "int64"))),
        "indices": indices,
        "values": tensor(rng, rng.choice(((), (1,), (size,), (size, 4), (3, size))), "float64"),
        "accumulate": rng.random() < 0.5,
        "in_place": rng.random() < 0.5,
    }


def index(rng, size):
    if rng.random() < 0.2:
        return tensor(rng, rng.choice(((3,), (3, 4))), "bool", whole=True)
    return {"shape": [size], "dtype": "int64", "values": [rng.choice((0, 1, 2, -1, 2, 1, 0, -3, 7)) for _ in range(size)]}


def call_index_put(case):
    x = made(case["x"])
    indices = [made(i) for i in case["indices"]]
    call = x.index_put_ if case["in_place"] else x.index_put
    return [call(indices, made(case["values"]).to(x.dtype), case["accumulate"])]


def lu(rng):
    whole = rng.random() < 0.3  # often singular
    return {
        "x": tensor(rng, rng.choice(((3, 3), (2, 3, 3), (2, 3), (4, 2), (0, 0), (4,), ())), rng.choice((*FLOATS, "int64")), whole),
        "pivot": rng.random() < 0.9,
        "infos": rng.random() < 0.5,
    }


def low_rank(rng):
    shape = rng.choice(((5, 3), (3, 5), (2, 4, 6), (8, 8), (4,)))
    return {
        "x": tensor(rng, shape, rng.choice(FLOATS[1:])),
        "sparse": rng.random() < 0.3,
        "pca": rng.random() < 0.5,
        "q": rng.choice((None, 2, 3, 0, 9, -1)),
        "niter": rng.choice((0, 1, 2, 2, -1)),
        "center": rng.random() < 0.7,
        "m": rng.choice((None, tensor(rng, shape[-1:], "float64"))),
        "seed": rng.randint(0, 1000),
    }


def call_low_rank(case):
    x = made(case["x"])
    x = x.to_sparse() if case["sparse"] else x
    torch.manual_seed(case["seed"])
    if case["pca"]:
        return torch.pca_lowrank(x, case["q"], case["center"], case["niter"])
    m = case["m"] and made(case["m"]).to(x.dtype)
    return torch.svd_lowrank(x, 6 if case["q"] is None else case["q"], case["niter"], m)


def new_tensor(rng):
    return {
        "x": tensor(rng, (2,), rng.choice(("float32", "int64", "bool", "complex128", "uint8"))),
        "data": rng.choice((1, 2.5, True, [1, 2], [[1.5, 2.0], [-3.0, 4.0]], [], 300, [[1], [2, 3]])),
        "copied": rng.choice((None, None, None, tensor(rng, (2, 2), "float64"))),
        "dtype": rng.choice((None, None, "float64", "int32", "uint8")),
        "requires_grad": rng.random() < 0.3,
    }


def call_new_tensor(case):
    data = case["data"] if case["copied"] is None else made(case["copied"])
    dtype = case["dtype"] and getattr(torch, case["dtype"])
    result = made(case["x"]).new_tensor(data, dtype=dtype, requires_grad=case["requires_grad"])
    assert result.requires_grad == case["requires_grad"]
    return [result.detach()]


CALLS = {
    "unique": call_unique,
    "stft": lambda case: [torch.stft(made(case["x"]), case["n_fft"], **keywords(case))],
    "istft": lambda case: [torch.istft(made(case["x"]), case["n_fft"], **keywords(case))],
    "histogramdd": call_histogramdd,
    "unravel_index": lambda case: torch.unravel_index(made(case["x"]), case["shape"]),
    "index_put": call_index_put,
    "lu": lambda case: torch.lu(made(case["x"]), case["pivot"], case["infos"]),
    "low_rank": call_low_rank,
    "new_tensor": call_new_tensor,
}


if __name__ == "__main__":
    main()
