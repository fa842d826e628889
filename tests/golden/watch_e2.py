"""Trains runs of experiment E2 in plain PyTorch under playground_hooks.py, and writes their records.

    python3 watch_e2.py RECORDS EPOCHS RUN...     a RUN is an activation: relu or elu
"""
import pathlib
import sys

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from pytorch_reference import make_data, make_network

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "web" / "public"))
from playground_hooks import watch  # noqa: E402


def main(path, epochs, names):
    x, _, y = make_data()
    for name in names:
        network = make_network(64, (256, 256), 10, {"name": name}, False, seed=0)
        watcher = watch(network, path, run=name, every=1, append=True)
        training = DataLoader(TensorDataset(x[:6000], y[:6000]), batch_size=128, shuffle=True)
        validation = DataLoader(TensorDataset(x[6000:], y[6000:]), batch_size=512)
        optimizer = torch.optim.SGD(network.parameters(), lr=0.1, momentum=0.9)
        criterion = nn.CrossEntropyLoss()
        for _ in range(epochs):
            network.train()
            losses = []
            for inputs, targets in training:
                optimizer.zero_grad()
                loss = criterion(network(inputs), targets)
                loss.backward()
                optimizer.step()
                losses.append(loss.item())
            network.eval()
            with torch.no_grad():
                outputs = [(network(inputs), targets) for inputs, targets in validation]
            right = sum(int((output.argmax(1) == targets).sum()) for output, targets in outputs)
            total = sum(float(nn.functional.cross_entropy(output, targets, reduction="sum")) for output, targets in outputs)
            watcher.epoch(trainLoss=sum(losses) / len(losses), validationLoss=total / 2000, validationAccuracy=right / 2000)
        watcher.close()


main(sys.argv[1], int(sys.argv[2]), sys.argv[3:])
