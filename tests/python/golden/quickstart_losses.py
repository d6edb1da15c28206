"""The first 50 losses of the quickstart sample's model: split, initial weights, dropout, shuffles and Adam together."""

import csv
import gzip
from itertools import islice
from pathlib import Path

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split

DIGITS = Path(__file__).resolve().parents[3] / "samples/src/main/resources/torch4j/samples/digits.csv.gz"
STEPS = 50


def quickstart_losses():
    x, y = digits()
    torch.manual_seed(0)
    train, _ = random_split(TensorDataset(x, y), [1500, 297])
    model = nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1),
        nn.ReLU(),
        nn.Conv2d(16, 32, 3, padding=1),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Dropout(0.2),
        nn.Linear(512, 10),
    )
    optimizer = torch.optim.Adam(model.parameters(), lr=2e-3, fused=True)
    criterion = nn.CrossEntropyLoss()
    losses, first_labels = [], None
    for inputs, targets in islice(epochs(DataLoader(train, batch_size=32, shuffle=True)), STEPS):
        first_labels = targets if first_labels is None else first_labels
        optimizer.zero_grad()
        loss = criterion(model(inputs), targets)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return {
        "seed": 0,
        "losses": losses,
        "splitIndices": list(train.indices[:10]),
        "firstLabels": first_labels.tolist(),
    }


def epochs(loader):
    while True:
        yield from loader


def digits():
    with gzip.open(DIGITS, "rt") as lines:
        rows = torch.tensor([[int(field) for field in row] for row in csv.reader(lines)])
    return rows[:, :64].to(torch.float32).view(-1, 1, 8, 8) / 16, rows[:, 64]
