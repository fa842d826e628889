"""What an exported script of PyTorch draws while it trains, and what a seed means by the words of its documentation.

Reads a JSON list of {"script", "run", "seed", "drawn", "masked", "rate", "train", "validation", "batch", "epochs"} from the standard
input and prints a JSON line for each: "orders", of every epoch the indices of the samples in the order of their batches, and
"masks", of every batch the elements a dropout keeps; then "expectedOrders" and "expectedMasks", which need NumPy's Mersenne
Twister alone and nothing of PyTorch: "drawn" numbers of 32 bits build the network, and a sample has "masked" elements to drop.
"""
import importlib.util
import json
import sys

import numpy
import torch

torch.set_num_threads(1)


class Stream:
    """PyTorch's generator on a CPU."""

    def __init__(self, seed):
        self.twister = numpy.random.RandomState(seed & 0xFFFFFFFF)

    def bits32(self):
        return int(self.twister.randint(0, 2 ** 32, dtype=numpy.uint64))

    def bits64(self):
        high = self.bits32()
        return high << 32 | self.bits32()

    def permutation(self, count):
        order = list(range(count))
        for i in range(count - 1):
            other = i + self.bits32() % (count - i)
            order[i], order[other] = order[other], order[i]
        return order

    def kept(self, count, rate):
        return [(self.bits64() & (2 ** 53 - 1)) * 2.0 ** -53 < 1 - rate for _ in range(count)]


def expected(job):
    stream = Stream(job["seed"])
    for _ in range(job["drawn"]):
        stream.bits32()
    orders, masks = [], []
    for _ in range(job["epochs"]):
        stream.bits64()  # the base seed of the loader's iteration
        orders.append(Stream(stream.bits64() & (2 ** 63 - 1)).permutation(job["train"]))
        for first in range(0, job["train"], job["batch"]):
            size = min(job["batch"], job["train"] - first)
            if job["masked"] > 0:
                masks.append(stream.kept(size * job["masked"], job["rate"]))
        stream.bits64()  # that of the validation's
    return {"expectedOrders": orders, "expectedMasks": masks}


def observed(job):
    spec = importlib.util.spec_from_file_location("exported", job["script"])
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    orders, masks = [], []
    loader = module.DataLoader

    class Watched:
        def __init__(self, data, shuffle=False, **options):
            self.batches, self.shuffle = loader(data, shuffle=shuffle, **options), shuffle
            self.index = {row.numpy().tobytes(): i for i, row in enumerate(data.tensors[0])}
            assert len(self.index) == len(data)

        def __iter__(self):
            order = []
            for inputs, targets in self.batches:
                order += [self.index[row.numpy().tobytes()] for row in inputs]
                yield inputs, targets
            if self.shuffle:
                orders.append(order)

    module.DataLoader = Watched
    if job["masked"] > 0:
        forward = module.Dropout.forward

        def watched(self, x):
            y = forward(self, x)
            if self.training:
                assert (x != 0).all()
                masks.append((y != 0).flatten().tolist())
            return y

        module.Dropout.forward = watched
    assert list(module.train(job["run"], job["seed"]))[-1]["type"] == "summary"
    return {"orders": orders, "masks": masks}


for job in json.load(sys.stdin):
    print(json.dumps({**observed(job), **expected(job)}))
