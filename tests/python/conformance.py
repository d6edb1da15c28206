"""Runs the cases of tests/src/test/resources/conformance/*.txt in Python: what every torch4j layer is compared with.

    $(tests/python/setup --print) tests/python/conformance.py            writes golden/conformance/*.json
    $(tests/python/setup --print) tests/python/conformance.py --print    prints one JSON line a case, for the live comparison

A case is a Python expression: a layer, called with its inputs. Java reads the same line. `?` before it says that the
outcome is what is compared: whether Python takes such an input. `@bfloat16` before all that runs the forward pass under
CPU autocast in this dtype. The names that a case may use are in NAMES; `fixed(x)` is an input that gets no gradient.
"""

import argparse
import ast
import contextlib
import functools
import json
import math
import sys
import warnings
import zlib
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F
from torch.nn.utils.rnn import PackedSequence, pack_padded_sequence

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "samples/bench"))
import models  # noqa: E402

CASES = ROOT / "tests/src/test/resources/conformance"
GOLDEN = ROOT / "tests/src/test/resources/golden/conformance"
SAMPLES = 24  # elements kept of each tensor, evenly spread


class Fixed:
    """An input that gets no gradient."""

    def __init__(self, tensor):
        self.tensor = tensor


NAMES = {
    "nn": nn,
    "F": F,
    "models": models,
    "randn": torch.randn,
    "rand": torch.rand,
    "randint": torch.randint,
    "zeros": torch.zeros,
    "ones": torch.ones,
    "tensor": torch.tensor,
    "prob": lambda *shape: torch.rand(*shape) * 0.9 + 0.05,
    "signs": lambda *shape: (torch.rand(*shape) > 0.5) * 2.0 - 1.0,
    "mask": lambda *shape: torch.rand(*shape) > 0.7,
    "causal": lambda n: torch.triu(torch.ones(n, n), 1) > 0,
    "f64": lambda tensor: tensor.double(),
    "complex64": lambda tensor: tensor.to(torch.complex64),
    "transposed": lambda tensor, a, b: tensor.transpose(a, b),
    "fixed": Fixed,
    "pack": lambda tensor, lengths, batch_first=False, enforce_sorted=True: pack_padded_sequence(
        tensor, torch.tensor(lengths), batch_first, enforce_sorted
    ),
    "padding": lambda length, lengths: torch.arange(length) >= torch.tensor(lengths).unsqueeze(1),
}


def run(case):
    """What Python makes of one case."""
    region, text = contextlib.nullcontext, case
    if case.startswith("@"):
        dtype, _, text = case[1:].partition(" ")
        region = functools.partial(torch.autocast, "cpu", getattr(torch, dtype))
    if text.startswith("?"):
        return {"case": case, "outcome": outcome(text[1:].strip(), region)}
    tree = ast.parse(text, mode="eval").body
    if not isinstance(tree.func, ast.Call):
        return {"case": case, "train": forward_and_backward(None, tree, region)}
    torch.default_generator.manual_seed(1)
    module = value(tree.func)
    if "nn.Lazy" in case:
        forward(module, tree, region)  # lazy layers get their shapes
    result = {"case": case, "repr": repr(module), "state": state(module)}
    result["train"] = forward_and_backward(module, tree, region)
    module.eval()
    result["eval"] = forward(module, tree, region)
    return result


def outcome(case, region):
    """How Python refuses a case: its exception's class; or "ok"."""
    tree = ast.parse(case, mode="eval").body
    try:
        if isinstance(tree.func, ast.Call):
            module = value(tree.func)
            torch.default_generator.manual_seed(2)
            with region():
                module(*map(plain, map(value, tree.args)), **keywords(tree, plain))
        else:
            value(tree)
        return "ok"
    except Exception as error:
        return type(error).__name__


def value(tree):
    return eval(compile(ast.Expression(tree), "case", "eval"), NAMES)


def keywords(tree, prepare):
    return {keyword.arg: prepare(value(keyword.value)) for keyword in tree.keywords}


def plain(argument):
    return argument.tensor if isinstance(argument, Fixed) else argument


def forward_and_backward(module, tree, region):
    inputs = []

    def differentiable(argument):
        if isinstance(argument, torch.Tensor) and (argument.is_floating_point() or argument.is_complex()):
            inputs.append(argument.requires_grad_())
        if isinstance(argument, PackedSequence):
            inputs.append(argument.data.requires_grad_())
        if isinstance(argument, tuple):
            for part in argument if not isinstance(argument, PackedSequence) else ():
                differentiable(part)
        return plain(argument)

    torch.default_generator.manual_seed(2)
    arguments = [differentiable(value(argument)) for argument in tree.args]
    named = keywords(tree, plain)
    torch.default_generator.manual_seed(3)
    with region():
        if module is None:
            outputs = flat(value(tree.func)(*arguments, **named))
        else:
            outputs = flat(module(*[clone_if_inplace(module, argument) for argument in arguments], **named))
    differentiable_outputs = [output for output in outputs if output.requires_grad]
    if differentiable_outputs:
        torch.autograd.backward(differentiable_outputs, [weights(output) for output in differentiable_outputs])
    result = {
        "outputs": [summary(output) for output in outputs],
        "inputGrads": [summary(tensor.grad) for tensor in inputs],
    }
    if module is not None:
        result["parameterGrads"] = {name: summary(p.grad) for name, p in module.named_parameters()}
        result["buffers"] = {name: summary(b) for name, b in module.named_buffers()}
    return result


def clone_if_inplace(module, argument):
    """A leaf that requires gradients cannot be overwritten."""
    inplace = getattr(module, "inplace", False) and isinstance(argument, torch.Tensor)
    return argument * 1 if inplace else argument


def forward(module, tree, region):
    torch.default_generator.manual_seed(2)
    arguments = [plain(value(argument)) for argument in tree.args]
    named = keywords(tree, plain)
    torch.default_generator.manual_seed(3)
    with torch.no_grad(), region():
        return [summary(output) for output in flat(module(*arguments, **named))]


def flat(output):
    if isinstance(output, torch.Tensor):
        return [output]
    if isinstance(output, (list, tuple)):
        return [tensor for part in output for tensor in flat(part)]
    return []


def weights(output):
    """The gradient that the backward pass begins with."""
    return torch.cos(torch.arange(output.numel(), dtype=torch.float64) * 0.7).reshape(output.shape).to(output.dtype)


def state(module):
    return [[key, *summary(tensor).values()] for key, tensor in module.state_dict().items()]


def summary(tensor):
    """A tensor in brief: the checksum of its bytes for the same LibTorch, some elements and the sum for another one."""
    if tensor is None:
        return None
    tensor = tensor.detach().contiguous()
    numbers = torch.view_as_real(tensor) if tensor.is_complex() else tensor
    numbers = numbers.double().flatten()
    step = max(1, math.ceil(numbers.numel() / SAMPLES))
    flat_bytes = tensor.flatten()
    flat_bytes = torch.view_as_real(flat_bytes).flatten() if tensor.is_complex() else flat_bytes
    flat_bytes = flat_bytes.view(torch.int16) if tensor.dtype == torch.bfloat16 else flat_bytes  # numpy has none
    return {
        "dtype": str(tensor.dtype).removeprefix("torch."),
        "shape": list(tensor.shape),
        "crc": zlib.crc32(flat_bytes.numpy().tobytes()),
        "sum": number(numbers.sum().item()),
        "largest": number(numbers.abs().max().item() if numbers.numel() else 0.0),
        "samples": [number(x) for x in numbers[::step].tolist()],
    }


def number(x):
    """JSON knows no infinities."""
    return float(f"{x:.9g}") if math.isfinite(x) else str(x)


def cases(path):
    return [line.strip() for line in path.read_text().splitlines() if line.strip() and not line.startswith("#")]


def main():
    parser = argparse.ArgumentParser(description="Runs the conformance cases in Python.")
    parser.add_argument("--print", action="store_true", help="print the results instead of writing the golden files")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("topics", nargs="*", help="the files' names without .txt; all without")
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")
    torch.set_num_threads(arguments.threads)
    for path in sorted(CASES.glob("*.txt")):
        if arguments.topics and path.stem not in arguments.topics:
            continue
        lines = []
        for case in cases(path):
            try:
                lines.append(json.dumps(run(case), allow_nan=False))
            except Exception as error:
                # oneDNN has no bfloat16 LSTM on a processor without AVX-512, in Python either.
                if arguments.print and case.startswith("@") and "primitive" in str(error):
                    lines.append(json.dumps({"case": case, "unsupported": str(error).split(" for ")[0]}))
                    continue
                sys.exit(f"{path.name}: {case}: {type(error).__name__}: {error}")
        if arguments.print:
            print("\n".join(lines))
        else:
            GOLDEN.mkdir(parents=True, exist_ok=True)
            header = json.dumps({"torch": torch.__version__.split("+")[0], "script": "tests/python/conformance.py"})
            (GOLDEN / f"{path.stem}.jsonl").write_text("\n".join([header, *lines]) + "\n")


if __name__ == "__main__":
    main()
