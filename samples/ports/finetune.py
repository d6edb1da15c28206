"""A new head on the frozen body of a network that was scripted, after the transfer learning tutorial."""

import torch
import torch.nn.functional as F
from data import FOLDER, digits
from torch import nn, optim


class FineTuned(nn.Module):
    def __init__(self, body):
        super().__init__()
        self.body = body.eval()
        for parameter in body.parameters():
            parameter.requires_grad_(False)
        self.head = nn.Linear(64, 10)

    def forward(self, x):
        return self.head(self.body(x))


def training():
    torch.manual_seed(0)
    images, labels = digits()
    model = FineTuned(torch.jit.load(FOLDER / "body.pt"))
    optimizer = optim.SGD(model.head.parameters(), lr=0.1, momentum=0.9, fused=True)

    def step():
        batch = torch.randint(len(images), (64,))
        outputs = model(images[batch])
        loss = F.cross_entropy(outputs, labels[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return loss.item()

    return step
