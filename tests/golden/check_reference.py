#!/usr/bin/python3
"""Checks the double-precision reference of tests/accuracy at some 600 floats a function against its definition in 50
digits and more, those of make_activations.py: every exponent, both tails, and around the places where terms cancel.

    check_reference.py PATH-OF-exhaustive

Prints the largest relative error of each function and fails above 1e-13, not counting 1e-16 absolute where a slope
crosses zero between floats. Needs python3-mpmath and python3-torch.
"""
import json
import random
import struct
import subprocess
import sys

import mpmath as mp

from make_activations import CASES, M, float32, hard_sigmoid, leaky

RELATIVE, ABSOLUTE = 1e-13, 1e-16
SMALLEST, LARGEST = 1e-47, 2.0**129  # beyond floats the reference need not be accurate, only beyond floats too


def points(parameters):
    """Floats of every size, most where functions bend; the parameters and what cancels near them."""
    draw = random.Random(1)
    xs = [s * 2.0**e * draw.uniform(1, 2) for e in range(-149, 128) for s in (-1, 1) if e % 4 == 0 or abs(e) < 12]
    xs += [draw.uniform(-4, 4) for _ in range(150)] + [draw.uniform(-110, 25) for _ in range(150)]
    roots = [-0.7517915, -0.7524614, -1.1924312, -1.2784645, 0.5, 1.0, 3.0, 3.1415927, 4.4934095, 6.0]
    for x in roots + [float(p) for p in parameters]:
        near = float32(x)
        xs += [s * near * (1 + k * 2.0**-23) for k in (-2, -1, 0, 1, 2) for s in (-1, 1)]
    return sorted({float32(x) for x in xs if abs(x) < 3.4e38})


def definition_of(name, parameters):
    """The definition with parameters rounded as the program does."""
    rounded = {key: M(float32(value)) for key, value in parameters.items()}
    if name == "rrelu":
        return leaky(M(float32((parameters["lower"] + parameters["upper"]) / 2)))
    if name == "hard-sigmoid":
        a, b = M(parameters["slope"]), M(parameters["offset"])
        sixth = (parameters["slope"], parameters["offset"]) == (1 / 6, 0.5)
        return hard_sigmoid(a, (lambda x: (x + 3) / 6) if sixth else (lambda x: a * x + b))
    definition = next(d for n, p, d, _ in CASES if n == name and set(p) == set(parameters))
    return definition(**rounded)


def crosses_zero(case, x):
    """Whether a slope's terms cancel near x, at no float exactly."""
    if case["order"] == "value":
        return False
    rate = case["parameters"].get("beta", case["parameters"].get("scale", 1))
    gated = case["name"] in ("gelu", "gelu-tanh", "silu", "swish", "quick-gelu", "mish")
    return gated and -1.4 < rate * x < -0.7 or case["name"] == "sinc" and abs(x) > 4


def miss(got, truth, allowed):
    if abs(truth) > LARGEST:
        return 0.0 if abs(got) >= LARGEST and (got > 0) == (truth > 0) else float("inf")
    if abs(truth) < SMALLEST:
        return 0.0 if abs(got) < SMALLEST else float("inf")
    return float(max(abs(got - truth) - allowed, M(0)) / abs(truth))


def main():
    program = sys.argv[1]
    listed = subprocess.run([program, "--thin", "--hashes", "/dev/null"], check=True, capture_output=True, text=True)
    failures = 0
    for case in map(json.loads, listed.stdout.splitlines()):
        parameters = case["parameters"]
        title = " ".join([case["name"]] + [f"{key}={value!r}" for key, value in parameters.items()])
        xs = points(parameters.values())
        answer = subprocess.run([program, "--truth", title, "--order", case["order"]], check=True, capture_output=True,
                                input=struct.pack(f"{len(xs)}f", *xs)).stdout
        function = definition_of(case["name"], parameters)
        worst = (0.0, 0.0)
        for x, got in zip(xs, struct.unpack(f"{len(xs)}d", answer)):
            # A sinusoid of 3e38 needs as many digits more as the argument has.
            with mp.workdps(100 if abs(x) < 1e9 else 160):
                truth = function(M(x), int(case["order"] == "slope"))
                worst = max(worst, (miss(M(got), truth, ABSOLUTE if crosses_zero(case, x) else 0), x))
        failures += worst[0] > RELATIVE
        print(f"{title} {case['order']}: {worst[0]:.1e} at {worst[1]!r} of {len(xs)}"
              + ("  FAILS" if worst[0] > RELATIVE else ""), flush=True)
    sys.exit(failures > 0)


if __name__ == "__main__":
    main()
