"""Trains the preset mnist-mlp in PyTorch an epoch a question, so that the bench's peers take turns.

A question is an activation's name in the preset, the answer {"milliseconds"} of the training part of that
network's next epoch of 54,000 images. Run with the folder of MNIST's IDX files, plain or .gz.
"""
import gzip
import json
import pathlib
import sys
import time

import numpy
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

ACTIVATIONS = {"relu": nn.ReLU, "elu": nn.ELU, "leaky-relu": nn.LeakyReLU, "gelu": nn.GELU}
HELD_BACK = 6000  # the first images are the validation set


def read(name, offset):
    path = pathlib.Path(sys.argv[1]) / name
    data = path.read_bytes() if path.exists() else gzip.decompress(path.with_name(name + ".gz").read_bytes())
    return numpy.frombuffer(data, numpy.uint8, offset=offset)


def epochs(name, x, y):
    torch.manual_seed(1337)
    network = nn.Sequential(nn.Linear(784, 256, bias=False), nn.BatchNorm1d(256, eps=1e-3, momentum=0.01),
                            ACTIVATIONS[name](), nn.Linear(256, 10))
    optimizer = torch.optim.Adam(network.parameters(), lr=1e-3, eps=1e-7)
    loader = DataLoader(TensorDataset(x, y), batch_size=128, shuffle=True)
    while True:
        started = time.perf_counter()
        for inputs, targets in loader:
            optimizer.zero_grad()
            loss = nn.functional.cross_entropy(network(inputs), targets)
            loss.backward()
            optimizer.step()
            loss.item()
        yield (time.perf_counter() - started) * 1000


torch.set_num_threads(1)
images = read("train-images-idx3-ubyte", 16).reshape(-1, 784)[HELD_BACK:].astype(numpy.float32) / 255
labels = read("train-labels-idx1-ubyte", 8)[HELD_BACK:].astype(numpy.int64)
runs = {}
for line in sys.stdin:
    name = line.strip()
    if not name:
        print("{}", flush=True)
        continue
    if name not in runs:
        runs[name] = epochs(name, torch.from_numpy(images), torch.from_numpy(labels))
    print(json.dumps({"milliseconds": next(runs[name])}), flush=True)
