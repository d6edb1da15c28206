"""The containers of torch.nn after changes as of Python's lists and dictionaries: repr and state dict."""

from collections import OrderedDict

import torch
from torch import nn


def containers():
    torch.manual_seed(1)
    return {"cases": [case(name, make) for name, make in CASES.items()]}


def case(name, make):
    module = make()
    return {
        "name": name,
        "repr": repr(module),
        "state": [[key, list(tensor.shape)] for key, tensor in module.state_dict().items()],
    }


def linear(n):
    return nn.Linear(n, n)


def three(kind):
    modules = [linear(1), linear(2), linear(3)]
    return kind(*modules) if kind is nn.Sequential else kind(modules)


def changed(module, change):
    change(module)
    return module


def named():
    return nn.Sequential(OrderedDict(first=linear(1), second=nn.ReLU(), third=linear(3)))


def lists(kind):
    prefix = kind.__name__
    return {
        f"{prefix} append": lambda: three(kind).append(linear(4)),
        f"{prefix} extend": lambda: three(kind).extend([linear(4), linear(5)]),
        f"{prefix} extend itself": lambda: three(kind).extend(list(three(kind))),
        f"{prefix} insert first": lambda: changed(three(kind), lambda m: m.insert(0, linear(4))),
        f"{prefix} insert middle": lambda: changed(three(kind), lambda m: m.insert(2, linear(4))),
        f"{prefix} insert last": lambda: changed(three(kind), lambda m: m.insert(3, linear(4))),
        f"{prefix} pop": lambda: changed(three(kind), lambda m: m.pop(0)),
        f"{prefix} pop last": lambda: changed(three(kind), lambda m: m.pop(-1)),
        f"{prefix} set": lambda: changed(three(kind), lambda m: m.__setitem__(-2, nn.ReLU())),
        f"{prefix} slice": lambda: three(kind)[1:],
        f"{prefix} slice negative": lambda: three(kind)[-3:-1],
        f"{prefix} slice empty": lambda: three(kind)[2:1],
    }


CASES = {
    **lists(nn.Sequential),
    "Sequential insert negative": lambda: three(nn.Sequential).insert(-1, linear(4)),
    "Sequential named": named,
    "Sequential named pop": lambda: changed(named(), lambda m: m.pop(0)),
    "Sequential named append": lambda: named().append(linear(4)),
    "Sequential named slice": lambda: named()[:2],
    "Sequential named set": lambda: changed(named(), lambda m: m.__setitem__(0, linear(5))),
    **lists(nn.ModuleList),
    "ModuleList empty": nn.ModuleList,
    "ModuleList repeated": lambda: nn.ModuleList(
        [linear(1), linear(1), linear(1), nn.ReLU(), linear(2), nn.Sequential(linear(1)), nn.Sequential(linear(1))]
    ),
    "ModuleList nested": lambda: nn.ModuleList([nn.ModuleList([linear(1), linear(1)]), nn.ModuleList()]),
    "ModuleDict empty": nn.ModuleDict,
    "ModuleDict": lambda: nn.ModuleDict({"b": linear(1), "a": nn.ReLU()}),
    "ModuleDict changed": lambda: changed(
        nn.ModuleDict({"b": linear(1), "a": nn.ReLU(), "c": linear(2)}),
        lambda m: (m.__setitem__("b", linear(3)), m.pop("a"), m.update({"d": linear(4)})),
    ),
    "ParameterList empty": nn.ParameterList,
    "ParameterList one": lambda: nn.ParameterList([torch.zeros(2, 3)]),
    "ParameterList": lambda: nn.ParameterList([torch.zeros(2, 3), torch.zeros(1).double(), torch.zeros(())]),
    "ParameterList changed": lambda: changed(
        nn.ParameterList([torch.zeros(2), torch.zeros(3)]).append(torch.zeros(4)).extend([torch.zeros(5)]),
        lambda m: m.__setitem__(-3, torch.zeros(6, 7)),
    ),
    "ParameterList slice": lambda: nn.ParameterList([torch.zeros(2), torch.zeros(3), torch.zeros(4)])[-2:],
    "ParameterDict empty": nn.ParameterDict,
    "ParameterDict one": lambda: nn.ParameterDict({"a": torch.zeros(2, 3)}),
    "ParameterDict": lambda: nn.ParameterDict(
        OrderedDict(b=torch.zeros(2, 3), a=torch.zeros(1).double(), c=torch.zeros(2).half(),
                    d=torch.zeros(2).bfloat16(), e=torch.zeros(2).cfloat())
    ),
    "ParameterDict changed": lambda: changed(
        nn.ParameterDict(OrderedDict(b=torch.zeros(2), a=torch.zeros(3), c=torch.zeros(4))),
        lambda m: (m.pop("a"), m.popitem(), m.setdefault("b", torch.zeros(9)), m.setdefault("d", torch.zeros(5))),
    ),
}
