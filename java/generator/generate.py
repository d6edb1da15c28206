"""Writes the Java sources of the tensor's methods and of torch's functions from the reference torch's own tables.

    $(tests/python/setup --print) java/generator/generate.py    # writes java/src/main/java/torch4j/*.java
    mvn spotless:apply -pl java                                 # lays them out
    $(tests/python/setup --print) java/generator/generate.py --check    # exit status 1 where a file differs

What it writes is checked in, and is changed here. topics.py says which file has which operator, which are written by hand,
and which are left out and why.
"""

import argparse
import json
import re
import sys
from pathlib import Path

import torch

import coverage
import schema
import source
import topics

ROOT = Path(__file__).resolve().parents[1] / "src/main/java/torch4j"
# All overloads, for the test that calls each of them in both languages.
COVERAGE = Path(__file__).resolve().parents[2] / "docs/coverage-tensor.md"
MANIFEST = Path(__file__).resolve().parents[2] / "tests/src/test/resources/generated/overloads.json"


def files():
    """The contents of all generated files, by path."""
    operators = [o for o in schema.operators() if o.name not in topics.BY_HAND]
    functions, methods = schema.python_names()
    result, manifest = {}, []
    for topic in topics.TOPICS:
        of_topic = [o for o in operators if schema.topic_of(o) == topic]
        result |= source.topic_files(topic, of_topic, functions, methods)
        on_tensor, of_torch = source.on_tensor_and_of_torch(of_topic, functions, methods)
        manifest += [source.manifest_entry("Tensor", "Tensor", v) for v in on_tensor]
        manifest += [source.manifest_entry("Torch", "torch", v) for v in of_torch]
    for module in ("linalg", "fft", "special"):
        names = schema.module_names(getattr(torch, module))
        of_module = [o for o in operators if o.name.startswith(module + "_") and o.name.removeprefix(module + "_") in names]
        result |= source.module_file(module, of_module)
        manifest += [source.manifest_entry(module.capitalize(), module, v) for v in source.of_module(of_module)]
    result |= source.record_files()
    result_coverage = coverage.document(operators, manifest)
    lines = ",\n".join(json.dumps(entry) for entry in manifest)
    return {ROOT / name: text for name, text in result.items()} | {
        MANIFEST: "[\n" + lines + "\n]\n",
        COVERAGE: result_coverage,
    }


def _without_layout(text):
    """What the formatter, which lays the written files out, does not change; it may reorder imports."""
    body = [line for line in text.splitlines() if not line.startswith("import ")]
    imports = sorted(line for line in text.splitlines() if line.startswith("import "))
    return re.sub(r"[\s*]+", "", "".join(imports + body))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare only")
    options = parser.parse_args()
    different = []
    for path, text in sorted(files().items()):
        if not path.exists() or _without_layout(path.read_text()) != _without_layout(text):
            different.append(path.name)
            if not options.check:
                path.parent.mkdir(exist_ok=True)
                path.write_text(text)
    print(f"{len(different)} files {'differ' if options.check else 'written'}: {', '.join(different)}")
    sys.exit(1 if options.check and different else 0)


if __name__ == "__main__":
    main()
