"""Makes the packages of AOTInductor of the tests of torch4j.jit, with the machine's compiler, and prints what Python computes.

    compiled.py FOLDER

writes cnn.pt2, two.pt2 and lstm.pt2, and prints one JSON object a line.
"""

import json
import sys
import warnings
from pathlib import Path

import torch
from torch import nn
from torch.export import Dim

sys.path.append(str(Path(__file__).resolve().parent))
import scripted  # noqa: E402


class Two(nn.Module):
    """Two inputs, one of them whole numbers; a result of two tensors."""

    def __init__(self):
        super().__init__()
        self.tokens = nn.Embedding(50, 8)
        self.linear = nn.Linear(8, 8)

    def forward(self, text, scale):
        x = self.linear(self.tokens(text)) * scale
        return x.sum(1), {"max": x.amax(1)}


CASES = {
    "cnn": (scripted.cnn, lambda: (torch.randn(4, 3, 16, 16),), None),
    "two": (
        Two,
        lambda: (torch.randint(0, 50, (4, 6)), torch.randn(8)),
        ({0: Dim("batch", min=1, max=64)}, None),
    ),
}


def main(folder):
    for name, (make, draw, dynamic) in CASES.items():
        torch.manual_seed(0)
        module = make().eval()
        exported = torch.export.export(module, draw(), dynamic_shapes=dynamic)
        package = str(folder / f"{name}.pt2")
        torch._inductor.aoti_compile_and_package(exported, package_path=package)
        compiled = torch._inductor.aoti_load_package(package)
        torch.manual_seed(1)
        with torch.no_grad():
            result = compiled(*draw())
        flat, _ = torch.utils._pytree.tree_flatten(result)
        answer = {
            "name": name,
            "outputs": [tensor.flatten().tolist() for tensor in flat],
            "constants": sorted(compiled.get_constant_fqns()),
            "metadata": compiled.get_metadata(),
        }
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    warnings.filterwarnings("ignore")
    main(Path(sys.argv[1]))
