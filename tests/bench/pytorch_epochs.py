"""Prints the training milliseconds of epochs 2 to 10 of E2's four cells in PyTorch, one thread, as a JSON list."""
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "golden"))

import torch  # noqa: E402

from pytorch_reference import make_data, make_network, train  # noqa: E402

torch.set_num_threads(1)
x, _, y = make_data()
cells = []
for name, batch_norm in (("relu", False), ("elu", False), ("relu", True), ("elu", True)):
    spec = {"name": name}
    records = train(x, y, 6000, make_network(64, [256, 256], 10, spec, batch_norm, 0), spec,
                    {"name": "sgd", "learningRate": 0.1, "momentum": 0.9})
    cells.append([r["milliseconds"] for r in records[1:]])
print(json.dumps(cells))
