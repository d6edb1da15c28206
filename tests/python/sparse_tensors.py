"""Random sparse tensors, valid and not, with Python's result or error, as JSON: one line for each.

    $(tests/python/setup --print) tests/python/sparse_tensors.py SEED COUNT
"""

import json
import random
import sys
import warnings

import torch

from python_functions import described, made

LAYOUTS = ("sparse_csr", "sparse_csc", "sparse_bsr", "sparse_bsc")
SHAPES = ((3, 4), (4, 2), (2, 4, 6), (0, 2), (1, 1))


def main():
    warnings.simplefilter("ignore")
    seed, count = map(int, sys.argv[1:])
    for number in range(count):
        rng = random.Random(seed * 1000003 + number)
        case = coo(rng) if number % 3 == 0 else compressed(rng)
        try:
            print(json.dumps({**case, "results": [described(answer(case))]}))
        except Exception as e:
            print(json.dumps({**case, "error": f"{type(e).__name__}: {e}"[:200]}))


def keywords(rng):
    return {
        "dtype": rng.choice((None, None, "float32", "int64")),
        "requires_grad": rng.random() < 0.2,
        "is_coalesced": rng.choice((None, None, True, False)),
    }


def coo(rng):
    shape = rng.choice(((3, 4), (5,), (2, 3, 4), ()))
    sparse = rng.randint(0, len(shape))
    count = rng.choice((0, 1, 3))
    indices = [[float(rng.randrange(size)) for _ in range(count)] for size in shape[:sparse]]
    values = [round(rng.gauss(0, 2), 3) for _ in range(torch.Size((count, *shape[sparse:])).numel())]
    case = {
        "layout": "sparse_coo",
        "indices": [{"shape": [sparse, count], "dtype": rng.choice(("int64", "int32")), "values": sum(indices, [])}],
        "values": {"shape": [count, *shape[sparse:]], "dtype": "float64", "values": values},
        "size": rng.choice((None, list(shape), list(shape))),
        **keywords(rng),
    }
    return spoiled(rng, case)


def compressed(rng):
    layout = rng.choice(LAYOUTS)
    shape = rng.choice(SHAPES)
    block = (rng.choice((1, 2)), rng.choice((1, 2))) if layout[7:] in ("bsr", "bsc") else None
    x = torch.rand(shape, generator=torch.Generator().manual_seed(rng.randint(0, 9999)))
    rows = x[0] if len(shape) == 3 else x
    mask = (rows > 0.5).expand(shape)  # the same places in each matrix of a batch
    try:
        x = (x * mask).double().to_sparse(layout=getattr(torch, layout), blocksize=block)
    except RuntimeError:  # a block that does not fit
        x = (x * mask).double().to_sparse(layout=getattr(torch, layout), blocksize=block and (1, 1))
    rowwise = layout[7:] in ("csr", "bsr")
    indices = [x.crow_indices(), x.col_indices()] if rowwise else [x.ccol_indices(), x.row_indices()]
    narrow = rng.random() < 0.3
    case = {
        "layout": layout,
        "indices": [listed(i.int() if narrow else i) for i in indices],
        "values": listed(x.values()),
        "size": rng.choice((None, list(shape), list(shape))),
        "by_layout": rng.random() < 0.3,
        **keywords(rng),
    }
    return spoiled(rng, case)


def listed(x):
    return {"shape": list(x.shape), "dtype": str(x.dtype)[6:], "values": x.double().reshape(-1).tolist()}


def spoiled(rng, case):
    kind = rng.choice(("", "", "index", "index", "size", "values", "dtype", "shape", "empty"))
    part = rng.choice(case["indices"])
    if kind == "index" and part["values"]:
        far = 1e6 if case["size"] else 3.0  # else the size, which grows with it
        part["values"][rng.randrange(len(part["values"]))] = rng.choice((-1.0, 0.0, 1.0, 2.0, 50.0, far, -1e6))
    elif kind == "size" and case["size"]:
        case["size"][rng.randrange(len(case["size"]))] += rng.choice((-1, 1, 5))
    elif kind == "values" and case["values"]["values"]:
        case["values"] = {**case["values"], "shape": [len(case["values"]["values"])]}
    elif kind == "dtype":
        part["dtype"] = rng.choice(("float64", "bool", "uint8", "int32"))
    elif kind == "shape":
        part["shape"] = rng.choice(([len(part["values"])], [1, len(part["values"])], [1, 1, len(part["values"])]))
    elif kind == "empty":
        part.update(shape=rng.choice(([0], [0, 0], [1, 0])), values=[])
    return case


def answer(case):
    tensors = [made(t) for t in (*case["indices"], case["values"])]
    options = {"dtype": case["dtype"] and getattr(torch, case["dtype"]), "requires_grad": case["requires_grad"]}
    size = [] if case["size"] is None else [case["size"]]
    if case["layout"] == "sparse_coo":
        result = torch.sparse_coo_tensor(*tensors, *size, is_coalesced=case["is_coalesced"], check_invariants=True, **options)
    elif case["by_layout"]:
        layout = getattr(torch, case["layout"])
        result = torch.sparse_compressed_tensor(*tensors, *size, layout=layout, check_invariants=True, **options)
    else:
        result = getattr(torch, case["layout"] + "_tensor")(*tensors, *size, check_invariants=True, **options)
    assert result.requires_grad == case["requires_grad"]
    return result.detach()


if __name__ == "__main__":
    main()
