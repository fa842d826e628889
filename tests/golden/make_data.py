"""Writes data.json: data as real PyTorch draws, labels, permutes and standardises it.

Balanced shifted Gaussians (labels exact), rings in the plane, and a table split by torch.randperm and standardised by its training rows.
Run: /usr/bin/python3 tests/golden/make_data.py
"""
import json
import math
import pathlib

import torch


def balanced(train, validation, features, classes, shift, seed):
    generator = torch.Generator().manual_seed(seed)
    x = torch.randn(train + validation, features, generator=generator) + shift
    w = torch.randn(features, classes, generator=generator) * 0.7
    logits = x @ w + 0.3 * torch.randn(train + validation, classes, generator=generator)
    y = (logits - logits.mean(dim=0)).argmax(dim=1)
    print("balanced", features, classes, y.bincount().tolist())
    data = {"source": "shifted-gaussian", "train": train, "validation": validation, "features": features,
            "classes": classes, "shift": shift, "seed": seed, "balanced": True}
    return {"data": data, "labels": "".join(chr(48 + v) for v in y.tolist())}


def table(rows, features, train, seed):
    """Row i holds i, i squared, ... and the target 1 / (i + 1): what the test makes as well."""
    i = torch.arange(rows, dtype=torch.float64)
    values = torch.stack([i ** (k + 1) for k in range(features)] + [1 / (i + 1)], dim=1)
    order = torch.randperm(rows, generator=torch.Generator().manual_seed(seed))
    values = values[order]
    deviation, mean = torch.std_mean(values[:train], dim=0, unbiased=False)
    return {"rows": rows, "features": features, "train": train, "seed": seed, "order": order.tolist(),
            "standardized": ((values - mean) / deviation).tolist()}


def rings(train, validation, count, noise, seed):
    """Sample by sample an angle and two normals, all in the order of torch.randperm."""
    generator = torch.Generator().manual_seed(seed)
    samples, distance, points = train + validation, 5.0 / count, []
    for i in range(samples):
        label = i % 2
        of_class = len(range(label, count, 2))
        radius = distance * (2 * (i // 2 % of_class) + label + 1)
        turn = 2 * math.pi * torch.rand(1, dtype=torch.float64, generator=generator).item()
        a, b = torch.randn(2, generator=generator).tolist()
        points.append([radius * math.sin(turn) + noise * distance * a, radius * math.cos(turn) + noise * distance * b, label])
    order = torch.randperm(samples, generator=generator).tolist()
    data = {"source": "rings", "train": train, "validation": validation, "rings": count, "noise": noise, "seed": seed}
    return {"data": data, "points": [points[i] for i in order]}


if __name__ == "__main__":
    goldens = {"pytorch": torch.__version__,
               "balanced": [balanced(6000, 2000, 64, 10, -1.0, 0), balanced(500, 77, 13, 3, 2.0, 41),
                            balanced(1000, 200, 100, 17, -3.0, 4294967299)],
               "rings": [rings(60, 21, 4, 0.0, 3), rings(50, 25, 5, 0.3, 4294967299)],
               "table": [table(40, 3, 25, 0), table(101, 1, 60, 12345)]}
    path = pathlib.Path(__file__).with_name("data.json")
    path.write_text(json.dumps(goldens, separators=(",", ":")).replace('{"data":', '\n{"data":').replace('{"rows":', '\n{"rows":') + "\n")
