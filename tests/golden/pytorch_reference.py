"""The ReLU-against-ELU program of experiment E2 in plain PyTorch: what the playground must reproduce.

It is written as an article's author would write it (DataLoader, nn.Sequential, forward hooks), so that its
random draws happen where PyTorch makes them. Used by the golden scripts and by the bench.
Run with a Python that has torch (Debian: python3-torch and libopenblas0-pthread).
"""
import time

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


def make_data(train=6000, validation=2000, features=64, classes=10, shift=-1.0, seed=0):
    """X ~ N(0,1) + shift, W ~ 0.7 N(0,1), y = argmax(XW + 0.3 N(0,1)); one generator draws X, W, noise."""
    generator = torch.Generator().manual_seed(seed)
    samples = train + validation
    x = torch.randn(samples, features, generator=generator) + shift
    w = torch.randn(features, classes, generator=generator) * 0.7
    noise = torch.randn(samples, classes, generator=generator)
    y = (x @ w + 0.3 * noise).argmax(dim=1)
    return x, w, y


def make_activation(spec):
    name = spec["name"]
    if name == "relu":
        return nn.ReLU()
    if name == "elu":
        return nn.ELU(alpha=spec.get("alpha", 1.0))
    if name == "leaky-relu":
        return nn.LeakyReLU(spec.get("slope", 0.01))
    if name == "gelu":
        return nn.GELU()
    if name == "tanh":
        return nn.Tanh()
    if name == "silu":
        return nn.SiLU()
    raise ValueError(name)


def make_network(features, widths, classes, activation, batch_norm, seed):
    """Linear, optional BatchNorm, activation, ... , Linear; He normal weights, zero biases."""
    torch.manual_seed(seed)
    layers, fan_in = [], features
    for width in widths:
        layers.append(nn.Linear(fan_in, width))
        if batch_norm:
            layers.append(nn.BatchNorm1d(width))
        layers.append(make_activation(activation))
        fan_in = width
    layers.append(nn.Linear(fan_in, classes))
    network = nn.Sequential(*layers)
    for layer in network:
        if isinstance(layer, nn.Linear):
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
            nn.init.zeros_(layer.bias)
    return network


class ActivationStatistics:
    """The article's hook: one equal weight a batch, training and validation batches alike."""

    def __init__(self, spec, units):
        self.elu = spec["name"] == "elu"
        self.alpha = spec.get("alpha", 1.0)
        self.units = units
        self.phases = {}

    def reset(self):
        self.phases = {p: {"mean": 0.0, "meanAbs": 0.0, "special": 0.0, "batches": 0, "nonzero": torch.zeros(self.units, dtype=torch.bool),
                           "often": torch.zeros(self.units)} for p in ("train", "validation")}

    def record(self, phase, output):
        a = output.detach()
        p = self.phases[phase]
        p["mean"] += a.mean().item()
        p["meanAbs"] += a.abs().mean().item()
        p["batches"] += 1
        if self.elu:
            near = a < -0.95 * self.alpha
            p["special"] += near.float().mean().item()
            p["often"] += (near.float().mean(dim=0) > 0.5).float()
        else:
            p["special"] += (a == 0).float().mean().item()
            p["nonzero"] |= (a != 0).any(dim=0)

    def summary(self, phases):
        chosen = [self.phases[p] for p in phases]
        batches = sum(p["batches"] for p in chosen)
        result = {"mean": sum(p["mean"] for p in chosen) / batches,
                  "meanAbs": sum(p["meanAbs"] for p in chosen) / batches,
                  "special": sum(p["special"] for p in chosen) / batches}
        if self.elu:
            result["units"] = int((sum(p["often"] for p in chosen) / batches > 0.9).sum())
        else:
            alive = chosen[0]["nonzero"].clone()
            for p in chosen[1:]:
                alive |= p["nonzero"]
            result["units"] = int((~alive).sum())
        return result


def make_optimizer(spec, parameters):
    if spec["name"] == "sgd":
        return torch.optim.SGD(parameters, lr=spec["learningRate"], momentum=spec.get("momentum", 0.0))
    return torch.optim.Adam(parameters, lr=spec["learningRate"], betas=(spec.get("beta1", 0.9), spec.get("beta2", 0.999)),
                            eps=spec.get("epsilon", 1e-8))


def train(x, y, train_count, network, activation, optimizer, batch_size=128, validation_batch_size=512, epochs=10,
          on_first_step=None, on_epoch=None, statistics=True, criterion=None):
    """Trains `network`; returns one dict an epoch. `criterion`: of a regression instead of classes. `on_first_step(network, indices)` sees the first gradients."""
    train_set = TensorDataset(x[:train_count], y[:train_count], torch.arange(train_count))
    validation_set = TensorDataset(x[train_count:], y[train_count:])
    train_loader = DataLoader(train_set, batch_size=batch_size, shuffle=True)
    validation_loader = DataLoader(validation_set, batch_size=validation_batch_size)
    optimizer = make_optimizer(optimizer, network.parameters())
    has_classes = criterion is None
    criterion = criterion or nn.CrossEntropyLoss()
    activations = [layer for layer in network if not isinstance(layer, (nn.Linear, nn.BatchNorm1d))]
    widths = [layer.out_features for layer in network if isinstance(layer, nn.Linear)]
    trackers = [ActivationStatistics(activation, units) for units in widths[:-1]]
    phase = ["train"]
    if statistics:
        for layer, tracker in zip(activations, trackers):
            layer.register_forward_hook(lambda m, i, o, tracker=tracker: tracker.record(phase[0], o))
    records = []
    first = True
    for epoch in range(epochs):
        for tracker in trackers:
            tracker.reset()
        network.train()
        phase[0] = "train"
        started = time.perf_counter()
        losses, sizes, norms, order = [], [], [], []
        for inputs, targets, indices in train_loader:
            order.append(indices)
            optimizer.zero_grad()
            loss = criterion(network(inputs), targets)
            loss.backward()
            if first and on_first_step:
                on_first_step(network, indices, loss)
            first = False
            norms.append(network[0].weight.grad.norm().item())
            optimizer.step()
            losses.append(loss.item())
            sizes.append(len(targets))
        seconds = time.perf_counter() - started
        network.eval()
        phase[0] = "validation"
        correct, loss_sum, predicted = 0, 0.0, []
        with torch.no_grad():
            for inputs, targets in validation_loader:
                logits = network(inputs)
                loss_sum += criterion(logits, targets).item() * len(targets)
                predicted.append(logits.argmax(dim=1))
                correct += int((predicted[-1] == targets).sum()) if has_classes else 0
        record = {
            "epoch": epoch + 1,
            "trainLoss": sum(a * b for a, b in zip(losses, sizes)) / sum(sizes),
            "trainLossMeanOfBatches": sum(losses) / len(losses),
            "validationLoss": loss_sum / len(validation_set),
            "validationCorrect": correct,
            "validationClasses": int(torch.cat(predicted).unique().numel()),
            "gradientNorm": sum(norms) / len(norms),
            "milliseconds": seconds * 1000,
            "order": torch.cat(order).tolist(),
        }
        if statistics:
            record["layers"] = [{"train": t.summary(["train"]), "validation": t.summary(["validation"]),
                                 "combined": t.summary(["train", "validation"])} for t in trackers]
        records.append(record)
        if on_epoch:
            on_epoch(record)
    return records
