"""Writes tables.json: what real PyTorch learns from tables that scikit-learn and vega-datasets ship.

The files are read here by Python's csv module with what is known of each of them; the playground reads them with nothing
but the target's name. Needs Debian's python3-torch, the folder `sklearn/datasets/data` of python3-sklearn and the folder
`data` of the npm package vega-datasets, given in this order:
/usr/bin/python3 tests/golden/make_tables.py SKLEARN_DATA VEGA_DATA
"""
import csv
import datetime
import gzip
import json
import pathlib
import sys

import torch

from pytorch_reference import make_network, train

torch.set_num_threads(1)

EPOCHS, BATCH, RATE, WIDTH = 5, 32, 0.003, 32


def number(text):
    return float(text)


def day(text):
    return float((datetime.date.fromisoformat(text) - datetime.date(1970, 1, 1)).days)


def leave_out(_text):
    return None


# Name, file, folder, delimiter, lines before the first row, the target's column and name, how a cell of the others is read.
TABLES = [
    ("iris", "iris.csv", 0, 1, 4, "column5", {}),
    ("wine", "wine_data.csv", 0, 1, 13, "column14", {}),
    ("breast cancer", "breast_cancer.csv", 0, 1, 30, "column31", {}),
    ("digits", "digits.csv.gz", 0, 0, 64, "column65", {}),
    ("Seattle's weather", "seattle-weather.csv", 1, 1, 5, "weather", {0: day}),
    ("gapminder", "gapminder-health-income.csv", 1, 1, 4, "region", {0: leave_out}),
]


def read(path, skipped, target, readers):
    opened = gzip.open(path, "rt") if path.suffix == ".gz" else open(path, newline="")
    with opened as lines:
        rows = [row for row in csv.reader(lines) if row][skipped:]
    labels = [row[target] for row in rows]
    numeric = all(label.lstrip("-").isdigit() for label in labels)
    names = sorted(set(labels), key=float if numeric else str)
    x = []
    for row in rows:
        cells = [readers.get(i, number)(cell) for i, cell in enumerate(row) if i != target]
        x.append([cell for cell in cells if cell is not None])
    return torch.tensor(x, dtype=torch.float64), torch.tensor([names.index(label) for label in labels]), names


def make_case(name, path, skipped, target, target_name, readers):
    x, y, names = read(path, skipped, target, readers)
    rows = len(y)
    validation = int(rows / 5 + 0.5)
    count = rows - validation
    order = torch.randperm(rows, generator=torch.Generator().manual_seed(0))
    x, y = x[order], y[order]
    mean, deviation = x[:count].mean(0), x[:count].std(0, unbiased=False)
    deviation[deviation <= 1e-12 * mean.abs()] = 1.0
    x = ((x - mean) / deviation).float()
    epochs = []
    for dtype in (torch.float32, torch.float64):
        network = make_network(x.shape[1], [WIDTH, WIDTH], len(names), {"name": "gelu"}, False, 0).to(dtype)
        epochs.append(train(x.to(dtype), y, count, network, {"name": "gelu"}, {"name": "adam", "learningRate": RATE}, BATCH, 1000, EPOCHS,
                            statistics=False))
    print(name, rows, x.shape[1], names, ["%.6f" % r["validationLoss"] for r in epochs[0]])
    return {"name": name, "file": path.name, "target": target_name, "rows": rows, "features": x.shape[1], "classNames": names,
            "train": count, "validation": validation,
            "epochs": [{"trainLoss": r["trainLossMeanOfBatches"], "validationLoss": r["validationLoss"], "correct": r["validationCorrect"],
                        "float64ValidationLoss": e["validationLoss"]} for r, e in zip(*epochs)]}


def main():
    folders = [pathlib.Path(folder) for folder in sys.argv[1:3]]
    settings = {"epochs": EPOCHS, "batchSize": BATCH, "learningRate": RATE, "activation": "gelu", "torch": torch.__version__}
    cases = [make_case(name, folders[folder] / file, skipped, target, target_name, readers)
             for name, file, folder, skipped, target, target_name, readers in TABLES]
    path = pathlib.Path(__file__).with_name("tables.json")
    path.write_text(json.dumps({"settings": settings, "cases": cases}, indent=1) + "\n")


main()
