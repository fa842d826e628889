#!/usr/bin/python3
"""Writes what PyTorch computes for many floats: raw float32, one for each input in turn.

    pytorch_results.py CODE value|slope [FILE]

CODE is what a user would write: "torch.nn.ELU(alpha=1)", or an expression of x. The inputs are the float32 of FILE, or
all 2^32 in the order of their bits. The slope is autograd's with upstream gradients of 1. Exits with 3 where PyTorch has
no slope. With --version prints PyTorch's.
"""
import os
import sys

import torch

CHUNK = 1 << 22


def chunks(file):
    """The inputs, CHUNK at a time."""
    if file is None:
        for first in range(-(1 << 31), 1 << 31, CHUNK):
            # Counting from 0, the bits of the negative floats are the negative integers and come last.
            start = first + (1 << 31) if first < 0 else first - (1 << 31)
            yield torch.arange(start, start + CHUNK, dtype=torch.int64).to(torch.int32).view(torch.float32)
    else:
        inputs = torch.from_file(file, size=os.path.getsize(file) // 4, dtype=torch.float32)
        yield from inputs.split(CHUNK)


def main():
    if sys.argv[1:] == ["--version"]:
        print(torch.__version__)
        return
    code, order, *file = sys.argv[1:]
    made = eval(code, {"torch": torch, "x": torch.zeros(1)})
    if isinstance(made, torch.nn.Module):
        function = made.eval()  # RReLU draws slopes otherwise
    else:
        function = eval("lambda x: " + code, {"torch": torch})
    for x in chunks(file[0] if file else None):
        if order == "slope":
            x.requires_grad_()
            y = function(x)
            try:
                y.backward(torch.ones_like(x))
            except (RuntimeError, NotImplementedError):
                sys.exit(3)
            result = x.grad
            if result is None:
                sys.exit(3)
        else:
            with torch.no_grad():
                result = function(x)
        sys.stdout.buffer.write(memoryview(result.contiguous().numpy()).cast("B"))


if __name__ == "__main__":
    main()
