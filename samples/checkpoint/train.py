"""The Python side of `samples/run from-python`: the training of Training.java, a part of it.

    train.py END LOAD SAVE      where a dash is no file

Prints a loss a line, all its bits in hexadecimal.
"""

import struct
import sys

import torch
from torch import nn


class Training:
    def __init__(self, seed):
        torch.manual_seed(seed)
        self.model = nn.Sequential(nn.Linear(20, 64), nn.ReLU(), nn.Dropout(0.2), nn.Linear(64, 1))
        self.criterion = nn.MSELoss()
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=1e-2, fused=True)
        self.scheduler = torch.optim.lr_scheduler.StepLR(self.optimizer, 10, gamma=0.5)
        self.scaler = torch.amp.GradScaler("cpu", init_scale=1024, growth_interval=7)
        self.step = 0

    def load(self, path):
        checkpoint = torch.load(path)
        self.model.load_state_dict(checkpoint["model_state_dict"])
        self.optimizer.load_state_dict(checkpoint["optimizer_state_dict"])
        for group in self.optimizer.param_groups:
            group["fused"] = True  # the file has what it was saved with; Java writes Python's default, None
        self.scheduler.load_state_dict(checkpoint["scheduler_state_dict"])
        self.scaler.load_state_dict(checkpoint["scaler_state_dict"])
        self.step = checkpoint["step"]
        torch.set_rng_state(checkpoint["rng_state"])

    def save(self, path):
        torch.save(
            {
                "step": self.step,
                "model_state_dict": self.model.state_dict(),
                "optimizer_state_dict": self.optimizer.state_dict(),
                "scheduler_state_dict": self.scheduler.state_dict(),
                "scaler_state_dict": self.scaler.state_dict(),
                "rng_state": torch.get_rng_state(),
            },
            path,
        )

    def train_step(self):
        x = torch.randn(32, 20)
        y = x.sum(1).reshape(32, 1)
        self.optimizer.zero_grad()
        loss = self.criterion(self.model(x), y)
        self.scaler.scale(loss).backward()
        self.scaler.step(self.optimizer)
        self.scaler.update()
        self.scheduler.step()
        self.step += 1
        return loss.item()


def main(end, load, save):
    torch.set_num_threads(1)
    training = Training(0 if load == "-" else 1234)
    if load != "-":
        training.load(load)
    while training.step < int(end):
        print(f"{struct.unpack('<I', struct.pack('<f', training.train_step()))[0]:x}")
    if save != "-":
        training.save(save)


if __name__ == "__main__":
    main(*sys.argv[1:])
