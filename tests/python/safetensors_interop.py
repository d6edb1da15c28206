"""Reads a safetensors file of Java's with Python's package and writes its tensors to another.

    safetensors_interop.py FROM TO
"""

import sys

import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file

source, target = sys.argv[1:]
tensors = load_file(source)
assert torch.equal(tensors["w"], torch.arange(6, dtype=tensors["w"].dtype).reshape(2, 3))
assert {name: str(tensor.dtype) for name, tensor in tensors.items() if name != "w"} == {
    "h": "torch.bfloat16",
    "u": "torch.uint16",
    "f8": "torch.float8_e4m3fn",
}
with safe_open(source, "pt") as file:
    assert file.metadata() == {"k": "v"}
save_file(tensors, target)
