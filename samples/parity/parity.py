"""The Python side of `samples/run parity`: trains each case for 50 steps and prints {"case": NAME, "losses": [...]} a line."""

import json
import sys
from pathlib import Path

import torch
from torch import nn, optim
from torch.optim import lr_scheduler

sys.path.append(str(Path(__file__).resolve().parents[1] / "bench"))
import models  # noqa: E402

STEPS = 50


def train(make_model, make_input, make_optimizer, make_schedule=None, clip=None):
    torch.manual_seed(0)
    model = make_model()
    optimizer = make_optimizer(model)
    schedule = make_schedule(optimizer) if make_schedule else None
    criterion = nn.CrossEntropyLoss()
    losses = []
    for _ in range(STEPS):
        x = make_input()
        y = torch.randint(0, 10, x.shape[:1])
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        if clip:
            nn.utils.clip_grad_norm_(model.parameters(), clip, foreach=True)
        optimizer.step()
        losses.append(loss.item())
        if isinstance(schedule, lr_scheduler.ReduceLROnPlateau):
            schedule.step(losses[-1])
        elif schedule:
            schedule.step()
    return losses


def mlp():
    return nn.Sequential(
        nn.Linear(20, 64), nn.ReLU(), nn.Dropout(0.2), nn.Linear(64, 64), nn.ReLU(), nn.Dropout(0.2), nn.Linear(64, 10)
    )


def cnn():
    return nn.Sequential(
        nn.Conv2d(3, 8, 3, padding=1), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(512, 10)
    )


def two_groups(model):
    groups = [{"params": model[0].parameters(), "lr": 0.01}, {"params": model[3].parameters()}, {"params": model[6].parameters()}]
    return optim.Adagrad(groups, lr=0.05, fused=True)


CASES = {
    "mlp_dropout_adam": lambda: train(
        mlp, lambda: torch.randn(32, 20), lambda m: optim.Adam(m.parameters(), lr=1e-3, fused=True)
    ),
    "cnn_batchnorm_sgd_steplr": lambda: train(
        cnn,
        lambda: torch.randn(16, 3, 16, 16),
        lambda m: optim.SGD(m.parameters(), lr=0.05, momentum=0.9, fused=True),
        lambda o: lr_scheduler.StepLR(o, step_size=10, gamma=0.5),
    ),
    "lstm_rmsprop_clip": lambda: train(
        lambda: models.LstmClassifier(16, 32, 10),
        lambda: torch.randn(16, 12, 16),
        lambda m: optim.RMSprop(m.parameters(), lr=1e-3, foreach=True),
        clip=1.0,
    ),
    "transformer_adamw_warmup": lambda: train(
        lambda: models.TextClassifier(100, 32, 2, 10),
        lambda: torch.randint(0, 100, (8, 12)),
        lambda m: optim.AdamW(m.parameters(), lr=1e-3, fused=True),
        lambda o: lr_scheduler.LambdaLR(o, lambda epoch: min(1.0, (epoch + 1) / 10)),
    ),
    "groups_adagrad_plateau": lambda: train(
        mlp,
        lambda: torch.randn(32, 20),
        two_groups,
        lambda o: lr_scheduler.ReduceLROnPlateau(o, factor=0.5, patience=3),
    ),
}

if __name__ == "__main__":
    for name, run in CASES.items():
        print(json.dumps({"case": name, "losses": run()}), flush=True)
