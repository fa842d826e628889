"""Writes weights of a small network with NumPy and PyTorch into the folder given, and what the network answers."""

import json
import sys

import numpy as np
import torch
from torch import nn

folder = sys.argv[1]
torch.manual_seed(4)
model = nn.Sequential(nn.Linear(2, 5), nn.BatchNorm1d(5), nn.PReLU(5), nn.Linear(5, 2))
with torch.no_grad():
    model[1].running_mean.uniform_(-1, 1)
    model[1].running_var.uniform_(0.5, 2)
    model[2].weight.uniform_(0, 1)
arrays = {name: tensor.numpy() for name, tensor in model.state_dict().items()}
np.savez(f"{folder}/plain.npz", **arrays)
np.savez_compressed(f"{folder}/packed.npz", **arrays)
tensors = {
    name: {"shape": list(array.shape), "values": array.ravel().tolist()} for name, array in arrays.items()
}
with open(f"{folder}/plain.json", "w") as file:
    json.dump({"tensors": tensors}, file)
torch.save(model.state_dict(), f"{folder}/model.pt")
np.savez(f"{folder}/half.npz", **{**arrays, "0.weight": arrays["0.weight"].astype(np.float16)})
np.savez(f"{folder}/columns.npz", **{**arrays, "0.weight": np.asfortranarray(arrays["0.weight"])})
model.eval()
inputs = [0.25, -1.5, 2.0, 0.75]
with torch.no_grad():
    outputs = torch.softmax(model(torch.tensor(inputs).reshape(2, 2)), 1)
with open(f"{folder}/outputs.json", "w") as file:
    json.dump({"inputs": inputs, "outputs": outputs.ravel().tolist()}, file)
