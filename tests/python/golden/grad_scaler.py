"""500 steps of loss scaling with two optimizers, infs and NaNs in some of their gradients: the scale after each step."""

import random

import torch

STEPS = 500
OPTIONS = {"init_scale": 2.0**10, "growth_factor": 2.0, "backoff_factor": 0.5, "growth_interval": 10}


def grad_scaler():
    draw = random.Random(0)
    first, second = (sorted(draw.sample(range(STEPS), 15)) for _ in range(2))
    scales, trackers, state, parameters = train(set(first), set(second))
    return {
        "options": OPTIONS,
        "infSteps": first,
        "nanSteps": second,
        "scales": scales,
        "growthTrackers": trackers,
        "stateDict": state,
        "parameters": parameters,
    }


def train(inf_steps, nan_steps):
    a = torch.nn.Parameter(torch.linspace(-1, 1, 6).reshape(2, 3))
    b = torch.nn.Parameter(torch.linspace(0.5, 2, 4))
    adamw = torch.optim.AdamW([a], lr=1e-2, fused=True)
    sgd = torch.optim.SGD([b], lr=1e-2, momentum=0.9, fused=True)
    scaler = torch.amp.GradScaler("cpu", **OPTIONS)
    scales, trackers = [], []
    for step in range(STEPS):
        adamw.zero_grad()
        sgd.zero_grad()
        x = torch.sin(torch.arange(6.0) * 0.7 + step).reshape(2, 3)
        loss = (a * x).square().sum() + (b - 1).square().sum()
        scaler.scale(loss).backward()
        if step in inf_steps:
            a.grad[1, 2] = float("inf")
        if step in nan_steps:
            b.grad[0] = float("nan")
        if step % 3 == 1:
            scaler.unscale_(adamw)
            torch.nn.utils.clip_grad_norm_([a], 0.5)
        scaler.step(adamw)
        scaler.step(sgd)
        scaler.update()
        scales.append(scaler.get_scale())
        trackers.append(scaler.state_dict()["_growth_tracker"])
    return scales, trackers, scaler.state_dict(), [a, b]
