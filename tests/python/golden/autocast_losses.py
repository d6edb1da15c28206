"""Losses of training under CPU autocast: the benchmark's CNN and the Transformer classifier, without and with a scaler."""

import sys
from pathlib import Path

import torch
from torch import nn

sys.path.append(str(Path(__file__).resolve().parents[3] / "samples/bench"))
import models  # noqa: E402

STEPS = 25


def autocast_losses():
    return {
        "cnn_bfloat16": train(cnn, images, adam, torch.bfloat16),
        "transformer_bfloat16": train(transformer, tokens, adamw, torch.bfloat16),
        "cnn_float16_scaled": train(cnn, images, adam, torch.float16, scaler()),
        "transformer_bfloat16_scaled_clipped": train(transformer, tokens, adamw, torch.bfloat16, scaler(), 0.5),
    }


def cnn():
    return nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1),
        nn.BatchNorm2d(16),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(16, 32, 3, padding=1),
        nn.BatchNorm2d(32),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(1568, 10),
    )


def transformer():
    return models.TextClassifier(1000, 64, 2, 10)


def images():
    return torch.rand(16, 1, 28, 28)


def tokens():
    return torch.randint(1000, (8, 32))


def adam(model):
    return torch.optim.Adam(model.parameters(), lr=1e-3, fused=True)


def adamw(model):
    return torch.optim.AdamW(model.parameters(), lr=1e-3, fused=True)


def scaler():
    return torch.amp.GradScaler("cpu", init_scale=2.0**8, growth_interval=5)


def train(make_model, make_input, make_optimizer, dtype, scaler=None, max_norm=None):
    torch.manual_seed(0)
    model = make_model()
    optimizer = make_optimizer(model)
    criterion = nn.CrossEntropyLoss()
    losses = []
    for _ in range(STEPS):
        x = make_input()
        y = torch.randint(10, x.shape[:1])
        optimizer.zero_grad()
        with torch.autocast("cpu", dtype):
            loss = criterion(model(x), y)
        if scaler:
            scaler.scale(loss).backward()
            if max_norm:
                scaler.unscale_(optimizer)
                nn.utils.clip_grad_norm_(model.parameters(), max_norm, foreach=True)
            scaler.step(optimizer)
            scaler.update()
        else:
            loss.backward()
            optimizer.step()
        losses.append(loss.item())
    return losses
