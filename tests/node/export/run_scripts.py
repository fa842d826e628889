"""Runs exported scripts in one process, for the tests beside it: PyTorch takes seconds to start.

Reads a JSON list of {"script", "trials": [[run, seed], ...]} and prints a JSON line a trial: its records, and what it began
with, seen where PyTorch gets it: the inputs of the data loaders and the optimiser's parameters, as base64. Where "double" is
true the trial is run a second time in float64, from the same draws: "exact" are the losses of that.
"""
import base64
import importlib.util
import json
import pathlib
import sys

import torch
from torch import nn

torch.set_num_threads(1)

start = {}
loader = torch.utils.data.DataLoader
prepare = torch.optim.Optimizer.__init__
cross_entropy = nn.CrossEntropyLoss


def text_of(tensor):
    return base64.b64encode(tensor.detach().contiguous().numpy().tobytes()).decode()


def watched_loader(data, **options):
    start["inputs"].append(text_of(data.tensors[0]))
    return loader(data, **options)


def watched_optimizer(self, parameters, defaults):
    parameters = list(parameters)
    start["parameters"] = [text_of(p) for p in parameters]
    prepare(self, parameters, defaults)


torch.utils.data.DataLoader = watched_loader
torch.optim.Optimizer.__init__ = watched_optimizer


def load(path):
    spec = importlib.util.spec_from_file_location(pathlib.Path(path).stem.replace("-", "_"), path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def in_double(module):
    """Makes a script compute in float64 what it has drawn in float32."""
    def doubled(make):
        return lambda *given: make(*given).double()

    data_set = torch.utils.data.TensorDataset
    for name in [name for name in vars(module) if name.startswith("make_network")]:
        setattr(module, name, doubled(getattr(module, name)))
    module.TensorDataset = lambda x, y: data_set(x.double(), y.double() if y.is_floating_point() else y)
    nn.CrossEntropyLoss = lambda **given: cross_entropy(**given).double()


def losses(records):
    return [[record["trainLoss"], record["validationLoss"]] for record in records if record["type"] == "epoch"]


for job in json.load(sys.stdin):
    for name, seed in job["trials"]:
        module, exact = load(job["script"]), load(job["script"])
        if "data" in job:
            module.DATA = exact.DATA = pathlib.Path(job["data"])
        nn.CrossEntropyLoss = cross_entropy
        start.clear()
        start["inputs"] = []
        answer = {"run": name, "seed": seed, "error": None, "records": [], "exact": None}
        try:
            answer["records"] = list(module.train(name, seed))
            answer.update(start, inputs=start["inputs"][:2])  # training and validation, not those of the run in float64
            if job["double"]:
                in_double(exact)
                answer["exact"] = losses(exact.train(name, seed))
        except Exception as error:  # reported by the test, with the script's name
            answer["error"] = f"{type(error).__name__}: {error}"
        print(json.dumps(json.loads(json.dumps(answer), parse_constant=lambda name: None)), flush=True)
