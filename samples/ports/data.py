"""The data of the ports: the digits and the text that are shipped with the samples."""

import gzip
from pathlib import Path

import torch

FOLDER = Path(__file__).resolve().parents[1] / "src/main/resources/torch4j/samples"


def digits():
    """Scans as [1797, 1, 8, 8] float32 from 0 to 1, and their classes as [1797] int64."""
    with gzip.open(FOLDER / "digits.csv.gz", "rt") as lines:
        rows = torch.tensor([[float(number) for number in line.split(",")] for line in lines])
    return rows[:, :-1].reshape(-1, 1, 8, 8) / 16, rows[:, -1].long()


def text():
    """Some thousand words, with spaces and lines between them."""
    return (FOLDER / "text.txt").read_text()
