"""Random cases of metrics, with the results of formulas written here, as JSON: one line for each case.

    $(tests/python/setup --print) tests/python/metrics.py SEED COUNT

COUNT cases of each metric: options, batches of predictions and targets, and what they come to, in plain numpy. Scores are
of few values, so that there are ties, and some classes do not occur. The formulas are those of torchmetrics, and scikit-learn's
where a class does not occur.
"""

import json
import math
import random
import sys

import numpy as np


def main():
    seed, count = map(int, sys.argv[1:])
    for name, make in CASES.items():
        for number in range(count):
            rng = random.Random(f"{seed} {name} {number}")
            print(json.dumps({"metric": name, **make(rng)}))


def plain(value):
    if isinstance(value, np.ndarray):
        return {"shape": list(value.shape), "values": [plain(v) for v in value.reshape(-1).tolist()], "dtype": str(value.dtype)}
    value = float(value)
    return value if math.isfinite(value) else str(value)


def ratio(a, b):
    return a / b if b else 0.0


def batches(rng, draw):
    return [draw(rng.choice((1, 2, 5, 30))) for _ in range(rng.randint(1, 4))]


def classes(rng, options, scores_only=False):
    """Batches of predictions and targets, and all predicted and actual classes together."""
    c = options["classes"]
    some = rng.sample(range(c), rng.randint(1, c))
    inner = rng.choice(((), (), (3,), (2, 2)))
    kind = "scores" if scores_only or options["k"] > 1 or rng.random() < 0.6 else "classes"
    levels = rng.choice((3, 10, 10**6))

    def draw(n):
        shape = (n, *inner)
        target = np.array([rng.choice(some) for _ in range(math.prod(shape))], dtype=np.int64).reshape(shape)
        if options["ignore"] is not None:
            target = np.where(np.array([rng.random() < 0.2 for _ in range(target.size)]).reshape(shape), options["ignore"], target)
        if kind == "classes":
            return np.array([rng.randrange(c) for _ in range(target.size)], dtype=np.int64).reshape(shape), target
        size = shape if options["binary"] else (n, c, *inner)
        scores = np.array([rng.randrange(levels + 1) / levels for _ in range(math.prod(size))], dtype=np.float32)
        return scores.reshape(size), target

    drawn = batches(rng, draw)
    if all((target == options["ignore"]).all() for _, target in drawn):
        drawn[0][1][:] = 1 if options["ignore"] == 0 else 0
    return drawn


def options_of(rng):
    binary = rng.random() < 0.25
    c = 2 if binary else rng.randint(2, 6)
    return {
        "classes": c,
        "binary": binary,
        "average": "MICRO" if binary else rng.choice(("MICRO", "MACRO", "WEIGHTED", "NONE")),
        "k": 1 if binary else rng.choice((1, 1, 2, c)),
        "threshold": rng.choice((0.5, 0.5, 0.3)),
        "ignore": rng.choice((None, None, -1, 0)),
    }


def predicted_and_actual(drawn, options):
    predicted, actual = [], []
    for p, t in drawn:
        if p.dtype == np.float32 and options["binary"]:
            p = (p > np.float32(options["threshold"])).astype(np.int64)
        elif p.dtype == np.float32:
            order = np.argsort(-p, axis=1, kind="stable")  # of equal scores the first class is better
            hit = (order[:, : options["k"]] == t[:, None]).any(axis=1)
            p = np.where(hit, t, order[:, 0])
        predicted += p.reshape(-1).tolist()
        actual += t.reshape(-1).tolist()
    return [(p, a) for p, a in zip(predicted, actual) if a != options["ignore"]]


def class_metric(formula, of_class_one):
    def make(rng):
        options = options_of(rng)
        drawn = classes(rng, options)
        predicted, actual = map(list, zip(*predicted_and_actual(drawn, options)))
        c = options["classes"]
        hits = [sum(p == a == i for p, a in zip(predicted, actual)) for i in range(c)]
        n_predicted = [predicted.count(i) for i in range(c)]
        n_actual = [actual.count(i) for i in range(c)]
        each = [formula(*counts) for counts in zip(hits, n_predicted, n_actual)]
        if options["binary"] and of_class_one:
            result = each[1]
        elif options["average"] == "MICRO":
            result = formula(sum(hits), len(predicted), len(actual))
        elif options["average"] == "NONE":
            result = np.array(each)
        else:
            macro = [1 if p + a else 0 for p, a in zip(n_predicted, n_actual)]
            weights = macro if options["average"] == "MACRO" else n_actual
            result = sum(v * w for v, w in zip(each, weights)) / sum(weights)
        return case(options, drawn, result)

    return make


def case(options, drawn, result):
    return {"options": options, "batches": [[plain(p), plain(t)] for p, t in drawn], "result": plain(result)}


def confusion(rng):
    options = {**options_of(rng), "average": "MICRO"}
    drawn = classes(rng, options)
    c = options["classes"]
    matrix = np.zeros((c, c), dtype=np.int64)
    for p, a in predicted_and_actual(drawn, options):
        matrix[a, p] += 1
    options["normalize"] = rng.choice(("NONE", "TRUE", "PRED", "ALL"))
    by = {"NONE": 1, "TRUE": matrix.sum(1, keepdims=True), "PRED": matrix.sum(0, keepdims=True), "ALL": matrix.sum()}
    if options["normalize"] != "NONE":
        matrix = matrix / np.maximum(by[options["normalize"]], 1)
    return case(options, drawn, matrix)


def auroc(rng):
    options = {**options_of(rng), "k": 1}
    if options["average"] == "MICRO" and not options["binary"]:
        options["average"] = "MACRO"
    drawn = classes(rng, options, scores_only=True)
    rows = []
    for p, t in drawn:
        p = p.reshape(-1, 1) if options["binary"] else np.moveaxis(p, 1, -1).reshape(-1, options["classes"])
        rows += [(row, a) for row, a in zip(p.tolist(), t.reshape(-1).tolist()) if a != options["ignore"]]

    def area(column, c):
        positive = [row[column] for row, a in rows if a == c]
        negative = [row[column] for row, a in rows if a != c]
        if not positive or not negative:
            return math.nan
        return sum((p > n) + (p == n) / 2 for p in positive for n in negative) / len(positive) / len(negative)

    if options["binary"]:
        return case(options, drawn, area(0, 1))
    each = [area(c, c) for c in range(options["classes"])]
    if options["average"] == "NONE":
        return case(options, drawn, np.array(each))
    counts = [sum(a == c for _, a in rows) for c in range(options["classes"])]
    known = [(v, 1 if options["average"] == "MACRO" else n) for v, n in zip(each, counts) if not math.isnan(v)]
    weight = sum(w for _, w in known)
    return case(options, drawn, sum(v * w for v, w in known) / weight if weight else math.nan)


def numbers(rng, shape):
    offset, scale = rng.choice((0, 0, 5, 1000)), rng.choice((1, 1, 0.01))
    return np.array([offset + scale * rng.gauss(0, 1) for _ in range(math.prod(shape))]).reshape(shape)


def error_metric(formula):
    def make(rng):
        dtype = rng.choice((np.float32, np.float64, np.int64))
        inner = rng.choice(((), (3,)))
        drawn = batches(rng, lambda n: [numbers(rng, (n, *inner)).astype(dtype) for _ in range(2)])
        errors = np.concatenate([(p.astype(float) - t.astype(float)).reshape(-1) for p, t in drawn])
        return case({}, drawn, formula(errors))

    return make


def r2(rng):
    outputs = rng.choice((1, 1, 3))
    constant = rng.random() < 0.2
    perfect = rng.random() < 0.2

    def draw(n):
        shape = (n + 1, outputs) if outputs > 1 else (n + 1,)
        target = np.full(shape, 0.1) if constant else np.array([rng.gauss(3, 2) for _ in range(math.prod(shape))]).reshape(shape)
        return [target if perfect else target + np.array([rng.gauss(0, 1) for _ in range(target.size)]).reshape(shape), target]

    drawn = batches(rng, draw)
    p, t = (np.concatenate([batch[i].reshape(-1, outputs) for batch in drawn]) for i in range(2))
    residual, total = ((p - t) ** 2).sum(0), ((t - t.mean(0)) ** 2).sum(0)
    each = [(1.0 if r == 0 else 0.0) if constant else 1 - r / s for r, s in zip(residual, total)]
    return case({"outputs": outputs}, drawn, np.mean(each))


def mean(rng):
    drawn = batches(rng, lambda n: [numbers(rng, (n, 2)), np.array([rng.random() + 0.1 for _ in range(n)]).reshape(n, 1)])
    values = sum((v * w).sum() for v, w in drawn)
    return case({}, drawn, values / sum(2 * w.sum() for _, w in drawn))


def perplexity(rng):
    tokens = rng.randint(1, 7)
    ignore = rng.choice((None, -100, 0))
    inner = rng.choice(((), (4,)))

    def draw(n):
        logits = np.array([rng.gauss(0, 3) for _ in range(n * math.prod(inner) * tokens)]).reshape(n, *inner, tokens)
        target = np.array([rng.randrange(tokens) for _ in range(n * math.prod(inner))], dtype=np.int64).reshape(n, *inner)
        if ignore == -100:
            target.reshape(-1)[:: rng.randint(2, 5)] = ignore
        return logits, target

    drawn = batches(rng, draw)
    total, count = 0.0, 0
    for logits, target in drawn:
        for row, token in zip(logits.reshape(-1, tokens), target.reshape(-1)):
            if token != ignore:
                total += math.log(np.exp(row - row.max()).sum()) + row.max() - row[token]
                count += 1
    result = math.exp(total / count) if count else math.nan
    return case({"ignore": ignore}, drawn, result)


CASES = {
    "accuracy": class_metric(lambda hits, predicted, actual: ratio(hits, actual), False),
    "precision": class_metric(lambda hits, predicted, actual: ratio(hits, predicted), True),
    "recall": class_metric(lambda hits, predicted, actual: ratio(hits, actual), True),
    "f1": class_metric(lambda hits, predicted, actual: ratio(2 * hits, predicted + actual), True),
    "confusion_matrix": confusion,
    "auroc": auroc,
    "mse": error_metric(lambda e: (e**2).mean()),
    "rmse": error_metric(lambda e: math.sqrt((e**2).mean())),
    "mae": error_metric(lambda e: abs(e).mean()),
    "r2": r2,
    "mean": mean,
    "perplexity": perplexity,
}

if __name__ == "__main__":
    main()
