"""The Python side of `samples/run bench`.

Reads one request a line, {"row": NAME, "steps": N}, runs that block and answers
{"row": NAME, "us": MEAN_MICROSECONDS_PER_STEP, "check": [NUMBERS]}; ends when its input does.
Each loop is what a Python user writes, with PyTorch's default settings.
"""

import csv
import gzip
import importlib
import json
import os
import struct
import sys
import tempfile
import time
import warnings
import zlib
from pathlib import Path

import models
import torch
from torch import nn


class Ops:
    """The suite `ops`: one operator on tiny tensors, over and over."""

    def __init__(self, loop):
        torch.manual_seed(0)
        self.loop = loop
        self.a = torch.rand(8, 8)
        self.b = torch.rand(8, 8)
        self.c = None

    def run(self, steps):
        self.c = self.loop(self.a, self.b, steps)

    def check(self):
        return [self.c.sum().item()]


class LinearShapes:
    """The suite `ops`: a linear layer, forward and backward, on batches of ever another size."""

    SHAPES = 600

    def __init__(self):
        torch.manual_seed(0)
        self.layer = nn.Linear(256, 256)
        self.x = torch.rand(self.SHAPES, 256)
        self.next, self.loss = 0, 0.0

    def run(self, steps):
        for _ in range(steps):
            self.next = (self.next + 7) % (self.SHAPES + 1)
            loss = self.layer(self.x.narrow(0, 0, max(self.next, 1))).square().mean()
            self.layer.zero_grad()
            loss.backward()
            self.loss = loss.item()

    def check(self):
        return [self.loss]


class Values:
    """The suite `ops`: numbers from tensors and into them."""

    def __init__(self, step):
        self.step = step
        self.last = 0.0

    def run(self, steps):
        step = self.step
        for _ in range(steps):
            self.last = step()

    def check(self):
        return [self.last]


class Images(torch.utils.data.Dataset):
    """Images that are normalized, flipped and cropped one by one."""

    def __init__(self, count):
        self.images = torch.randint(256, (count, 28, 28), dtype=torch.uint8)
        self.classes = torch.randint(10, (count,))

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        image = self.images[index].float().div(255).sub(0.5).div(0.5)
        if index % 2 == 1:
            image = image.flip(-1)
        top, left = index % 5, index % 4
        return image[top : top + 24, left : left + 24], self.classes[index]


class Loading:
    """The suite `dataloader`: batches of 64, epoch after epoch."""

    def __init__(self, make, workers):
        torch.manual_seed(0)
        self.loader = torch.utils.data.DataLoader(make(), batch_size=64, shuffle=True, num_workers=workers)
        self.batches = iter(self.loader)
        self.last = 0.0

    def run(self, steps):
        for _ in range(steps):
            batch = next(self.batches, None)
            if batch is None:
                self.batches = iter(self.loader)
                batch = next(self.batches)
        self.last = batch[0].mean().item()

    def check(self):
        return [self.last]


class CsvFile:
    """100,000 rows of 20 numbers: what a Python user reads without other packages."""

    def __init__(self):
        self.last = 0.0
        self.folder = tempfile.TemporaryDirectory()
        self.file = Path(self.folder.name) / "data.csv"
        with open(self.file, "w", encoding="ascii") as out:
            out.write(",".join(f"c{j}" for j in range(20)) + "\n")
            for i in range(100_000):
                numbers = ((i * 7919 + j * 104_729) % 2_000_003 for j in range(20))
                out.write(",".join(f"{n // 1000}.{n % 1000:03d}" for n in numbers) + "\n")

    def run(self, steps):
        for _ in range(steps):
            with open(self.file, newline="") as file:
                rows = csv.reader(file)
                next(rows)
                x = torch.tensor([[float(value) for value in row] for row in rows])
            self.last = x.mean().item()

    def check(self):
        return [self.last]


class Pngs(torch.utils.data.Dataset):
    """2,000 images in files, as torchvision's ImageFolder reads them."""

    def __init__(self, count, side=96):
        from PIL import Image

        self.open = Image.open
        self.folder = tempfile.TemporaryDirectory()
        self.files = [Path(self.folder.name) / f"{i:04d}.png" for i in range(count)]
        for number, file in enumerate(self.files):
            file.write_bytes(png(number, side))

    def __len__(self):
        return len(self.files)

    def __getitem__(self, index):
        with open(self.files[index], "rb") as file:
            image = self.open(file).convert("RGB")
        pixels = torch.frombuffer(bytearray(image.tobytes()), dtype=torch.uint8)
        return pixels.view(image.height, image.width, 3).permute(2, 0, 1).contiguous(), 0


def png(number, side):
    rows = b"".join(
        bytes([0] + [(6 * x + 4 * y + 30 * c + x * y * number % 17) & 255 for x in range(side) for c in range(3)])
        for y in range(side)
    )

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


class LoadingPngs:
    """Batches of 64 PNGs, which two workers decode."""

    def __init__(self):
        self.loader = torch.utils.data.DataLoader(Pngs(2000), batch_size=64, num_workers=2)
        self.batches = iter(self.loader)
        self.last = 0.0

    def run(self, steps):
        for _ in range(steps):
            batch = next(self.batches, None)
            if batch is None:
                self.batches = iter(self.loader)
                batch = next(self.batches)
            self.last = batch[0].float().mean().item()

    def check(self):
        return [self.last]


def rows_of_tensors():
    return torch.utils.data.TensorDataset(torch.rand(60_000, 784), torch.randint(10, (60_000,)))


def tensor_of_list(size):
    numbers = [float(i) for i in range(size)]
    return Values(lambda: torch.tensor(numbers).numel())


def to_list(size):
    numbers = torch.ones(size)
    return Values(lambda: numbers.tolist()[-1])


class Item:
    """The suite `ops`: a tensor's only number."""

    def __init__(self):
        self.number = torch.tensor(0.5)
        self.last = 0.0

    def run(self, steps):
        number = self.number
        for _ in range(steps):
            self.last = number.item()

    def check(self):
        return [self.last]


class BmmExpanded:
    """The suite `ops`: batched matrix multiplication with one matrix that is expanded to the batch."""

    def __init__(self):
        torch.manual_seed(0)
        self.a = torch.rand(4000, 8, 512)
        self.b = torch.rand(1, 512, 512).expand(4000, 512, 512)
        self.mean = 0.0

    def run(self, steps):
        for _ in range(steps):
            self.mean = torch.bmm(self.a, self.b).mean().item()

    def check(self):
        return [self.mean]


class Loop:
    """The suite `trainer`: an epoch of a loop, with the mean of its losses."""

    BATCHES = 16

    def __init__(self):
        torch.manual_seed(0)
        self.model = mlp(64)
        self.criterion = nn.CrossEntropyLoss()
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=1e-3, fused=True)
        self.batches = [(torch.rand(32, 784), torch.randint(10, (32,))) for _ in range(self.BATCHES)]
        self.losses = []

    def run(self, steps):
        model, criterion, optimizer = self.model, self.criterion, self.optimizer
        model.train()
        total, samples = 0.0, 0
        for i in range(steps):
            data, target = self.batches[i % self.BATCHES]
            loss = criterion(model(data), target)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * target.size(0)
            samples += target.size(0)
        if not self.losses:
            self.losses.append(total / samples)

    def check(self):
        return self.losses


class Clothes(torch.utils.data.Dataset):
    """Fashion-MNIST from Debian's package, each image transformed by itself."""

    FOLDER = Path("/usr/share/datasets/fashion-mnist")

    def __init__(self, name, transform):
        self.images = self.read(f"{name}-images-idx3-ubyte.gz", 16).view(-1, 1, 28, 28)
        self.classes = self.read(f"{name}-labels-idx1-ubyte.gz", 8).to(torch.int64)
        self.transform = transform

    def read(self, file, header):
        with gzip.open(self.FOLDER / file) as data:
            return torch.frombuffer(bytearray(data.read()[header:]), dtype=torch.uint8)

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        return self.transform(self.images[index]), self.classes[index]


class Epoch:
    """The suite `epoch`: an epoch by hand, with its validation."""

    def __init__(self, workers):
        sys.path.append(str(Path(__file__).parents[2] / "tests" / "python"))
        import vision

        v2 = vision.transforms()
        torch.manual_seed(0)
        self.model = cnn()
        self.criterion = nn.CrossEntropyLoss()
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=1e-3, fused=True)
        scaled = v2.ToDtype(torch.float32, scale=True)
        augment = v2.Compose([v2.RandomCrop(28, padding=2), v2.RandomHorizontalFlip(), scaled])
        load = torch.utils.data.DataLoader
        self.train_loader = load(Clothes("train", augment), batch_size=64, shuffle=True, num_workers=workers)
        self.val_loader = load(Clothes("t10k", scaled), batch_size=1000)
        self.checked = []

    def run(self, steps):
        for _ in range(steps):
            result = [self.train(), self.validate()]
            self.checked = self.checked or result

    def train(self):
        self.model.train()
        total = 0.0
        for data, target in self.train_loader:
            loss = self.criterion(self.model(data), target)
            self.optimizer.zero_grad()
            loss.backward()
            self.optimizer.step()
            total += loss.item()
        return total / len(self.train_loader)

    def validate(self):
        self.model.eval()
        correct = 0
        with torch.no_grad():
            for data, target in self.val_loader:
                correct += (self.model(data).argmax(1) == target).sum().item()
        return correct / len(self.val_loader.dataset)

    def check(self):
        return self.checked


class Optimizer:
    """The suite `optimizer`: steps with fixed gradients."""

    def __init__(self, count, size, make):
        torch.manual_seed(0)
        self.params = []
        for _ in range(count):
            self.params.append(torch.randn(size).requires_grad_())
            self.params[-1].grad = torch.randn(size)
        self.optimizer = make(self.params)

    def run(self, steps):
        optimizer = self.optimizer
        for _ in range(steps):
            optimizer.step()

    def check(self):
        return [self.params[0].detach().abs().sum().item()]


def gradients(count, size):
    """Parameters with gradients, and the gradients' norm."""
    torch.manual_seed(0)
    params = []
    for _ in range(count):
        params.append(torch.randn(size).requires_grad_())
        params[-1].grad = torch.randn(size)
    return params, nn.utils.get_total_norm([p.grad for p in params]).item()


class Amp:
    """The suite `amp`: unscaling, clipping, AdamW and the update of the scale, with Python's fused implementation.

    The scale is 1/2 and max_norm the norm of the unscaled gradients, so each step doubles the gradients and halves them.
    """

    def __init__(self, count, size):
        self.params, self.max_norm = gradients(count, size)
        self.optimizer = torch.optim.AdamW(self.params, fused=True)
        self.scaler = torch.amp.GradScaler("cpu", init_scale=0.5, growth_interval=2**30)
        self.scaler.scale(torch.ones(()))

    def run(self, steps):
        params, max_norm, optimizer, scaler = self.params, self.max_norm, self.optimizer, self.scaler
        for _ in range(steps):
            scaler.unscale_(optimizer)
            nn.utils.clip_grad_norm_(params, max_norm, foreach=True)
            scaler.step(optimizer)
            scaler.update()

    def check(self):
        return [self.params[0].detach().abs().sum().item()]


class Clip:
    """The suite `amp`: clipping to a norm that decreases slightly from step to step."""

    def __init__(self, count, size):
        self.params, self.max_norm = gradients(count, size)

    def run(self, steps):
        for _ in range(steps):
            self.max_norm *= 0.9999
            nn.utils.clip_grad_norm_(self.params, self.max_norm, foreach=True)

    def check(self):
        return [self.params[0].grad.abs().sum().item()]


class Copy:
    """The suite `amp`: a copy, which measures the memory bandwidth."""

    def __init__(self, size):
        params, _ = gradients(2, size)
        self.source, self.to = params[0].grad, params[1].grad

    def run(self, steps):
        for _ in range(steps):
            self.to.copy_(self.source)

    def check(self):
        return [self.to.abs().sum().item()]


class Identities:
    """A chain of layers that do nothing: what a layer costs beside its operators."""

    def __init__(self):
        torch.manual_seed(0)
        self.model = nn.Sequential(*[nn.Identity() for _ in range(50)])
        self.x = torch.rand(8, 8)
        self.y = None

    def run(self, steps):
        model, x = self.model, self.x
        for _ in range(steps):
            y = model(x)
        self.y = y

    def check(self):
        return [self.y.sum().item()]


def add(a, b, steps):
    for _ in range(steps):
        c = a + b
    return c


def add_(a, b, steps):
    for _ in range(steps):
        a.add_(b)
    return a


def matmul(a, b, steps):
    for _ in range(steps):
        c = a @ b
    return c


def sum_(a, b, steps):
    for _ in range(steps):
        c = a.sum()
    return c


def mul_number(a, b, steps):
    for _ in range(steps):
        c = a.mul(2.0)
    return c


def select(a, b, steps):
    for _ in range(steps):
        c = a.select(0, 0)
    return c


def get_range(a, b, steps):
    for _ in range(steps):
        c = a[0, 1:3]
    return c


def argmax(a, b, steps):
    for _ in range(steps):
        c = a.argmax(1)
    return c


class Step:
    """The suite `step`: one training step on a fixed batch."""

    def __init__(self, make_model, make_input, fused):
        torch.manual_seed(0)
        self.model = make_model()
        self.x = make_input()
        self.y = torch.randint(10, self.x.shape[:1])
        self.criterion = nn.CrossEntropyLoss()
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=1e-3, fused=fused)
        self.done = 0
        self.losses = []

    def run(self, steps):
        model, criterion, optimizer = self.model, self.criterion, self.optimizer
        x, y = self.x, self.y
        for _ in range(steps):
            optimizer.zero_grad()
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
            self.done += 1
            if self.done in (1, 5, 10, 50):
                self.losses.append(loss.item())

    def check(self):
        return self.losses


class Bfloat16Step(Step):
    """The same with the forward pass under autocast."""

    def run(self, steps):
        model, criterion, optimizer = self.model, self.criterion, self.optimizer
        x, y = self.x, self.y
        for _ in range(steps):
            optimizer.zero_grad()
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
            self.done += 1
            if self.done in (1, 5, 10, 50):
                self.losses.append(loss.item())


class Port:
    """The suite `step`: the steps of a port."""

    def __init__(self, name):
        sys.path.append(str(Path(__file__).resolve().parents[1] / "ports"))
        self.step = importlib.import_module(name).training()
        self.done = 0
        self.losses = []

    def run(self, steps):
        step = self.step
        for _ in range(steps):
            loss = step()
            self.done += 1
            if self.done in (1, 10, 30):
                self.losses.append(loss)

    def check(self):
        return self.losses


class Checkpoint:
    """The suite `checkpoint`: a state dict of 400 MiB saved or loaded; safetensors is compared with torch.load."""

    def __init__(self, load, mmap=False, total=False):
        self.folder = tempfile.TemporaryDirectory(prefix="torch4j-bench")
        self.path = self.folder.name + "/state.pt"
        self.state = {f"layer{i}.weight": torch.ones(1024, 2560) * i for i in range(40)}
        self.load, self.mmap, self.total = load, mmap, total
        self.checked = None
        if load:
            torch.save({"state": self.state}, self.path)
            self.state = None

    def run(self, steps):
        for _ in range(steps):
            if self.load:
                state = torch.load(self.path, mmap=self.mmap)["state"]
                self.checked = len(state)
                if self.total:
                    self.checked += sum(tensor.sum().item() for tensor in state.values())
                del state
            else:
                torch.save(self.state, self.path)
                self.checked = len(self.state)

    def check(self):
        return [self.checked]


class Inference:
    """The suite `inference`: ResNet-18 on a fixed batch in inference mode."""

    def __init__(self, row):
        kind, batch = row.split("_")
        if kind == "scripted":
            self.model = torch.jit.load(os.environ["TORCH4J_BENCH_SCRIPTED"])
        else:
            torch.manual_seed(0)
            self.model = models.ResNet18(1000)
        self.model.eval()
        torch.manual_seed(1)
        self.x = torch.randn(int(batch), 3, 224, 224)
        self.sum = 0.0

    def run(self, steps):
        model, x = self.model, self.x
        with torch.inference_mode():
            for _ in range(steps):
                scores = model(x)
            self.sum = scores.abs().sum().item()

    def check(self):
        return [self.sum]


def mlp(width):
    return nn.Sequential(
        nn.Linear(784, width),
        nn.ReLU(),
        nn.Linear(width, width),
        nn.ReLU(),
        nn.Linear(width, 10),
    )


def cnn():
    return nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1),
        nn.BatchNorm2d(16),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(16, 32, 3, padding=1),
        nn.BatchNorm2d(32),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(1568, 10),
    )


def transformer():
    return models.TextClassifier(1000, 128, 2, 10)


ROWS = {
    "add": lambda: Ops(add),
    "add_": lambda: Ops(add_),
    "matmul_8x8": lambda: Ops(matmul),
    "sum": lambda: Ops(sum_),
    "mul_number": lambda: Ops(mul_number),
    "select": lambda: Ops(select),
    "get_range": lambda: Ops(get_range),
    "argmax": lambda: Ops(argmax),
    "item": Item,
    "tensor_1000": lambda: tensor_of_list(1000),
    "to_array_1000000": lambda: to_list(1_000_000),
}
# fused=None is PyTorch's default.
for suffix, fused in (("", True), ("_default", None)):
    ROWS["mlp_small" + suffix] = lambda fused=fused: Step(lambda: mlp(64), lambda: torch.rand(32, 784), fused)
    ROWS["mlp_large" + suffix] = lambda fused=fused: Step(lambda: mlp(1024), lambda: torch.rand(256, 784), fused)
    ROWS["cnn" + suffix] = lambda fused=fused: Step(cnn, lambda: torch.rand(64, 1, 28, 28), fused)
for suffix, fused in (("", True), ("_default", None)):
    for count, size in ((1000, 64), (100, 10_000), (60, 400_000)):
        ROWS[f"adam_{count}x{size}{suffix}"] = lambda count=count, size=size, fused=fused: Optimizer(
            count, size, lambda params: torch.optim.Adam(params, lr=1e-3, fused=fused)
        )
ROWS["rmsprop_1000x64"] = lambda: Optimizer(
    1000, 64, lambda params: torch.optim.RMSprop(params, lr=1e-3, foreach=True)
)
for count, size in ((10, 4_000_000), (100, 10_000), (1000, 64)):
    ROWS[f"amp_{count}x{size}"] = lambda count=count, size=size: Amp(count, size)
    ROWS[f"clip_{count}x{size}"] = lambda count=count, size=size: Clip(count, size)
ROWS["epoch"] = lambda: Epoch(0)
ROWS["epoch_workers2"] = lambda: Epoch(2)
ROWS["trainer_mlp"] = ROWS["loop_mlp"] = Loop
ROWS["copy_40000000"] = lambda: Copy(40_000_000)
ROWS["tensors_60000x784"] = lambda: Loading(rows_of_tensors, 0)
ROWS["images_workers0"] = lambda: Loading(lambda: Images(10_000), 0)
ROWS["images_workers2"] = lambda: Loading(lambda: Images(10_000), 2)
ROWS["csv_100000x20"] = CsvFile
ROWS["pngs_2000_workers2"] = LoadingPngs
ROWS["identity_50"] = Identities
ROWS["linear_shapes"] = LinearShapes
ROWS["bmm_expanded"] = BmmExpanded
ROWS["resnet18"] = lambda: Step(lambda: models.ResNet18(10), lambda: torch.rand(16, 3, 32, 32), True)
ROWS["lstm"] = lambda: Step(lambda: models.LstmClassifier(64, 128, 10), lambda: torch.rand(32, 32, 64), True)
ROWS["transformer"] = lambda: Step(transformer, lambda: torch.randint(1000, (16, 64)), True)
ROWS["cnn_bfloat16"] = lambda: Bfloat16Step(cnn, lambda: torch.rand(64, 1, 28, 28), True)
ROWS["transformer_bfloat16"] = lambda: Bfloat16Step(transformer, lambda: torch.randint(1000, (16, 64)), True)
ROWS["save"] = ROWS["save_not_durable"] = lambda: Checkpoint(load=False)
ROWS["load"] = ROWS["safetensors"] = lambda: Checkpoint(load=True)
ROWS["load_mmap"] = lambda: Checkpoint(load=True, mmap=True)
ROWS["load_mmap_sum"] = lambda: Checkpoint(load=True, mmap=True, total=True)
ROWS["safetensors_sum"] = lambda: Checkpoint(load=True, total=True)
for row in ("scripted_1", "scripted_16", "eager_1", "eager_16"):
    ROWS[row] = lambda row=row: Inference(row)

PORTS = ("vae", "wordlm", "gpt", "actorcritic", "dcgan", "finetune")
for row in PORTS:
    ROWS[row] = lambda row=row: Port(row)


def make(row, default_threads):
    """The work of a row; `mlp_small_threads4` is `mlp_small` with another thread count than the default."""
    name, _, threads = row.partition("_threads")
    threads = int(threads or default_threads)
    if threads != torch.get_num_threads():
        torch.set_num_threads(threads)
    return ROWS[name]()


def peak(row):
    """Runs a row's work some times, and prints the most memory that this process held, in KiB, and the check."""
    work = ROWS[row]()
    work.run({"linear_shapes": LinearShapes.SHAPES, "bmm_expanded": 2}.get(row, 30 if row in PORTS else 5))
    with open("/proc/self/status") as status:
        (line,) = (line for line in status if line.startswith("VmHWM:"))
    print(line.split()[1], work.check()[0])


def first(row):
    """Runs the first 30 steps of a port, and prints the milliseconds that they took, and the last loss."""
    work = ROWS[row]()
    start = time.perf_counter()
    work.run(30)
    print((time.perf_counter() - start) * 1e3, work.check()[-1])


def main():
    current, work, default_threads = None, None, torch.get_num_threads()
    for line in sys.stdin:
        request = json.loads(line)
        row, steps = request["row"], request["steps"]
        if row != current:
            work = None  # two models at a time would share the caches
            work = make(row, default_threads)
            current = row
        start = time.perf_counter()
        work.run(steps)
        us = (time.perf_counter() - start) / steps * 1e6
        print(json.dumps({"row": row, "us": us, "check": work.check()}), flush=True)


if __name__ == "__main__":
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    if sys.argv[1:2] == ["--peak"]:
        peak(sys.argv[2])
    elif sys.argv[1:2] == ["--first"]:
        first(sys.argv[2])
    else:
        main()
