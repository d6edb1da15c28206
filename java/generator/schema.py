"""The operators of the reference torch, read from the native_functions.yaml that its wheel carries."""

import inspect
import re
from dataclasses import dataclass, field
from pathlib import Path

import torch
import torchgen
from torchgen.gen import parse_native_yaml

import topics


@dataclass(frozen=True)
class Parameter:
    """One parameter of an operator, `self` left out where it is the tensor that a method is called on."""

    name: str  # Python's
    type: str  # of the schema: "Tensor", "Scalar?", "int[1]", ...
    default: str | None  # of the schema; None if it must be given
    is_keyword: bool

    @property
    def is_required(self):
        return self.default is None


@dataclass(frozen=True)
class Operator:
    """One overload of one operator."""

    name: str  # Python's: "add", "add_"
    overload: str
    parameters: tuple[Parameter, ...]  # without self and without the options of a factory
    returns: tuple[tuple[str, str], ...]  # names and types
    is_method: bool  # of Tensor, in the presets too
    is_function: bool  # of torch, in the presets too
    has_self: bool
    self_index: int  # where self stands among the parameters
    is_in_place: bool
    options_index: int  # of a factory: before which parameter dtype, layout, device and pin_memory stand; else -1
    dtype_default: str | None  # of a factory
    text: str = field(compare=False)  # the schema itself


FACTORY = ("dtype", "layout", "device", "pin_memory")


def operators():
    """All operators whose names Python's torch or torch.Tensor has, or torch.linalg, torch.fft and torch.special."""
    folder = Path(torchgen.__file__).parent / "packaged/ATen/native"
    parsed = parse_native_yaml(str(folder / "native_functions.yaml"), str(folder / "tags.yaml"))
    result = []
    for native in parsed.native_functions:
        schema = native.func
        if schema.is_out_fn() or "Dimname" in str(schema) or "Stream" in str(schema) or "Storage" in str(schema):
            continue
        result.append(_operator(native))
    return result


def python_names():
    """What the reference torch lists: names of torch (functions) and of torch.Tensor."""
    functions = {n for n in dir(torch) if not n.startswith("_") and _is_function(getattr(torch, n))}
    return functions, {n for n in dir(torch.Tensor) if not n.startswith("_")}


def module_names(module):
    """The functions that torch.linalg, torch.fft or torch.special lists."""
    return {n for n in dir(module) if not n.startswith("_") and _is_function(getattr(module, n))}


def _is_function(value):
    return callable(value) and not inspect.isclass(value) and not inspect.ismodule(value)


def _operator(native):
    schema = native.func
    arguments = schema.arguments
    has_self = arguments.self_arg is not None
    parameters, self_index, options_index = [], -1, -1
    options = arguments.tensor_options is not None
    keywords = {a.name for a in arguments.flat_kwarg_only}
    for argument in arguments.flat_non_out:
        if has_self and argument.name == "self":
            self_index = len(parameters)
        elif options and argument.name in FACTORY:
            options_index = len(parameters)
        else:
            default = argument.default
            parameters.append(Parameter(argument.name, _type(argument.type), default, argument.name in keywords))
    names = topics.UNNAMED.get(str(schema.name.name), ())
    returns = tuple(
        (names[i] if i < len(names) else r.name or "", _type(r.type)) for i, r in enumerate(schema.returns)
    )
    variants = {v.name for v in native.variants}
    return Operator(
        name=str(schema.name.name),
        overload=schema.name.overload_name,
        parameters=tuple(parameters),
        returns=returns,
        is_method="method" in variants,
        is_function="function" in variants,
        has_self=has_self,
        self_index=self_index,
        is_in_place=schema.name.name.inplace,
        options_index=options_index,
        dtype_default=arguments.tensor_options.dtype.default if options else None,
        text=str(schema),
    )


def _type(type_):
    return re.sub(r"\(.*?\)", "", str(type_)).replace("SymInt", "int")


def topic_of(operator):
    """The topic of an operator; None if no file has it."""
    topic = topics.topic_of(operator.name)
    if topic is None and operator.is_in_place and topics.topic_of(operator.name[:-1]):
        return "InPlace"
    return topic
