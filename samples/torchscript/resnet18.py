"""Makes a scripted ResNet-18 with first weights from the seed 0:   resnet18.py FILE CLASSES

Its classes' names go along as an extra file.
"""

import sys
import warnings
from pathlib import Path

import torch

sys.path.append(str(Path(__file__).resolve().parents[1] / "bench"))
import models  # noqa: E402


def main(file, classes):
    torch.manual_seed(0)
    module = torch.jit.script(models.ResNet18(classes).eval())
    names = "\n".join(str(i) for i in range(classes))
    torch.jit.save(module, file, _extra_files={"classes.txt": names.encode()})


if __name__ == "__main__":
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    main(sys.argv[1], int(sys.argv[2]))
