"""One forward and backward pass of each layer and loss: outputs, and the gradients of inputs and parameters.

The backward pass is that of (output * gradOutput).sum(); of a loss that is one number already, of the loss itself.
"""

import torch
from torch import nn

WEIGHT = [0.2, 1.0, 0.5, 2.0, 1.5]


def modules():
    return {"seed": 11, "cases": layers() + losses()}


def layers():
    return [
        layer("Linear(4, 3)", lambda: nn.Linear(4, 3), [5, 4]),
        layer("Conv2d(3, 8, 3, stride=2, padding=1)", lambda: nn.Conv2d(3, 8, 3, stride=2, padding=1), [2, 3, 5, 5]),
        layer(
            "Conv2d(4, 4, 3, padding='same', groups=2, bias=False, padding_mode='reflect')",
            lambda: nn.Conv2d(4, 4, 3, padding="same", groups=2, bias=False, padding_mode="reflect"),
            [2, 4, 4, 5],
        ),
        layer("BatchNorm2d(3)", lambda: nn.BatchNorm2d(3), [2, 3, 3, 4]),
        layer("BatchNorm2d(3)", lambda: trained_once(nn.BatchNorm2d(3), [2, 3, 3, 4]), [2, 3, 3, 4], training=False),
        layer("MaxPool2d(2)", lambda: nn.MaxPool2d(2), [1, 2, 5, 6]),
        layer(
            "MaxPool2d(3, stride=2, padding=1, ceil_mode=True)",
            lambda: nn.MaxPool2d(3, stride=2, padding=1, ceil_mode=True),
            [1, 2, 6, 6],
        ),
        layer("ReLU()", lambda: nn.ReLU(), [3, 5]),
        layer("Flatten()", lambda: nn.Flatten(), [2, 3, 2, 2]),
        layer("Dropout(0.3)", lambda: nn.Dropout(0.3), [4, 8], seed_before_forward=5),
    ]


def losses():
    classes = torch.tensor([0, 2, 4, 3, 2, 1])
    probabilities = torch.softmax(torch.cos(torch.arange(30) * 0.53).reshape(6, 5), dim=1)
    close = torch.cos(torch.arange(12) * 0.53).reshape(4, 3)
    return [
        loss("CrossEntropyLoss()", nn.CrossEntropyLoss(), classes),
        loss("CrossEntropyLoss(label_smoothing=0.1)", nn.CrossEntropyLoss(label_smoothing=0.1), classes),
        loss(f"CrossEntropyLoss(weight={WEIGHT})", nn.CrossEntropyLoss(weight=torch.tensor(WEIGHT)), classes),
        loss("CrossEntropyLoss(ignore_index=2)", nn.CrossEntropyLoss(ignore_index=2), classes),
        loss("CrossEntropyLoss(reduction='sum')", nn.CrossEntropyLoss(reduction="sum"), classes),
        loss("CrossEntropyLoss(reduction='none')", nn.CrossEntropyLoss(reduction="none"), classes),
        loss("CrossEntropyLoss() of class probabilities", nn.CrossEntropyLoss(), probabilities),
        loss("MSELoss()", nn.MSELoss(), close),
        loss("MSELoss(reduction='sum')", nn.MSELoss(reduction="sum"), close),
        loss("MSELoss(reduction='none')", nn.MSELoss(reduction="none"), close),
    ]


def layer(name, make, input_shape, training=True, seed_before_forward=None):
    torch.manual_seed(11)
    module = make().train(training)
    # Cloned before the forward pass: batch normalisation changes its statistics in it.
    case = {"module": name, "training": training, "state": cloned(module.state_dict())}
    x = wave(input_shape).requires_grad_()
    if seed_before_forward is not None:
        torch.manual_seed(seed_before_forward)
        case["seedBeforeForward"] = seed_before_forward
    case |= passes(x, module(x))
    if parameters := dict(module.named_parameters()):
        case["gradParameters"] = {key: parameter.grad for key, parameter in parameters.items()}
    if buffers := dict(module.named_buffers()):
        case["buffersAfter"] = cloned(buffers)
    return case


def loss(name, module, target):
    shape = [len(target), 5] if isinstance(module, nn.CrossEntropyLoss) else target.shape
    x = wave(shape).requires_grad_()
    return {"module": name, "target": target} | passes(x, module(x, target))


def passes(x, output):
    grad_output = torch.sin(torch.arange(output.numel(), dtype=output.dtype)).reshape(output.shape)
    if output.dim() == 0:
        grad_output = torch.ones_like(output)
    (output * grad_output).sum().backward()
    return {"input": x, "output": output, "gradOutput": grad_output, "gradInput": x.grad}


def trained_once(module, input_shape):
    # Not the input of the recorded pass: the running statistics must not be its own.
    module.train()(wave(input_shape) * 2 + 1)
    return module


def wave(shape):
    return torch.sin(torch.arange(torch.Size(shape).numel()) * 0.37).reshape(shape)


def cloned(tensors):
    return {key: value.detach().clone() for key, value in tensors.items()}
