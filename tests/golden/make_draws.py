#!/usr/bin/python3
"""Writes draws.json: what PyTorch draws, bit for bit: initialisers, generator calls, masks, slopes and permutations.

Float32 tensors are written as eight hexadecimal digits an element, in row-major order. Run by hand with Debian's
python3-torch on a processor with AVX2: PyTorch's kernels for other processors do not fuse products and sums.
"""
import json
import math
import pathlib

import torch
from torch import nn
from torch.nn import functional as F

SEEDS = (0, 7, 2**32 + 12345)
# Under 16 elements and over, lengths that are multiples of 16, of 8 only, of 4 only and of none.
DENSE = ((2, 3), (5, 3), (4, 4), (5, 8), (16, 12), (17, 13))  # [units, inputs]
CONV = ((2, 1, 2, 2), (3, 2, 3, 2), (5, 3, 3, 3))  # [filters, channels, height, width]
LENGTHS = (1, 2, 7, 8, 15, 16, 17, 24, 31, 40, 100)
RRELU_INPUT = [torch.linspace(-1, 0.5, n) for n in LENGTHS]


def fan_in(w):
    return nn.init._calculate_fan_in_and_fan_out(w)[0]


INITIALIZERS = [
    ("he-normal", lambda w: nn.init.kaiming_normal_(w, nonlinearity="relu")),
    ("he-uniform", lambda w: nn.init.kaiming_uniform_(w, nonlinearity="relu")),
    ("glorot-normal", lambda w: nn.init.xavier_normal_(w)),
    ("glorot-uniform", lambda w: nn.init.xavier_uniform_(w)),
    ("lecun-normal", lambda w: nn.init.kaiming_normal_(w, nonlinearity="linear")),
    ("lecun-uniform", lambda w: nn.init.kaiming_uniform_(w, nonlinearity="linear")),
    ("pytorch-default", lambda w: None),
    ("zeros", lambda w: nn.init.zeros_(w)),
    ({"name": "constant", "value": 0.3}, lambda w: nn.init.constant_(w, 0.3)),
    ({"name": "uniform", "low": -0.2, "high": 0.7}, lambda w: nn.init.uniform_(w, -0.2, 0.7)),
    ({"name": "normal", "mean": 0.1, "std": 0.3}, lambda w: nn.init.normal_(w, 0.1, 0.3)),
    ({"name": "he-uniform", "gain": 1.25}, lambda w: nn.init.uniform_(w, *bounds(math.sqrt(3.0) * (1.25 / math.sqrt(fan_in(w)))))),
    ({"name": "he-normal", "gain": 1.25}, lambda w: nn.init.normal_(w, 0, 1.25 / math.sqrt(fan_in(w)))),
    ({"name": "glorot-uniform", "gain": 1.5}, lambda w: nn.init.xavier_uniform_(w, 1.5)),
    # Through the C library's functions or LAPACK, whose last bits differ between machines: compared closely, not exactly.
    ({"name": "normal", "std": 0.3, "truncated": True}, lambda w: nn.init.trunc_normal_(w, 0, 0.3, -0.6, 0.6)),
    ("orthogonal", lambda w: nn.init.orthogonal_(w)),
]


def bounds(limit):
    return -limit, limit


def bits(tensor):
    words = tensor.detach().contiguous().view(torch.int32).reshape(-1).tolist()
    return "".join(f"{word & 0xFFFFFFFF:08x}" for word in words)


def initialized(config, draw):
    cases = []
    for seed in SEEDS:
        for shape in DENSE + CONV:
            torch.manual_seed(seed)
            layer = nn.Linear(shape[1], shape[0]) if len(shape) == 2 else nn.Conv2d(shape[1], shape[0], shape[2:])
            draw(layer.weight)
            case = {"seed": seed, "shape": shape, "weight": bits(layer.weight)}
            if config == "pytorch-default":
                case["bias"] = bits(layer.bias)
            cases.append(case)
    return {"init": config, "cases": cases}


def seeded(seed, draw):
    torch.manual_seed(seed)
    return bits(draw())


def sequence(draws):
    return "".join(bits(draw) for draw in draws)


def calls(seed):
    """One stream through many calls: what each leaves of it is part of what the next one gives."""
    torch.manual_seed(seed)
    return {
        "seed": seed,
        "uniform": sequence(torch.empty(n).uniform_(-0.35, 0.9) for n in LENGTHS),
        "normal": sequence(torch.empty(n).normal_(0.25, 1.5) for n in LENGTHS),
        "dropout": sequence(F.dropout(torch.ones(n), p) for n in LENGTHS for p in (0.1, 0.5)),
        "alphaDropout": sequence(F.alpha_dropout(torch.full((n,), 0.75), 0.2, training=True) for n in LENGTHS),
        "rreluInput": sequence(RRELU_INPUT),
        "rrelu": sequence(F.rrelu(x, 1 / 8, 1 / 3, training=True) for x in RRELU_INPUT),
        "permutations": [torch.randperm(n).tolist() for n in LENGTHS],
        "uniformAfter": sequence([torch.empty(5).uniform_(0, 1)]),
    }


result = {
    "torch": torch.__version__,
    "lengths": LENGTHS,
    "initializers": [initialized(*one) for one in INITIALIZERS],
    "calls": [calls(seed) for seed in SEEDS],
}
path = pathlib.Path(__file__).with_name("draws.json")
lists = ("initializers", "calls")
entries = [f'"{k}": ' + ("[\n" + ",\n".join(json.dumps(v) for v in value) + "\n]" if k in lists else json.dumps(value)) for k, value in result.items()]
path.write_text("{\n" + ",\n".join(entries) + "\n}\n")
print(f"{path.name}: {len(INITIALIZERS)} initialisers, {path.stat().st_size // 1024} KB")
