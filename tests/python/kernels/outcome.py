"""What a case gives: tensors or an error; and when two of them are the same."""

import torch

# Products whose last bits may differ: MKL's batched product sums in another order than one product after the other.
LAST_BITS = 16


def tensors_of(value):
    if isinstance(value, torch.Tensor):
        return [value]
    if isinstance(value, (tuple, list)):
        return [tensor for part in value for tensor in tensors_of(part)]
    return [] if value is None else [torch.tensor(value)]


def outcome_of(compute):
    """The results of a computation, or the type and first line of its error."""
    try:
        results = tensors_of(compute())
        # Views of negative and conjugate bits are results in their own right; their numbers are compared.
        return [(t.dtype, t.shape, t.stride(), t.detach().resolve_conj().resolve_neg().clone()) for t in results]
    except Exception as error:  # noqa: BLE001 - whatever is raised is the outcome
        return f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"


def _bits(tensor):
    tensor = torch.view_as_real(tensor) if tensor.is_complex() else tensor
    # A copy: a single element may have any stride.
    return tensor.new_empty(tensor.numel()).copy_(tensor.reshape(-1)).view(torch.uint8)


def _scale(tensors):
    """The largest number of an outcome: a gradient that is rounding noise is so in relation to the others."""
    wide = [t.to(torch.complex128 if t.is_complex() else torch.float64).abs().nan_to_num(0, 0, 0) for t in tensors]
    return max([t.max().item() for t in wide if t.numel()] + [1e-30])


def _is_close(a, b, scale):
    if not (a.is_floating_point() or a.is_complex()):
        return False
    narrow = a.dtype not in (torch.float64, torch.complex128)
    wide = torch.complex128 if a.is_complex() else torch.float64
    a, b = a.to(wide), b.to(wide)
    eps = torch.finfo(torch.float32).eps if narrow else torch.finfo(torch.float64).eps
    return torch.allclose(a, b, rtol=LAST_BITS * eps, atol=LAST_BITS * eps * scale, equal_nan=True)


def difference(plain, ours, last_bits):
    """Says how two outcomes differ; empty if they do not."""
    if isinstance(plain, str) or isinstance(ours, str):
        return "" if plain == ours else f"{_short(plain)} and {_short(ours)}"
    if len(plain) != len(ours):
        return f"{len(plain)} results and {len(ours)}"
    for i, ((dtype, shape, stride, a), (dtype2, shape2, stride2, b)) in enumerate(zip(plain, ours)):
        if (dtype, shape, stride) != (dtype2, shape2, stride2):
            return f"result {i}: {dtype} {tuple(shape)} {stride} and {dtype2} {tuple(shape2)} {stride2}"
        if a.layout != torch.strided:
            a, b = a.to_dense(), b.to_dense()
        if a.is_meta or torch.equal(_bits(a), _bits(b)):
            continue
        if not (last_bits and _is_close(a, b, _scale([t for *_, t in plain if t.layout == torch.strided]))):
            return f"result {i}: {a.flatten()[:8].tolist()} and {b.flatten()[:8].tolist()}"
    return ""


def _short(outcome):
    return outcome if isinstance(outcome, str) else f"{len(outcome)} results"
