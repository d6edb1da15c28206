"""Writes the golden files of tests/src/test/resources/golden/files: what torch.save and safetensors write.

    golden_files.py FOLDER

One value in the layouts of PyTorch since 1.6 and before, and tensors in safetensors. The files have random bytes in them
(a serialization id), so that they differ each time, but not in what they hold.
"""

import struct
import sys
from collections import OrderedDict
from pathlib import Path

import torch
from torch import nn


def value():
    base = torch.arange(12, dtype=torch.float32)
    return {
        "epoch": 5,
        "loss": 0.25,
        "model_state_dict": OrderedDict(
            [("weight", base.view(3, 4)), ("bias", base[2:5]), ("half", torch.tensor([1.5, -2.0], dtype=torch.bfloat16))]
        ),
        "parameter": nn.Parameter(torch.ones(2)),
        "sparse": torch.eye(3).to_sparse(),
        "values": [None, True, (1, 2**70, "Grüße"), {1, 2}, b"\x00\xff", 1 + 2j, torch.Size([2, 3]), torch.float16],
        "empty": torch.empty(0, 3),
        "scalar": torch.tensor(7),
    }


def big_endian(path, source):
    """The same file as a big-endian machine writes it: other bytes in the storages, and the mark."""
    import zipfile

    swap = {"0": 4, "1": 2, "2": 4, "3": 8, "4": 4, "5": 1, "6": 8}
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            folder, _, name = info.filename.partition("/")
            if name == "byteorder":
                data = b"big"
            if name.startswith("data/"):
                size = swap[name[5:]]
                data = b"".join(data[i : i + size][::-1] for i in range(0, len(data), size))
            new.writestr(zipfile.ZipInfo("big/" + name), data)


def safetensors(path):
    """By hand, so that it needs no package: F32 [2, 3], I64 [], BOOL [2], and U8 whose bytes are not aligned after it."""
    header = (
        '{"__metadata__":{"format":"pt"},'
        '"a":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},'
        '"b":{"dtype":"BOOL","shape":[2],"data_offsets":[24,26]},'
        '"c":{"dtype":"I64","shape":[],"data_offsets":[26,34]},'
        '"d":{"dtype":"BF16","shape":[0,4],"data_offsets":[34,34]}}'
    ).encode()
    header += b" " * (-len(header) % 8)
    data = struct.pack("<6f??q", *range(6), True, False, -5)
    path.write_bytes(struct.pack("<Q", len(header)) + header + data)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    torch.save(value(), folder / "checkpoint.pt")
    torch.save(value(), folder / "checkpoint.legacy.pt", _use_new_zipfile_serialization=False)
    big_endian(folder / "checkpoint.big.pt", folder / "checkpoint.pt")
    safetensors(folder / "tensors.safetensors")
