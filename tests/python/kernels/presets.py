"""Runs a script in the reference Python on the presets' own LibTorch and BLAS, in place of those in the wheel.

Both LibTorches are built from the same upstream commit, so the wheel's Python layer fits the presets' library. That makes
PyTorch's own test databases usable on the very libraries that a Java program loads.
"""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).parent


def overlay(folder, libraries):
    """A torch package of links in which `libraries` (paths of .so files) stand in place of the wheel's."""
    torch = Path(find_spec("torch").submodule_search_locations[0])
    package = folder / "torch"
    package.mkdir()
    for entry in torch.iterdir():
        if entry.name != "lib":
            (package / entry.name).symlink_to(entry)
    lib = package / "lib"
    lib.mkdir()
    own = {library.name: library for library in libraries}
    for entry in (torch / "lib").iterdir():
        if entry.name not in own:
            (lib / entry.name).symlink_to(entry)
    for name, library in own.items():
        # Copied, not linked: the dynamic linker looks beside the file itself for what it needs.
        if name.startswith(("libtorch", "libc10")):
            (lib / name).write_bytes(library.read_bytes())
        else:
            (lib / name).symlink_to(library)
    blas = own.get("libmkl_rt.so.2")
    if blas:
        for library in blas.parent.glob("libmkl_*.so*"):
            if not (lib / library.name).exists():
                (lib / library.name).symlink_to(library)
        (lib / "libopenblas.so.0").symlink_to(blas)
    return lib


def shim(folder):
    """What the wheel's Python layer expects of a newer C++ library, compiled."""
    library = folder / "shim.so"
    subprocess.run(
        ["g++", "-O1", "-shared", "-fPIC", str(HERE / "shim.cpp"), "-o", str(library)], check=True
    )
    return library


def environment(folder, libraries):
    """The variables with which a Python process takes the presets' libraries."""
    lib = overlay(folder, libraries)
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(folder), str(HERE)]),
        "LD_LIBRARY_PATH": str(lib),
        "LD_PRELOAD": str(shim(folder)),
        "MKL_THREADING_LAYER": "GNU",  # as libtorch4j sets it in a Java program
        "OMP_WAIT_POLICY": "passive",  # thousands of tiny operators, perhaps beside other tests
        "PYTHONWARNINGS": "ignore",
    }


def run(script, arguments, env, **options):
    return subprocess.run([sys.executable, str(HERE / script), *arguments], env=env, **options)
