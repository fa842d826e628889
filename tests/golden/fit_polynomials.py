#!/usr/bin/python3
"""Derives the polynomial coefficients of cpp/tensor/vector_*.hpp: a weighted Remez exchange in 60-digit arithmetic.

It prints each polynomial (constant term first) with the largest relative error it leaves before
rounding. Run it by hand when a degree or an interval changes; nothing in the build depends on it.
"""
import sys

import mpmath as mp

mp.mp.dps = 60


def minimax(function, low, high, degree, iterations=12, weight=None):
    """Coefficients (constant first) of the polynomial with the smallest relative error on [low, high]."""
    weight = weight or (lambda x: 1 / abs(function(x)))
    low, high = mp.mpf(low), mp.mpf(high)
    count = degree + 2
    nodes = [(low + high) / 2 - (high - low) / 2 * mp.cos(mp.pi * k / (count - 1)) for k in range(count)]
    dense = 40 * count
    for _ in range(iterations):
        rows = mp.matrix(count, count)
        right = mp.matrix(count, 1)
        for i, x in enumerate(nodes):
            for j in range(degree + 1):
                rows[i, j] = x**j
            rows[i, degree + 1] = (-1) ** i / weight(x)
            right[i] = function(x)
        solution = mp.lu_solve(rows, right)
        coefficients = [solution[j] for j in range(degree + 1)]
        levelled = abs(solution[degree + 1])

        def error(x):
            return (mp.polyval(coefficients[::-1], x) - function(x)) * weight(x)

        grid = [(low + high) / 2 - (high - low) / 2 * mp.cos(mp.pi * k / dense) for k in range(dense + 1)]
        errors = [error(x) for x in grid]
        peaks, start = [], 0
        for k in range(1, dense + 2):  # one peak for each run of equal sign
            if k == dense + 1 or errors[k] * errors[start] <= 0:
                best = max(range(start, k), key=lambda i: abs(errors[i]))
                peaks.append(best)
                start = k
        while len(peaks) > count:
            peaks.pop(0 if abs(errors[peaks[0]]) < abs(errors[peaks[-1]]) else -1)
        if len(peaks) < count:
            break
        nodes = [grid[k] for k in peaks]
        worst = max(abs(errors[k]) for k in peaks)
        if worst < levelled * mp.mpf("1.01"):
            break
    return coefficients, max(abs(e) for e in errors)


def even(function, limit=mp.mpf(0)):
    """function(sqrt(z)) as a function of z, by its limit at 0."""
    return lambda z: function(mp.sqrt(z)) if z > mp.mpf(10) ** -16 else limit


def mills(t):
    """Phi(-t) e^(t^2/2): the normal tail without its exponential."""
    return mp.erfc(t / mp.sqrt(2)) / 2 * mp.exp(t * t / 2)


TARGETS = {
    # e^r = 1 + r q(r)
    "expm1(r)/r, |r| <= ln2/2": (lambda r: mp.expm1(r) / r if r else mp.mpf(1), -0.34666, 0.34666, [4, 5, 6, 7]),
    # e^r = 1 + r + r^2 q(r), for floats
    "(e^r - 1 - r)/r^2, |r| <= ln2/2": (
        lambda r: (mp.expm1(r) - r) / r**2 if abs(r) > 1e-15 else mp.mpf(1) / 2, -0.3467, 0.3467, [4]),
    "(atanh(s)/s - 1)/z in z = s^2 <= 1/9": (
        even(lambda s: (mp.atanh(s) / s - 1) / s**2, mp.mpf(1) / 3), 0, mp.mpf(1) / 9, [3, 4]),
    "atanh(s)/s in z = s^2 <= 1/9": (even(lambda s: mp.atanh(s) / s, mp.mpf(1)), 0, mp.mpf(1) / 9, [6, 7, 8]),
    "sin(r)/r in z = r^2, |r| <= pi/4": (even(lambda r: mp.sin(r) / r, mp.mpf(1)), 0, 0.6169, [4, 5]),
    "cos(r) in z = r^2, |r| <= pi/4": (even(mp.cos, mp.mpf(1)), 0, 0.6169, [5, 6]),
    "atan(t)/t in z = t^2, t <= tan(pi/8)": (even(lambda t: mp.atan(t) / t, mp.mpf(1)), 0, 0.17158, [6, 7, 8]),
    "R(t)/w, R = Phi(-t) e^(t^2/2), w = 1/(1 + t/4), t <= 14.6": (
        lambda w: mills((1 / w - 1) * 4) / w, mp.mpf(10) / mp.mpf("46.5"), 1, [11]),
    "erf(x)/x in z = x^2, x <= 0.5": (even(lambda x: mp.erf(x) / x, 2 / mp.sqrt(mp.pi)), 0, 0.25, [5, 6]),
    "(x - tanh x)/x^3 in z = x^2, x <= 0.5": (
        even(lambda x: (x - mp.tanh(x)) / x**3, mp.mpf(1) / 3), 0, 0.25, [5, 6]),
    "(cos x - sinc x)/x^2 in z = x^2 <= 1": (
        even(lambda x: (mp.cos(x) - mp.sin(x) / x) / x**2, -mp.mpf(1) / 3), 0, 1, [4, 5]),
    "sinc''(x) in z = x^2 <= 1": (
        even(lambda x: -mp.sin(x) / x - 2 * (mp.cos(x) - mp.sin(x) / x) / x**2, -mp.mpf(1) / 3), 0, 1, [4, 5]),
}


def report(name, function, low, high, degrees):
    for degree in degrees:
        coefficients, worst = minimax(function, low, high, degree)
        print(f"{name}: degree {degree}, relative error {mp.nstr(worst, 3)}")
        for c in coefficients:
            print(f"    {float(c)!r},")


if __name__ == "__main__":
    wanted = sys.argv[1:]
    for key, target in TARGETS.items():
        if not wanted or any(word in key for word in wanted):
            report(key, *target)
