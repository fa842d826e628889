"""Prints what real PyTorch reaches with experiment E1 (784 -> 256 -> BatchNorm -> activation -> 10) as the preset
mnist-mlp sets it up: the figures tests/node/engine/mnist.test.js holds the playground to.

Run: /usr/bin/python3 tests/golden/mnist_mlp.py FOLDER-WITH-THE-FOUR-IDX-FILES [threads]
"""
import gzip
import pathlib
import sys

import numpy
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


def read(folder, name, offset):
    return numpy.frombuffer(gzip.open(pathlib.Path(folder) / f"{name}.gz").read(), numpy.uint8, offset=offset)


def images(folder, name):
    return torch.from_numpy(read(folder, name, 16).reshape(-1, 784).astype(numpy.float32) / 255)


def labels(folder, name):
    return torch.from_numpy(read(folder, name, 8).astype(numpy.int64))


def accuracy(network, x, y):
    return (network(x).argmax(dim=1) == y).float().mean().item()


def main(folder, threads=1):
    torch.set_num_threads(threads)
    x, y = images(folder, "train-images-idx3-ubyte"), labels(folder, "train-labels-idx1-ubyte")
    x_test, y_test = images(folder, "t10k-images-idx3-ubyte"), labels(folder, "t10k-labels-idx1-ubyte")
    x_validation, y_validation, x, y = x[:6000], y[:6000], x[6000:], y[6000:]
    for name, activation in (("ReLU", nn.ReLU()), ("ELU", nn.ELU()), ("Leaky ReLU", nn.LeakyReLU(0.01)), ("GELU", nn.GELU())):
        torch.manual_seed(1337)
        network = nn.Sequential(nn.Linear(784, 256, bias=False), nn.BatchNorm1d(256, eps=1e-3, momentum=0.01),
                                activation, nn.Linear(256, 10))
        optimizer = torch.optim.Adam(network.parameters(), lr=1e-3, eps=1e-7)
        loader = DataLoader(TensorDataset(x, y), batch_size=128, shuffle=True)
        validation = DataLoader(TensorDataset(x_validation, y_validation), batch_size=500)
        for epoch in range(5):
            network.train()
            losses = []
            for inputs, targets in loader:
                optimizer.zero_grad()
                loss = nn.functional.cross_entropy(network(inputs), targets)
                loss.backward()
                optimizer.step()
                losses.append(loss.item())
            iter(validation)  # the playground's validation draws here, as the article's does
            network.eval()
            with torch.no_grad():
                print("%s epoch %d: loss %.5f validation %.4f test %.4f" % (
                    name, epoch + 1, sum(losses) / len(losses), accuracy(network, x_validation, y_validation),
                    accuracy(network, x_test, y_test)))


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
