"""Trains the preset relu-vs-elu in PyTorch an epoch a question, so that the bench's peers take turns.

A question is {"cell", "program"}: the cell "relu", "elu", "relu+bn" or "elu+bn"; the program "article" as its author wrote
it (DataLoader, statistics of the first activation by a hook, gradient norm), or "bare", the same steps without any of
these. The answer is {"milliseconds"} of the training part of the cell's next epoch; the network trains on.
"""
import json
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "golden"))

import torch  # noqa: E402
from torch import nn  # noqa: E402
from torch.utils.data import DataLoader, TensorDataset  # noqa: E402

from pytorch_reference import ActivationStatistics, make_data, make_network, make_optimizer  # noqa: E402

TRAIN, BATCH = 6000, 128
torch.set_num_threads(1)
X, _, Y = make_data()
X, Y = X[:TRAIN], Y[:TRAIN]
CRITERION = nn.CrossEntropyLoss()


def make(cell):
    spec = {"name": cell.split("+")[0]}
    network = make_network(64, [256, 256], 10, spec, cell.endswith("+bn"), 0)
    optimizer = make_optimizer({"name": "sgd", "learningRate": 0.1, "momentum": 0.9}, network.parameters())
    return spec, network, optimizer


def article(cell):
    """Yields the milliseconds of one epoch after the other, the article's way."""
    spec, network, optimizer = make(cell)
    loader = DataLoader(TensorDataset(X, Y), batch_size=BATCH, shuffle=True)
    statistics = ActivationStatistics(spec, 256)
    first = next(layer for layer in network if isinstance(layer, (nn.ReLU, nn.ELU)))
    first.register_forward_hook(lambda module, inputs, output: statistics.record("train", output))
    while True:
        statistics.reset()
        started = time.perf_counter()
        losses, norms = [], []
        for inputs, targets in loader:
            optimizer.zero_grad()
            loss = CRITERION(network(inputs), targets)
            loss.backward()
            norms.append(network[0].weight.grad.norm().item())
            optimizer.step()
            losses.append(loss.item())
        yield (time.perf_counter() - started) * 1000


def bare(cell):
    """The same steps and nothing beside them."""
    _, network, optimizer = make(cell)
    while True:
        started = time.perf_counter()
        for indices in torch.randperm(TRAIN).split(BATCH):
            optimizer.zero_grad()
            CRITERION(network(X[indices]), Y[indices]).backward()
            optimizer.step()
        yield (time.perf_counter() - started) * 1000


epochs = {}
for line in sys.stdin:
    if not line.strip():
        print("{}", flush=True)
        continue
    question = json.loads(line)
    key = question["cell"], question["program"]
    if key not in epochs:
        epochs[key] = {"article": article, "bare": bare}[key[1]](key[0])
    print(json.dumps({"milliseconds": next(epochs[key])}), flush=True)
