"""The document that says of every name of torch and torch.Tensor where Java has it, or why not."""

import re

import torch

import java
import schema
import topics

HEADER = """# Coverage of torch and torch.Tensor

Every public name that the reference torch lists, as `java/generator` found it; the test `GeneratedSourcesTest` holds this file to
it. A name that is there is in camel case, if
no other name is given. Names of `torch.nn`, `torch.optim` and the others are in
[coverage.md](coverage.md).
"""


def document(operators, manifest):
    """The text of docs/coverage-tensor.md."""
    functions, methods = schema.python_names()
    generated = {(entry["module"], entry["python"]) for entry in manifest}
    parts = [HEADER]
    for title, module, names in (
        ("torch.Tensor", "Tensor", methods),
        ("torch", "torch", functions),
        ("torch.linalg", "linalg", schema.module_names(torch.linalg)),
        ("torch.fft", "fft", schema.module_names(torch.fft)),
        ("torch.special", "special", schema.module_names(torch.special)),
    ):
        there = sorted(n for n in names if (module, n) in generated or _by_hand(module, n))
        reasons = {}
        for name in sorted(set(names) - set(there)):
            reasons.setdefault(_reason(name), []).append(name)
        parts.append(f"\n## {title}\n\n{len(there)} of {len(names)} names: {', '.join(f'`{n}`' for n in there)}\n")
        others = [f"`{n}` is `{j}`" for n, j in sorted(_of_python(module).items()) if j != java.camel(n)]
        parts += [f"\nUnder another name: {', '.join(others)}.\n"] if others else []
        if reasons:
            parts.append("\n| not there | why |\n|---|---|\n")
            parts += [f"| {', '.join(f'`{n}`' for n in names)} | {why} |\n" for why, names in sorted(reasons.items())]
    return "".join(parts)


def _by_hand(module, name):
    owner = "Tensor" if module == "Tensor" else "Torch"
    if owner in topics.BY_HAND.get(name, "").split():
        return True
    return name in _of_python(module)


def _of_python(module):
    return {"Tensor": topics.OF_PYTHON, "torch": topics.OF_TORCH}.get(module, {})


def _reason(name):
    for reason, pattern in topics.LEFT_OUT.items():
        if re.fullmatch(pattern, name):
            return reason
    return "not yet"
