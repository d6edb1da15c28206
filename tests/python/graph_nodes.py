"""Nodes of the autograd graph and their hooks, for NodeLiveTest: a JSON line for each case, with a text."""

import json
import warnings

import torch

warnings.simplefilter("ignore")
# Of a number C++, and with it Java, records another node than Python.
TWO = torch.tensor(2.0, dtype=torch.float64)


class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a):
        ctx.save_for_backward(a)
        return a**3

    @staticmethod
    def backward(ctx, g):
        (a,) = ctx.saved_tensors
        return g * 3 * a**2


def leaf():
    return torch.tensor([1.0, 2.0], dtype=torch.float64, requires_grad=True)


def walk(node, seen):
    """Names, edges and which nodes are the same one."""
    if node is None:
        return "None"
    if node in seen:
        return "#" + str(seen.index(node))
    seen.append(node)
    return node.name() + "(" + ", ".join(walk(n, seen) + ":" + str(nr) for n, nr in node.next_functions) + ")"


def graph(tensor):
    return walk(tensor.grad_fn, [])


def numbers(tensors):
    return "; ".join("None" if t is None else " ".join(str(x) for x in t.detach().reshape(-1).tolist()) for t in tensors)


def copied():
    y = leaf().clone()
    y[0:1].mul_(TWO)
    return graph(y)


def diamond():
    y = leaf() * TWO
    return graph(y.sin() * y.cos() + y)


def multiview():
    u = (leaf() * TWO).unbind()
    u[0].mul_(TWO)
    return graph(u[0])


def hooked():
    linear = torch.nn.Linear(2, 2)
    linear.register_full_backward_hook(lambda m, i, o: None)
    return graph(linear(torch.ones(1, 2, requires_grad=True)))


def sub():
    x = leaf()
    return graph(torch.where(x > 1, x, x.detach()).max(0).values)


def same():
    x = leaf()
    a, b = x * TWO, x + 1
    nodes = [a.grad_fn, a.grad_fn, b.grad_fn, a.grad_fn.next_functions[0][0], b.grad_fn.next_functions[0][0]]
    return " ".join(str(one == other) for one in nodes for other in nodes)


def variable():
    x = leaf()
    return str((x * TWO).grad_fn.next_functions[0][0].variable is x)


def backward(register):
    x = leaf()
    y = x * TWO
    register(y.grad_fn)
    y.backward(torch.tensor([1.0, 10.0], dtype=torch.float64))
    return numbers([x.grad])


def posted(*results):
    return backward(lambda node: [node.register_hook(lambda gi, go, r=r: r) for r in results])


def prehooked(*results):
    return backward(lambda node: [node.register_prehook(lambda go, r=r: r) for r in results])


def order():
    calls = []
    x = leaf()
    y = x * x.detach()
    y.register_hook(lambda g: calls.append("tensor " + numbers([g])))
    y.grad_fn.register_hook(lambda gi, go: calls.append("post " + numbers(gi) + " | " + numbers(go)))
    y.grad_fn.register_prehook(lambda go: calls.append("pre " + numbers(go)) or (go[0] * 2,))
    y.grad_fn.register_hook(lambda gi, go: calls.append("post2 " + numbers(gi)))
    y.sum().backward()
    return ", ".join(calls) + ", " + numbers([x.grad])


def accumulated():
    calls = []
    x = leaf()
    y = x * TWO
    node = y.grad_fn.next_functions[0][0]
    node.register_prehook(lambda go: (go[0] * 10,))
    node.register_hook(lambda gi, go: calls.append(str(len(gi)) + " " + numbers(go)))
    y.sum().backward()
    return ", ".join(calls) + ", " + numbers([x.grad])


def several():
    calls = []
    u = (leaf() * TWO).unbind()
    u[1].grad_fn.register_prehook(lambda go: calls.append(numbers(go)))
    u[1].sum().backward()
    return ", ".join(calls)


def removed():
    x = leaf()
    y = x * TWO
    first = y.grad_fn.register_hook(lambda gi, go: (gi[0] * 2, None))
    second = y.grad_fn.register_prehook(lambda go: (go[0] * 3,))
    texts = []
    for handle in (first, second, first):
        x.grad = None
        y.sum().backward(retain_graph=True)
        texts.append(numbers([x.grad]))
        handle.remove()
    return ", ".join(texts)


def custom():
    calls = []
    x = leaf()
    y = Cube.apply(x)
    y.grad_fn.register_hook(lambda gi, go: calls.append(numbers(gi) + " | " + numbers(go)) or (gi[0] + 1,))
    y.sum().backward()
    return ", ".join(calls) + ", " + numbers([x.grad])


def double():
    x = leaf()
    y = (x * x).sin()
    y.grad_fn.register_hook(lambda gi, go: (gi[0] * 2,))
    (g,) = torch.autograd.grad(y.sum(), x, create_graph=True)
    return walk(g.grad_fn, []).split("(")[0] + " " + numbers([torch.autograd.grad(g.sum(), x)[0]])


def of(*values, dtype=torch.float64):
    return torch.tensor(values, dtype=dtype)


CASES = {
    "leaf": lambda: str(leaf().grad_fn),
    "mul": lambda: graph(leaf() * TWO),
    "both": lambda: graph(leaf() * leaf()),
    "stack": lambda: graph(torch.stack([leaf().detach(), leaf()])),
    "unbind": lambda: graph((leaf() * TWO).unbind()[1].sum()),
    "custom": lambda: graph(Cube.apply(leaf())),
    "diamond": diamond,
    "copied": copied,
    "multiview": multiview,
    "hooked": hooked,
    "sub": sub,
    "same": same,
    "variable": variable,
    "post": lambda: posted((of(5, 6), None)),
    "post_two": lambda: posted((of(5, 6), None), None, (of(7, 8), None)),
    "post_none": lambda: posted((None, None)),
    "post_few": lambda: posted(()),
    "post_size": lambda: posted((of(1, 2, 3), None)),
    "post_type": lambda: posted((of(1, 2, dtype=torch.float32), None)),
    "post_forNone": lambda: posted((of(1, 2), of(1, 2))),
    "pre": lambda: prehooked((of(5, 6),)),
    "pre_two": lambda: prehooked((of(5, 6),), (of(7, 8),)),
    "pre_none": lambda: prehooked((None,)),
    "pre_few": lambda: prehooked(()),
    "pre_size": lambda: prehooked((of(1, 2, 3),)),
    "order": order,
    "accumulated": accumulated,
    "several": several,
    "removed": removed,
    "custom_hook": custom,
    "double": double,
}

for name, body in CASES.items():
    try:
        text = body()
    except RuntimeError as e:
        text = str(e)
    print(json.dumps({"name": name, "text": text}))
