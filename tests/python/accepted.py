"""Says which files Python's default torch.load accepts, for Java to accept the same.

    accepted.py FOLDER

saves values with each pickle protocol as FOLDER/N.pt and prints a line for each: whether it is loaded, and what it is.
"""

import sys
import warnings
import zipfile
from collections import Counter, OrderedDict
from pathlib import Path

import torch
from torch import nn

warnings.simplefilter("ignore")

VALUES = """None
True
5
2**70
1.5
'text'
b'bytes'
b''
bytearray(b'x')
[1, 2]
(1, 2, 3)
{'a': 1.5}
{'a': {'b': {}}}
set()
{1, 2}
frozenset({1})
complex(1, 2)
range(3)
slice(1, 2)
...
int
OrderedDict(a=1)
Counter('aab')
OrderedDict
torch.FloatTensor
torch.Tensor
torch.device('cpu')
torch.Size([2])
torch.float32
torch.per_tensor_affine
torch.ones(2)
torch.ones(2).to(torch.float8_e5m2)
torch.ones(2).untyped_storage()
nn.Parameter(torch.ones(2))
torch.quantize_per_tensor(torch.ones(2), 0.1, 0, torch.qint8)
torch.nested.nested_tensor([torch.ones(2), torch.ones(3)])
nn.Linear(2, 2).state_dict()
nn.Linear(2, 2)
torch.__version__
torch.relu
len""".splitlines()

# Pickles that Python no longer writes, but reads: tensors of PyTorch before 0.4, and what Python 2 wrote.
STORAGE = b"(X\x07\x00\x00\x00storagectorch\nFloatStorage\nX\x01\x00\x00\x000X\x03\x00\x00\x00cpuK\x03tQ"
STATE = b"(" + STORAGE + b"K\x00K\x03\x85K\x01\x85tb."
TENSOR = b"ctorch._utils\n_rebuild_tensor\n(" + STORAGE + b"K\x00K\x03\x85K\x01\x85tR"
PICKLES = {
    "FloatTensor by NEWOBJ": b"\x80\x02ctorch\nFloatTensor\n)\x81" + STATE,
    "FloatTensor by REDUCE": b"\x80\x02ctorch\nFloatTensor\n)R" + STATE,
    "Tensor by NEWOBJ": b"\x80\x02ctorch\nTensor\n)\x81" + STATE,
    "DoubleTensor of floats": b"\x80\x02ctorch\nDoubleTensor\n)\x81" + STATE,
    "Parameter with a state": b"\x80\x02ctorch.nn.parameter\nParameter\n" + TENSOR + b"\x85\x81(\x89\x89Ntb.",
    "Parameter with a tensor's state": b"\x80\x02ctorch.nn.parameter\nParameter\n)\x81" + STATE,
    "OrderedDict of a dict": b"\x80\x02ccollections\nOrderedDict\n}X\x01\x00\x00\x00aK\x01s\x85R.",
    "OrderedDict of pairs": b"\x80\x02ccollections\nOrderedDict\n](]X\x01\x00\x00\x00aaK\x01ae\x85R.",
    "str of Python 2": b"\x80\x02U\x03abc.",
    "a list as a tuple's state": b"\x80\x02)K\x01b.",
    "POP": b"\x80\x02K\x01K\x020.",
    "no protocol": b"K\x01.",
}


def crafted(path, pickle):
    torch.save(torch.ones(3), path)
    with zipfile.ZipFile(path) as old:
        entries = [(info.filename, old.read(info)) for info in old.infolist()]
    with zipfile.ZipFile(path, "w") as new:
        for name, data in entries:
            new.writestr(zipfile.ZipInfo(name), pickle if name.endswith("data.pkl") else data)


def report(path, name):
    try:
        torch.load(path)
        print("accepted", path.name, name, sep="\t")
    except Exception:
        print("refused", path.name, name, sep="\t")


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    number = 0
    for protocol in range(6):
        for expression in VALUES:
            path = folder / f"{number}.pt"
            try:
                torch.save(eval(expression), path, pickle_protocol=protocol)
            except Exception:
                continue  # some protocols cannot save it
            report(path, f"protocol {protocol}: {expression}")
            number += 1
    for name, pickle in PICKLES.items():
        path = folder / f"{number}.pt"
        crafted(path, pickle)
        report(path, name)
        number += 1
