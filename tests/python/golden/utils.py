"""torch.nn.utils: parametrizations, fusion, and parameters as a vector, from seed 7."""

import torch
from torch import nn
from torch.nn.utils import parametrizations as P
from torch.nn.utils import parametrize
from torch.nn.utils.fusion import fuse_conv_bn_eval, fuse_linear_bn_eval

PARAMETRIZED = {
    "weight_norm": (lambda: nn.Linear(4, 3), lambda m: P.weight_norm(m), (5, 4)),
    "weight_norm dim 1": (lambda: nn.Linear(4, 3), lambda m: P.weight_norm(m, "weight", 1), (5, 4)),
    "weight_norm whole": (lambda: nn.Linear(4, 3), lambda m: P.weight_norm(m, "weight", None), (5, 4)),
    "weight_norm bias": (lambda: nn.Linear(4, 3), lambda m: P.weight_norm(m, "bias"), (5, 4)),
    "weight_norm conv": (lambda: nn.Conv2d(2, 3, 3), lambda m: P.weight_norm(m), (2, 2, 5, 5)),
    "weight_norm twice": (lambda: nn.Linear(4, 3), lambda m: P.weight_norm(P.weight_norm(m), "bias"), (5, 4)),
    "spectral_norm": (lambda: nn.Linear(4, 3), lambda m: P.spectral_norm(m), (5, 4)),
    "spectral_norm many": (lambda: nn.Linear(4, 3), lambda m: P.spectral_norm(m, "weight", 3, 1e-6), (5, 4)),
    "spectral_norm dim 1": (lambda: nn.Conv2d(2, 3, 3), lambda m: P.spectral_norm(m, "weight", 1, 1e-12, 1), (2, 2, 5, 5)),
    "spectral_norm bias": (lambda: nn.Linear(4, 3), lambda m: P.spectral_norm(m, "bias"), (5, 4)),
    "spectral_norm eval": (lambda: nn.Linear(4, 3).eval(), lambda m: P.spectral_norm(m), (5, 4)),
    "orthogonal square": (lambda: nn.Linear(4, 4), lambda m: P.orthogonal(m), (5, 4)),
    "orthogonal tall": (lambda: nn.Linear(3, 5), lambda m: P.orthogonal(m), (5, 3)),
    "orthogonal wide": (lambda: nn.Linear(5, 3), lambda m: P.orthogonal(m), (5, 5)),
    "orthogonal cayley": (lambda: nn.Linear(3, 5), lambda m: P.orthogonal(m, "weight", "cayley"), (5, 3)),
    "orthogonal matrix_exp": (lambda: nn.Linear(5, 3), lambda m: P.orthogonal(m, "weight", "matrix_exp"), (5, 5)),
    "orthogonal plain cayley": (
        lambda: nn.Linear(4, 4), lambda m: P.orthogonal(m, "weight", "cayley", use_trivialization=False), (5, 4)),
    "orthogonal plain householder": (
        lambda: nn.Linear(5, 3), lambda m: P.orthogonal(m, "weight", "householder", use_trivialization=False), (5, 5)),
    "orthogonal then spectral_norm": (lambda: nn.Linear(4, 4), lambda m: P.spectral_norm(P.orthogonal(m)), (5, 4)),
}


def utils():
    return {
        # float32 is what is used; in float64 no rounding hides a wrong number.
        "parametrized": [
            parametrized(name, *case, dtype) for name, case in PARAMETRIZED.items() for dtype in (torch.float32, torch.float64)
        ],
        "fused": [fused(name, make) for name, make in FUSED.items()],
        "vector": vector(),
    }


def parametrized(name, make, register, shape, dtype):
    torch.manual_seed(7)
    module = register(make().to(dtype))
    result = {"name": name, "dtype": str(dtype), "input": list(shape), "repr": repr(module), "state": state(module)}
    x = (torch.arange(torch.Size(shape).numel()) % 7 - 3).to(dtype).reshape(shape) / 4
    y = module(x)
    y.square().sum().backward()
    result["output"] = y
    result["grads"] = [[key, p.grad] for key, p in module.named_parameters()]
    result["stateAfter"] = state(module)
    module.eval()
    result["outputEval"] = module(x)
    for key in list(module.parametrizations):
        parametrize.remove_parametrizations(module, key, True)
    result["removedRepr"] = repr(module)
    result["removed"] = state(module)
    return result


def state(module):
    # Copies: the removal writes into the same memory.
    return [[key, tensor.clone()] for key, tensor in module.state_dict().items()]


def norm(bn):
    bn.running_mean.uniform_(-1, 1)
    bn.running_var.uniform_(0.5, 2)
    if bn.affine:
        nn.init.normal_(bn.weight)
        nn.init.normal_(bn.bias)
    return bn.eval()


FUSED = {
    "conv": lambda: (nn.Conv2d(2, 3, 3).eval(), norm(nn.BatchNorm2d(3))),
    "conv without bias": lambda: (nn.Conv2d(2, 3, 3, bias=False).eval(), norm(nn.BatchNorm2d(3, eps=0.1))),
    "conv, not affine": lambda: (nn.Conv2d(2, 3, 3).eval(), norm(nn.BatchNorm2d(3, affine=False))),
    "conv transposed": lambda: (nn.Conv2d(3, 2, 3, bias=False).eval(), norm(nn.BatchNorm2d(3))),
    "linear": lambda: (nn.Linear(4, 3).eval(), norm(nn.BatchNorm2d(3))),
    "linear without bias": lambda: (nn.Linear(4, 3, bias=False).eval(), norm(nn.BatchNorm2d(3))),
}


def fused(name, make):
    torch.manual_seed(7)
    layer, bn = make()
    one = fuse_linear_bn_eval(layer, bn) if name.startswith("linear") else fuse_conv_bn_eval(layer, bn, "transposed" in name)
    return {"name": name, "weight": one.weight, "bias": one.bias, "trains": [one.weight.requires_grad, one.bias.requires_grad]}


def vector():
    torch.manual_seed(7)
    module = nn.Sequential(nn.Linear(2, 3), nn.Linear(3, 1, bias=False))
    return nn.utils.parameters_to_vector(module.parameters())
