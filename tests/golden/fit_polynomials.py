#!/usr/bin/python3
"""Derives the polynomial coefficients of cpp/math/vector_*.hpp: a weighted Remez exchange in 60-digit arithmetic.

It prints each polynomial (constant term first) with the largest error it leaves before rounding: relative,
unless a weight says otherwise. Run it by hand when a degree or an interval changes; nothing in the build depends on it.
"""
import sys

import mpmath as mp

mp.mp.dps = 60


def minimax(function, low, high, degree, iterations=40, weight=None):
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


def quotient(function, high, top, bottom, iterations=60):
    """Numerator and denominator (constant first, the denominator's is 1) with a small largest relative error on
    [0, high]: reweighted linear least squares (Sanathanan & Koerner) with Lawson's weights."""
    count = 80
    share = [(1 - mp.cos(mp.pi * (2 * k + 1) / (2 * count))) / 2 * (high / (high + 3)) for k in range(count)]
    points = [3 * u / (1 - u) for u in share]  # denser towards 0
    truth = [function(t) for t in points]
    weights, below, best = [mp.mpf(1)] * count, [mp.mpf(1)] * count, None
    for step in range(iterations):
        rows, right = mp.matrix(count, top + bottom + 1), mp.matrix(count, 1)
        for i, t in enumerate(points):
            weight = mp.sqrt(weights[i]) / (truth[i] * below[i])
            for j in range(top + 1):
                rows[i, j] = weight * t**j
            for j in range(1, bottom + 1):
                rows[i, top + j] = -weight * truth[i] * t**j
            right[i] = weight * truth[i]
        solution = mp.lu_solve(rows.T * rows, rows.T * right)
        upper = [solution[j] for j in range(top + 1)]
        lower = [mp.mpf(1)] + [solution[top + j] for j in range(1, bottom + 1)]
        below = [mp.polyval(lower[::-1], t) for t in points]
        errors = [abs(mp.polyval(upper[::-1], t) / q / r - 1) for t, q, r in zip(points, below, truth)]
        if best is None or max(errors) < best[0]:
            best = (max(errors), upper, lower)
        if step > 5:
            total = sum(w * e for w, e in zip(weights, errors))
            weights = [w * e / total * count for w, e in zip(weights, errors)]
    return best


def even(function, limit=mp.mpf(0)):
    """function(sqrt(z)) as a function of z, by its limit at 0."""
    return lambda z: function(mp.sqrt(z)) if z > mp.mpf(10) ** -16 else limit


def mills(t):
    """Phi(-t) e^(t^2/2): the normal tail without its exponential."""
    return mp.erfc(t / mp.sqrt(2)) / 2 * mp.exp(t * t / 2)


TARGETS = {
    # e^r = 1 + r q(r)
    "expm1(r)/r, |r| <= ln2/2": (lambda r: mp.expm1(r) / r if r else mp.mpf(1), -0.34666, 0.34666, [6]),
    # e^r = 1 + r + r^2 q(r), for floats
    "(e^r - 1 - r)/r^2, |r| <= ln2/2": (
        lambda r: (mp.expm1(r) - r) / r**2 if abs(r) > 1e-15 else mp.mpf(1) / 2, -0.3467, 0.3467, [4],
        lambda r: abs(r) + mp.mpf(10) ** -6),  # as an error of e^r - 1
    "(atanh(s)/s - 1)/z in z = s^2 <= 1/9": (
        even(lambda s: (mp.atanh(s) / s - 1) / s**2, mp.mpf(1) / 3), 0, mp.mpf(1) / 9, [4]),
    "atanh(s)/s in z = s^2 <= 1/9": (even(lambda s: mp.atanh(s) / s, mp.mpf(1)), 0, mp.mpf(1) / 9, [7]),
    "sin(r)/r in z = r^2, |r| <= pi/4": (even(lambda r: mp.sin(r) / r, mp.mpf(1)), 0, 0.6169, [5]),
    "cos(r) in z = r^2, |r| <= pi/4": (even(mp.cos, mp.mpf(1)), 0, 0.6169, [6]),
    "atan(t)/t in z = t^2, t <= tan(pi/8)": (even(lambda t: mp.atan(t) / t, mp.mpf(1)), 0, 0.17158, [6]),
    "erf(x)/x in z = x^2, x <= 0.5": (even(lambda x: mp.erf(x) / x, 2 / mp.sqrt(mp.pi)), 0, 0.25, [5]),
    "(x - tanh x)/x^3 in z = x^2, x <= 0.5": (
        even(lambda x: (x - mp.tanh(x)) / x**3, mp.mpf(1) / 3), 0, 0.25, [5]),
    "(cos x - sinc x)/x^2 in z = x^2 <= 1": (
        even(lambda x: (mp.cos(x) - mp.sin(x) / x) / x**2, -mp.mpf(1) / 3), 0, 1, [5]),
    "sinc''(x) in z = x^2 <= 1": (
        even(lambda x: -mp.sin(x) / x - 2 * (mp.cos(x) - mp.sin(x) / x) / x**2, -mp.mpf(1) / 3), 0, 1, [5]),
}


def report(name, function, low, high, degrees, weight=None):
    for degree in degrees:
        coefficients, worst = minimax(function, low, high, degree, weight=weight)
        print(f"{name}: degree {degree}, largest weighted error {mp.nstr(worst, 3)}")
        for c in coefficients:
            print(f"    {float(c)!r},")


if __name__ == "__main__":
    wanted = sys.argv[1:]
    for key, target in TARGETS.items():
        if not wanted or any(word in key for word in wanted):
            report(key, *target)
    for top, bottom in ((4, 5), (5, 6)):
        key = f"R(t) = Phi(-t) e^(t^2/2) as a quotient of degrees {top} and {bottom}, t <= 14.6"
        if not wanted or any(word in key for word in wanted):
            worst, upper, lower = quotient(mills, mp.mpf("14.6"), top, bottom)
            print(f"{key}: relative error {mp.nstr(worst, 3)}")
            for c in upper + ["over"] + lower:
                print(f"    {c if isinstance(c, str) else repr(float(c))},")
