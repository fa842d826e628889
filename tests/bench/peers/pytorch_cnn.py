"""Trains the preset mnist-cnn's network in PyTorch an epoch a question, so that the bench's peers take turns.

A question is {"activation", "program"}: "relu" or "elu"; the program "loader" takes its batches from a DataLoader and
reads every loss, "bare" does the same steps and nothing beside them. The answer is {"milliseconds"} of the training
part of that network's next epoch. Run with the number of images; they are random, which costs what real ones do.
"""
import json
import sys
import time

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

ACTIVATIONS = {"relu": nn.ReLU, "elu": nn.ELU}
BATCH = 250


def make(name):
    activation = ACTIVATIONS[name]
    network = nn.Sequential(nn.Conv2d(1, 32, 3), activation(), nn.MaxPool2d(2), nn.Dropout(0.25),
                            nn.Conv2d(32, 64, 3), activation(), nn.MaxPool2d(2), nn.Dropout(0.25),
                            nn.Flatten(), nn.Linear(1600, 256), activation(), nn.Linear(256, 10))
    for layer in network:
        if isinstance(layer, (nn.Conv2d, nn.Linear)):
            nn.init.kaiming_normal_(layer.weight)
            nn.init.zeros_(layer.bias)
    return network, torch.optim.Adam(network.parameters(), lr=1e-3, eps=1e-7)


def loader(name):
    """Yields the milliseconds of one epoch after the other."""
    network, optimizer = make(name)
    batches = DataLoader(TensorDataset(X, Y), batch_size=BATCH, shuffle=True)
    while True:
        started = time.perf_counter()
        for inputs, targets in batches:
            optimizer.zero_grad()
            loss = nn.functional.cross_entropy(network(inputs), targets)
            loss.backward()
            optimizer.step()
            loss.item()
        yield (time.perf_counter() - started) * 1000


def bare(name):
    """The same steps and nothing beside them."""
    network, optimizer = make(name)
    while True:
        started = time.perf_counter()
        for indices in torch.randperm(len(X)).split(BATCH):
            optimizer.zero_grad()
            nn.functional.cross_entropy(network(X[indices]), Y[indices]).backward()
            optimizer.step()
        yield (time.perf_counter() - started) * 1000


torch.set_num_threads(1)
torch.manual_seed(0)
X, Y = torch.rand(int(sys.argv[1]), 1, 28, 28), torch.randint(10, (int(sys.argv[1]),))
runs = {}
for line in sys.stdin:
    if not line.strip():
        print("{}", flush=True)
        continue
    question = json.loads(line)
    key = question["activation"], question["program"]
    if key not in runs:
        runs[key] = {"loader": loader, "bare": bare}[key[1]](key[0])
    print(json.dumps({"milliseconds": next(runs[key])}), flush=True)
