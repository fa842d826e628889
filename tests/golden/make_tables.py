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
from torch import nn

from pytorch_reference import make_network, train

torch.set_num_threads(1)

EPOCHS, BATCH, RATE, WIDTH = 5, 32, 0.003, 32


def number(text):
    return float(text) if text != "" else float("nan")


def day(text):
    return float((datetime.date.fromisoformat(text) - datetime.date(1970, 1, 1)).days)


def leave_out(_text):
    return None


def category(_text):
    raise AssertionError("categories are read by the column")


# Name, file, folder, lines before the first row, the target's column and name, how a cell of the others is read.
TABLES = [
    ("iris", "iris.csv", 0, 1, 4, "column5", {}),
    ("wine", "wine_data.csv", 0, 1, 13, "column14", {}),
    ("breast cancer", "breast_cancer.csv", 0, 1, 30, "column31", {}),
    ("digits", "digits.csv.gz", 0, 0, 64, "column65", {}),
    ("Seattle's weather", "seattle-weather.csv", 1, 1, 5, "weather", {0: day}),
    ("gapminder", "gapminder-health-income.csv", 1, 1, 4, "region", {0: leave_out}),
    ("bird strikes", "birdstrikes.csv", 1, 1, 2, "Effect Amount of damage",
     {0: category, 1: leave_out, 3: day, 4: category, 5: category, 6: category, 7: category, 8: category, 9: category}),
]
# What has to be said of a table: a column of more texts than can be categories is left out, and gaps are filled.
SAID = {"bird strikes": {"data": {"columns": {"Aircraft Make Model": "ignored"}, "missing": "median"}}}

CROSS_ENTROPY = "softmax-cross-entropy"
# The same with what an experiment says of data and loss, everything else left to the file.
WRITTEN = [
    ("iris in shares, stratified, balanced", "iris.csv", 0, 1, 4, "column5", {},
     {"data": {"train": 0.5, "validation": 0.3, "test": 0.2, "split": "stratify"}, "loss": {"name": CROSS_ENTROPY, "classWeights": "balanced"}}),
    ("wine with weights, smoothing and a column as it is", "wine_data.csv", 0, 1, 13, "column14", {},
     {"data": {"train": 0.7, "columns": {"column11": {"standardize": False}}},
      "loss": {"name": CROSS_ENTROPY, "classWeights": [1, 2.5, 0.5], "labelSmoothing": 0.1}}),
    ("breast cancer, the first rows", "breast_cancer.csv", 0, 1, 30, "column31", {},
     {"data": {"train": 400, "split": "file-order"}, "loss": {"name": CROSS_ENTROPY, "labelSmoothing": 0.05}}),
]


def read(path, skipped, target, readers):
    opened = gzip.open(path, "rt") if path.suffix == ".gz" else open(path, newline="")
    with opened as lines:
        rows = [row for row in csv.reader(lines) if row][skipped:]
    labels = [row[target] for row in rows]
    numeric = all(label.lstrip("-").isdigit() for label in labels)
    names = sorted(set(labels), key=float if numeric else str)
    return features(rows, target, readers), torch.tensor([names.index(label) for label in labels]), names


def features(rows, target, readers):
    columns = []
    for i in range(len(rows[0])):
        reader = readers.get(i, number)
        cells = [row[i] for row in rows]
        if i == target or reader is leave_out:
            continue
        if reader is category:
            columns += [[float(cell == text) for cell in cells] for text in sorted(set(cells))]
        else:
            columns.append([reader(cell) for cell in cells])
    return torch.tensor(columns, dtype=torch.float64).T.contiguous()


def filled(x, count):
    """Gaps become the median of the rows that train."""
    for column in x.T:
        there = column[:count][~column[:count].isnan()].sort().values
        column[column.isnan()] = 0.5 * there[(len(there) - 1) // 2] + 0.5 * there[len(there) // 2]
    return x


def standardised(x, count, kept=()):
    mean, deviation = x[:count].mean(0), x[:count].std(0, unbiased=False)
    deviation[deviation <= 1e-12 * mean.abs()] = 1.0
    for column in kept:
        mean[column], deviation[column] = 0.0, 1.0
    return ((x - mean) / deviation).float()


def counts_of(data, rows):
    """Rows that train and validate; what is left out is the rest, of which a fifth validates where both are."""
    counts = {key: data[key] if data[key] >= 1 else int(data[key] * rows + 0.5) for key in ("train", "validation", "test") if key in data}
    if "train" not in counts:
        counts["validation"] = int(rows / 5 + 0.5)
        counts["train"] = rows - counts["validation"]
    return counts["train"], counts.get("validation", rows - counts["train"])


def order_of(split, y, classes):
    if split == "file-order":
        return torch.arange(len(y))
    order = torch.randperm(len(y), generator=torch.Generator().manual_seed(0))
    if split != "stratify":
        return order
    places, seen, total = [], [0] * classes, torch.bincount(y, minlength=classes).tolist()
    for at, row in enumerate(order.tolist()):
        label = int(y[row])
        places.append(((seen[label] + 0.5) / total[label], at))
        seen[label] += 1
    return torch.tensor([int(order[at]) for _, at in sorted(places)])


def criterion_of(loss, y, classes, dtype):
    weights = loss.get("classWeights")
    if weights == "balanced":
        weights = (len(y) / (classes * torch.bincount(y, minlength=classes).double())).tolist()
    weights = None if weights is None else torch.tensor(weights, dtype=dtype)
    return torch.nn.CrossEntropyLoss(weight=weights, label_smoothing=loss.get("labelSmoothing", 0.0))


def make_case(name, path, skipped, target, target_name, readers, said=None):
    x, y, names = read(path, skipped, target, readers)
    rows = len(y)
    data, loss = (said or {}).get("data", {}), (said or {}).get("loss", {})
    count, validation = counts_of(data, rows)
    order = order_of(data.get("split"), y, len(names))[:count + validation]
    kept = [int(column.removeprefix("column")) - 1 for column, choice in data.get("columns", {}).items() if choice != "ignored"]
    x, y = standardised(filled(x[order], count), count, kept), y[order]
    epochs = []
    for dtype in (torch.float32, torch.float64):
        network = make_network(x.shape[1], [WIDTH, WIDTH], len(names), {"name": "gelu"}, False, 0).to(dtype)
        epochs.append(train(x.to(dtype), y, count, network, {"name": "gelu"}, {"name": "adam", "learningRate": RATE}, BATCH, 1000, EPOCHS,
                            statistics=False, criterion=criterion_of(loss, y[:count], len(names), dtype)))
    print(name, rows, x.shape[1], names, ["%.6f" % r["validationLoss"] for r in epochs[0]])
    return {"name": name, "file": path.name, "target": target_name, "rows": rows, "features": x.shape[1], "classNames": names,
            "train": count, "validation": validation, **({"said": said} if said else {}),
            "epochs": [{"trainLoss": r["trainLossMeanOfBatches"], "validationLoss": r["validationLoss"], "correct": r["validationCorrect"],
                        "float64ValidationLoss": e["validationLoss"]} for r, e in zip(*epochs)]}


def make_diabetes(folder):
    """The target is in a file of its own, and is a number."""
    def read_spaces(file):
        with gzip.open(folder / file, "rt") as lines:
            return torch.tensor([[float(cell) for cell in line.split()] for line in lines if line.strip()], dtype=torch.float64)
    x, y = read_spaces("diabetes_data_raw.csv.gz"), read_spaces("diabetes_target.csv.gz")
    rows = len(y)
    validation = int(rows / 5 + 0.5)
    count = rows - validation
    order = torch.randperm(rows, generator=torch.Generator().manual_seed(0))
    x, y = standardised(x[order], count), standardised(y[order], count)
    epochs = []
    for dtype in (torch.float32, torch.float64):
        network = make_network(x.shape[1], [WIDTH, WIDTH], 1, {"name": "gelu"}, False, 0).to(dtype)
        epochs.append(train(x.to(dtype), y.to(dtype), count, network, {"name": "gelu"}, {"name": "adam", "learningRate": RATE}, BATCH, 1000,
                            EPOCHS, statistics=False, criterion=nn.MSELoss()))
    print("diabetes", rows, x.shape[1], ["%.6f" % r["validationLoss"] for r in epochs[0]])
    return {"name": "diabetes", "file": "diabetes_data_raw.csv.gz", "targetFile": "diabetes_target.csv.gz", "target": "target",
            "rows": rows, "features": x.shape[1], "classNames": [], "train": count, "validation": validation,
            "epochs": [{"trainLoss": r["trainLossMeanOfBatches"], "validationLoss": r["validationLoss"],
                        "float64ValidationLoss": e["validationLoss"]} for r, e in zip(*epochs)]}


def main():
    folders = [pathlib.Path(folder) for folder in sys.argv[1:3]]
    settings = {"epochs": EPOCHS, "batchSize": BATCH, "learningRate": RATE, "activation": "gelu", "torch": torch.__version__}
    cases = [make_case(name, folders[folder] / file, skipped, target, target_name, readers, SAID.get(name))
             for name, file, folder, skipped, target, target_name, readers in TABLES]
    cases += [make_case(name, folders[folder] / file, skipped, target, target_name, readers, said)
              for name, file, folder, skipped, target, target_name, readers, said in WRITTEN]
    cases.append(make_diabetes(folders[0]))
    path = pathlib.Path(__file__).with_name("tables.json")
    path.write_text(json.dumps({"settings": settings, "cases": cases}, indent=1) + "\n")


main()
