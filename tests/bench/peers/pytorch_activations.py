"""Times PyTorch's activations on one thread for the bench, which asks a line at a time so that all peers take turns.

A question is {"code", "direction", "milliseconds"}: `code` is the table's own PyTorch text of the function, with its
parameters in place. The answer is {"seconds"}, the fewest one call took, or {"error"}. Out of place, as networks call it;
the backward pass through autograd, so its dispatch counts too.
"""
import json
import sys
import time

import torch

COUNT = 65536
torch.set_num_threads(1)
torch.manual_seed(0)
INPUT = torch.randn(COUNT)
UPSTREAM = torch.randn(COUNT)


def make_function(code):
    """The table's text is a module, or an expression in x."""
    if code.startswith("torch.nn."):
        return eval(code, {"torch": torch}).eval()
    return eval("lambda x: " + code, {"torch": torch})


def best(call, seconds):
    for _ in range(3):
        call()
    fewest, end = float("inf"), time.perf_counter() + seconds
    while time.perf_counter() < end:
        started = time.perf_counter()
        call()
        fewest = min(fewest, time.perf_counter() - started)
    return fewest


def measure(code, direction, milliseconds):
    function = make_function(code)
    if direction == "forward":
        with torch.no_grad():
            return best(lambda: function(INPUT), milliseconds / 1000)
    x = INPUT.clone().requires_grad_()
    y = function(x)
    return best(lambda: torch.autograd.grad(y, x, UPSTREAM, retain_graph=True), milliseconds / 1000)


for line in sys.stdin:
    answer = {}
    if line.strip():
        question = json.loads(line)
        try:
            answer = {"seconds": measure(question["code"], question["direction"], question["milliseconds"])}
        except (RuntimeError, NotImplementedError, AttributeError) as error:
            answer = {"error": str(error)}
    print(json.dumps(answer), flush=True)
