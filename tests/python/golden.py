"""Writes the golden files: what Python PyTorch computes, for torch4j's tests to compare with.

    $(tests/python/setup --print) tests/python/golden.py            writes tests/src/test/resources/golden/*.json
    $(tests/python/setup --print) tests/python/golden.py --check    writes nothing; exits 1 naming the files that differ
    $(tests/python/setup --print) tests/python/golden.py --print quickstart_losses    for the live comparison

The makers are in the package `golden`, one module and one function for each file.
"""

import argparse
import sys
from pathlib import Path

import torch
from golden import MAKERS, document, difference

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "tests/src/test/resources/golden"


def main():
    parser = argparse.ArgumentParser(description="Writes the golden files of torch4j's tests.")
    parser.add_argument("--check", action="store_true", help="compare with the files instead of writing them")
    parser.add_argument("--print", metavar="NAME", help="print one, computed with as many threads as a user gets")
    arguments = parser.parse_args()
    if arguments.print:
        print(document(MAKERS[arguments.print]))
        return 0
    # The number of threads decides how sums are split, and so their last bit.
    torch.set_num_threads(1)
    differing = [name for name, make in MAKERS.items() if not settle(FOLDER / f"{name}.json", document(make), arguments.check)]
    return 1 if differing else 0


def settle(path, text, check):
    """Writes the text, or compares it with the file and says on stderr how it differs."""
    if not check:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return True
    apart = difference(path.read_text(), text) if path.exists() else "missing"
    if apart:
        print(f"{path.relative_to(ROOT)}: {apart}", file=sys.stderr)
    return not apart


if __name__ == "__main__":
    sys.exit(main())
