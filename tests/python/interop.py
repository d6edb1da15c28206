"""Writes values for Java to read, and compares what Java has written with them, bit for bit.

    interop.py write  CASES FOLDER    saves the value of line N as FOLDER/N.pt (and N.legacy.pt, and N.p3.pt where Python's
                                      default loads what pickle protocol 3 makes of it)
    interop.py check  CASES FOLDER    compares FOLDER/N.java*.pt with the value of line N
    interop.py values FILE FOLDER     compares FOLDER/N.pt with the value of line N of a file that Java has written

CASES is a file such as tests/src/test/resources/interop/values.txt.
"""

import sys
import warnings
from collections import Counter, OrderedDict
from pathlib import Path

import torch
from torch import nn

warnings.simplefilter("ignore")
torch.set_num_threads(1)

DTYPES = """bool uint8 int8 int16 int32 int64 uint16 uint32 uint64 float16 bfloat16 float32 float64 complex32 complex64
 complex128 float8_e5m2 float8_e4m3fn float8_e5m2fnuz float8_e4m3fnuz float8_e8m0fnu float4_e2m1fn_x2 bits8 bits16
 bits1x8 bits2x4 bits4x2""".split()


def make(dtype, *shape):
    """Every bit pattern is as good as any other: the bytes are random."""
    size = torch.empty(0, dtype=dtype).element_size()
    count = torch.Size(shape).numel()
    raw = torch.randint(0, 2 if dtype == torch.bool else 256, (count * size,), dtype=torch.uint8)
    flat = torch.empty(0, dtype=dtype).set_(raw.untyped_storage(), 0, (count,), (1,))
    return flat.as_strided(shape, torch.empty(shape, device="meta").stride())


def nested(depth):
    value = 1
    for i in range(depth):
        value = [value] if i % 2 else {"k": value}
    return value


def recursive_list():
    value = [1]
    value.append(value)
    return value


def recursive_dict():
    value = {"a": 1}
    value["self"] = value
    return value


def tied():
    model = nn.Sequential(nn.Linear(3, 3), nn.Linear(3, 3))
    model[1].weight = model[0].weight
    return model


def trained(kind, **options):
    model = nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 1))
    optimizer = kind(model.parameters(), **options)

    def closure():
        optimizer.zero_grad()
        loss = model(torch.ones(2, 3)).square().mean()
        loss.backward()
        return loss

    for _ in range(2):
        optimizer.step(closure)
    return optimizer


def expressions(path):
    for line in Path(path).read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            if "{dtype}" in line:
                yield from (line.replace("{dtype}", "torch." + dtype) for dtype in DTYPES)
            else:
                yield line


def value_of(expression):
    torch.manual_seed(5)
    return eval(expression, globals())  # ours, from a checked-in file


class Comparison:
    """Two values are the same if their parts are, and if what is one object in the one is in the other."""

    def __init__(self):
        self.objects = {}
        self.storages = {}
        self.kept = []

    def pair(self, pairs, left, right, where):
        for a, b in ((("left", left), right), (("right", right), left)):
            if pairs.setdefault(a, b) != b:
                raise AssertionError(f"{where}: shared in one and not in the other")

    def same(self, a, b, where="value"):
        if type(a) is not type(b):
            raise AssertionError(f"{where}: {type(a)} and {type(b)}")
        self.kept.append((a, b))
        if isinstance(a, (torch.Tensor, list, dict, bytearray, set)):
            known = ("left", id(a)) in self.objects
            self.pair(self.objects, id(a), id(b), where)
            if known:
                return
        if isinstance(a, torch.Tensor):
            self.tensors(a, b, where)
        elif isinstance(a, dict):
            self.same(list(a), list(b), where + ".keys")
            for key in a:
                self.same(a[key], b[key], f"{where}[{key!r}]")
            if type(a) is OrderedDict:
                self.same(vars(a), vars(b), where + ".__dict__")
        elif isinstance(a, (list, tuple)) and type(a) is not torch.Size:
            if len(a) != len(b):
                raise AssertionError(f"{where}: {len(a)} and {len(b)} elements")
            for i, (x, y) in enumerate(zip(a, b)):
                self.same(x, y, f"{where}[{i}]")
        elif isinstance(a, (float, complex)):
            if repr(a) != repr(b):
                raise AssertionError(f"{where}: {a!r} and {b!r}")
        elif a != b:
            raise AssertionError(f"{where}: {a!r} and {b!r}")

    def tensors(self, a, b, where):
        for name in ("dtype", "layout", "requires_grad", "device", "is_nested", "is_quantized"):
            if getattr(a, name) != getattr(b, name):
                raise AssertionError(f"{where}: {name} {getattr(a, name)} and {getattr(b, name)}")
        if not a.is_nested and a.shape != b.shape:
            raise AssertionError(f"{where}: shape {a.shape} and {b.shape}")
        if a.is_nested:
            for name in ("values", "_nested_tensor_size", "_nested_tensor_strides", "_nested_tensor_storage_offsets"):
                self.same(getattr(a, name)(), getattr(b, name)(), f"{where}.{name}()")
            return
        if a.is_quantized:
            self.quantizers(a, b, where)
        if a.layout == torch.sparse_coo:
            if a.is_coalesced() != b.is_coalesced():
                raise AssertionError(f"{where}: coalesced and not")
            self.same(a._indices(), b._indices(), where + "._indices()")
            self.same(a._values(), b._values(), where + "._values()")
            return
        if a.layout != torch.strided:
            rows = a.layout in (torch.sparse_csr, torch.sparse_bsr)
            for name in ("crow_indices", "col_indices") if rows else ("ccol_indices", "row_indices"):
                self.same(getattr(a, name)(), getattr(b, name)(), f"{where}.{name}()")
            self.same(a.values(), b.values(), where + ".values()")
            return
        for name in ("stride", "storage_offset", "is_conj", "is_neg"):
            if getattr(a, name)() != getattr(b, name)():
                raise AssertionError(f"{where}: {name} {getattr(a, name)()} and {getattr(b, name)()}")
        if a.device.type == "meta":
            return
        left, right = a.untyped_storage(), b.untyped_storage()
        if left.nbytes() > 0:
            self.pair(self.storages, left._cdata, right._cdata, where)
        if bytes(left) != bytes(right):
            raise AssertionError(f"{where}: different bytes")


    def quantizers(self, a, b, where):
        names = ["qscheme", "q_scale", "q_zero_point"]
        if a.qscheme() != torch.per_tensor_affine:
            names = ["qscheme", "q_per_channel_scales", "q_per_channel_zero_points", "q_per_channel_axis"]
        for name in names:
            self.same(getattr(a, name)(), getattr(b, name)(), f"{where}.{name}()")


def write(cases, folder):
    for number, expression in enumerate(expressions(cases)):
        value = value_of(expression)
        torch.save(value, folder / f"{number}.pt")
        torch.save(value, folder / f"{number}.legacy.pt", _use_new_zipfile_serialization=False)
        loadable(folder, number, expression)
        protocol3(value, folder / f"{number}.p3.pt")


def protocol3(value, path):
    torch.save(value, path, pickle_protocol=3)
    try:
        torch.load(path)
    except Exception:
        path.unlink()  # such as bytes


def loadable(folder, number, expression):
    """What Python's own default refuses is no case."""
    try:
        torch.load(folder / f"{number}.pt")
    except Exception as error:
        raise AssertionError(f"line {number}, {expression}: {error}") from error


def compare(expression, path, failures):
    try:
        Comparison().same(value_of(expression), torch.load(path))
    except Exception as error:
        failures.append(f"{path.name}: {expression}: {error}")


def check(cases, folder):
    failures = []
    count = 0
    for number, expression in enumerate(expressions(cases)):
        kinds = ["java", "java-mmap", "java-legacy"]
        if (folder / f"{number}.p3.pt").exists():
            kinds.append("java-p3")
        for kind in kinds:
            path = folder / f"{number}.{kind}.pt"
            compare(expression, path, failures)
            count += 1
    report(count, failures)


def values(path, folder):
    failures = []
    lines = Path(path).read_text("utf-8").splitlines()
    for number, expression in enumerate(lines):
        compare(expression, folder / f"{number}.pt", failures)
    report(len(lines), failures)


def report(count, failures):
    print(*failures, sep="\n", end="\n" if failures else "")
    print(f"{count} compared, {len(failures)} differ")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    command, cases, folder = sys.argv[1:]
    {"write": write, "check": check, "values": values}[command](cases, Path(folder))
