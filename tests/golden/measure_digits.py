"""Measures the drawn digits: how well a linear model, an MLP and a small CNN of plain PyTorch read them.

The bar: the CNN 97 % or more, the linear model clearly below 92 %. Run by hand, with a Python that has torch, on what
build/native/tests/cpp/dump_data writes:
  dump_data '{"source": "digits"}' digits.bin && /usr/bin/python3 tests/golden/measure_digits.py digits.bin [epochs]
"""
import sys

import numpy
import torch
from torch import nn


def read(path):
    """[(x, y) of train, of validation]: for each split its samples, columns, features, and labels."""
    content = open(path, "rb").read()
    splits, at = [], 0
    for _ in range(2):
        samples, columns = numpy.frombuffer(content, "<u4", 2, at)
        at += 8
        x = numpy.frombuffer(content, "<f4", samples * columns, at).reshape(samples, columns)
        at += x.nbytes
        y = numpy.frombuffer(content, "<u4", samples, at)
        at += y.nbytes
        splits.append((torch.tensor(x), torch.tensor(y.astype("int64"))))
    return splits


def accuracy(network, train, validation, epochs):
    optimizer = torch.optim.Adam(network.parameters(), lr=1e-3)
    x, y = train
    best = []
    for _ in range(epochs):
        network.train()
        for batch in torch.randperm(len(x)).split(128):
            optimizer.zero_grad()
            nn.functional.cross_entropy(network(x[batch]), y[batch]).backward()
            optimizer.step()
        network.eval()
        with torch.no_grad():
            best.append((network(validation[0]).argmax(1) == validation[1]).double().mean().item())
    return best


def main():
    train, validation = read(sys.argv[1])
    epochs = int(sys.argv[2]) if len(sys.argv) > 2 else 6
    torch.set_num_threads(1)
    networks = {
        "linear": (lambda: nn.Sequential(nn.Linear(784, 10)), 4 * epochs),
        "MLP 256": (lambda: nn.Sequential(nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 10)), epochs),
        "CNN": (lambda: nn.Sequential(
            nn.Unflatten(1, (1, 28, 28)), nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(1568, 10)), epochs),
    }
    for name, (make, turns) in networks.items():
        torch.manual_seed(0)
        results = accuracy(make(), train, validation, turns)
        print(f"{name:8} {turns:3} epochs: {results[-1]:.4f} at the end, {max(results):.4f} at best", flush=True)


if __name__ == "__main__":
    main()
