"""Orders of torch.utils.data's samplers, splits and loaders, for DataLoadingLiveTest: a JSON object for each case."""

import json
import sys

import torch
from torch.utils.data import (
    BatchSampler,
    DataLoader,
    Dataset,
    DistributedSampler,
    IterableDataset,
    RandomSampler,
    SequentialSampler,
    SubsetRandomSampler,
    WeightedRandomSampler,
    get_worker_info,
    random_split,
)

LENGTHS = [0, 1, 7, 64, 100]


def after(seed):
    """What the default generator draws next: its state."""
    return torch.randint(1 << 40, (2,)).tolist()


def seeded(seed):
    torch.manual_seed(seed)
    return torch.Generator().manual_seed(seed + 100)


def sampler(kind, n, seed, generator):
    data = range(n)
    weights = [((i * 7 + seed) % 5) + 0.5 for i in range(n)]
    return {
        "sequential": lambda: SequentialSampler(data),
        "random": lambda: RandomSampler(data, generator=generator),
        "replacement": lambda: RandomSampler(data, replacement=True, num_samples=n + 33, generator=generator),
        "more": lambda: RandomSampler(data, num_samples=2 * n + 3, generator=generator),
        "subset": lambda: SubsetRandomSampler([3 * i + 1 for i in range(n)], generator=generator),
        "weighted": lambda: WeightedRandomSampler(weights, n + 5, True, generator),
        "weighted without": lambda: WeightedRandomSampler(weights, n, False, generator),
    }[kind]()


def samplers(seed):
    for n in LENGTHS:
        kinds = ["sequential", "subset"] if n == 0 else [
            "sequential", "random", "replacement", "more", "subset", "weighted", "weighted without"
        ]
        for kind in kinds:
            for own in [False, True]:
                generator = seeded(seed)
                made = sampler(kind, n, seed, generator if own else None)
                indices = [list(made), list(made)]
                state = torch.randint(1 << 40, (2,), generator=generator).tolist()
                yield {"kind": kind, "n": n, "seed": seed, "own": own, "indices": indices, "after": after(seed),
                       "generator": state}


def batches(seed):
    for n in LENGTHS[1:]:
        for size in [1, 3, 64]:
            for drop_last in [False, True]:
                torch.manual_seed(seed)
                made = BatchSampler(RandomSampler(range(n)), size, drop_last)
                yield {"kind": "batch", "n": n, "seed": seed, "size": size, "dropLast": drop_last,
                       "length": len(made), "indices": list(made), "after": after(seed)}


def distributed(seed):
    for n in LENGTHS:
        for replicas in [1, 2, 3, 8]:
            for rank in {0, replicas // 2, replicas - 1}:
                for shuffle in [False, True]:
                    for drop_last in [False, True]:
                        made = DistributedSampler(range(n), replicas, rank, shuffle, seed, drop_last)
                        orders = []
                        for epoch in range(2):
                            made.set_epoch(epoch)
                            orders.append(list(made))
                        yield {"kind": "distributed", "n": n, "seed": seed, "replicas": replicas, "rank": rank,
                               "shuffle": shuffle, "dropLast": drop_last, "length": len(made), "indices": orders}


def splits(seed):
    for lengths in [[0.5, 0.25, 0.25], [0.3, 0.3, 0.4], [1 / 3, 1 / 3, 1 / 3], [0.7, 0.3]]:
        for n in LENGTHS:
            torch.manual_seed(seed)
            parts = random_split(range(n), lengths)
            yield {"kind": "fractions", "n": n, "seed": seed, "fractions": lengths,
                   "indices": [list(part.indices) for part in parts], "after": after(seed)}
    for n in LENGTHS[2:]:
        for own in [False, True]:
            generator = seeded(seed)
            parts = random_split(range(n), [n - 5, 0, 5], generator if own else torch.default_generator)
            yield {"kind": "lengths", "n": n, "seed": seed, "own": own,
                   "indices": [list(part.indices) for part in parts], "after": after(seed)}


class Drawing(Dataset):
    """Samples with a random number, as of an augmentation."""

    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n

    def __getitem__(self, index):
        return torch.tensor(index), torch.rand((), dtype=torch.float64)


class Stream(IterableDataset):
    """Worker w has its share, of another length for each."""

    def __iter__(self):
        info = get_worker_info()
        worker, workers = (0, 1) if info is None else (info.id, info.num_workers)
        for i in range(worker, 23 + 11 * worker, workers):
            yield torch.tensor(i)


def loader(dataset, workers, own, generator, persistent, **more):
    return DataLoader(dataset, num_workers=workers, persistent_workers=persistent,
                      generator=generator if own else None, **more)


def loaders(seed):
    """With workers only for one seed, and persistent ones for the longest: each starts processes."""
    for workers in [0] if seed else [0, 1, 2]:
        for own in [False, True]:
            for n, size, drop_last in [(7, 3, False), (64, 16, True), (100, 16, False)]:
                for persistent in [False, True] if workers and n == 100 else [False]:
                    generator = seeded(seed)
                    made = loader(Drawing(n), workers, own, generator, persistent, batch_size=size,
                                  shuffle=True, drop_last=drop_last)
                    epochs, draws = [], []
                    for _ in range(3):
                        found = [(x.tolist(), r.tolist()) for x, r in made]
                        epochs.append([x for x, _ in found])
                        draws.append([r for _, r in found])
                    state = torch.randint(1 << 40, (2,), generator=generator).tolist()
                    yield {"kind": "loader", "n": n, "seed": seed, "size": size, "dropLast": drop_last, "own": own,
                           "workers": workers, "persistent": persistent, "length": len(made), "indices": epochs,
                           "draws": draws, "after": after(seed), "generator": state}


def streams(seed):
    for workers in [0] if seed else [0, 1, 2, 3]:
        for drop_last in [False, True]:
            torch.manual_seed(seed)
            made = DataLoader(Stream(), batch_size=4, num_workers=workers, drop_last=drop_last)
            yield {"kind": "stream", "seed": seed, "workers": workers, "dropLast": drop_last,
                   "indices": [[x.tolist() for x in made] for _ in range(2)], "after": after(seed)}


def resumed(seed):
    """The default generator's state where a third epoch begins, and that epoch."""
    torch.manual_seed(seed)
    made = DataLoader(range(50), batch_size=8, shuffle=True)
    for _ in range(2):
        list(made)
    state = torch.get_rng_state().tolist()
    yield {"kind": "resumed", "seed": seed, "state": state, "indices": [x.tolist() for x in made],
           "after": after(seed)}


def main():
    for seed in range(int(sys.argv[1])):
        for cases in [samplers, batches, distributed, splits, loaders, streams, resumed]:
            if cases is distributed and seed:
                continue
            for case in cases(seed):
                print(json.dumps(case))


if __name__ == "__main__":
    main()
