"""Every scheduler of torch.optim.lr_scheduler, and SWALR: 300 steps, resumed in the middle by a state dict and by last_epoch."""

import math
import warnings

import torch
from torch.optim import lr_scheduler, swa_utils

STEPS = 300
MIDDLE = 120
GROUPS = ({"lr": 0.1}, {"lr": 0.03})
KEPT = ("lr", "initial_lr", "max_lr", "min_lr", "max_momentum", "base_momentum", "swa_lr", "momentum")
# Functions are given by name in the arguments; the Java test has the same functions.
FUNCTIONS = {
    "decay": lambda epoch: 0.95**epoch,
    "inverse": lambda epoch: 1 / (1 + epoch),
    "gentle": lambda epoch: 0.999 if epoch % 2 else 0.99,
    "halves": lambda x: 1 / (5 ** (x * 0.0001)),
    "negative": lambda epoch: 0.5 - epoch / 8,
}
CASES = (
    ("LambdaLR", {"lr_lambda": "decay"}),
    ("LambdaLR", {"lr_lambda": ["decay", "inverse"]}),
    ("MultiplicativeLR", {"lr_lambda": "gentle"}),
    ("MultiplicativeLR", {"lr_lambda": ["gentle", "halves"]}),
    ("StepLR", {"step_size": 30}),
    ("StepLR", {"step_size": 7, "gamma": 0.83}),
    ("MultiStepLR", {"milestones": [30, 80, 200]}),
    ("MultiStepLR", {"milestones": [200, 80, 80, 121], "gamma": 0.7}),
    ("ConstantLR", {}),
    ("ConstantLR", {"factor": 0.5, "total_iters": 140}),
    ("LinearLR", {}),
    ("LinearLR", {"start_factor": 0.05, "total_iters": 250}),
    ("LinearLR", {"start_factor": 0.9, "end_factor": 0.1, "total_iters": 200}),
    ("ExponentialLR", {"gamma": 0.97}),
    ("PolynomialLR", {}),
    ("PolynomialLR", {"total_iters": 250, "power": 0.9}),
    ("PolynomialLR", {"total_iters": 200, "power": 2.0}),
    ("CosineAnnealingLR", {"T_max": 300}),
    ("CosineAnnealingLR", {"T_max": 50, "eta_min": 0.001}),
    ("CosineAnnealingLR", {"T_max": 7}),
    ("CosineAnnealingWarmRestarts", {"T_0": 25}),
    ("CosineAnnealingWarmRestarts", {"T_0": 10, "T_mult": 2, "eta_min": 0.0001}),
    ("CosineAnnealingWarmRestarts", {"T_0": 3, "T_mult": 3}),
    ("CyclicLR", {"base_lr": 0.01, "max_lr": 0.1, "step_size_up": 20}),
    ("CyclicLR", {"base_lr": [0.01, 0.02], "max_lr": [0.1, 0.3], "step_size_up": 17, "step_size_down": 40, "mode": "triangular2"}),
    ("CyclicLR", {"base_lr": 0.01, "max_lr": 0.1, "step_size_up": 25, "mode": "exp_range", "gamma": 0.994}),
    ("CyclicLR", {"base_lr": 0.01, "max_lr": 0.1, "step_size_up": 25, "scale_fn": "inverse", "scale_mode": "cycle", "cycle_momentum": False}),
    ("CyclicLR", {"base_lr": 0.01, "max_lr": 0.1, "step_size_up": 25, "scale_fn": "halves", "scale_mode": "iterations"}),
    ("CyclicLR", {"base_lr": 0.01, "max_lr": 0.1, "step_size_up": 30, "base_momentum": [0.7, 0.8], "max_momentum": [0.85, 0.95]}),
    ("OneCycleLR", {"max_lr": 0.1, "total_steps": 300}),
    ("OneCycleLR", {"max_lr": [0.1, 0.5], "epochs": 10, "steps_per_epoch": 33, "anneal_strategy": "linear"}),
    ("OneCycleLR", {"max_lr": 0.2, "total_steps": 320, "pct_start": 0.25, "three_phase": True}),
    ("OneCycleLR", {"max_lr": 0.2, "total_steps": 300, "cycle_momentum": False, "div_factor": 10.0, "final_div_factor": 100.0}),
    ("OneCycleLR", {"max_lr": 0.2, "total_steps": 310, "three_phase": True, "anneal_strategy": "linear", "base_momentum": 0.8, "max_momentum": [0.9, 0.95]}),
    ("ReduceLROnPlateau", {}),
    ("ReduceLROnPlateau", {"mode": "max", "factor": 0.5, "patience": 4, "threshold": 0.01, "cooldown": 3}),
    ("ReduceLROnPlateau", {"factor": 0.7, "patience": 2, "threshold": 0.02, "threshold_mode": "abs", "min_lr": [0.01, 0.002]}),
    ("ReduceLROnPlateau", {"mode": "max", "factor": 0.3, "patience": 5, "threshold_mode": "abs", "min_lr": 0.0001, "eps": 0.001}),
    ("SWALR", {"swa_lr": 0.05}),
    ("SWALR", {"swa_lr": [0.01, 0.5], "anneal_epochs": 150, "anneal_strategy": "linear"}),
    ("SWALR", {"swa_lr": 0.05, "anneal_epochs": 0}),
    ("SWALR", {"swa_lr": 0.05, "anneal_epochs": 200}),
    (
        "SequentialLR",
        {
            "schedulers": [["ConstantLR", {"factor": 0.1, "total_iters": 20}], ["ExponentialLR", {"gamma": 0.99}]],
            "milestones": [20],
        },
    ),
    (
        "SequentialLR",
        {
            "schedulers": [
                ["LinearLR", {"start_factor": 0.01, "total_iters": 40}],
                ["CosineAnnealingLR", {"T_max": 100, "eta_min": 0.001}],
                ["CosineAnnealingWarmRestarts", {"T_0": 30}],
            ],
            "milestones": [40, 140],
        },
    ),
    (
        "SequentialLR",
        {
            "schedulers": [
                ["PolynomialLR", {"total_iters": 50}],
                ["StepLR", {"step_size": 20, "gamma": 0.5}],
                ["LambdaLR", {"lr_lambda": "decay"}],
                ["MultiStepLR", {"milestones": [10, 30]}],
                ["LinearLR", {"total_iters": 30}],
                ["PolynomialLR", {"total_iters": 60, "power": 0.5}],
            ],
            "milestones": [45, 100, 130, 180, 230],
        },
    ),
    (
        "ChainedScheduler",
        {"schedulers": [["ConstantLR", {"factor": 0.1, "total_iters": 20}], ["ExponentialLR", {"gamma": 0.99}]]},
    ),
    (
        "ChainedScheduler",
        {
            "schedulers": [
                ["LinearLR", {"start_factor": 0.1, "total_iters": 60}],
                ["StepLR", {"step_size": 50, "gamma": 0.5}],
                ["MultiplicativeLR", {"lr_lambda": "gentle"}],
                ["CosineAnnealingLR", {"T_max": 200}],
            ]
        },
    ),
    (
        "SequentialLR",
        {
            "schedulers": [
                ["ChainedScheduler", {"schedulers": [["LinearLR", {"total_iters": 30}], ["ExponentialLR", {"gamma": 0.98}]]}],
                ["CosineAnnealingLR", {"T_max": 90}],
            ],
            "milestones": [60],
        },
    ),
    (
        "SequentialLR",
        {
            "schedulers": [
                [
                    "SequentialLR",
                    {
                        "schedulers": [["ConstantLR", {"total_iters": 10}], ["ExponentialLR", {"gamma": 0.98}]],
                        "milestones": [10],
                    },
                ],
                ["CyclicLR", {"base_lr": 0.01, "max_lr": 0.1, "step_size_up": 20}],
                ["SWALR", {"swa_lr": 0.02}],
            ],
            "milestones": [50, 200],
        },
    ),
)
# These cannot be resumed by last_epoch: they consist of other schedulers, or do not have it.
WITHOUT_LAST_EPOCH = ("SequentialLR", "ChainedScheduler", "ReduceLROnPlateau")
EPOCHS = (0, 0.25, 3, 9.5, 10, 12.75, 29, 30, 31.5, 69.9, 70, 100, 5.5, 0)


def lr_schedulers():
    warnings.simplefilter("ignore")
    return {
        "cases": [
            case(name, arguments, optimizer_name)
            for name, arguments in CASES
            for optimizer_name in optimizers(name, arguments)
        ],
        "by_epoch": [by_epoch(arguments) for name, arguments in CASES if name == "CosineAnnealingWarmRestarts"],
    }


def optimizers(name, arguments):
    cycles = name in ("CyclicLR", "OneCycleLR") and arguments.get("cycle_momentum", True)
    return ("SGD", "Adam") if cycles else ("SGD",)


def case(name, arguments, optimizer_name):
    optimizer = make_optimizer(optimizer_name)
    scheduler = make(name, arguments, optimizer)
    record = Record(optimizer)
    for step in range(1, STEPS + 1):
        if step == MIDDLE + 1:
            state, groups = plain(scheduler.state_dict()), group_entries(optimizer)
        advance(scheduler, step)
        record.add(optimizer)
    return {
        "scheduler": name,
        "arguments": arguments,
        "optimizer": optimizer_name,
        **record.values(),
        # The entries of the parameter groups and the scheduler's state dict in the middle.
        "groups": groups,
        "state": state,
        **(
            {}
            if name in WITHOUT_LAST_EPOCH
            else {"after_last_epoch": after_last_epoch(name, arguments, optimizer_name, groups)}
        ),
    }


def after_last_epoch(name, arguments, optimizer_name, groups):
    """The steps of a scheduler that is created with last_epoch and the parameter groups as they were in the middle."""
    optimizer = make_optimizer(optimizer_name)
    restore(optimizer, groups)
    scheduler = make(name, {**arguments, "last_epoch": MIDDLE}, optimizer)
    record = Record(optimizer)
    for step in range(MIDDLE + 2, MIDDLE + 40):
        advance(scheduler, step)
        record.add(optimizer)
    return record.values()


def by_epoch(arguments):
    optimizer = make_optimizer("SGD")
    scheduler = make("CosineAnnealingWarmRestarts", arguments, optimizer)
    record = Record(optimizer)
    for epoch in EPOCHS:
        scheduler.step(epoch)
        record.add(optimizer)
    for _ in range(20):
        scheduler.step()
        record.add(optimizer)
    return {"arguments": arguments, "epochs": EPOCHS, **record.values(), "state": plain(scheduler.state_dict())}


class Record:
    """The learning rates and momenta of each group from the first epoch on."""

    def __init__(self, optimizer):
        self.lrs = [[] for _ in GROUPS]
        self.momenta = [[] for _ in GROUPS]
        self.add(optimizer)

    def add(self, optimizer):
        for i, group in enumerate(optimizer.param_groups):
            self.lrs[i].append(float(group["lr"]))
            self.momenta[i].append(momentum(group))

    def values(self):
        steady = all(len(set(momenta)) == 1 for momenta in self.momenta)
        return {"lrs": self.lrs} if steady else {"lrs": self.lrs, "momenta": self.momenta}


def momentum(group):
    return group["betas"][0] if "betas" in group else group["momentum"]


def make_optimizer(optimizer_name):
    parameters = [{"params": [torch.nn.Parameter(torch.ones(1))], **options} for options in GROUPS]
    return torch.optim.SGD(parameters, momentum=0.9) if optimizer_name == "SGD" else torch.optim.Adam(parameters)


def make(name, arguments, optimizer):
    values = {key: function(value) for key, value in arguments.items()}
    if "schedulers" in values:
        values["schedulers"] = [make(*inner, optimizer) for inner in values["schedulers"]]
    if name == "ChainedScheduler":
        return lr_scheduler.ChainedScheduler(**values)
    return getattr(swa_utils if name == "SWALR" else lr_scheduler, name)(optimizer, **values)


def function(value):
    if isinstance(value, list):
        return [function(item) for item in value]
    return FUNCTIONS.get(value, value) if isinstance(value, str) else value


def advance(scheduler, step):
    scheduler.optimizer.step()
    if isinstance(scheduler, lr_scheduler.ReduceLROnPlateau):
        scheduler.step(metric(step))
    else:
        scheduler.step()


def metric(step):
    """A metric that decreases, fluctuates and stagnates; computed from integers."""
    return 2.0 / (1 + step // 25) + (step * 37 % 101) / 1000


def group_entries(optimizer):
    return [
        {**{key: group[key] for key in KEPT if key in group}, "momentum": momentum(group)}
        for group in optimizer.param_groups
    ]


def restore(optimizer, groups):
    for group, values in zip(optimizer.param_groups, groups):
        for key, value in values.items():
            if key == "momentum" and "betas" in group:
                group["betas"] = (value, group["betas"][1])
            else:
                group[key] = value


def plain(value):
    """Converts infinities and numeric keys, which JSON does not have, to strings."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return str(value) if isinstance(value, float) and math.isinf(value) else value
