"""Gradients, hooks and errors of autograd, for AutogradLiveTest: a JSON line for each case, with the numbers it returned
or the message of what it raised."""

import json
import warnings

import torch
from torch.utils.checkpoint import checkpoint, checkpoint_sequential

warnings.simplefilter("ignore")
CASES = {}


def case(function):
    CASES[function.__name__] = function
    return function


def leaf(*shape, dtype=torch.float64):
    count = int(torch.Size(shape).numel())
    return (torch.arange(count, dtype=torch.float64) / 4 + 0.5).to(dtype).reshape(shape).requires_grad_()


class Mul(torch.autograd.Function):
    """What backward returns, and what forward does to its inputs, by name."""

    mode = "plain"

    @staticmethod
    def forward(ctx, a, b):
        if Mul.mode == "unmarked":
            a.add_(1)
            return a
        if Mul.mode == "dirty":
            ctx.mark_dirty(a)
            return a.add_(1)
        if Mul.mode == "dirty_not_returned":
            ctx.mark_dirty(a)
            return a * 2
        ctx.save_for_backward(a, b)
        return a * b

    @staticmethod
    def backward(ctx, g):
        if Mul.mode in ("unmarked", "dirty", "dirty_not_returned"):
            return g, None
        a, b = ctx.saved_tensors
        return {
            "plain": lambda: (g * b, g * a),
            "one": lambda: (g,),
            "three": lambda: (g, g, g),
            "extra_none": lambda: (g * b, g * a, None),
            "shape": lambda: (g, g[:1].expand(2)),
            "none": lambda: (None, None),
        }[Mul.mode]()


class Split(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a):
        rounded = a.round()
        ctx.mark_non_differentiable(rounded)
        return a * 2, a * 3, rounded

    @staticmethod
    def backward(ctx, g, h, r):
        return g * 2 + h * 3 + r


class Lazy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a):
        ctx.set_materialize_grads(False)
        return a * 2, a * 3

    @staticmethod
    def backward(ctx, g, h):
        return g * 2 if h is None else g * 1000


class View(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a):
        return a.view(-1)

    @staticmethod
    def backward(ctx, g):
        return g


class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a):
        ctx.save_for_backward(a)
        return a**3

    @staticmethod
    def backward(ctx, g):
        (a,) = ctx.saved_tensors
        return g * 3 * a**2


def mul(mode, leaves=True):
    Mul.mode = mode
    a, b = leaf(3), leaf(3)
    out = Mul.apply(a if leaves else a * 1, b)
    out.sum().backward()
    return [g for g in (a.grad, b.grad) if g is not None]


for mode in ("plain", "one", "three", "extra_none", "shape", "none", "unmarked", "dirty", "dirty_not_returned"):
    CASES["function_" + mode] = lambda mode=mode: mul(mode, mode not in ("unmarked", "dirty", "dirty_not_returned"))
CASES["function_dirtyLeaf"] = lambda: mul("dirty")


@case
def function_same():
    Mul.mode = "plain"
    a = leaf(3)
    Mul.apply(a, a).sum().backward()
    return [a.grad]


@case
def function_twice():
    Mul.mode = "plain"
    a = leaf(3)
    out = Mul.apply(a, a).sum()
    out.backward()
    out.backward()


@case
def function_version():
    Mul.mode = "plain"
    a = leaf(3)
    b = a * 2
    out = Mul.apply(b, a)
    b.add_(1)
    out.sum().backward()


@case
def function_split():
    a = leaf(2, 3)
    x, y, r = Split.apply(a.t())
    (x.sum() + (y * y).sum() + r.sum()).backward()
    return [a.grad, r, torch.tensor([r.requires_grad, x.requires_grad])]


@case
def function_lazy():
    a = leaf(3)
    Lazy.apply(a)[0].sum().backward()
    return [a.grad]


@case
def function_view():
    View.apply(leaf(3) * 1).add_(1)


@case
def function_double():
    a = leaf(3)
    (g,) = torch.autograd.grad(Cube.apply(a).sum(), a, create_graph=True)
    (h,) = torch.autograd.grad(g.sum(), a, create_graph=True)
    (i,) = torch.autograd.grad(h.sum(), a)
    return [g, h, i]


for shape in ((), (1,), (0,), (2, 0), (2, 3)):
    def edge(shape=shape):
        a = leaf(*shape)
        Cube.apply(a).sum().backward()
        return [a.grad]

    CASES["function_shape_" + "x".join(map(str, shape))] = edge


@case
def function_noGrad():
    with torch.no_grad():
        out = Cube.apply(leaf(3))
    return [out, torch.tensor(out.requires_grad)]


@case
def backward_gradient():
    a = leaf(3)
    (a * a).backward(torch.tensor([1.0, 2.0, 3.0], dtype=torch.float64))
    return [a.grad]


@case
def backward_accumulates():
    a = leaf(3)
    out = (a * a).sum()
    out.backward(retain_graph=True)
    out.backward()
    return [a.grad]


@case
def backward_inputs():
    a, b = leaf(3), leaf(3)
    c = a * b
    (c * c).sum().backward(inputs=[a, c])
    return [a.grad, c.grad, torch.tensor(b.grad is None)]


@case
def backward_createGraph():
    a = leaf(3)
    (a**3).sum().backward(create_graph=True)
    g = a.grad
    a.grad = None
    g.sum().backward()
    return [g, a.grad]


@case
def backward_list():
    a = leaf(3)
    torch.autograd.backward([a.sum(), a * a], [None, torch.ones(3, dtype=torch.float64)])
    return [a.grad]


CASES["backward_noScalar"] = lambda: leaf(3).backward()
CASES["backward_complex"] = lambda: leaf(1, dtype=torch.complex64).backward()
CASES["backward_noGrad"] = lambda: torch.ones(()).backward()
CASES["backward_shape"] = lambda: (leaf(3) * 2).backward(torch.ones(2))
CASES["backward_dtype"] = lambda: (leaf(3) * 2).backward(torch.ones(3, dtype=torch.complex64))
CASES["backward_tooFew"] = lambda: torch.autograd.backward([leaf(1), leaf(1)], [None])
CASES["backward_noInputs"] = lambda: leaf(1).backward(inputs=[])
CASES["backward_inputNoGrad"] = lambda: leaf(1).backward(inputs=[torch.ones(2)])
CASES["grad_noInputs"] = lambda: torch.autograd.grad(leaf(1), [])
CASES["grad_inputNoGrad"] = lambda: torch.autograd.grad(leaf(1), [torch.ones(2)])
CASES["grad_unused"] = lambda: torch.autograd.grad(leaf(1), [leaf(2)])
CASES["grad_materializeRefused"] = lambda: torch.autograd.grad(
    leaf(1), [leaf(2)], materialize_grads=True, allow_unused=False
)


@case
def backward_twice():
    a = leaf(3)
    out = (a * a).sum()
    out.backward()
    out.backward()


@case
def backward_version():
    a = leaf(3) * 2
    out = (a * a).sum()
    a.add_(1)
    out.backward()


@case
def grad_materialize():
    a, b = leaf(3), leaf(2)
    return list(torch.autograd.grad(a.sum(), [a, b], materialize_grads=True))


@case
def grad_batched():
    a = leaf(3)
    v = torch.arange(12, dtype=torch.float64).reshape(4, 3)
    return list(torch.autograd.grad(a**2, [a], v, is_grads_batched=True))


@case
def grad_nonContiguous():
    a = leaf(4, 6)
    out = (a.t()[1:3] ** 2).flip(0)
    return list(torch.autograd.grad(out, [a], torch.ones(2, 4, dtype=torch.float64)))


@case
def hook_replaces():
    a = leaf(3)
    b = a * 2
    order = []
    b.register_hook(lambda g: order.append(g.clone()) or g * 10)
    removed = b.register_hook(lambda g: g * 1000)
    b.register_hook(lambda g: order.append(g.clone()))
    removed.remove()
    (b * b).sum().backward()
    return [a.grad, *order]


@case
def hook_leaf():
    a = leaf(3)
    a.register_hook(lambda g: g + 1)
    (a * a).sum().backward()
    return [a.grad]


@case
def hook_inPlace():
    a = leaf(3)
    b = a * 2
    b.register_hook(lambda g: g * 10)
    b.mul_(3)
    b.register_hook(lambda g: g + 1)
    b.sum().backward()
    return [a.grad]


@case
def hook_view():
    a = leaf(4)
    b = (a * 2)[1:3]
    b.register_hook(lambda g: g * 10)
    b.sum().backward()
    return [a.grad]


@case
def hook_retain():
    a = leaf(3)
    b = a * 2
    b.retain_grad()
    b.register_hook(lambda g: g * 10)
    (b * b).sum().backward()
    return [a.grad, b.grad]


@case
def hook_postAccumulate():
    a = leaf(3)
    seen = []
    handle = a.register_post_accumulate_grad_hook(lambda p: seen.append(p.grad.clone()))
    (a * a).sum().backward()
    a.register_post_accumulate_grad_hook(lambda p: seen.append(p + p.grad))
    (a * a).sum().backward()
    handle.remove()
    a.sum().backward()
    return [a.grad, *seen]


def bad_hook(result):
    b = leaf(3) * 2
    b.register_hook(lambda g: result)
    b.sum().backward()


CASES["hook_size"] = lambda: bad_hook(torch.ones(2, dtype=torch.float64))
CASES["hook_dtype"] = lambda: bad_hook(torch.ones(3))
CASES["hook_noGrad"] = lambda: torch.ones(2).register_hook(print)
CASES["hook_postNoGrad"] = lambda: torch.ones(2).register_post_accumulate_grad_hook(print)
CASES["hook_postNonLeaf"] = lambda: (leaf(2) * 2).register_post_accumulate_grad_hook(print)


def set_grad(tensor, grad):
    tensor.grad = grad
    return [tensor.grad]


def set_own():
    a = leaf(3)
    a.grad = a


CASES["setGrad"] = lambda: set_grad(leaf(3), torch.ones(3, dtype=torch.float64))
CASES["setGrad_own"] = set_own
CASES["setGrad_size"] = lambda: set_grad(leaf(3), torch.ones(2, dtype=torch.float64))
CASES["setGrad_dtype"] = lambda: set_grad(leaf(3), torch.ones(3))
CASES["setGrad_device"] = lambda: set_grad(leaf(3), torch.ones(3, dtype=torch.float64, device="meta"))


@case
def version():
    a = torch.tensor([1.0, 2.0, 3.0])
    versions = [a._version]
    a.add_(1)
    versions.append(a._version)
    a[1:].mul_(2)
    versions.append(a._version)
    versions.append(a.detach()._version)
    return [torch.tensor(versions)]


@case
def savedTensors():
    a = leaf(3)
    with torch.autograd.graph.saved_tensors_hooks(lambda x: x * 2, lambda x: x * 5):
        out = (a * a).sum()
    out.backward()
    return [a.grad]


@case
def savedTensors_inPlace():
    a = leaf(3)
    with torch.autograd.graph.saved_tensors_hooks(lambda x: x.add_(1), lambda x: x):
        a.exp()


@case
def checkpointed():
    torch.manual_seed(3)
    a = leaf(50)
    out = checkpoint(lambda x: torch.dropout(x.sin(), 0.5, True).exp(), a * 2, use_reentrant=False)
    after = torch.rand(2, dtype=torch.float64)
    out.sum().backward()
    return [out, a.grad, after, torch.rand(2, dtype=torch.float64)]


@case
def checkpointed_sequential():
    a = leaf(5)
    functions = [torch.sin, torch.exp, torch.cos, torch.tanh, torch.exp]
    out = checkpoint_sequential(functions, 2, a, use_reentrant=False)
    out.sum().backward()
    return [out, a.grad]


@case
def checkpointed_retain():
    a = leaf(3)
    out = checkpoint(lambda x: x.sin().exp(), a, use_reentrant=False).sum()
    out.backward(retain_graph=True)
    out.backward()
    return [a.grad]


@case
def checkpointed_double():
    a = leaf(3)
    out = checkpoint(lambda x: x.sin() * x.exp(), a, use_reentrant=False).sum()
    (g,) = torch.autograd.grad(out, a, create_graph=True)
    (h,) = torch.autograd.grad(g.sum(), a)
    return [g, h]


@case
def checkpointed_nested():
    a = leaf(3)
    inner = lambda x: checkpoint(lambda y: y.sin().exp(), x * 2, use_reentrant=False).cos()
    out = checkpoint(inner, a, use_reentrant=False)
    out.sum().backward()
    return [out, a.grad]


@case
def anomaly_nan():
    with torch.autograd.detect_anomaly():
        a = torch.zeros(1, requires_grad=True)
        (torch.sqrt(a) * 0).sum().backward()


class WrongTwice(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a):
        return a * 2

    @staticmethod
    def backward(ctx, g):
        return g * 3


class WrongSquare(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a):
        return a * a

    @staticmethod
    def backward(ctx, g):
        return g * 3


for prefix, fast in (("gradcheck_", False), ("gradcheck_fast_", True)):
    CASES[prefix + "wrong"] = lambda fast=fast: torch.autograd.gradcheck(WrongTwice.apply, [leaf(2)], fast_mode=fast)
    CASES[prefix + "complexWrong"] = lambda fast=fast: torch.autograd.gradcheck(
        WrongSquare.apply, [leaf(2, dtype=torch.complex128)], fast_mode=fast
    )
    CASES[prefix + "detached"] = lambda fast=fast: torch.autograd.gradcheck(
        lambda a: a.detach() * 2, [leaf(2)], fast_mode=fast
    )


@case
def gradcheck_notMultiplied():
    class Wrong(torch.autograd.Function):
        @staticmethod
        def forward(ctx, a):
            return a.sum()

        @staticmethod
        def backward(ctx, g):
            return torch.ones(2, dtype=torch.float64)

    torch.autograd.gradcheck(Wrong.apply, [leaf(2)])


CASES["gradcheck_noGrad"] = lambda: torch.autograd.gradcheck(torch.sin, [torch.ones(2)])
CASES["gradcheck_overlap"] = lambda: torch.autograd.gradcheck(torch.sin, [leaf(1).detach().expand(3).requires_grad_()])


def run(function):
    try:
        result = function()
        return {"values": [[float(v) for v in t.detach().reshape(-1).tolist()] for t in result or []]}
    except Exception as e:
        return {"error": str(e)}


for name, function in CASES.items():
    print(json.dumps({"name": name, **run(function)}))
