"""Proves libtorch4j's kernels equal to those of ATen that they replace, on the presets' own LibTorch and BLAS.

    $(tests/python/setup --print) tests/python/kernels/prove.py LIBTORCH4J LIBRARY... [--cases N] [--seed S] [--only fuzz|opinfo]

LIBRARY: the presets' libtorch_cpu.so, libc10.so and, if it is the BLAS, libmkl_rt.so.2, as Torch.describe() lists them.
Two parts: PyTorch's operator database before and after the kernels are installed, and a seeded fuzz in two processes.
Same bits and same errors; products may differ in their last bits. The test KernelProofTest runs this.
"""

import argparse
import sys
import tempfile
from pathlib import Path

import presets


def fuzz(folder, env, library, seed, cases):
    files = [folder / "plain.pt", folder / "ours.pt"]
    for file, arguments in zip(files, ([], [library])):
        done = presets.run("fuzz.py", [str(file), str(seed), str(cases), *arguments], env)
        if done.returncode != 0:
            sys.exit(f"fuzz: seed {seed}: the process ended with {done.returncode}")
    return presets.run("compare.py", [*map(str, files), str(seed)], env).returncode


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library", type=Path)
    parser.add_argument("presets", type=Path, nargs="+")
    parser.add_argument("--cases", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--samples", type=int, default=12, help="of each operator and dtype, from the database")
    parser.add_argument("--only", choices=["fuzz", "opinfo"])
    options = parser.parse_args()
    failed = 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        env = presets.environment(folder, options.presets)
        library = str(options.library.resolve())
        if options.only != "fuzz":
            failed |= presets.run("opinfo.py", [library, str(options.samples)], env).returncode
        if options.only != "opinfo":
            failed |= fuzz(folder, env, library, options.seed, options.cases)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
