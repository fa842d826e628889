"""What playground_hooks.py costs: the processor time of a training step of a small network of convolutions with and without it, pair by pair.

    python3 watch_cost.py EVERY     prints the median of the ratios, and where half of them are
"""
import pathlib
import statistics
import sys
import tempfile
import time

import torch
from torch import nn

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "web" / "public"))
from playground_hooks import watch  # noqa: E402


def trainer(every):
    """A function that takes one step on a batch of 64 images of 28 x 28."""
    torch.manual_seed(0)
    network = nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(32, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(1568, 64), nn.ELU(), nn.Linear(64, 10))
    if every:
        watch(network, f"{tempfile.mkdtemp()}/records.jsonl", every=every)
    optimizer = torch.optim.SGD(network.parameters(), lr=0.01, momentum=0.9)
    x, y = torch.randn(64, 1, 28, 28), torch.randint(0, 10, (64,))

    def steps(count):
        begin = time.process_time()
        for _ in range(count):
            optimizer.zero_grad()
            nn.functional.cross_entropy(network(x), y).backward()
            optimizer.step()
        return time.process_time() - begin

    return steps


torch.set_num_threads(1)
every = int(sys.argv[1])
plain, watched = trainer(0), trainer(every)
plain(10), watched(10)
ratios = sorted(watched(every) / plain(every) for _ in range(max(25, 200 // every)))
print(f"{statistics.median(ratios):.3f} times; half of {len(ratios)} pairs from {ratios[len(ratios) // 4]:.3f} to {ratios[3 * len(ratios) // 4]:.3f}")
