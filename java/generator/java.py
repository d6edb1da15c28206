"""Java's names, types and expressions for the parameters and results of operators."""

import re
from dataclasses import dataclass

import topics

KEYWORDS = {"double", "float", "long", "int", "char", "short", "byte", "default", "this", "new", "class", "switch", "final"}


def camel(name):
    """index_select -> indexSelect; add_ -> add_; atleast_1d -> atleast1d."""
    in_place = name.endswith("_")
    head, *rest = name.rstrip("_").split("_")
    return head + "".join(part[:1].upper() + part[1:] for part in rest) + ("_" if in_place else "")


def variable(name):
    if name in ("self", "input"):
        return "input"
    result = camel(name)
    result = result.lower() if result.isupper() else result[0].lower() + result[1:]
    return result + "_" if result in KEYWORDS else result


@dataclass(frozen=True)
class Form:
    """One way in which a parameter can be given."""

    java: str  # its type
    expression: str  # with {} for its name: what the presets take
    is_reference: bool = False  # may be null by mistake

    @property
    def takes_null(self):
        """Whether null stands for Python's None."""
        return self.expression.startswith("optional") and self.java not in ("long", "double", "boolean")


TENSOR = Form("Tensor", "{}.raw", True)
# By the schema's type. Forms with the same place in different parameters are used together: (double, double) and
# (long, long), not (double, long).
FORMS = {
    "Tensor": [TENSOR],
    "Tensor?": [Form("Tensor", "optional({})", True)],
    "Tensor[]": [Form("List<Tensor>", "vector({})", True)],
    "Scalar": [Form("double", "scalar({})"), Form("long", "scalar({})")],
    "Scalar?": [
        Form("double", "optionalScalar({})"), Form("long", "optionalScalar({})"), Form("Number", "optionalScalar({})")
    ],
    "int": [Form("long", "{}")],
    "int?": [Form("long", "optional({})"), Form("Long", "optional({})")],
    "float": [Form("double", "{}")],
    "float?": [Form("double", "optional({})"), Form("Double", "optional({})")],
    "bool": [Form("boolean", "{}")],
    "bool?": [Form("boolean", "optional({})")],
    "str": [Form("String", "required({})", True)],
    "str?": [Form("String", "optional({})", True)],
    "ScalarType": [Form("DType", "{}.unwrap()", True)],
    "ScalarType?": [Form("DType", "optional({})", True)],
    "MemoryFormat": [Form("MemoryFormat", "{}.unwrap()", True)],
    "MemoryFormat?": [Form("MemoryFormat", "optional({})", True)],
    "Layout?": [Form("Layout", "optional({})", True)],
    "Device": [Form("Device", "{}.unwrap()", True)],
    "Device?": [Form("Device", "optional({})", True)],
    "Generator?": [Form("Generator", "optional({})", True)],
    "int[]": [Form("long[]", "required({})", True)],
    "int[]?": [Form("long[]", "required({})", True)],
}  # fmt: skip
for _n in (1, 2, 3, 4, 5, 6):
    for _q in ("", "?"):
        FORMS[f"int[{_n}]{_q}"] = [
            Form("long[]", "repeated({}, %d)" % _n if _n > 1 else "required({})", True),
            Form("long", "repeated({}, %d)" % _n),
        ]

NONE = {
    "Tensor?": "NO_TENSOR", "Scalar?": "NO_SCALAR", "int?": "NO_LONG", "float?": "NO_DOUBLE", "bool?": "NO_BOOLEAN",
    "str?": "NO_STRING", "ScalarType?": "NO_DTYPE", "MemoryFormat?": "NO_MEMORY_FORMAT", "Layout?": "NO_LAYOUT",
    "Device?": "NO_DEVICE", "Generator?": "NO_GENERATOR", "int[]?": "NO_LONGS", "int[1]?": "NO_LONGS",
    "int[2]?": "NO_LONGS", "float[]?": "NO_DOUBLES",
}  # fmt: skip


def default(parameter):
    """The expression of a default value."""
    type_, value = parameter.type, parameter.default
    if value == "None":
        return NONE[type_]
    if type_.startswith("Scalar") and type_ in ("Scalar", "Scalar?"):
        number = value if re.fullmatch(r"-?\d+", value) is None else value + "L"
        return f"scalar({number})" if type_ == "Scalar" else f"optionalScalar({number})"
    if type_ == "bool" or type_ == "bool?":
        text = {"True": "true", "False": "false"}[value]
        return text if type_ == "bool" else f"optional({text})"
    if type_ in ("int", "float"):
        return {"Mean": "1"}.get(value, value)
    if type_ == "int?":
        return f"optional({value}L)"
    if type_ == "float?":
        return f"optional({value})"
    if type_ in ("str", "str?"):
        text = '"' + value.strip("'\"") + '"'
        return text if type_ == "str" else f"optional({text})"
    if type_.startswith("int["):
        if value.startswith("["):
            return "new long[] {" + value[1:-1].replace(",", ", ") + "}"
        count = int(re.search(r"\[(\d*)\]", type_).group(1) or 1)
        return "new long[] {" + ", ".join([value] * count) + "}"
    if type_ == "MemoryFormat":
        return {"contiguous_format": "MemoryFormat.contiguousFormat.unwrap()"}[value]
    if type_ == "ScalarType?" and value == "long":
        return "optional(DType.int64)"
    raise KeyError(f"{type_} = {value}")


def known(operator):
    """Whether all its types have a form."""
    return all(p.type in FORMS for p in operator.parameters)


def result(operator):
    """Java's result type, and the expression around the presets' call."""
    types = tuple(t for _, t in operator.returns)
    if operator.is_in_place:
        return "Tensor", "{}"
    if types == ():
        return "void", "{}"
    if types == ("Tensor",):
        return "Tensor", "new Tensor({})"
    if types == ("Tensor[]",):
        return "List<Tensor>", "tensors({})"
    if types == ("bool",):
        return "boolean", "{}"
    if types == ("int",):
        return "long", "{}"
    if types == ("float",):
        return "double", "{}"
    if types == ("ScalarType",):
        return "DType", "DType.wrap({})"
    if set(types) == {"Tensor"}:
        record = topics.RECORDS[tuple(name for name, _ in operator.returns)]
        return record, record + ".of({})"
    raise KeyError(str(types))
