"""Loads libtorch4j.so into Python, and compares its operators with PyTorch's own functions, bit for bit.

    $(tests/python/setup --print) tests/python/operators.py native/target/cmake/libtorch4j.so

Prints a line for each comparison; the first that differs ends it with an error.
"""

import sys

import torch
from torch import nn

SIZES = [(), (0,), (1,), (7,), (8,), (9,), (15,), (16,), (17,), (9, 5), (1003,), (40_000,)]
DTYPES = [torch.float32, torch.float64, torch.bfloat16]


def tensors(dtype, seed):
    torch.manual_seed(seed)
    return [torch.randn(size, dtype=torch.float64).to(dtype) for size in SIZES] + [
        torch.randn(5, 9, dtype=torch.float64).to(dtype).t()
    ]


def parameters(dtype):
    params = [tensor.requires_grad_() for tensor in tensors(dtype, 0)]
    set_gradients(params, 1)
    return params


def set_gradients(params, seed):
    for param, grad in zip(params, tensors(params[0].dtype, seed)):
        param.grad = grad * 100


def require_same(what, ours, theirs):
    for i, (a, b) in enumerate(zip(ours, theirs, strict=True)):
        if a.dtype != b.dtype or not torch.equal(a, b):
            sys.exit(f"{what}: tensor {i} differs: {a} and {b}")
    print(what, "equal")


def norms(ops, dtype):
    for norm_type in (2.0, 1.0, 3.0):
        grads = tensors(dtype, 3)
        require_same(
            f"grad_norm {norm_type} {dtype}",
            [ops.grad_norm(grads, norm_type)],
            [nn.utils.get_total_norm(grads, norm_type, foreach=True)],
        )


def unscaling(ops, dtype):
    ours, theirs = tensors(dtype, 4), tensors(dtype, 4)
    inv_scale, found, their_found = torch.full((), 0.37), torch.zeros(()), torch.zeros(())
    ops.scale_grads_(ours, inv_scale, None, found)
    torch._amp_foreach_non_finite_check_and_unscale_(theirs, their_found, inv_scale)
    require_same(f"scale_grads_ {dtype}", ours + [found], theirs + [their_found])


def clipping(ops, dtype):
    ours, theirs = parameters(dtype), parameters(dtype)
    norm = ops.clip_grad_norm_([p.grad for p in ours], 1.5)
    their_norm = nn.utils.clip_grad_norm_(theirs, 1.5, foreach=True)
    require_same(f"clip_grad_norm_ {dtype}", [norm] + [p.grad for p in ours], [their_norm] + [p.grad for p in theirs])
    ops.clip_grad_value_([p.grad for p in ours], 0.01)
    nn.utils.clip_grad_value_(theirs, 0.01, foreach=True)
    require_same(f"clip_grad_value_ {dtype}", [p.grad for p in ours], [p.grad for p in theirs])
    ops.clip_grads_with_norm_([p.grad for p in ours], 0.1, torch.tensor(0.5))
    nn.utils.clip_grads_with_norm_(theirs, 0.1, torch.tensor(0.5), foreach=True)
    require_same(f"clip_grads_with_norm_ {dtype}", [p.grad for p in ours], [p.grad for p in theirs])


class Scaled:
    """A step in one: what grad_norm and a step with factors make of GradScaler's and clip_grad_norm_'s passes."""

    def __init__(self, ops, dtype, max_norm):
        self.ops, self.max_norm = ops, max_norm
        self.params = parameters(dtype)
        self.inv_scale = torch.full((), 0.37)

    def factors(self):
        grads, found = [p.grad for p in self.params], torch.zeros(())
        norm = self.ops.grad_norm(grads, 2.0, self.inv_scale, found)
        clip = torch.clamp(self.max_norm / (norm + 1e-6), max=1.0)
        return grads, {"inv_scale": self.inv_scale, "clip_coef": clip, "found_inf": found}

    def detached(self):
        return [p.detach() for p in self.params]


def separately(optimizer, params, max_norm):
    found = torch.zeros(())
    torch._amp_foreach_non_finite_check_and_unscale_([p.grad for p in params], found, torch.full((), 0.37))
    nn.utils.clip_grad_norm_(params, max_norm, foreach=True)
    optimizer.found_inf, optimizer.grad_scale = found, None
    optimizer.step()


def adamw(ops, dtype):
    one, theirs = Scaled(ops, dtype, 1.5), parameters(dtype)
    optimizer = torch.optim.AdamW(theirs, fused=True)
    averages = [torch.zeros_like(p) for p in one.params]
    squares = [torch.zeros_like(p) for p in one.params]
    steps = [torch.zeros(()) for _ in one.params]
    for seed in (1, 2, 3):
        set_gradients(one.params, seed)
        set_gradients(theirs, seed)
        if seed == 2:
            one.params[-1].grad[3, 3] = theirs[-1].grad[3, 3] = torch.inf
        grads, factors = one.factors()
        ops.adam_step_(
            one.detached(), grads, averages, squares, [], steps, 1e-3, 0.9, 0.999, 1e-2, 1e-8, False, False, True, **factors
        )
        separately(optimizer, theirs, 1.5)
    state = [optimizer.state[p] for p in theirs]
    require_same(f"adam_step_ {dtype}", one.detached(), [p.detach() for p in theirs])
    require_same(f"adam_step_ {dtype}, averages", averages, [s["exp_avg"] for s in state])
    require_same(f"adam_step_ {dtype}, squares", squares, [s["exp_avg_sq"] for s in state])
    require_same(f"adam_step_ {dtype}, steps", steps, [s["step"] for s in state])


def sgd(ops, dtype):
    one, theirs = Scaled(ops, dtype, 1.5), parameters(dtype)
    optimizer = torch.optim.SGD(theirs, lr=0.1, momentum=0.9, weight_decay=0.01, fused=True)
    buffers = [torch.empty_like(p) for p in one.params]
    for seed in (1, 2, 3):
        set_gradients(one.params, seed)
        set_gradients(theirs, seed)
        grads, factors = one.factors()
        ops.sgd_step_(one.detached(), grads, buffers, 0.1, 0.9, 0.0, 0.01, False, False, seed == 1, **factors)
        separately(optimizer, theirs, 1.5)
    require_same(f"sgd_step_ {dtype}", one.detached(), [p.detach() for p in theirs])
    require_same(f"sgd_step_ {dtype}, buffers", buffers, [optimizer.state[p]["momentum_buffer"] for p in theirs])


def main():
    torch.ops.load_library(sys.argv[1])
    ops = torch.ops.torch4j
    for dtype in DTYPES:
        norms(ops, dtype)
        unscaling(ops, dtype)
        clipping(ops, dtype)
        adamw(ops, dtype)
        if dtype != torch.bfloat16:  # PyTorch's own is wrong there
            sgd(ops, dtype)


if __name__ == "__main__":
    main()
