"""Random cases for the schedulers, with the results of Python's, as JSON: one line for each case.

    $(tests/python/setup --print) tests/python/schedulers.py SEED COUNT

A case is a scheduler with options over an optimizer's groups, and what happens to them one after the other: "step", a
group that is "added", or both made anew and "resumed" from their state dicts. After each, the learning rate and momentum
of each group; or the name of the error, which ends the case.
"""

import json
import math
import random
import sys
import warnings

import torch
from golden.lr_schedulers import advance, make, momentum

ACTIONS = 40


def main():
    warnings.simplefilter("ignore")
    seed, count = map(int, sys.argv[1:])
    for number in range(count):
        rng = random.Random(seed * 1000003 + number)
        print(json.dumps(case(rng), allow_nan=False))


def case(rng):
    kind = rng.choice(("SGD", "Adam"))
    lrs = [round(rng.uniform(0.001, 0.5), 4) for _ in range(rng.randint(1, 3))]
    name, arguments = scheduler(rng, len(lrs))
    optimizer = make_optimizer(kind, lrs)
    result = {"optimizer": kind, "lrs": lrs, "scheduler": name, "arguments": arguments}
    try:
        current = make(name, arguments, optimizer)
    except Exception as e:
        return {**result, "error": type(e).__name__}
    seen = [values(optimizer)]
    actions = []
    step = 0
    for _ in range(ACTIONS):
        action = rng.choices(("step", "added", "resumed"), (30, 1, 1))[0]
        actions.append(action)
        try:
            if action == "step":
                step += 1
                advance(current, step)
            elif action == "added":
                optimizer.add_param_group({"params": [torch.nn.Parameter(torch.ones(1))], "lr": 0.125})
            else:
                optimizer, current = resumed(kind, lrs, name, arguments, optimizer, current)
        except Exception as e:
            actions[-1] = f"{action} {type(e).__name__}"
            break
        seen.append(values(optimizer))
        if not all(math.isfinite(number) for group in seen[-1] for number in group):
            break
    return {**result, "actions": actions, "seen": seen if finite(seen) else seen[:-1]}


def finite(seen):
    return all(math.isfinite(number) for group in seen[-1] for number in group)


def resumed(kind, lrs, name, arguments, optimizer, current):
    saved, schedule = optimizer.state_dict(), current.state_dict()
    again = make_optimizer(kind, lrs)
    made = make(name, arguments, again)
    while len(again.param_groups) < len(optimizer.param_groups):
        again.add_param_group({"params": [torch.nn.Parameter(torch.ones(1))], "lr": 0.125})
    again.load_state_dict(saved)
    made.load_state_dict(schedule)
    return again, made


def make_optimizer(kind, lrs):
    groups = [{"params": [torch.nn.Parameter(torch.ones(1))], "lr": lr} for lr in lrs]
    return torch.optim.SGD(groups, momentum=0.9) if kind == "SGD" else torch.optim.Adam(groups)


def values(optimizer):
    return [[float(group["lr"]), float(momentum(group))] for group in optimizer.param_groups]


def scheduler(rng, groups, depth=0):
    if depth < 2 and rng.random() < 0.25:
        return composed(rng, groups, depth)
    simple = [
        ("LambdaLR", lambda: {"lr_lambda": rng.choice(("decay", "inverse", "negative"))}),
        ("MultiplicativeLR", lambda: {"lr_lambda": rng.choice(("gentle", "halves", "negative"))}),
        ("StepLR", lambda: {"step_size": rng.randint(1, 9), "gamma": factor(rng)}),
        ("MultiStepLR", lambda: {"milestones": [rng.randint(0, 30) for _ in range(rng.randint(0, 4))], "gamma": factor(rng)}),
        ("ConstantLR", lambda: {"factor": rng.choice((0.0, 0.5, 1.0, factor(rng))), "total_iters": rng.randint(0, 20)}),
        ("LinearLR", lambda: {"start_factor": factor(rng), "end_factor": rng.choice((0.0, 1.0, factor(rng))), "total_iters": rng.randint(0, 30)}),
        ("ExponentialLR", lambda: {"gamma": factor(rng)}),
        ("PolynomialLR", lambda: {"total_iters": rng.randint(0, 30), "power": rng.choice((1.0, 2.0, 0.5, 0.9))}),
        ("CosineAnnealingLR", lambda: {"T_max": rng.randint(1, 15), "eta_min": rng.choice((0.0, 0.01, 0.7))}),
        ("CosineAnnealingWarmRestarts", lambda: {"T_0": rng.randint(1, 8), "T_mult": rng.randint(1, 3), "eta_min": rng.choice((0.0, 0.01))}),
        ("CyclicLR", lambda: cyclic(rng, groups)),
        ("OneCycleLR", lambda: one_cycle(rng, groups)),
        ("SWALR", lambda: {"swa_lr": each(rng, groups), "anneal_epochs": rng.randint(0, 12), "anneal_strategy": rng.choice(("cos", "linear"))}),
    ]
    if depth == 0:
        simple.append(("ReduceLROnPlateau", lambda: plateau(rng, groups)))
    name, arguments = rng.choice(simple)
    return name, arguments()


def composed(rng, groups, depth):
    inner = [scheduler(rng, groups, depth + 1) for _ in range(rng.randint(1, 3))]
    if rng.random() < 0.5:
        return "ChainedScheduler", {"schedulers": inner}
    milestones = sorted(rng.sample(range(1, 25), len(inner) - 1))
    return "SequentialLR", {"schedulers": inner, "milestones": milestones}


def cyclic(rng, groups):
    given = {"base_lr": each(rng, groups), "max_lr": each(rng, groups), "step_size_up": rng.randint(1, 9)}
    given["mode"] = rng.choice(("triangular", "triangular2", "exp_range"))
    given["gamma"] = factor(rng)
    given["cycle_momentum"] = rng.random() < 0.7
    if rng.random() < 0.5:
        given["step_size_down"] = rng.randint(0, 9)
    if rng.random() < 0.3:
        given.update(base_momentum=each(rng, groups, 0.5, 1.2), max_momentum=each(rng, groups, 0.5, 1.2))
    return given


def one_cycle(rng, groups):
    given = {"max_lr": each(rng, groups), "pct_start": rng.choice((0.0, 0.1, 0.3, 0.5, 1.0, round(rng.random(), 2)))}
    given["anneal_strategy"] = rng.choice(("cos", "linear"))
    given["three_phase"] = rng.random() < 0.4
    given["cycle_momentum"] = rng.random() < 0.7
    given["div_factor"] = rng.choice((25.0, 2.0))
    given["final_div_factor"] = rng.choice((1e4, 10.0))
    if rng.random() < 0.5:
        given["total_steps"] = rng.randint(1, 40)
    else:
        given.update(epochs=rng.randint(1, 5), steps_per_epoch=rng.randint(1, 9))
    if rng.random() < 0.3:
        given.update(base_momentum=each(rng, groups, 0.5, 0.99), max_momentum=each(rng, groups, 0.5, 0.99))
    return given


def plateau(rng, groups):
    return {
        "mode": rng.choice(("min", "max")),
        "factor": factor(rng) * 0.99,
        "patience": rng.randint(0, 3),
        "threshold": rng.choice((1e-4, 0.1)),
        "threshold_mode": rng.choice(("rel", "abs")),
        "cooldown": rng.randint(0, 3),
        "min_lr": each(rng, groups, 0, 0.05),
        "eps": rng.choice((1e-8, 0.01)),
    }


def each(rng, groups, low=0.001, high=0.5):
    """One number for all groups, or one for each; not a list of one, which in Java stands for all groups."""
    draw = lambda: round(rng.uniform(low, high), 4)
    return [draw() for _ in range(groups)] if groups > 1 and rng.random() < 0.5 else draw()


def factor(rng):
    return round(rng.uniform(0.05, 1), 3)


if __name__ == "__main__":
    main()
