"""The Java overloads of an operator: which parameters are given, and in which form."""

from dataclasses import dataclass, replace

import java


@dataclass(frozen=True)
class Overload:
    """One Java method: the parameters that it has, each in one form; the others keep their defaults."""

    operator: object
    given: tuple  # of pairs (Parameter, Form)
    factory: str = ""  # "", "DType" or "TensorOptions", the last parameter
    is_varargs: bool = False

    @property
    def types(self):
        """What tells overloads apart."""
        return tuple(form.java for _, form in self.given) + ((self.factory,) if self.factory else ())


def overloads(operator):
    """All overloads of one operator, those with fewer parameters first."""
    result = []
    for given in _parameter_lists(operator):
        if _gives_some_arrays_only(operator, given):
            continue
        for forms in _form_lists(given):
            overload = Overload(operator, tuple(zip(given, forms)))
            result.append(overload)
            if operator.options_index >= 0:
                result += [replace(overload, factory="DType"), replace(overload, factory="TensorOptions")]
    return result


def _gives_some_arrays_only(operator, given):
    """The presets take either arrays or their own optional arrays, not both in one call."""
    arrays = [p for p in operator.parameters if p.type.startswith("int[") and p.type.endswith("?")]
    return 0 < len([p for p in arrays if p in given]) < len(arrays)


def without_repetition(all_overloads):
    """Leaves out what Java cannot tell from an earlier one of the same name, and decides on varargs."""
    by_types = {}
    for overload in all_overloads:
        by_types.setdefault((java.camel(_short(overload.operator.name)), overload.types), overload)
    signatures = {}
    for name, types in by_types:
        signatures.setdefault(name, []).append(types)
    return [
        replace(overload, is_varargs=_takes_varargs(types, signatures[name]))
        for (name, types), overload in by_types.items()
    ]


def _short(name):
    for prefix in ("linalg_", "fft_", "special_"):
        if name.startswith(prefix):
            return name.removeprefix(prefix)
    return name


def _takes_varargs(types, siblings):
    """Not where f(1, 2) would mean another overload than f(1, 2, 3)."""
    if not types or types[-1] != "long[]":
        return False
    before = types[:-1]
    if before == ("long", "long") and ("long", "long[]") in siblings:  # randint(10, 64) would have no size
        return False
    numbers = {"long", "double", "Long", "Double", "Number"}
    return not any(
        other[: len(before)] == before
        and len(other) >= len(before) + 2
        and set(other[len(before) : -1]) <= numbers
        and other[-1] in numbers | {"long[]"}
        for other in siblings
    )


def _parameter_lists(operator):
    positional = [p for p in operator.parameters if not p.is_keyword]
    keywords = [p for p in operator.parameters if p.is_keyword]
    needed = [p for p in keywords if p.is_required]
    optional = [p for p in keywords if not p.is_required]
    fewest = max([i + 1 for i, p in enumerate(positional) if p.is_required], default=0)
    lists = [positional[:i] + needed for i in range(fewest, len(positional) + 1)]
    for j in range(1, len(optional) + 1):
        lists.append(positional[:fewest] + needed + optional[:j])
        if fewest < len(positional):
            lists.append(positional + needed + optional[:j])
    return lists


def _form_lists(given):
    forms = [java.FORMS[p.type] for p in given]
    last = len(given) - 1
    scalars = [i for i, p in enumerate(given) if p.type.startswith("Scalar") and p.type in ("Scalar", "Scalar?")]
    arrays = [i for i, p in enumerate(given) if p.type.startswith("int[") and len(java.FORMS[p.type]) > 1]
    optional = [i for i, p in enumerate(given) if p.type in ("int?", "float?")]
    scalar_forms = 1 if not scalars else 3 if any(given[i].type == "Scalar?" and i < last for i in scalars) else 2
    array_forms = 2 if arrays else 1
    optional_forms = 2 if any(i < last for i in optional) else 1
    result = []
    for s in range(scalar_forms):
        for a in range(array_forms):
            for o in range(optional_forms):
                index = {i: s if s < len(forms[i]) else 0 for i in scalars}
                index |= {i: a for i in arrays} | {i: o for i in optional}
                result.append([form[index.get(i, 0)] for i, form in enumerate(forms)])
    return result
