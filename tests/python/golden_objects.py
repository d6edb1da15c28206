"""Writes golden files with what torch.load refuses by default: objects of numpy, of Python's library and of classes.

    golden_objects.py FOLDER

numpy.pt and objects.pt have what SafeGlobals allows, unsupported.pt what it does not; module.pt and module.legacy.pt are whole
modules, arguments.pt is an object of a class, as the Hugging Face trainer saves its training_args.bin.
"""

import argparse
import collections
import datetime
import enum
import sys
import warnings
import zipfile
from pathlib import Path, PurePosixPath, PureWindowsPath

import numpy as np
import torch
from torch import nn

warnings.simplefilter("ignore")


class Strategy(enum.Enum):
    NO = "no"
    STEPS = "steps"


class Tags(dict):
    pass


class Names(list):
    pass


class Scale(nn.Module):
    """Of ours, because the format before PyTorch 1.6 has the source code of each module in it."""

    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.full((2,), 3.0))

    def forward(self, x):
        return x * self.weight


class TrainingArguments:
    def __init__(self):
        self.learning_rate = 5e-5
        self.strategy = Strategy.STEPS
        self.seed = 42
        self.device = torch.device("cpu")
        self.weight = torch.ones(2)
        self.tags = Tags(a=1)
        self.names = Names(["x", "y"])
        self.betas = (0.9, 0.999)


def numpy_values():
    types = "bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64 complex64 complex128".split()
    values = {
        "best_acc": np.float64(0.875),
        "arrays": {t: np.array([[0, 1, 1], [1, 0, 1]], dtype=t) for t in types},
        "scalars": {t: np.dtype(t).type(1) for t in types},
        "fortran": np.asfortranarray(np.arange(6.0).reshape(2, 3)),
        "big": np.arange(3, dtype=">i4"),
        "big_scalar": np.array([2.5], dtype=">f4")[0],
        "empty": np.zeros((0, 3), dtype=np.float32),
        "zero_dim": np.array(7),
        "half": np.float16(-1.5),
        "subnormal": np.float16(6e-8),
        "unsigned": np.uint64(2**64 - 1),
        "text": np.str_("Grüße"),
        "bytes": np.bytes_(b"ab"),
        "dtype": np.dtype("float32"),
        "keys": {np.int64(3): "three"},
        "random": ("MT19937", np.arange(4, dtype=np.uint32), 3, 0, 0.0),
    }
    values["shared"] = [values["big"], values["big"]]
    return values


def objects():
    utc = datetime.timezone.utc
    early = datetime.timezone(datetime.timedelta(hours=-3, minutes=-30), "early")
    counts = collections.defaultdict(int, a=1)
    return {
        "args": argparse.Namespace(lr=0.1, name="run", nested=argparse.Namespace(x=[1])),
        "counts": counts,
        "lists": collections.defaultdict(list, {"k": [torch.ones(1)]}),
        "none": collections.defaultdict(None, {"k": 1}),
        "same": counts,
        "path": PurePosixPath("/data/runs/1"),
        "relative": PurePosixPath("runs/1"),
        "here": PurePosixPath("."),
        "windows": PureWindowsPath("C:\\data\\runs"),
        "real": Path("/tmp"),
        "date": datetime.date(2024, 2, 29),
        "time": datetime.time(23, 59, 58, 999999),
        "time_utc": datetime.time(1, 2, tzinfo=utc),
        "datetime": datetime.datetime(2024, 5, 6, 7, 8, 9, 10),
        "datetime_utc": datetime.datetime(1, 1, 1, tzinfo=utc),
        "datetime_early": datetime.datetime(9999, 12, 31, tzinfo=early),
        "delta": datetime.timedelta(days=-1, seconds=5, microseconds=7),
        "zone": early,
        "epoch": 5,
        "weight": torch.ones(2),
    }


def unsupported():
    return {
        "epoch": 5,
        "objects": np.array([1, None], dtype=object),
        "texts": np.array(["ab", "c"]),
        "when": np.datetime64("2024-01-01"),
        "fields": np.array([(1, 2.0)], dtype=[("a", "i4"), ("b", "f8")]),
        "matrix": np.matrix([[1.0, 2.0]]),
        "weight": torch.ones(2),
    }


def module():
    torch.manual_seed(5)
    return nn.Sequential(nn.Linear(3, 2), nn.ReLU())


def renamed(source, target, old, new):
    """The same file as another version of numpy writes it: with another name of its module."""
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(target, "w") as after:
        for info in before.infolist():
            data = before.read(info)
            if info.filename.endswith("data.pkl"):
                data = data.replace(b"c" + old, b"c" + new)
            after.writestr(zipfile.ZipInfo(info.filename), data)


def without_path(path):
    """The source file of a module is in the file with its whole path."""
    data = path.read_bytes()
    whole = str(Path(__file__).resolve()).encode()
    name = Path(__file__).name.encode()
    old, new = (b"X" + len(text).to_bytes(4, "little") + text for text in (whole, name))
    assert data.count(old) == 1
    path.write_bytes(data.replace(old, new))


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    torch.save(numpy_values(), folder / "numpy.pt")
    renamed(folder / "numpy.pt", folder / "numpy2.pt", b"numpy.core.", b"numpy._core.")
    torch.save(objects(), folder / "objects.pt")
    torch.save(unsupported(), folder / "unsupported.pt")
    torch.save(TrainingArguments(), folder / "arguments.pt")
    torch.save({"epoch": 5, "model": module(), "w": torch.ones(2)}, folder / "module.pt")
    torch.save(
        {"epoch": 5, "model": Scale(), "w": torch.ones(2)},
        folder / "module.legacy.pt",
        _use_new_zipfile_serialization=False,
    )
    without_path(folder / "module.legacy.pt")
