"""torch.nn.utils.clip_grad_norm_ on gradients that are below and above the limit."""

import math

import torch

SHAPES = ([5, 3], [7], [1])


def clip():
    cases = []
    for norm_type in (1.0, 2.0, 3.0, math.inf):
        for total in ("below", "above"):
            parameters = with_gradients()
            before = [p.grad.clone() for p in parameters]
            norm = torch.nn.utils.get_total_norm(before, norm_type).item()
            max_norm = 2.0 * norm if total == "below" else 0.25 * norm
            result = torch.nn.utils.clip_grad_norm_(parameters, max_norm, norm_type)
            cases.append(
                {
                    "name": f"norm {norm_type:g}, total {total} max_norm",
                    # JSON has no infinity.
                    "normType": "inf" if norm_type == math.inf else norm_type,
                    "maxNorm": max_norm,
                    "gradients": before,
                    "totalNorm": result,
                    "clipped": [p.grad for p in parameters],
                }
            )
    return {"cases": cases}


def with_gradients():
    parameters = [torch.nn.Parameter(torch.zeros(shape)) for shape in SHAPES]
    start = 0
    for p in parameters:
        # Negative ones too, and the largest of all is not the first.
        p.grad = torch.sin(torch.arange(start, start + p.numel()) * 0.7).reshape(p.shape)
        start += p.numel()
    return parameters
