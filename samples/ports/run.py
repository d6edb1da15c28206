"""The Python side of `samples/run ports`: trains each port for 30 steps.

    run.py NAME...      prints {"case": NAME, "losses": [...]} a line
"""

import importlib
import json
import sys
import warnings

STEPS = 30

if __name__ == "__main__":
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    for name in sys.argv[1:]:
        step = importlib.import_module(name).training()
        print(json.dumps({"case": name, "losses": [step() for _ in range(STEPS)]}), flush=True)
