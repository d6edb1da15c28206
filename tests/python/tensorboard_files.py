"""Calls of SummaryWriter for Java to repeat, and a reader of the files that Java makes of them.

    $(tests/python/setup --print) tests/python/tensorboard_files.py make FOLDER SEED
    $(tests/python/setup --print) tests/python/tensorboard_files.py check FOLDER

`make` writes FOLDER/calls.jsonl, one call a line, and scripts for add_graph. `check` reads FOLDER/runs, checking lengths
and checksums by itself, makes the same calls with torch's own torch.utils.tensorboard, and compares the events. TensorBoard
is not needed: torch's code writes its messages in classes made of FOLDER/descriptors.pb, which are those that Java's were
compiled from, and whose field numbers are compared with TensorBoard's, in FIELDS below. Messages need Debian's
python3-protobuf.
"""

import contextlib
import json
import math
import pathlib
import random
import struct
import sys
import types
import warnings
import zlib

import numpy
import torch

# The field numbers in TensorBoard's own .proto files, and the oneof that a field is in.
FIELDS = {
    "Event": "wall_time 1, step 2, file_version 3, graph_def 4, summary 5, session_log 7, tagged_run_metadata 8, source_metadata 10",
    "SourceMetadata": "writer 1",
    "SessionLog": "status 1, checkpoint_path 2, msg 3",
    "TaggedRunMetadata": "tag 1, run_metadata 2",
    "Summary": "value 1",
    "Summary.Image": "height 1, width 2, colorspace 3, encoded_image_string 4",
    "Summary.Value": "tag 1, simple_value 2, image 4, histo 5, tensor 8, metadata 9",
    "SummaryMetadata": "plugin_data 1, display_name 2, summary_description 3",
    "SummaryMetadata.PluginData": "plugin_name 1, content 2",
    "HistogramProto": "min 1, max 2, num 3, sum 4, sum_squares 5, bucket_limit 6, bucket 7",
    "TensorProto": "dtype 1, tensor_shape 2, float_val 5, double_val 6, string_val 8",
    "TensorShapeProto": "dim 2, unknown_rank 3",
    "TensorShapeProto.Dim": "size 1, name 2",
    "GraphDef": "node 1, versions 4",
    "VersionDef": "producer 1, min_consumer 2",
    "NodeDef": "name 1, op 2, input 3, device 4, attr 5",
    "AttrValue": "list 1, s 2",
    "AttrValue.ListValue": "shape 7",
    "RunMetadata": "step_stats 1",
    "StepStats": "dev_stats 1",
    "DeviceStepStats": "device 1",
    "TextPluginData": "version 1",
    "PrCurvePluginData": "version 1, num_thresholds 2",
    "HParamsPluginData": "version 1, experiment 2, session_start_info 3, session_end_info 4",
    "Experiment": "description 1, user 2, time_created_secs 3, hparam_infos 4, metric_infos 5, name 6",
    "HParamInfo": "name 1, display_name 2, description 3, type 4, domain_discrete 5",
    "MetricInfo": "name 1, display_name 3, description 4",
    "MetricName": "group 1, tag 2",
    "SessionStartInfo": "hparams 1",
    "SessionEndInfo": "status 1",
}


def main():
    what, folder, *seed = sys.argv[1:]
    folder = pathlib.Path(folder)
    make(folder, int(seed[0])) if what == "make" else check(folder)


# ---- calls


def make(folder, seed):
    rng = random.Random(seed)
    torch.manual_seed(seed)
    calls = [*scalar_calls(rng), *histogram_calls(rng), *image_calls(rng), *other_calls(rng), *graph_calls(folder)]
    (folder / "calls.jsonl").write_text("".join(json.dumps(call) + "\n" for call in calls))


def scalar_calls(rng):
    yield {"call": "scalar", "tag": "empty", "value": 0.0, "step": 0}
    for text in ("nan", "inf", "-inf", "1e300", "-1e-300", "3.4028236e38"):
        for style in ("SIMPLE", "TENSOR", "DOUBLE_TENSOR"):
            yield {"call": "scalar", "tag": f"special/{style}", "value": text, "step": 2**40, "style": style}
    for step in range(30):
        yield {"call": "scalar", "tag": "loss/train ü", "value": rng.gauss(0, 1), "step": step - 3}
        yield {"call": "scalars", "tag": "run/14h", "values": {"sin": math.sin(step), "cos": math.cos(step)}, "step": step}


def histogram_calls(rng):
    names = ("tensorflow", "auto", "fd", "doane", "scott", "rice", "sturges", "sqrt", "stone")
    draws = [
        lambda n: [rng.gauss(0, 1) for _ in range(n)],
        lambda n: [rng.expovariate(1) * 1000 for _ in range(n)],
        lambda n: [float(rng.randint(-3, 3)) for _ in range(n)],
        lambda n: [1.5] * n,
        lambda n: [rng.choice((0.0, -0.0, 1e-13, -1e-12, 1e-12, 1.1e-12, 1e19)) for _ in range(n)],
    ]
    for number in range(120):
        values = rng.choice(draws)(rng.choice((1, 2, 3, 10, 100, 1000)))
        kind = rng.randrange(4)
        if kind == 0:
            bins = rng.choice((1, 2, 7, 64))
        elif kind == 1:
            bins = sorted(rng.choice((-2, -1, 0, 0.5, 1, 2, 3, 1000)) for _ in range(rng.randint(2, 6)))
        else:
            bins = rng.choice(names)
        yield histogram(values, bins, rng.choice((None, None, 1, 3, 10, 1000)), number)
    for values in ([], [math.nan], [1.0, math.nan, 2.0], [math.inf, 1.0], [-math.inf], [1e30, -1e30, 0.5]):
        for bins in ("tensorflow", "fd", 4, [0, 1, 2]):
            yield histogram([str(v) for v in values], bins, None, 0)
    for dtype in ("float16", "bfloat16", "int64", "uint8", "bool"):
        yield histogram([0, 1, 1, 1, 0], "tensorflow", None, 1, dtype)
    yield {"call": "histogram_raw", "tag": "raw", "min": -1.0, "max": 2.5, "num": 4, "sum": 3.0, "squares": 7.5,
           "limits": [0.0, 1.0, 3.0], "counts": [1.0, 0.0, 3.0], "step": 5}  # fmt: skip


def histogram(values, bins, max_bins, step, dtype="float64"):
    tensor = {"dtype": dtype, "shape": [len(values)], "values": values}
    return {"call": "histogram", "tag": "weights", "values": tensor, "bins": bins, "max_bins": max_bins, "step": step}


def image_calls(rng):
    shapes = {"CHW": (1, 3, 4), "HWC": (1, 3, 4), "HW": (None,), "NCHW": (1, 3), "NHWC": (1, 3), "WH": (None,), "WHC": (1, 3, 4)}
    for formats, channels in shapes.items():
        for dtype in ("uint8", "float32", "float64", "bfloat16", "int64", "bool"):
            sizes = {"H": rng.randint(1, 7), "W": rng.randint(1, 7), "C": rng.choice(channels), "N": rng.choice((1, 2, 8, 9, 20))}
            shape = [sizes[letter] for letter in formats]
            values = [element(rng, dtype) for _ in range(math.prod(shape))]
            tensor = {"dtype": dtype, "shape": shape, "values": values}
            given = formats.lower() if rng.random() < 0.2 else formats
            yield {"call": "image", "tag": f"image/{formats}", "image": tensor, "formats": given, "step": 1}
    for formats, shape in (("CHW", [3, 4]), ("CHH", [3, 2, 2]), ("NCHW", [2, 4, 2, 2]), ("CHW", [2, 2, 2])):
        tensor = {"dtype": "uint8", "shape": shape, "values": [0] * math.prod(shape)}
        yield {"call": "image", "tag": "wrong", "image": tensor, "formats": formats, "step": 1}


def element(rng, dtype):
    if dtype == "uint8":
        return rng.randint(0, 255)
    if dtype in ("int64", "bool"):
        return rng.randint(0, 1)
    return rng.choice((rng.uniform(-0.2, 1.2), rng.random(), rng.random(), 0.5))


def other_calls(rng):
    yield {"call": "text", "tag": "notes", "text": "**bold** äöü 😀\n| a | b |", "step": 3}
    yield {"call": "text", "tag": "", "text": "", "step": 0}
    for number in range(30):
        count = rng.choice((1, 5, 200))
        dtype = rng.choice(("float32", "float64", "float16"))
        yield {
            "call": "pr_curve",
            "tag": f"pr/{number}",
            "labels": {"dtype": rng.choice(("int64", "bool", "float32")), "shape": [count], "values": [rng.randint(0, 1) for _ in range(count)]},
            "predictions": {"dtype": dtype, "shape": [count], "values": [rng.choice((0, 1, 0.5, rng.random(), rng.uniform(-0.1, 1.1))) for _ in range(count)]},
            "weights": rng.choice((None, {"dtype": "float64", "shape": [count], "values": [rng.random() for _ in range(count)]})),
            "thresholds": rng.choice((1, 2, 10, 127, 500)),
            "step": number,
        }  # fmt: skip
    hparams = {"lr": 0.1, "batch": 32, "nesterov": True, "name": "adam", "none": None}
    for domains in ({}, {"lr": [0.1, 0.01], "name": ["adam", "sgd"]}):
        yield {"call": "hparams", "hparams": hparams, "metrics": {"hparam/loss": 1.5, "hparam/acc": 0.25},
               "domains": domains, "run": f"trial{len(domains)}", "step": 7}  # fmt: skip
    for domains in ({"lr": [0.1, "x"]}, {"other": [1]}):
        yield {"call": "hparams", "hparams": hparams, "metrics": {}, "domains": domains, "run": "wrong", "step": 0}


class Block(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = torch.nn.Linear(3, 3)
        self.act = torch.nn.Sequential(torch.nn.ReLU(), torch.nn.Dropout(0.1))

    def forward(self, x):
        return self.act(self.fc(x)) + x


class Net(torch.nn.Module):
    def __init__(self, traced=False):
        super().__init__()
        self.first = torch.nn.Linear(4, 3)
        self.blocks = torch.nn.Sequential(Block(), Block())
        self.unused = torch.nn.Linear(2, 2)
        self.register_buffer("scale", torch.full([3], 0.1))

    def forward(self, x, flag: bool = True):
        y = self.blocks(torch.relu(self.first(x)))
        if flag:
            y = y * 1e-5 + 1e16
        return y * self.scale, {"total": y.sum(), "it's": y.mean()}


class Plain(Net):
    def forward(self, x):
        return self.blocks(self.first(x)) * self.scale


def graph_calls(folder):
    x = torch.ones(2, 4)
    modules = {
        "scripted": torch.jit.script(Net()),
        "traced": torch.jit.trace(Plain().eval(), x),
        "frozen": torch.jit.freeze(torch.jit.trace(torch.nn.Sequential(torch.nn.Conv2d(1, 2, 2), torch.nn.Flatten()).eval(), torch.ones(2, 1, 4, 4))),
    }  # fmt: skip
    for name, module in modules.items():
        module.save(str(folder / f"{name}.pt"))
        yield {"call": "graph", "file": f"{name}.pt"}


# ---- TensorBoard's modules, of Java's descriptors


def message_classes(folder):
    from google.protobuf import descriptor_pb2, descriptor_pool, struct_pb2  # noqa: F401, in the pool
    from google.protobuf.internal import builder

    files = descriptor_pb2.FileDescriptorSet.FromString((folder / "descriptors.pb").read_bytes())
    pool = descriptor_pool.Default()
    classes = {}
    for file in files.file:
        if file.name.startswith("google/"):
            continue
        pool.AddSerializedFile(file.SerializeToString())
        descriptor = pool.FindFileByName(file.name)
        builder.BuildMessageAndEnumDescriptors(descriptor, {})
        builder.BuildTopDescriptorsAndMessages(descriptor, file.name, classes)
        for message in descriptor.message_types_by_name.values():
            check_fields(message)
    return types.SimpleNamespace(**classes)


def check_fields(descriptor):
    if descriptor.GetOptions().map_entry:
        return
    name = descriptor.full_name.removeprefix("torch4j.tensorboard.")
    got = ", ".join(f"{field.name} {field.number}" for field in sorted(descriptor.fields, key=lambda f: f.number))
    if got != FIELDS.get(name):
        fail(f"fields of {name}: got {got}, expected {FIELDS.get(name)}")
    for nested in descriptor.nested_types:
        check_fields(nested)


class Image:
    """In place of Pillow's: torch's code hands it the pixels, which are compared as they are."""

    Resampling = types.SimpleNamespace(LANCZOS=None)

    def __init__(self, pixels):
        if pixels.dtype != numpy.uint8 or pixels.ndim != 3 or pixels.shape[2] not in (3, 4):
            raise TypeError(f"no image: {pixels.shape}")
        self.pixels = pixels

    def resize(self, size, resample):
        assert size == self.pixels.shape[1::-1]
        return self

    def save(self, output, format):
        output.write(self.pixels.tobytes())


EVENTS = {}  # by folder


def install_stubs(pb):
    class EventFileWriter:
        def __init__(self, logdir, *_):
            self.logdir = logdir
            self.events = EVENTS.setdefault(str(logdir), [])

        def get_logdir(self):
            return self.logdir

        def add_event(self, event):
            self.events.append(event)

        def flush(self):
            pass

        close = flush

    compat, plugins = "tensorboard.compat.proto.", "tensorboard.plugins."
    metadata = dict(EXPERIMENT_TAG="_hparams_/experiment", PLUGIN_DATA_VERSION=0, PLUGIN_NAME="hparams",
                    SESSION_END_INFO_TAG="_hparams_/session_end_info", SESSION_START_INFO_TAG="_hparams_/session_start_info")  # fmt: skip
    stub("tensorboard", __version__="2.20")
    stub("tensorboard.compat", tf=types.SimpleNamespace(io=types.SimpleNamespace(gfile=None)))
    stub("tensorboard.summary.writer.event_file_writer", EventFileWriter=EventFileWriter)
    stub("tensorboard.summary.writer.record_writer", RecordWriter=None)
    for module in ("event", "summary", "tensor", "tensor_shape", "config", "graph", "step_stats", "versions", "node_def", "attr_value"):
        stub(compat + module + "_pb2", **vars(pb))
    stub(plugins + "projector.projector_config_pb2", ProjectorConfig=None, EmbeddingInfo=None)
    stub(plugins + "custom_scalar.layout_pb2")
    stub(plugins + "pr_curve.plugin_data_pb2", **vars(pb))
    stub(plugins + "text.plugin_data_pb2", **vars(pb))
    stub(plugins + "hparams.api_pb2", **{**vars(pb), "DataType": pb.HParamInfo.DataType, "Status": pb.SessionEndInfo.Status})
    stub(plugins + "hparams.metadata", **metadata)
    stub(plugins + "hparams.plugin_data_pb2", **vars(pb))
    stub("PIL", Image=types.SimpleNamespace(fromarray=Image, Resampling=Image.Resampling))


def stub(name, **content):
    module = sys.modules.setdefault(name, types.ModuleType(name))
    module.__dict__.update(content)
    parent, _, last = name.rpartition(".")
    if parent:
        setattr(stub(parent), last, module)
    return module


# ---- reading


CRC_TABLE = []
for byte in range(256):
    for _ in range(8):
        byte = byte >> 1 ^ (0x82F63B78 if byte & 1 else 0)
    CRC_TABLE.append(byte)


def masked_crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc = CRC_TABLE[(crc ^ byte) & 0xFF] ^ crc >> 8
    crc ^= 0xFFFFFFFF
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF


def records(file):
    data = file.read_bytes()
    at = 0
    while at < len(data):
        length, length_crc = struct.unpack_from("<QI", data, at)
        content = data[at + 12 : at + 12 + length]
        (crc,) = struct.unpack_from("<I", data, at + 12 + length)
        if length_crc != masked_crc32c(data[at : at + 8]) or crc != masked_crc32c(content):
            fail(f"{file}: wrong checksum at {at}")
        yield content
        at += length + 16


def events_in(pb, folder):
    for file in sorted(folder.glob("*tfevents*")):
        first = True
        for record in records(file):
            event = pb.Event.FromString(record)
            if first and (event.file_version != "brain.Event:2" or not event.source_metadata.writer):
                fail(f"{file}: got {event} first, expected the version")
            if not first:
                yield event
            first = False


def pixels_of(png):
    """The pixels of a PNG of 8 bits, not interlaced."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    at, data = 8, b""
    while at < len(png):
        (length,), kind = struct.unpack_from(">I", png, at), png[at + 4 : at + 8]
        content = png[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            width, height, depth, color = struct.unpack_from(">IIBB", content)
        data += content if kind == b"IDAT" else b""
        at += length + 12
    channels = {2: 3, 6: 4}[color]
    assert depth == 8
    lines, row = zlib.decompress(data), bytearray(width * channels)
    pixels = bytearray()
    for y in range(height):
        start = y * (width * channels + 1)
        row = unfiltered(lines[start], lines[start + 1 : start + 1 + width * channels], row, channels)
        pixels += row
    return bytes(pixels)


def unfiltered(kind, line, above, step):
    row = bytearray(line)
    for i in range(len(row)):
        left, up = row[i - step] if i >= step else 0, above[i]
        corner = above[i - step] if i >= step else 0
        guess = left + up - corner
        paeth = min((left, up, corner), key=lambda v: abs(guess - v))
        row[i] = (row[i] + (0, left, up, (left + up) // 2, paeth)[kind]) & 0xFF
    return row


# ---- comparing


def check(folder):
    pb = message_classes(folder)
    install_stubs(pb)
    from torch.utils.tensorboard import SummaryWriter, _pytorch_graph

    _pytorch_graph._set_model_to_eval = contextlib.nullcontext  # a frozen script has no mode
    warnings.simplefilter("ignore")
    calls = [json.loads(line) for line in (folder / "calls.jsonl").read_text().splitlines()]
    outcomes = [json.loads(line) for line in (folder / "outcomes.jsonl").read_text().splitlines()]
    runs = folder / "runs"
    with SummaryWriter(str(runs), purge_step=4) as writer:
        for call, outcome in zip(calls, outcomes, strict=True):
            try:
                repeat(writer, folder, call)
                refused = None
            except Exception as e:
                refused = repr(e)
            if (refused is None) != (outcome is None):
                fail(f"{json.dumps(call)[:300]}: Java {outcome}, Python {refused}")
    java = {str(path): list(events_in(pb, path)) for path in [runs, *runs.iterdir()] if path.is_dir()}
    if java.keys() != EVENTS.keys():
        fail(f"folders: got {sorted(java)}, expected {sorted(EVENTS)}")
    for path, expected in EVENTS.items():
        got = java[path]
        if len(got) != len(expected):
            fail(f"{path}: got {len(got)} events, expected {len(expected)}")
        for number, pair in enumerate(zip(got, expected)):
            compare(f"{path}[{number}]", *pair)
    print(f"{sum(map(len, java.values()))} events")


def repeat(writer, folder, call):
    step = call.get("step")
    match call["call"]:
        case "scalar":
            style = call.get("style", "SIMPLE")
            value = float(call["value"])
            writer.add_scalar(call["tag"], value, step, new_style=style != "SIMPLE", double_precision=style == "DOUBLE_TENSOR")
        case "scalars":
            writer.add_scalars(call["tag"], call["values"], step)
        case "histogram":
            values = tensor(call["values"])
            if values.dtype == torch.bool:
                values = values.numpy()
            writer.add_histogram(call["tag"], values, step, bins=call["bins"], max_bins=call["max_bins"])
        case "histogram_raw":
            arguments = [call[name] for name in ("min", "max", "num", "sum", "squares", "limits", "counts")]
            writer.add_histogram_raw(call["tag"], *arguments, step)
        case "image":
            writer.add_image(call["tag"], tensor(call["image"]), step, dataformats=call["formats"])
        case "text":
            writer.add_text(call["tag"], call["text"], step)
        case "pr_curve":
            weights = call["weights"] and tensor(call["weights"]).numpy()
            writer.add_pr_curve(call["tag"], tensor(call["labels"]), tensor(call["predictions"]), step, call["thresholds"], weights)
        case "hparams":
            writer.add_hparams(call["hparams"], call["metrics"], call["domains"], call["run"], step)
        case "graph":
            writer.add_graph(torch.jit.load(str(folder / call["file"])), ())


def tensor(given):
    values = [float(v) if isinstance(v, str) else v for v in given["values"]]
    return torch.tensor(values, dtype=getattr(torch, given["dtype"])).reshape(given["shape"])


def compare(where, got, expected):
    if not abs(got.wall_time - expected.wall_time) < 600:
        fail(f"{where}: got the time {got.wall_time}, expected about {expected.wall_time}")
    got.wall_time = expected.wall_time
    for event in (got, expected):
        for value in event.summary.value:
            if value.HasField("histo"):
                rounded(value.histo)
            if value.HasField("image") and value.image.encoded_image_string[:4] == b"\x89PNG":
                value.image.encoded_image_string = pixels_of(value.image.encoded_image_string)
            if value.metadata.plugin_data.plugin_name == "hparams":
                value.metadata.plugin_data.content = ordered(value.metadata.plugin_data.content)
    if got.WhichOneof("what") == "graph_def":
        return compare_graphs(where, got, expected)
    if str(got) != str(expected):
        fail(f"{where}: got\n{got}\nexpected\n{expected}")


def ordered(content):
    """A map has no order in a file."""
    from google.protobuf import json_format

    data = sys.modules["tensorboard.plugins.hparams.plugin_data_pb2"].HParamsPluginData.FromString(content)
    return json.dumps(json_format.MessageToDict(data), sort_keys=True).encode()


def rounded(histogram):
    for field in ("sum", "sum_squares"):
        setattr(histogram, field, float(f"{getattr(histogram, field):.10g}"))
    limits = [float(f"{limit:.13g}") for limit in histogram.bucket_limit]
    del histogram.bucket_limit[:]
    histogram.bucket_limit.extend(limits)
    for field in ("min", "max"):
        setattr(histogram, field, getattr(histogram, field) + 0.0)  # -0.0 is 0.0


def compare_graphs(where, got, expected):
    from google.protobuf import json_format

    graph_def = sys.modules["tensorboard.compat.proto.graph_pb2"].GraphDef
    a, b = (renumbered(json_format.MessageToDict(graph_def.FromString(e.graph_def))) for e in (got, expected))
    if len(b["node"]) < 3:
        fail(f"{where}: got {b}, expected a graph")
    if a != b:
        for x, y in zip(a["node"], b["node"]):
            if x != y:
                fail(f"{where}: got {x}, expected {y}")
        fail(f"{where}: got {len(a['node'])} nodes, expected {len(b['node'])}")


def renumbered(graph):
    """Values without a name have numbers, which a copy of a graph begins anew."""
    numbers = {}

    def named(path):
        scope, _, name = path.rpartition("/")
        return f"{scope}/#{numbers.setdefault(name, len(numbers))}" if name.isdigit() else path

    for node in graph["node"]:
        node["name"] = named(node["name"])
        node["input"] = [named(name) for name in node.get("input", [])]
    return graph


def fail(message):
    sys.exit(message)


if __name__ == "__main__":
    main()
