"""Loads weights into the model of an exported script of one run, for the test beside it, and prints its validation.

read_weights.py SCRIPT RUN SEED WEIGHTS...: the files are read without this project's code, by their own formats.
"""
import importlib.util
import json
import struct
import sys

import numpy
import torch

torch.set_num_threads(1)
script, run, seed, *paths = sys.argv[1:]
data_sets = []
loader = torch.utils.data.DataLoader


def watched_loader(data, **options):
    data_sets.append(data)
    return loader(data, **options)


def read_safetensors(path):
    content = open(path, "rb").read()
    length, = struct.unpack("<Q", content[:8])
    header = json.loads(content[8:8 + length])
    about = header.pop("__metadata__")
    assert all(isinstance(value, str) for value in about.values()) and about["run"] == run
    end, tensors = 0, {}
    for name, entry in header.items():
        first, last = entry["data_offsets"]
        assert entry["dtype"] == "F32" and first == end
        numbers = numpy.frombuffer(content[8 + length + first:8 + length + last], "<f4")
        tensors[name], end = numbers.reshape(entry["shape"]), last
    assert len(content) == 8 + length + end and (8 + length) % 8 == 0
    return tensors


def read_npz(path):
    with numpy.load(path, allow_pickle=False) as arrays:
        return {name: arrays[name] for name in arrays.files}


def read_json(path):
    tensors = json.load(open(path))["tensors"]
    return {name: numpy.array(one["values"], "<f4").reshape(one["shape"]) for name, one in tensors.items()}


spec = importlib.util.spec_from_file_location("script", script)
module = importlib.util.module_from_spec(spec)
torch.utils.data.DataLoader = watched_loader
spec.loader.exec_module(module)
next(module.train(run, int(seed)))
for path in paths:
    read = {"safetensors": read_safetensors, "npz": read_npz, "json": read_json}[path.rsplit(".", 1)[1]]
    network = module.make_network()
    network.load_state_dict({name: torch.from_numpy(array.copy()) for name, array in read(path).items()})
    network.eval()
    validation = loader(data_sets[1], batch_size=64)
    scores, _ = module.evaluate(network, validation, torch.nn.CrossEntropyLoss(), "validation")
    print(json.dumps(scores))
