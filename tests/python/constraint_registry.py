"""The transforms that Python registers for each kind of constraint, as JSON: null where there is none.

    $(tests/python/setup --print) tests/python/constraint_registry.py
"""

import json

import torch
from torch.distributions import biject_to, transform_to
from torch.distributions import constraints as C

BOUND = torch.tensor([0.5, 1.5])
CONSTRAINTS = {
    "boolean": C.boolean,
    "oneHot": C.one_hot,
    "nonnegativeInteger": C.nonnegative_integer,
    "positiveInteger": C.positive_integer,
    "integerInterval": C.integer_interval(0, 3),
    "multinomial": C.multinomial(3),
    "real": C.real,
    "realVector": C.real_vector,
    "positive": C.positive,
    "nonnegative": C.nonnegative,
    "greaterThan": C.greater_than(-1.5),
    "greaterThan tensor": C.greater_than(BOUND),
    "greaterThanEq": C.greater_than_eq(2.0),
    "greaterThanEq tensor": C.greater_than_eq(BOUND),
    "lessThan": C.less_than(0.5),
    "lessThan tensor": C.less_than(BOUND),
    "unitInterval": C.unit_interval,
    "interval": C.interval(-1.0, 3.0),
    "interval tensor": C.interval(BOUND, BOUND + 1),
    "halfOpenInterval": C.half_open_interval(0.0, 1.0),
    "halfOpenInterval tensor": C.half_open_interval(BOUND, BOUND + 1),
    "simplex": C.simplex,
    "lowerTriangular": C.lower_triangular,
    "lowerCholesky": C.lower_cholesky,
    "corrCholesky": C.corr_cholesky,
    "square": C.square,
    "symmetric": C.symmetric,
    "positiveSemidefinite": C.positive_semidefinite,
    "positiveDefinite": C.positive_definite,
    "independent": C.independent(C.interval(0.0, 2.0), 1),
    "cat": C.cat([C.simplex, C.positive], -1, [3, 1]),
    "stack": C.stack([C.real, C.less_than(1.0)], -1),
    "stack of none": C.stack([C.real, C.boolean], -1),
}


def found(registry, constraint):
    try:
        return repr(registry(constraint))
    except NotImplementedError:
        return None


if __name__ == "__main__":
    print(json.dumps({name: [found(biject_to, c), found(transform_to, c)] for name, c in CONSTRAINTS.items()}))
