#!/usr/bin/python3
"""Writes activations.txt: value, slope and curvature of every activation, from its definition in 50 digits.

Slopes of smooth functions are numerical derivatives of the definition, so a slope formula that is wrong in
the program cannot be wrong here in the same way. Where PyTorch has the function, its float64 result and
its autograd slope must agree, or nothing is written. Needs python3-mpmath and python3-torch.

Format: a line "= name parameter=value ..." opens a case, then lines "x value slope curvature", where x is
exactly a float32 and the rest are float64 ("nan" where a derivative does not exist).
"""
import pathlib
import struct

import mpmath as mp
import torch

mp.mp.dps = 50
M = mp.mpf


def float32(x):
    return struct.unpack("f", struct.pack("f", float(x)))[0]


def neighbours(x):
    """float32(x) and the floats below and above it."""
    bits = struct.unpack("I", struct.pack("f", x))[0]
    if x == 0:
        return [0.0]
    return [struct.unpack("f", struct.pack("I", bits + step))[0] for step in (-1, 0, 1)]


SPECIAL = [0.0, 1e-45, 1e-40, 1.1754944e-38, 1e-30, 1e-20, 1e-12, 1e-8, 1e-6, 1e-4, 1e-3, 0.01, 0.1, 0.3466, 0.5,
           1.0, 2.0, 3.0, 8.0, 17.33, 18.0, 20.0, 30.0, 60.0, 86.0, 87.5, 88.8, 95.0, 103.0, 104.0, 120.0, 1e4, 1e8,
           1e20, 3e38]
GRID = [k * 0.3125 for k in range(1, 45)]
POINTS = sorted({float32(s * x) for x in SPECIAL + GRID for s in (-1, 1)})


def sigma(x):
    return 1 / (1 + mp.exp(-x)) if x > -1000 else mp.exp(x)


def log1pexp(x):
    return mp.log1p(mp.exp(x)) if x < 1000 else x + mp.exp(-x)


def normal_cdf(x):
    return mp.erfc(-x / mp.sqrt(2)) / 2 if abs(x) < 1000 else M(x > 0)


def gelu_tanh(x):
    return x * sigma(2 * mp.sqrt(2 / mp.pi) * (x + M("0.044715") * x**3))


def pieces(*parts):
    """((upper end, value, slope, curvature), ...): the first part with x <= end; end None is the rest."""

    def evaluate(x, order):
        for end, *functions in parts:
            if end is None or x <= end:
                return functions[order](x)

    return evaluate


def one(x):
    return M(1)


def zero(x):
    return M(0)


def line(x):
    return x


def constant(c):
    return lambda x: M(c)


def smooth(function):
    def evaluate(x, order):
        if order == 0:
            return function(x)
        with mp.workdps(120 if abs(x) < 1e3 else 320):
            # A step small beside x and beside 1, so that tails and arguments near 0 are differentiated alike.
            h = M(10) ** -30 / max(1, abs(x))
            if order == 1:
                return (function(x + h) - function(x - h)) / (2 * h)
            return (function(x + h) - 2 * function(x) + function(x - h)) / (h * h)

    return evaluate


def leaky(a):
    return pieces((0, lambda x: a * x, constant(a), zero), (None, line, one, zero))


def clip(low, high):
    def slope(x):
        return M(x < high)

    return pieces((low, constant(low), zero, zero), (high, line, slope, zero), (None, constant(high), zero, zero))


def elu(alpha, scale, rate):
    return pieces((0, lambda x: scale * alpha * mp.expm1(x * rate), lambda x: scale * alpha * rate * mp.exp(x * rate),
                   lambda x: scale * alpha * rate * rate * mp.exp(x * rate)),
                  (None, lambda x: scale * x, constant(scale), zero))


def softplus(beta, threshold):
    soft = smooth(lambda x: log1pexp(beta * x) / beta)
    return lambda x, order: (x, M(1), M(0))[order] if beta * x > threshold else soft(x, order)


def hard_sigmoid(a, middle):
    """clip of the line `middle`, whose slope is a."""

    def evaluate(x, order):
        y = middle(x)
        if order == 0:
            return min(max(y, M(0)), M(1))
        return a if order == 1 and 0 < y < 1 else M(0)

    return evaluate


def quotient(x):
    return mp.sin(x) / x if x else M(1)


def bent(x):
    return (mp.sqrt(x * x + 1) - 1) / 2 + x


def squareplus(b):
    if b == 0:
        return leaky(M(0))

    def value(x):
        root = mp.sqrt(x * x + b)
        return (x + root) / 2 if x > 0 else b / (2 * (root - x))

    return smooth(value)


def log_log(x):
    return -mp.expm1(-mp.exp(x)) if x < 50 else M(1)


def softsign(x, order):
    a = 1 + abs(x)
    return (x / a, 1 / a**2, -2 * mp.sign(x) / a**3)[order]


def hardshrink(l):
    return pieces((-l, lambda x: x if x < -l else M(0), lambda x: M(x < -l), zero), (l, zero, zero, zero),
                  (None, line, one, zero))


def softshrink(l):
    return pieces((-l, lambda x: x + l, lambda x: M(x < -l), zero), (l, zero, zero, zero),
                  (None, lambda x: x - l, one, zero))


def hard_swish(x, order):
    inside = -3 <= x <= 3
    if order == 0:
        return x * min(max(x + 3, M(0)), M(6)) / 6
    if order == 1:
        return (2 * x + 3) / 6 if inside else M(x > 3)
    return M(1) / 3 if inside else M(0)


def threshold(theta, value):
    return pieces((theta, constant(value), zero, zero), (None, line, one, zero))


def sign_of(x, order):
    return mp.sign(x) if order == 0 else M(0)


def absolute(x, order):
    return (abs(x), mp.sign(x), M(0))[order]


def sinusoid(function):
    """Derivatives of sine and cosine stay exact for huge arguments only in closed form."""
    shifted = {mp.sin: (mp.sin, mp.cos, lambda x: -mp.sin(x)),
               mp.cos: (mp.cos, lambda x: -mp.sin(x), lambda x: -mp.cos(x))}[function]
    return lambda x, order: shifted[order](x)


def P(**kwargs):
    return kwargs


nn = torch.nn
# name, parameters, definition from the parameters (rounded to float32 as the program does), PyTorch's own.
CASES = [
    ("identity", P(), lambda: pieces((None, line, one, zero)), nn.Identity()),
    ("relu", P(), lambda: leaky(M(0)), nn.ReLU()),
    ("relu6", P(), lambda: clip(M(0), M(6)), nn.ReLU6()),
    ("leaky-relu", P(slope=0.01), lambda slope: leaky(slope), nn.LeakyReLU(float32(0.01))),
    ("leaky-relu", P(slope=0.3), lambda slope: leaky(slope), nn.LeakyReLU(float32(0.3))),
    ("leaky-relu", P(slope=-0.5), lambda slope: leaky(slope), nn.LeakyReLU(-0.5)),
    ("prelu", P(slope=0.25), lambda slope: leaky(slope), nn.LeakyReLU(0.25)),
    ("rrelu", P(lower=0.125, upper=0.375), lambda lower, upper: leaky((lower + upper) / 2), nn.RReLU(0.125, 0.375).eval()),
    ("elu", P(alpha=1), lambda alpha: elu(alpha, M(1), M(1)), nn.ELU()),
    ("elu", P(alpha=0.5), lambda alpha: elu(alpha, M(1), M(1)), nn.ELU(0.5)),
    ("elu", P(alpha=10), lambda alpha: elu(alpha, M(1), M(1)), nn.ELU(10)),
    ("celu", P(alpha=1), lambda alpha: elu(alpha, M(1), 1 / alpha), nn.CELU()),
    ("celu", P(alpha=0.3), lambda alpha: elu(alpha, M(1), 1 / alpha), nn.CELU(float32(0.3))),
    ("celu", P(alpha=4), lambda alpha: elu(alpha, M(1), 1 / alpha), nn.CELU(4)),
    ("selu", P(alpha=1.6732632423543772, **{"lambda": 1.0507009873554805}),
     lambda alpha, **k: elu(alpha, k["lambda"], M(1)), None),
    ("gelu", P(), lambda: smooth(lambda x: x * normal_cdf(x)), nn.GELU()),
    ("gelu-tanh", P(), lambda: smooth(gelu_tanh), nn.GELU(approximate="tanh")),
    ("quick-gelu", P(scale=1.702), lambda scale: smooth(lambda x: x * sigma(scale * x)), None),
    ("silu", P(), lambda: smooth(lambda x: x * sigma(x)), nn.SiLU()),
    ("swish", P(beta=1), lambda beta: smooth(lambda x: x * sigma(beta * x)), nn.SiLU()),
    ("swish", P(beta=0.1), lambda beta: smooth(lambda x: x * sigma(beta * x)), None),
    ("swish", P(beta=10), lambda beta: smooth(lambda x: x * sigma(beta * x)), None),
    ("mish", P(), lambda: smooth(lambda x: x * mp.tanh(log1pexp(x))), nn.Mish()),
    ("serf", P(), lambda: smooth(lambda x: x * mp.erf(log1pexp(x))), lambda x: x * torch.erf(nn.functional.softplus(x, threshold=700))),
    ("hard-swish", P(), lambda: hard_swish, nn.Hardswish()),
    ("sigmoid", P(), lambda: smooth(sigma), nn.Sigmoid()),
    ("hard-sigmoid", P(), lambda: hard_sigmoid(M(1) / 6, lambda x: (x + 3) / 6), nn.Hardsigmoid()),
    ("hard-sigmoid", P(slope=0.2, offset=0.5), lambda **k: hard_sigmoid(M(0.2), lambda x: M(0.2) * x + 0.5), None),
    ("log-sigmoid", P(), lambda: smooth(lambda x: -log1pexp(-x)), nn.LogSigmoid()),
    ("tanh", P(), lambda: smooth(mp.tanh), nn.Tanh()),
    ("lecun-tanh", P(), lambda: smooth(lambda x: M("1.7159") * mp.tanh(2 * x / 3)), None),
    ("hard-tanh", P(min=-1, max=1), lambda min, max: clip(min, max), nn.Hardtanh()),
    ("hard-tanh", P(min=0.5, max=4), lambda min, max: clip(min, max), nn.Hardtanh(0.5, 4)),
    ("softplus", P(beta=1, threshold=20), lambda beta, threshold: softplus(beta, threshold), nn.Softplus()),
    ("softplus", P(beta=0.25, threshold=20), lambda beta, threshold: softplus(beta, threshold), nn.Softplus(0.25)),
    ("softplus", P(beta=8, threshold=3), lambda beta, threshold: softplus(beta, threshold), nn.Softplus(8, 3)),
    ("squareplus", P(b=4), lambda b: squareplus(b), None),
    ("squareplus", P(b=0), lambda b: squareplus(b), nn.ReLU()),
    ("softsign", P(), lambda: softsign, nn.Softsign()),
    ("arctan", P(), lambda: smooth(mp.atan), torch.atan),
    ("tanhshrink", P(), lambda: smooth(lambda x: x - mp.tanh(x)), nn.Tanhshrink()),
    ("hardshrink", P(**{"lambda": 0.5}), lambda **k: hardshrink(k["lambda"]), nn.Hardshrink()),
    ("softshrink", P(**{"lambda": 0.5}), lambda **k: softshrink(k["lambda"]), nn.Softshrink()),
    ("threshold", P(theta=1, value=0), lambda theta, value: threshold(theta, value), nn.Threshold(1, 0)),
    ("threshold", P(theta=-0.5, value=2), lambda theta, value: threshold(theta, value), nn.Threshold(-0.5, 2)),
    ("thresholded-relu", P(theta=1), lambda theta: threshold(theta, M(0)), nn.Threshold(1, 0)),
    ("shifted-relu", P(min=-1), lambda min: clip(min, mp.inf), nn.Hardtanh(-1, float("inf"))),
    ("sparse-plus", P(), lambda: pieces((-1, zero, zero, zero), (1, lambda x: (x + 1) ** 2 / 4, lambda x: (x + 1) / 2,
                                                                 lambda x: M(x < 1) / 2), (None, line, one, zero)), None),
    ("sparse-sigmoid", P(), lambda: hard_sigmoid(M(0.5), lambda x: (x + 1) / 2), None),
    ("bent-identity", P(), lambda: smooth(bent), None),
    ("sine", P(), lambda: sinusoid(mp.sin), torch.sin),
    ("sinc", P(), lambda: smooth(quotient), lambda x: torch.sinc(x / torch.pi)),
    ("cosine", P(), lambda: sinusoid(mp.cos), torch.cos),
    ("gaussian", P(), lambda: smooth(lambda x: mp.exp(-x * x)), lambda x: torch.exp(-x * x)),
    ("step", P(), lambda: lambda x, order: M(x > 0) if order == 0 else M(0), None),
    ("signum", P(), lambda: sign_of, torch.sign),
    ("absolute", P(), lambda: absolute, torch.abs),
    ("log-log", P(), lambda: smooth(log_log), lambda x: 1 - torch.exp(-torch.exp(x))),
    ("symmetric-sigmoid", P(), lambda: smooth(lambda x: mp.tanh(x / 2)), lambda x: torch.tanh(x / 2)),
    ("exponential", P(), lambda: smooth(mp.exp), torch.exp),
]


def text(x):
    value = float(x)
    return repr(value) if abs(value) > 1e-300 else "0"


def compare(name, rows, module):
    """The definitions above against PyTorch's float64, value and autograd slope, where doubles hold them."""
    for x, value, slope, _ in rows:
        if abs(x) > 30:
            continue
        argument = torch.tensor([float(x)], dtype=torch.float64, requires_grad=True)
        result = module(argument)
        result.sum().backward()
        gradient = argument.grad.item() if argument.grad is not None else 0.0
        for mine, theirs in ((value, result.item()), (slope, gradient)):
            difference = abs(mine - theirs)
            assert difference <= 1e-7 * abs(mine) + 1e-8, (name, x, float(mine), theirs)


def main():
    lines = ["# Written by make_activations.py: x, value, slope, curvature. Do not edit."]
    for name, parameters, definition, module in CASES:
        rounded = {key: M(float32(value)) for key, value in parameters.items()}
        function = definition(**rounded)
        points = set(POINTS)
        for key in rounded:
            points |= {float32(s * p) for p in neighbours(float(rounded[key])) for s in (-1, 1)}
        rows = []
        for x in sorted(points):
            exact = M(x)
            # A sinusoid of 3e38 needs as many digits more as the argument has.
            with mp.workdps(100 if abs(x) < 1e9 else 160):
                rows.append((x, *(function(exact, order) for order in range(3))))
        if module is not None:
            compare(name, rows, module)
        lines.append("= " + " ".join([name] + [f"{key}={value!r}" for key, value in parameters.items()]))
        lines += [" ".join([text(x)] + [text(v) for v in values]) for x, *values in rows]
    path = pathlib.Path(__file__).with_name("activations.txt")
    path.write_text("\n".join(lines) + "\n")
    print(path, path.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
