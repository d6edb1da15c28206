"""Distributions with drawn parameters, and what Python computes of them: for DistributionsLiveTest.

    distributions.py SEED      # one JSON object a line

Every distribution, for several batch shapes: samples, gradients, probabilities, moments, text, and how it refuses.
"""

import json
import random
import re
import sys
import warnings

import torch
from torch import distributions as D

warnings.simplefilter("ignore")
WIDTH = 3  # classes, and the size of vectors and matrices
BATCHES = [[], [3], [2, 3], [0], [2, 0]]
SAMPLES = [[], [2], [2, 3], [0]]


def draw_numbers(draw, size, low, high):
    return [round(draw.uniform(low, high), 3) for _ in range(size)]


def drawn(draw, kind, batch, dtype):
    size = int(torch.Size(batch).numel())

    def uniform(low, high, *event):
        numbers = draw_numbers(draw, size * int(torch.Size(event).numel()), low, high)
        return torch.tensor(numbers, dtype=torch.float64).reshape([*batch, *event]).to(dtype)

    if kind == "real":
        return uniform(-2, 2)
    if kind == "positive":
        return uniform(0.3, 4)
    if kind == "above":  # of "real"
        return uniform(2.5, 4)
    if kind == "unit":
        return torch.where(uniform(0, 1) < 0.2, 0.5, uniform(0.05, 0.95))
    if kind == "count":
        return torch.full(batch, draw.randrange(1, 6)).to(dtype)
    if kind == "vector":
        return uniform(-2, 2, WIDTH)
    if kind == "positives":
        return uniform(0.3, 4, WIDTH)
    if kind == "logits":
        return uniform(-3, 3, WIDTH)
    if kind == "factor":
        return uniform(-1, 1, WIDTH, 2)
    square = uniform(-1, 1, WIDTH, WIDTH)
    if kind == "matrix":
        return square @ square.mT + torch.eye(WIDTH, dtype=dtype)
    if kind == "triangle":
        return square.tril(-1) + torch.diag_embed(uniform(0.5, 2, WIDTH))
    if kind == "temperature":
        return torch.tensor(draw_numbers(draw, 1, 0.3, 2)[0], dtype=dtype)
    if kind == "df":
        return uniform(WIDTH + 0.5, 9)
    raise ValueError(kind)


# The name of a case is the distribution's, and after a colon that of the keyword which the parameters were given by.
TABLE = {
    "Normal": {"loc": "real", "scale": "positive"},
    "Cauchy": {"loc": "real", "scale": "positive"},
    "Laplace": {"loc": "real", "scale": "positive"},
    "LogNormal": {"loc": "real", "scale": "positive"},
    "HalfNormal": {"scale": "positive"},
    "HalfCauchy": {"scale": "positive"},
    "Gumbel": {"loc": "real", "scale": "positive"},
    "StudentT": {"df": "positive", "loc": "real", "scale": "positive"},
    "Exponential": {"rate": "positive"},
    "Gamma": {"concentration": "positive", "rate": "positive"},
    "InverseGamma": {"concentration": "positive", "rate": "positive"},
    "Chi2": {"df": "positive"},
    "Beta": {"concentration1": "positive", "concentration0": "positive"},
    "Dirichlet": {"concentration": "positives"},
    "Uniform": {"low": "real", "high": "above"},
    "Bernoulli:probs": {"probs": "unit"},
    "Bernoulli:logits": {"logits": "real"},
    "ContinuousBernoulli:probs": {"probs": "unit"},
    "ContinuousBernoulli:logits": {"logits": "real"},
    "Binomial:probs": {"total_count": "count", "probs": "unit"},
    "Binomial:logits": {"total_count": "count", "logits": "real"},
    "NegativeBinomial:probs": {"total_count": "positive", "probs": "unit"},
    "NegativeBinomial:logits": {"total_count": "positive", "logits": "real"},
    "Geometric:probs": {"probs": "unit"},
    "Geometric:logits": {"logits": "real"},
    "Categorical:probs": {"probs": "positives"},
    "Categorical:logits": {"logits": "logits"},
    "OneHotCategorical:probs": {"probs": "positives"},
    "OneHotCategorical:logits": {"logits": "logits"},
    "OneHotCategoricalStraightThrough:probs": {"probs": "positives"},
    "OneHotCategoricalStraightThrough:logits": {"logits": "logits"},
    "Multinomial:probs": {"total_count": 4, "probs": "positives"},
    "Multinomial:logits": {"total_count": 4, "logits": "logits"},
    "Poisson": {"rate": "positive"},
    "Pareto": {"scale": "positive", "alpha": "positive"},
    "Weibull": {"scale": "positive", "concentration": "positive"},
    "Kumaraswamy": {"concentration1": "positive", "concentration0": "positive"},
    "VonMises": {"loc": "real", "concentration": "positive"},
    "FisherSnedecor": {"df1": "positive", "df2": "positive"},
    "GeneralizedPareto": {"loc": "real", "scale": "positive", "concentration": "real"},
    "MultivariateNormal:covariance_matrix": {"loc": "vector", "covariance_matrix": "matrix"},
    "MultivariateNormal:precision_matrix": {"loc": "vector", "precision_matrix": "matrix"},
    "MultivariateNormal:scale_tril": {"loc": "vector", "scale_tril": "triangle"},
    "LowRankMultivariateNormal": {"loc": "vector", "cov_factor": "factor", "cov_diag": "positives"},
    "RelaxedBernoulli:probs": {"temperature": "temperature", "probs": "unit"},
    "RelaxedBernoulli:logits": {"temperature": "temperature", "logits": "real"},
    "RelaxedOneHotCategorical:probs": {"temperature": "temperature", "probs": "positives"},
    "RelaxedOneHotCategorical:logits": {"temperature": "temperature", "logits": "logits"},
    "LogisticNormal": {"loc": "vector", "scale": "positives"},
    "LKJCholesky": {"dim": 3, "concentration": "positive"},
    "Wishart:covariance_matrix": {"df": "df", "covariance_matrix": "matrix"},
    "Wishart:precision_matrix": {"df": "df", "precision_matrix": "matrix"},
    "Wishart:scale_tril": {"df": "df", "scale_tril": "triangle"},
    "Independent": {"loc": "vector", "scale": "positives"},
    "Independent0": {"probs": "unit"},
    "MixtureSameFamily": {"logits": "logits", "loc": "vector", "scale": "positives"},
    "Tanh": {"loc": "real", "scale": "positive"},
    "Affine": {"low": "real", "high": "above", "scale": "real"},
    "Stick": {"loc": "vector", "scale": "positives"},
    "NoTransform": {"loc": "real", "scale": "positive"},
}


def made(name, p, **more):
    """The distribution of a case."""
    if name == "Independent":
        return D.Independent(D.Normal(p["loc"], p["scale"]), 1, **more)
    if name == "Independent0":
        return D.Independent(D.Bernoulli(p["probs"]), 0, **more)
    if name == "MixtureSameFamily":
        return D.MixtureSameFamily(D.Categorical(logits=p["logits"]), D.Normal(p["loc"], p["scale"]), **more)
    if name == "Tanh":
        return D.TransformedDistribution(D.Normal(p["loc"], p["scale"]), D.TanhTransform(cache_size=1), **more)
    if name == "Affine":
        parts = [D.AffineTransform(0.5, p["scale"]), D.AffineTransform(p["low"], -2.0)]
        return D.TransformedDistribution(D.Uniform(p["low"], p["high"]), parts, **more)
    if name == "Stick":
        return D.TransformedDistribution(D.Laplace(p["loc"], p["scale"]), [D.StickBreakingTransform()], **more)
    if name == "NoTransform":
        return D.TransformedDistribution(D.Normal(p["loc"], p["scale"]), [], **more)
    return getattr(D, name.split(":")[0])(**p, **more)


def encoded(value):
    if not isinstance(value, torch.Tensor):
        return {"number": value}
    numbers = value.detach().to(torch.float64).reshape(-1).tolist()
    return {
        "dtype": str(value.dtype).removeprefix("torch."),
        "shape": list(value.shape),
        "values": [n if n == n and abs(n) != float("inf") else str(n) for n in numbers],
    }


def attempt(body):
    """What it returns, or how Python refuses."""
    try:
        return body()
    except NotImplementedError:
        return {"refusal": "unsupported"}
    except (ValueError, RuntimeError, IndexError) as e:
        constraint = re.search(r"the constraint (.+?\)), but|the support \((.+?\))\) of", str(e), re.S)
        names = [part for part in constraint.groups() if part] if constraint else []
        return {"refusal": "refused", "constraint": names[0] if names and "tensor" not in names[0] else ""}


class Case:
    def __init__(self, name, parameters):
        self.name = name
        self.parameters = parameters
        self.questions = []

    def fresh(self, **more):
        """The distribution of parameters with gradients, and these parameters."""
        p = {
            k: v.detach().clone().requires_grad_() if isinstance(v, torch.Tensor) and v.is_floating_point() else v
            for k, v in self.parameters.items()
        }
        return made(self.name, p, **more), [v for v in p.values() if isinstance(v, torch.Tensor) and v.requires_grad]

    def ask(self, method, answer, **arguments):
        """One method's result, with the gradients of its sum."""

        def body():
            distribution, leaves = self.fresh()
            torch.manual_seed(7)
            result = answer(distribution)
            gradients = None
            if result.requires_grad:
                gradients = attempt(lambda: torch.autograd.grad(result.sum(), leaves, allow_unused=True))
                if "refusal" not in gradients:
                    gradients = [None if g is None else encoded(g) for g in gradients]
            return {"result": encoded(result), "gradients": gradients}

        arguments = {k: encoded(v) if isinstance(v, torch.Tensor) else v for k, v in arguments.items()}
        self.questions.append({"method": method, **arguments, **attempt(body)})

    def as_json(self):
        return json.dumps({
            "name": self.name,
            "parameters": {k: encoded(v) for k, v in self.parameters.items()},
            "questions": self.questions,
        })  # fmt: skip


def moments(case):
    for method in ("mean", "mode", "variance", "stddev"):
        case.ask(method, lambda d, m=method: getattr(d, m))
    for method in ("entropy", "perplexity"):
        case.ask(method, lambda d, m=method: getattr(d, m)())


def samples(case):
    for shape in SAMPLES:
        case.ask("sample", lambda d, s=shape: d.sample(torch.Size(s)), shape=shape)
        case.ask("rsample", lambda d, s=shape: d.rsample(torch.Size(s)), shape=shape)


def probabilities(case, draw):
    distribution, _ = case.fresh()
    torch.manual_seed(11)
    try:
        values = [distribution.sample(torch.Size(shape)) for shape in ([], [2])]
    except IndexError:  # Wishart's, of an empty batch
        values = [distribution.mean]
    dtype = values[0].dtype
    values += [torch.full_like(values[0], -7.25), torch.full_like(values[0], 0), values[0].new_zeros(7)]
    for value in values:
        case.ask("log_prob", lambda d, v=value: d.log_prob(v), value=value)
        case.ask("cdf", lambda d, v=value: d.cdf(v), value=value)
        valid = attempt(lambda v=value: encoded(distribution.support.check(v)))
        case.questions.append({"method": "support", "value": encoded(value), "result": valid})
    quantiles = torch.tensor(draw_numbers(draw, values[0].numel(), 0.05, 0.95)).reshape(values[0].shape).to(dtype)
    case.ask("icdf", lambda d: d.icdf(quantiles), value=quantiles)


def supports(case):
    for expand in (True, False):
        case.ask("enumerate_support", lambda d, e=expand: d.enumerate_support(e), expand=expand)


def expanded(case):
    distribution, _ = case.fresh()
    for front in ([], [2]):
        shape = front + list(distribution.batch_shape)

        def answer(d, s=shape):
            larger = d.expand(torch.Size(s))
            torch.manual_seed(5)
            return larger.log_prob(larger.sample(torch.Size([2])))

        case.ask("expand", answer, shape=shape)


def texts(case):
    distribution, _ = case.fresh()
    case.questions.append({
        "method": "facts",
        "text": repr(distribution),
        "batch_shape": list(distribution.batch_shape),
        "event_shape": list(distribution.event_shape),
        "has_rsample": bool(distribution.has_rsample),
        "has_enumerate_support": bool(distribution.has_enumerate_support),
        "constraints": {} if not distribution.arg_constraints else {
            k: "" if "tensor" in repr(v) else repr(v) for k, v in distribution.arg_constraints.items()
        },
        "support": "" if "tensor" in repr(distribution.support) else repr(distribution.support),
        "is_discrete": attempt(lambda: distribution.support.is_discrete),
        "event_dim": distribution.support.event_dim,
    })  # fmt: skip


def refused(name, parameters):
    """Each parameter with a value that is not valid, one after the other."""
    for key, value in parameters.items():
        if isinstance(value, torch.Tensor) and value.numel() > 0:
            for bad in (-1.5, float("nan")):
                wrong = value.clone().reshape(-1)
                wrong[-1] = bad
                changed = {**parameters, key: wrong.reshape(value.shape)}
                outcome = attempt(lambda c=changed: {"made": repr(made(name, c))})
                case = Case(name, changed)
                case.questions.append({"method": "construct", **(outcome if "refusal" in outcome else {"refusal": ""})})
                yield case


def cases(seed):
    draw = random.Random(seed)
    for name, kinds in TABLE.items():
        for batch in BATCHES:
            for dtype in (torch.float32, torch.float64):
                if name == "GeneralizedPareto" and dtype == torch.float64:
                    continue  # Python compares with a float32 there, and fails
                parameters = {k: v if isinstance(v, int) else drawn(draw, v, batch, dtype) for k, v in kinds.items()}
                case = Case(name, parameters)
                if "refusal" in (outcome := attempt(lambda: {} if made(name, parameters) else {})):
                    case.questions.append({"method": "construct", **outcome})
                    yield case
                    continue
                texts(case)
                samples(case)
                moments(case)
                probabilities(case, draw)
                supports(case)
                expanded(case)
                yield case
                if dtype == torch.float32 and batch == [3]:
                    yield from refused(name, parameters)
        yield from numbers(name, kinds, draw)


def numbers(name, kinds, draw):
    """Parameters that are numbers of Python, where all may be."""
    if all(kind in ("real", "positive", "above", "unit") for kind in kinds.values()) and name[0] != "I" and name not in (
        "Tanh", "Affine", "NoTransform", "VonMises", "Binomial:probs", "NegativeBinomial:logits",
    ):  # fmt: skip
        parameters = {k: drawn(draw, v, [], torch.float64).item() for k, v in kinds.items()}
        case = Case(name, parameters)
        texts(case)
        samples(case)
        moments(case)
        yield case


def divergences(seed):
    """Of all pairs in Python's table, and some that it does not have."""
    draw = random.Random(seed + 1)
    keys = {}
    for name in TABLE:
        keys.setdefault(name.split(":")[0], name)
    pairs = [(p.__name__, q.__name__) for p, q in D.kl._KL_REGISTRY]
    pairs += [("LogNormal", "LogNormal"), ("Chi2", "Gamma"), ("Chi2", "Chi2"), ("Wishart", "Wishart")]
    pairs += [("HalfNormal", "LogNormal"), ("Normal", "Bernoulli"), ("Normal", "Cauchy"), ("OneHotCategoricalStraightThrough",) * 2]
    for p, q in pairs:
        if p not in keys or q not in keys:
            continue  # bases
        for batch in ([], [3], [2, 3]):
            for dtype in (torch.float32, torch.float64):
                two = []
                for name in (keys[p], keys[q]):
                    parameters = {k: v if isinstance(v, int) else drawn(draw, v, batch, dtype) for k, v in TABLE[name].items()}
                    two.append(Case(name, parameters))
                other = {"name": two[1].name, "parameters": {k: encoded(v) for k, v in two[1].parameters.items()}}
                two[0].ask("kl", lambda d, c=two[1]: D.kl_divergence(d, c.fresh()[0]), other=other)
                yield two[0]


def transforms():
    """Transforms by the names of TransformTable, and the shape of an argument."""
    vector = torch.tensor([0.5, -1.5, 2.0])
    return {
        "Exp": (D.ExpTransform(), [2, 3]),
        "Power": (D.transforms.PowerTransform(torch.tensor(1.5)), [2, 3]),
        "Sigmoid": (D.SigmoidTransform(), [2, 3]),
        "Softplus": (D.SoftplusTransform(), [2, 3]),
        "Tanh": (D.TanhTransform(), [2, 3]),
        "Tanh cached": (D.TanhTransform(cache_size=1), [2, 3]),
        "Abs": (D.AbsTransform(), [2, 3]),
        "Affine": (D.AffineTransform(0.5, -2.0), [2, 3]),
        "Affine event": (D.AffineTransform(vector, vector.exp(), event_dim=1), [2, 3]),
        "Softmax": (D.SoftmaxTransform(), [2, 3]),
        "StickBreaking": (D.StickBreakingTransform(), [2, 3]),
        "LowerCholesky": (D.LowerCholeskyTransform(), [2, 3, 3]),
        "PositiveDefinite": (D.PositiveDefiniteTransform(), [2, 3, 3]),
        "CorrCholesky": (D.CorrCholeskyTransform(), [2, 6]),
        "Compose": (D.ComposeTransform([D.ExpTransform(), D.AffineTransform(1.0, vector), D.AbsTransform()]), [2, 3]),
        "Compose events": (D.ComposeTransform([D.SigmoidTransform(), D.StickBreakingTransform()]), [2, 3]),
        "Compose none": (D.ComposeTransform([]), [2, 3]),
        "Independent": (D.IndependentTransform(D.SigmoidTransform(), 1), [2, 3]),
        "Reshape": (D.ReshapeTransform(torch.Size([6]), torch.Size([2, 3])), [2, 6]),
        "Cat": (D.CatTransform([D.ExpTransform(), D.TanhTransform()], dim=-1, lengths=[2, 1]), [2, 3]),
        "Stack": (D.StackTransform([D.ExpTransform(), D.SigmoidTransform(), D.TanhTransform()], dim=-1), [2, 3]),
        "Cumulative": (D.CumulativeDistributionTransform(D.Normal(0.5, 2.0)), [2, 3]),
        "Inverse": (D.SigmoidTransform().inv, [2, 3]),
        "Inverse compose": (D.ComposeTransform([D.ExpTransform(), D.AffineTransform(1.0, 2.0)]).inv, [2, 3]),
        "biject positive": (D.biject_to(D.constraints.positive), [2, 3]),
        "biject interval": (D.biject_to(D.constraints.interval(-1.0, 3.0)), [2, 3]),
        "biject unit": (D.biject_to(D.constraints.unit_interval), [2, 3]),
        "biject simplex": (D.biject_to(D.constraints.simplex), [2, 3]),
        "transform simplex": (D.transform_to(D.constraints.simplex), [2, 3]),
        "transform less": (D.transform_to(D.constraints.less_than(1.5)), [2, 3]),
        "transform independent": (D.transform_to(D.constraints.independent(D.constraints.positive, 1)), [2, 3]),
        "transform definite": (D.transform_to(D.constraints.positive_definite), [2, 3, 3]),
        "transform cat": (D.transform_to(D.constraints.cat([D.constraints.real, D.constraints.positive], -1, [1, 2])), [2, 3]),
    }


def transform_cases(seed):
    draw = random.Random(seed + 2)
    for name, (transform, shape) in transforms().items():
        low = 0.05 if name in ("Power", "Inverse", "Inverse compose") else -2
        x = torch.tensor(draw_numbers(draw, torch.Size(shape).numel(), low, 0.95 if low > 0 else 2)).reshape(shape)
        if name == "Inverse compose":
            x = x + 1
        x = x.requires_grad_()
        y = transform(x)
        yield json.dumps({
            "transform": name,
            "x": encoded(x),
            "y": encoded(y),
            "gradient": encoded(torch.autograd.grad(y.sum(), x)[0]),
            "back": attempt(lambda t=transform, v=y: encoded(t.inv(v))),
            "log_det": attempt(lambda t=transform, v=y, u=x: encoded(t.log_abs_det_jacobian(u, v))),
            "sign": attempt(lambda t=transform: encoded(torch.as_tensor(t.sign))),
            "bijective": transform.bijective,
            "text": repr(transform),
            "domain": repr(transform.domain),
            "codomain": repr(transform.codomain),
            "event_dims": [transform.domain.event_dim, transform.codomain.event_dim],
            "forward_shape": list(transform.forward_shape(torch.Size(shape))),
            "inverse_shape": list(transform.inverse_shape(y.shape)),
        })  # fmt: skip


if __name__ == "__main__":
    SEED = int(sys.argv[1])
    for one in [*cases(SEED), *divergences(SEED)]:
        print(one.as_json())
    print(*transform_cases(SEED), sep="\n")
