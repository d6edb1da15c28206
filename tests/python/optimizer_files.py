"""Checkpoints of optimizers that are exchanged with Java, with entries that only Python writes.

    optimizer_files.py write FOLDER    saves an optimizer for each case, after two steps
    optimizer_files.py check FOLDER    loads what Java has saved after two more, continues, and prints the differences
"""

import sys
from pathlib import Path

import torch

OPTIMIZERS = (
    "SGD", "Adam", "AdamW", "RMSprop", "Adagrad", "Adadelta", "Adamax", "NAdam", "RAdam", "Rprop", "ASGD", "SparseAdam",
    "Adafactor", "Muon", "LBFGS",
)
SHAPE = (3, 2)


def main():
    action, folder = sys.argv[1:]
    for name in cases():
        (write if action == "write" else check)(name, Path(folder))


def cases():
    return [*OPTIMIZERS, "SGD_tensor_lr", "Adam_tensor_lr", "Adam_tensor_betas", "AdamW_named", "SGD_by_name", "Adam_extra",
            "Adagrad_sparse", "SGD_sparse", "Adam_complex", "ASGD_complex", "NAdam_complex"]


def make(name):
    """The optimizer of a case and its parameter, before the first step."""
    kind, _, case = name.partition("_")
    values = torch.linspace(-1, 1, 6).reshape(SHAPE)
    parameter = torch.nn.Parameter(torch.complex(values, values.flip(0)) if case == "complex" else values)
    options = {} if kind in ("LBFGS", "SparseAdam") else {"lr": 0.1}
    if case == "tensor_lr":
        options["lr"] = torch.tensor(0.25)
    if case == "tensor_betas":
        options.update(lr=torch.tensor(0.25), betas=(torch.tensor(0.5), torch.tensor(0.75)))
    if kind == "SGD":
        options["momentum"] = 0.5
    given = [("layer.weight", parameter)] if case == "named" else [parameter]
    optimizer = getattr(torch.optim, kind)(given, **options)
    if case == "extra":
        optimizer.param_groups[0].update(lr_scale=0.5, tags=["a", "b"], initial_lr=0.3)
    return optimizer, parameter


def is_sparse(name):
    return name.endswith("_sparse") or name == "SparseAdam"


def step(name, optimizer, parameter, number):
    def closure():
        optimizer.zero_grad()
        loss = parameter.square().square().sum()
        loss.backward()
        return loss

    if name == "LBFGS":
        optimizer.step(closure)
        return
    gradient = parameter.detach() * number
    parameter.grad = gradient.to_sparse(1) if is_sparse(name) else gradient
    optimizer.step()


def saved(name, optimizer, parameter):
    state = optimizer.state_dict()
    if name == "SGD_by_name":  # as FSDP.optim_state_dict
        state = {
            "state": {"layer.weight": state["state"][0]},
            "param_groups": [{**state["param_groups"][0], "params": ["layer.weight"]}],
        }
    return {"optimizer": state, "param": parameter.detach().clone(), "sparse": is_sparse(name)}


def after(name, steps):
    optimizer, parameter = make(name)
    for number in range(1, steps + 1):
        step(name, optimizer, parameter, number)
    return optimizer, parameter


def write(name, folder):
    torch.save(saved(name, *after(name, 2)), folder / f"{name}.pt")


def check(name, folder):
    java = torch.load(folder / f"{name}.java.pt")
    optimizer, parameter = after(name, 4)
    differ(name, "parameter", java["param"], parameter.detach())
    expected, found = optimizer.state_dict(), java["optimizer"]
    for key, value in expected["param_groups"][0].items():
        if not same(found["param_groups"][0].get(key, "nothing"), value):
            print(f"{name}: {key}: {found['param_groups'][0].get(key, 'nothing')} for {value}")
    if name != "AdamW_named" and list(found["param_groups"][0]) != list(expected["param_groups"][0]):
        print(f"{name}: {list(found['param_groups'][0])} for {list(expected['param_groups'][0])}")
    if name == "LBFGS":
        return  # its later steps are chaotic
    resumed, again = make(name)
    again.data.copy_(java["param"])
    resumed.load_state_dict(found)
    step(name, optimizer, parameter, 5)
    step(name, resumed, again, 5)
    differ(name, "resumed", again.detach(), parameter.detach())


def same(found, expected):
    if isinstance(expected, torch.Tensor):
        expected = expected.item()
    if isinstance(expected, (list, tuple)):
        return len(found) == len(expected) and all(map(same, found, expected))
    return found == expected


def differ(name, what, found, expected):
    apart = (found - expected).abs().max().item()
    if not apart <= 1e-5:
        print(f"{name}: {what}: apart by {apart}: {found} for {expected}")


if __name__ == "__main__":
    main()
