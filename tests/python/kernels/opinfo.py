"""PyTorch's own operator database, before and after libtorch4j's kernels are installed: same bits, same errors.

Started by prove.py, in a Python whose LibTorch is the presets'.

    opinfo.py LIBTORCH4J SAMPLES [OPERATOR...]
"""

import sys
import types

import torch
import torch.autograd.forward_ad as forward_ad
from torch.utils import _pytree as pytree

from outcome import difference, outcome_of, tensors_of

try:
    import expecttest  # noqa: F401 - torch.testing._internal asks for it, and needs it for its own tests only
except ImportError:
    import unittest

    stand_in = types.ModuleType("expecttest")
    stand_in.TestCase = unittest.TestCase
    sys.modules["expecttest"] = stand_in

from torch.testing._internal import common_utils  # noqa: E402
from torch.testing._internal.common_methods_invocations import op_db  # noqa: E402

# It reads the sources of the whole stack for each sample, to name the test that is running: a fifth of the time.
common_utils.extract_test_fn = lambda: None

PRODUCTS = {
    "__rmatmul__", "addbmm", "addmm", "addmv", "baddbmm", "bmm", "cdist", "einsum", "inner", "linalg.multi_dot",
    "matmul", "mm", "mv", "nn.functional.bilinear", "nn.functional.linear",
    "nn.functional.multi_head_attention_forward", "nn.functional.scaled_dot_product_attention", "outer", "tensordot",
    "linalg.matrix_power", "cov", "corrcoef",
}  # fmt: skip
OTHERS = {
    "add", "bernoulli", "div", "max_pool2d_with_indices_backward", "mul", "native_dropout_backward",
    "nn.functional.adaptive_max_pool2d", "nn.functional.alpha_dropout", "nn.functional.dropout",
    "nn.functional.dropout2d", "nn.functional.dropout3d", "nn.functional.feature_alpha_dropout",
    "nn.functional.max_pool1d", "nn.functional.max_pool2d", "nn.functional.max_unpool2d", "sub",
}  # fmt: skip

def enlarged(sample):
    """The sample with each dimension that has more than one element four times as long: large enough for our kernels."""
    return sample.transform(
        lambda t: t.detach().repeat([4 if n > 1 else 1 for n in t.shape]).requires_grad_(t.requires_grad)
        if isinstance(t, torch.Tensor) and t.layout == torch.strided and t.dim() > 0
        else t
    )


def with_bits(sample):
    """The sample with its inputs as views whose negative or conjugate bit is set."""
    return sample.transform(
        lambda t: (torch._neg_view(t.detach().neg()) if not t.is_complex() else t.detach().conj().clone().conj())
        if isinstance(t, torch.Tensor) and (t.is_floating_point() or t.is_complex()) and t.layout == torch.strided
        else t
    )


class Case:
    """An operator and one sample of its inputs."""

    def __init__(self, op, dtype, sample):
        self.op, self.dtype, self.sample = op, dtype, sample

    def call(self, sample):
        torch.default_generator.manual_seed(1)  # torch.manual_seed notes the stack for a GPU: a third of the time
        return self.op(sample.input, *sample.args, **sample.kwargs)

    def leaves(self):
        flat, _ = pytree.tree_flatten((self.sample.input, self.sample.args, self.sample.kwargs))
        return [
            t for t in flat if isinstance(t, torch.Tensor) and t.requires_grad and (t.is_floating_point() or t.is_complex())
        ]

    def outputs(self):
        results = [t for t in tensors_of(self.call(self.sample)) if t.requires_grad]
        return results, [torch.linspace(-1, 1, t.numel(), dtype=torch.float64).to(t.dtype).reshape(t.shape) for t in results]

    def forward(self):
        return self.call(self.sample)

    def noncontiguous(self):
        return self.call(self.sample.noncontiguous())

    def bits(self):
        return self.call(with_bits(self.sample))

    def gradients(self):
        results, cotangents = self.outputs()
        return torch.autograd.grad(results, self.leaves(), cotangents, allow_unused=True)

    def conjugate_gradients(self):
        results, cotangents = self.outputs()
        cotangents = [c.conj() if c.is_complex() else torch._neg_view(c) for c in cotangents]
        return torch.autograd.grad(results, self.leaves(), cotangents, allow_unused=True)

    def double_backward(self):
        results, cotangents = self.outputs()
        cotangents = [c.requires_grad_() for c in cotangents]
        leaves = self.leaves()
        first = [
            g for g in torch.autograd.grad(results, leaves, cotangents, create_graph=True, allow_unused=True)
            if g is not None and g.requires_grad
        ]  # fmt: skip
        return torch.autograd.grad(
            first, leaves + cotangents, [torch.ones_like(g) for g in first], allow_unused=True
        )

    def batched_backward(self):
        results, cotangents = self.outputs()
        batches = [torch.stack([c, -c, c * 2]) for c in cotangents]
        return torch.autograd.grad(results, self.leaves(), batches, is_grads_batched=True, allow_unused=True)

    def forward_mode(self):
        with forward_ad.dual_level():
            dual = self.sample.transform(
                lambda t: forward_ad.make_dual(t.detach(), torch.ones_like(t))
                if isinstance(t, torch.Tensor) and t.requires_grad
                else t
            )
            parts = [forward_ad.unpack_dual(t) for t in tensors_of(self.call(dual))]
            return [t for part in parts for t in (part.primal, part.tangent) if t is not None]

    def in_place_on_result(self):
        results, cotangents = self.outputs()
        for t in results:
            t.mul_(2)
        return torch.autograd.grad(results, self.leaves(), cotangents, allow_unused=True)

    def checks(self):
        yield self.forward
        yield self.noncontiguous
        yield self.bits
        if self.op.supports_autograd and self.leaves():
            yield self.gradients
            yield self.conjugate_gradients
            yield self.in_place_on_result
            if self.op.supports_gradgrad:
                yield self.double_backward
            yield self.batched_backward
            if self.op.supports_forward_ad:
                yield self.forward_mode


def spread(samples, most):
    """So many of the samples at most, from all places of the list."""
    step = max(1, -(-len(samples) // most))
    return samples[::step]


def cases(op, most_samples):
    for dtype in sorted(op.supported_dtypes("cpu"), key=str):
        torch.default_generator.manual_seed(0)
        differentiable = op.supports_autograd and dtype in op.supported_backward_dtypes("cpu")
        samples = spread(list(op.sample_inputs("cpu", dtype, requires_grad=differentiable)), most_samples)
        for sample in samples:
            yield Case(op, dtype, sample)
            if op.name in PRODUCTS or "dropout" in op.name or op.name == "bernoulli":
                yield Case(op, dtype, enlarged(sample))


def outcomes(op, most_samples):
    for case in cases(op, most_samples):
        for check in case.checks():
            yield f"{op.formatted_name} {case.dtype} {check.__name__}", outcome_of(check)
    if op.error_inputs_func is not None:
        for error in op.error_inputs("cpu"):
            sample = error.sample_input
            yield f"{op.formatted_name} error", outcome_of(lambda: op(sample.input, *sample.args, **sample.kwargs))


def main(library, most_samples, wanted):
    torch.ops.load_library(library)
    ops = [op for op in op_db if op.name in (wanted or PRODUCTS | OTHERS) and "triton" not in op.variant_test_name]
    plain = [(op, list(outcomes(op, most_samples))) for op in ops]
    active = torch.ops.torch4j.install_kernels([])
    print("kernels:", ", ".join(active))
    total, different = 0, 0
    for op, expected in plain:
        for (name, a), (_, b) in zip(expected, outcomes(op, most_samples), strict=True):
            total += 1
            if told := difference(a, b, last_bits=op.name in PRODUCTS):
                different += 1
                print(f"DIFFERENT {name}: {told}")
    print(f"opinfo: {len(ops)} operators, {total} cases, {different} different")
    sys.exit(1 if different or not total else 0)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), set(sys.argv[3:]))
