"""Makes the TorchScript files of the tests of torch4j.jit, and prints what Python computes with them.

    scripted.py FOLDER

writes NAME.pt for each case into the folder and prints, one JSON object a line, the outputs and the losses of 20 steps of
fine-tuning. Inputs are drawn from the seed, so that Java draws the same.
"""

import json
import sys
import warnings
from pathlib import Path
from typing import Dict, List, NamedTuple, Optional, Tuple, Union

import torch
from torch import nn

sys.path.append(str(Path(__file__).resolve().parents[2] / "samples" / "bench"))
import models  # noqa: E402

STEPS = 20


class Pair(NamedTuple):
    left: torch.Tensor
    count: int


class Part(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(4, 4)

    def forward(self, x):
        return torch.relu(self.linear(x))

    @torch.jit.export
    def doubled(self, x, by: float = 2.0):
        return self.forward(x) * by


class Many(nn.Module):
    """Control flow, attributes, and a method for every kind of argument and result."""

    limit: int

    def __init__(self):
        super().__init__()
        self.part = Part()
        self.head = nn.Linear(4, 2)
        self.register_buffer("calls", torch.zeros((), dtype=torch.int64))
        self.register_buffer("last", torch.zeros(1))
        self.limit = 3
        self.label = "many"
        self.scale = nn.Parameter(torch.ones(1))
        self.frozen = nn.Parameter(torch.ones(2), requires_grad=False)

    def forward(self, x):
        self.calls += 1
        for _ in range(self.limit):
            if bool(x.sum() > 0):
                x = self.part(x) * self.scale
            else:
                x = -x
        return self.head(x)

    @torch.jit.export
    def remember(self, x):
        self.last = x * 2
        return self.last

    @torch.jit.export
    def reserve(self, elements: int):
        return torch.empty([elements])

    @torch.jit.export
    def scaled(self, x, by: float, shift: Optional[torch.Tensor] = None, negate: bool = False):
        y = x * by
        if shift is not None:
            y = y + shift
        return -y if negate else y

    @torch.jit.export
    def no_tensor(self, a: int, b: float, c: bool, d: str) -> Tuple[int, float, bool, str]:
        return a + 1, b * 2, not c, d + "!"

    @torch.jit.export
    def lists(self, ints: List[int], floats: List[float], texts: List[str], tensors: List[torch.Tensor]):
        total = torch.zeros(2)
        for t in tensors:
            total = total + t
        return sum(ints), sum(floats), "-".join(texts), total

    @torch.jit.export
    def nested(self, rows: List[List[int]]) -> List[List[int]]:
        rows.append([len(rows)])
        return rows

    @torch.jit.export
    def dicts(self, by_name: Dict[str, torch.Tensor], by_number: Dict[int, float]) -> Dict[str, torch.Tensor]:
        result: Dict[str, torch.Tensor] = {}
        for name, value in by_name.items():
            result[name] = value * 2
        for number, value in by_number.items():
            result[str(number)] = torch.tensor([value])
        return result

    @torch.jit.export
    def pairs(self, pair: Tuple[torch.Tensor, int]) -> Pair:
        return Pair(pair[0] + 1, pair[1] + 1)

    @torch.jit.export
    def unpaired(self, pair: Pair) -> int:
        return pair.count

    @torch.jit.export
    def maybe(self, x: Optional[int]) -> Optional[int]:
        return None if x is None else x + 1

    @torch.jit.export
    def either(self, x: Union[int, str]) -> str:
        if isinstance(x, int):
            return "int"
        return "str " + x

    @torch.jit.export
    def number(self, x: complex) -> complex:
        return x * 2.0

    @torch.jit.export
    def cast(self, x, dtype: torch.dtype, device: torch.device):
        return x.to(dtype).to(device)

    @torch.jit.export
    def where(self, x) -> torch.device:
        return x.device

    @torch.jit.export
    def fail(self, x: int) -> int:
        if x < 0:
            raise ValueError("x is negative")
        assert x < 10, "x is too large"
        return x

    @torch.jit.export
    def empty(self) -> List[torch.Tensor]:
        return []

    @torch.jit.export
    def later(self, x):
        future = torch.jit.fork(torch.relu, x)
        return torch.jit.wait(future) + 1


class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.tokens = nn.Embedding(50, 32)
        layer = nn.TransformerEncoderLayer(32, 4, dim_feedforward=64, batch_first=True)
        self.encoder = nn.TransformerEncoder(layer, 2)
        self.head = nn.Linear(32, 10)

    def forward(self, text):
        return self.head(self.encoder(self.tokens(text)).mean(1))


def mlp():
    return nn.Sequential(nn.Linear(20, 64), nn.ReLU(), nn.Dropout(0.2), nn.Linear(64, 64), nn.GELU(), nn.Linear(64, 10))


def cnn():
    return nn.Sequential(
        nn.Conv2d(3, 8, 3, padding=1), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(512, 10)
    )


CASES = {
    "mlp": (mlp, lambda: torch.randn(16, 20)),
    "cnn": (cnn, lambda: torch.randn(8, 3, 16, 16)),
    "lstm": (lambda: models.LstmClassifier(16, 32, 10), lambda: torch.randn(8, 12, 16)),
    "transformer": (Attention, lambda: torch.randint(0, 50, (8, 12))),
    "many": (Many, lambda: torch.randn(8, 4)),
}


def outputs(path, draw):
    """Three calls in evaluation mode: the second one optimises the graph, the third one runs it."""
    module = torch.jit.load(path).eval()
    torch.manual_seed(1)
    with torch.no_grad():
        return [module(draw()).flatten().tolist() for _ in range(3)]


def losses(path, draw, tuned):
    module = torch.jit.load(path).train()
    parameters = [p for p in module.parameters() if p.requires_grad]
    optimizer = torch.optim.Adam(parameters, lr=1e-3, fused=True)
    criterion = nn.CrossEntropyLoss()
    torch.manual_seed(2)
    values = []
    for _ in range(STEPS):
        x = draw()
        optimizer.zero_grad()
        logits = module(x)
        loss = criterion(logits, torch.randint(0, logits.shape[1], (x.shape[0],)))
        loss.backward()
        optimizer.step()
        values.append(loss.item())
    torch.jit.save(module, tuned)
    return values


def frozen(path, draw):
    """A frozen module's graph and output, and the output of one that is optimised for inference."""
    module = torch.jit.freeze(torch.jit.load(path).eval())
    optimized = torch.jit.optimize_for_inference(torch.jit.load(path))
    torch.manual_seed(3)
    x = draw()
    with torch.no_grad():
        return {
            "graph": str(module.graph),
            "output": module(x).flatten().tolist(),
            "optimized": optimized(x).flatten().tolist(),
            "keys": list(module.state_dict()),
        }


def main(folder):
    for name, (make, draw) in CASES.items():
        torch.manual_seed(0)
        path = str(folder / f"{name}.pt")
        torch.jit.save(torch.jit.script(make()), path, _extra_files={"labels.txt": b"a\nb\n"})
        result = {"name": name, "outputs": outputs(path, draw), "losses": losses(path, draw, str(folder / f"{name}.python.pt"))}
        module = torch.jit.load(path)
        result["keys"] = list(module.state_dict())
        result["parameters"] = [name for name, _ in module.named_parameters()]
        result["repr"] = repr(module)
        result["code"] = module.code
        result["graph"] = str(module.graph)
        result["frozen"] = frozen(path, draw)
        print(json.dumps(result), flush=True)
    torch.save(mlp().state_dict(), folder / "state.pt")


if __name__ == "__main__":
    warnings.filterwarnings("ignore")
    main(Path(sys.argv[1]))
