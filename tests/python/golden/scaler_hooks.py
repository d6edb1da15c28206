"""A step pre-hook that clips, under Python's default GradScaler, with a step in the middle that is skipped."""

import torch

OPTIMIZERS = {
    "SGD": {"lr": 0.1, "momentum": 0.9},
    "Adam": {"lr": 0.1, "amsgrad": True},
    "AdamW": {"lr": 0.1},
    "RMSprop": {"lr": 0.1},
}
STEPS = 6
SKIPPED = 3


def scaler_hooks():
    return {"initial": initial(), "skipped": SKIPPED, "optimizers": {name: run(name) for name in OPTIMIZERS}}


def initial():
    return torch.linspace(-1, 2, 5)


def run(name):
    parameter = torch.nn.Parameter(initial())
    optimizer = getattr(torch.optim, name)([parameter], **OPTIMIZERS[name])
    scaler = torch.amp.GradScaler("cpu", init_scale=1024.0)
    seen, after = [], []

    def clip(*_):
        seen.append(parameter.grad.clone())
        torch.nn.utils.clip_grad_norm_([parameter], 1.0)

    optimizer.register_step_pre_hook(clip)
    optimizer.register_step_post_hook(lambda *_: after.append(parameter.grad.clone()))
    values = []
    for step in range(STEPS):
        optimizer.zero_grad()
        scaler.scale((parameter * parameter * parameter).sum() * 4).backward()
        if step == SKIPPED:
            parameter.grad[2] = torch.inf
        scaler.step(optimizer)
        scaler.update()
        values.append(parameter.detach().clone())
    return {"options": OPTIMIZERS[name], "before": seen, "after": after, "values": values, "scale": scaler.get_scale()}
