"""Compares what the two sides of the fuzz have given.

compare.py PLAIN OURS SEED
"""

import sys
from collections import Counter

import torch

from outcome import difference

EXACT = {"max_pool2d", "bernoulli", "dropout", "arithmetic"}


def main(plain, ours, seed):
    torch.serialization.add_safe_globals([torch.Size])
    sides = [torch.load(path) for path in (plain, ours)]
    counts, different = Counter(), 0
    for i, ((name, a), (_, b)) in enumerate(zip(*sides, strict=True)):
        counts[name] += 1
        counts["errors"] += isinstance(a, str)
        if told := difference(a, b, last_bits=name not in EXACT):
            different += 1
            print(f"DIFFERENT seed {seed} case {i} {name}: {told}")
    print(f"fuzz: {len(sides[0])} cases {dict(counts)}, {different} different")
    sys.exit(1 if different else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
