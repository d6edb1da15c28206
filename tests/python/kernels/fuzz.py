"""One side of the fuzz: seeded cases of the operators that libtorch4j replaces, and what each gives.

Started by prove.py twice, in a Python whose LibTorch is the presets': plain, and with libtorch4j's kernels.

    fuzz.py OUTCOMES SEED CASES [LIBTORCH4J]
"""

import random
import sys

import torch
from torch.nn import functional as F

from outcome import outcome_of

DTYPES = [torch.float32] * 6 + [torch.float64] * 3 + [torch.bfloat16] * 2 + [
    torch.float16, torch.complex64, torch.complex128, torch.int64, torch.int32, torch.uint8, torch.bool,
]  # fmt: skip
SIZES = [0, 1, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 20, 31, 33, 64, 65, 100]
# What the kernels themselves compute; everything else they hand on to ATen's.
KERNEL_DTYPES = [torch.float32] * 2 + [torch.float64]
KERNEL_SIZES = [size for size in SIZES if size > 3]
KERNEL_LAYOUTS = [0, 0, 1, 2, 4, 7]


class Draw:
    """The random choices of one case. Two of three cases are of those that the kernels compute themselves."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.generator = torch.Generator().manual_seed(seed)
        self.is_kernels = self.chance(0.67)

    def size(self):
        return self.random.choice(KERNEL_SIZES if self.is_kernels and not self.chance(0.1) else SIZES)

    def chance(self, probability):
        return self.random.random() < probability

    def numbers(self, shape, dtype):
        if dtype == torch.bool:
            return torch.randint(2, shape, generator=self.generator).to(dtype)
        if not (dtype.is_floating_point or dtype.is_complex):
            return torch.randint(0 if dtype == torch.uint8 else -5, 6, shape, generator=self.generator).to(dtype)
        real = torch.randn(*shape, generator=self.generator, dtype=torch.float64)
        if dtype.is_complex:
            return torch.complex(real, torch.randn(*shape, generator=self.generator, dtype=torch.float64)).to(dtype)
        result = real.to(dtype)
        if self.chance(0.1) and result.numel():
            special = self.random.choice([float("nan"), float("inf"), -float("inf"), 0.0, -0.0])
            result.view(-1)[self.random.randrange(result.numel())] = special
        return result

    def tensor(self, shape, dtype, overlapping=True):
        """Of this shape: contiguous or not, with an offset, expanded, overlapping, with the neg or conj bit."""
        shape = list(shape)
        layout = self.random.choice(KERNEL_LAYOUTS) if self.is_kernels else self.random.randrange(9)
        layout = 0 if layout == 5 and not overlapping else layout
        if layout == 1 and len(shape) >= 2:
            swapped = shape[:-2] + [shape[-1], shape[-2]]
            result = self.numbers(swapped, dtype).transpose(-1, -2)
        elif layout == 2:
            result = self.numbers([n + 3 for n in shape], dtype)[tuple(slice(1, 1 + n) for n in shape)]
        elif layout == 3:
            result = self.numbers(shape + [2], dtype).select(-1, 1)
        elif layout == 4 and shape:
            dim = 0 if self.is_kernels else self.random.randrange(len(shape))
            one = [1 if i == dim else n for i, n in enumerate(shape)]
            result = self.numbers(one, dtype).expand(shape)
        elif layout == 5 and len(shape) >= 2 and all(shape):
            strides = [self.random.randrange(0, 4) for _ in shape]
            span = 1 + sum((n - 1) * s for n, s in zip(shape, strides))
            result = self.numbers([span + 5], dtype).as_strided(shape, strides, 5)
        elif layout == 6 and len(shape) == 4:
            result = self.numbers(shape, dtype).to(memory_format=torch.channels_last)
        elif layout == 7 and len(shape) >= 3:
            result = self.numbers([shape[1], shape[0]] + shape[2:], dtype).transpose(0, 1)
        else:
            result = self.numbers(shape, dtype)
        if self.is_kernels:
            return result
        if dtype.is_complex and self.chance(0.3):
            result = result.conj()
        elif (dtype.is_floating_point or dtype.is_complex) and self.chance(0.15):
            result = torch._neg_view(result)
        return result

    def dtype(self):
        return self.random.choice(KERNEL_DTYPES if self.is_kernels else DTYPES)

    def factor(self):
        return self.random.choice([1, 1, 0.5, -2, 3] if self.is_kernels else [0, 1, 1, 0.5, -2, float("nan"), 1 + 0j, True])


def mostly(draw, value, other):
    return other() if not draw.is_kernels and draw.chance(0.05) else value


def bmm(draw):
    dtype, batch, m, k, n = draw.dtype(), draw.size(), draw.size(), draw.size(), draw.size()
    a = draw.tensor([batch, m, k], dtype)
    b = draw.tensor([mostly(draw, batch, draw.size), mostly(draw, k, draw.size), n], mostly(draw, dtype, draw.dtype))
    return (a, b), torch.bmm


def baddbmm(draw):
    (a, b), _ = bmm(draw)
    full = [a.shape[0], a.shape[1], b.shape[2]]
    shape = [1 if draw.chance(0.2) else n for n in full][draw.random.choice([0, 0, 0, 1, 2]):]
    c = draw.tensor(shape, mostly(draw, a.dtype, draw.dtype))
    beta, alpha = draw.factor(), draw.factor()
    return (c, a, b), lambda c, a, b: torch.baddbmm(c, a, b, beta=beta, alpha=alpha)


def mm(draw):
    dtype, m, k, n = draw.dtype(), draw.size(), draw.size(), draw.size()
    a = draw.tensor([m, k], dtype)
    b = draw.tensor([mostly(draw, k, draw.size), n], mostly(draw, dtype, draw.dtype))
    return (a, b), torch.mm


def addmm(draw):
    (a, b), _ = mm(draw)
    shape = [1 if draw.chance(0.2) else n for n in (a.shape[0], b.shape[1])][draw.random.choice([0, 0, 1]):]
    c = draw.tensor(shape, mostly(draw, a.dtype, draw.dtype))
    beta, alpha = draw.factor(), draw.factor()
    return (c, a, b), lambda c, a, b: torch.addmm(c, a, b, beta=beta, alpha=alpha)


def matmul(draw):
    dtype, m, k, n = draw.dtype(), draw.size(), draw.size(), draw.size()
    lead = [draw.random.choice([1, 2, 3, 4]) for _ in range(draw.random.randrange(3))]
    a = draw.tensor(lead + [m, k], dtype)
    b = draw.tensor(mostly(draw, lead, lambda: lead[1:]) + [k, n], mostly(draw, dtype, draw.dtype))
    return (a, b), torch.matmul


def linear(draw):
    dtype, m, k, n = draw.dtype(), draw.size(), draw.size(), draw.size()
    lead = [draw.random.choice([1, 2, 3, 5]) for _ in range(draw.random.randrange(3))]
    x, w = draw.tensor(lead + [m, k], dtype), draw.tensor([n, k], dtype)
    b = draw.tensor([n], mostly(draw, dtype, draw.dtype)) if draw.chance(0.7) else None
    return (x, w, b), F.linear


def attention(draw):
    dtype = draw.random.choice([torch.float32, torch.float64, torch.bfloat16])
    batch, heads, length, width = draw.random.choice([1, 2, 5]), draw.random.choice([1, 2, 4]), draw.size(), draw.size()
    # Of a query that overlaps itself ATen returns memory that it has not written.
    q, k, v = (draw.tensor([batch, heads, length, width], dtype, overlapping=False) for _ in range(3))
    p, causal = draw.random.choice([0, 0.1, 0.5]), draw.chance(0.4)
    return (q, k, v), lambda q, k, v: F.scaled_dot_product_attention(q, k, v, dropout_p=p, is_causal=causal)


def max_pool2d(draw):
    dtype = draw.random.choice([torch.float32] * 4 + [torch.bfloat16] * 3 + [torch.float64, torch.float16, torch.int32])
    dims = draw.random.choice([3, 4, 4, 4, 2])
    x = draw.tensor(([draw.random.choice([0, 1, 2, 3, 5])] if dims == 4 else []) + [draw.random.choice([1, 2, 4])] * (dims > 2)
                    + [draw.size(), draw.size()], dtype)  # fmt: skip
    pair = lambda values: draw.random.choice([draw.random.choice(values), [draw.random.choice(values)] * 2, [draw.random.choice(values), draw.random.choice(values)]])  # noqa: E731
    size, stride = pair([1, 2, 2, 3, 3, 4, 5, 7]), draw.random.choice([None, pair([1, 2, 3, 4])])
    padding, dilation = pair([0, 0, 0, 1, 2, 3]), draw.random.choice([1, 1, 1, 1, pair([1, 2, 3])])
    if max(dilation if isinstance(dilation, list) else [dilation]) > min(x.shape[-2:]):
        dilation = 1  # a window between whose elements the whole image lies: ATen's backward pass writes anywhere
    ceil_mode, places = draw.chance(0.2), draw.chance(0.5)
    return (x,), lambda x: F.max_pool2d(x, size, stride, padding, dilation, ceil_mode, return_indices=places)


def dropout(draw):
    dtype = draw.random.choice([torch.float32, torch.float32, torch.float64, torch.bfloat16, torch.float16, torch.complex64])
    x = draw.tensor([draw.size() for _ in range(draw.random.randrange(1, 4))], dtype)
    p = draw.random.choice([0.0, 0.1, 0.5, 0.9, 1.0, 0.3333333333333333, 1e-12, -0.1])
    kind = draw.random.choice([F.dropout, F.alpha_dropout, F.feature_alpha_dropout, F.dropout1d])
    return (x,), lambda x: kind(x, p, True)


def bernoulli(draw):
    dtype = draw.dtype()
    # Writing to elements that share memory, ATen's threads race.
    x = draw.tensor([draw.size() for _ in range(draw.random.randrange(0, 4))], dtype, overlapping=False)
    p = draw.random.choice([0.0, 0.1, 0.5, 1.0, 0.25, 5e-324, 1 - 2**-53, -0.1, float("nan")])
    seed, skipped = draw.random.randrange(2**31), draw.random.randrange(700)

    def fill(x):
        generator = torch.Generator().manual_seed(seed)
        torch.empty(skipped).uniform_(generator=generator)
        filled = x.detach().bernoulli_(p, generator=generator)
        return filled, generator.get_state(), torch.empty(9).normal_(generator=generator)

    return (x,), fill


def arithmetic(draw):
    dtype = draw.dtype()
    shape = [draw.size() for _ in range(draw.random.randrange(0, 4))]
    a = draw.tensor(shape, dtype)
    b = draw.tensor([1 if draw.chance(0.2) else n for n in shape], mostly(draw, dtype, draw.dtype))
    f = draw.random.choice([torch.add, torch.sub, torch.mul, torch.div])
    return (a, b), f


OPERATORS = [
    bmm, bmm, baddbmm, baddbmm, mm, addmm, matmul, linear, attention, max_pool2d, max_pool2d, dropout, bernoulli, arithmetic,
]  # fmt: skip


def leaves(operands):
    return [
        t.detach().requires_grad_() if t is not None and (t.is_floating_point() or t.is_complex()) else t for t in operands
    ]


def results_of(draw, operands, call):
    """The result; or, of those that can be differentiated, its gradients or an in-place use of it as well."""
    kind = draw.random.randrange(4)
    if kind == 0:
        return call(*operands)
    inputs = leaves(operands)
    result = call(*inputs)
    first = result[0] if isinstance(result, tuple) else result
    if not first.requires_grad:
        return result
    used = first.mul_(3) if kind == 2 else first.conj() if kind == 3 and first.is_complex() else first
    gradient = torch.linspace(-1, 1, used.numel(), dtype=torch.float64).to(used.dtype).reshape(used.shape)
    gradient = torch._neg_view(gradient) if kind == 3 else gradient
    wanted = [t for t in inputs if t is not None and t.requires_grad]
    return [used, *torch.autograd.grad(used, wanted, gradient, allow_unused=True)]


def case(seed):
    draw = Draw(seed)
    build = draw.random.choice(OPERATORS)

    def compute():
        operands, call = build(draw)
        torch.default_generator.manual_seed(seed)
        return results_of(draw, operands, call)

    return build.__name__, outcome_of(compute)


def main(path, seed, count, library=None):
    if library:
        torch.ops.load_library(library)
        print("kernels:", ", ".join(torch.ops.torch4j.install_kernels([])))
    torch.save([case(int(seed) * 1_000_003 + i) for i in range(int(count))], path)


if __name__ == "__main__":
    main(*sys.argv[1:])
