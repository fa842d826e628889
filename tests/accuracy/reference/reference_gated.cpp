// x times a gate. Every x is kept above where the product is smaller than any float. So the limit at
// -infinity is 0 instead of infinity times 0.
#include "reference/reference_loop.hpp"

namespace playground::accuracy {
namespace {

constexpr double kPi = 3.14159265358979323846;

/// Phi by erfc, which keeps its relative accuracy in the tail.
struct Gelu {
  explicit Gelu(const double*) {}
  double kept(double x) const { return atLeast(x, -20); }
  double cdf(double x) const { return erfc(within(x, -kFar / 10, kFar / 10) * -sqrt(0.5)) / 2; }
  double value(double x) const { return kept(x) * cdf(x); }
  double slope(double x) const {
    const double t = within(x, -20, 20);
    return cdf(x) + t * limitedExp(-t * t / 2) / sqrt(2 * kPi);
  }
};

/// x sigmoid(u(x)), and sigmoid + x sigmoid' u'. With e = e^-u, sigmoid = 1/(1 + e) and sigmoid' = e/(1 +
/// e)^2.
PLAYGROUND_REFERENCE double gated(double x, double u) {
  return x / (1 + limitedExp(-u));
}
PLAYGROUND_REFERENCE double gatedSlope(double xTimesRate, double u) {
  const double e = limitedExp(-u);
  return (1 + e + xTimesRate * e) / ((1 + e) * (1 + e));
}

/// x sigmoid(rate x); the product of two floats is exact.
struct Swish {
  double rate;
  explicit Swish(const double* p) : rate(rounded(p[0])) {}
  double kept(double x) const { return atLeast(x, -200 / rate); }
  double value(double x) const { return gated(kept(x), rate * kept(x)); }
  double slope(double x) const {
    const double u = within(rate * x, -200, 200);
    return gatedSlope(u, u);
  }
};
struct Silu : Swish {
  explicit Silu(const double*) : Swish(&kOne) {}
  static constexpr double kOne = 1;
};

/// x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))), and (1 + tanh v)/2 = sigmoid(2 v).
struct GeluTanh {
  explicit GeluTanh(const double*) {}
  double value(double x) const {
    const double t = atLeast(x, -15);
    return gated(t, argument(atMost(t, 15)));
  }
  double slope(double x) const {
    const double t = within(x, -15, 15);
    const double rate = 2 * sqrt(2 / kPi) * (1 + 3 * 0.044715 * t * t);
    return gatedSlope(t * rate, argument(t));
  }
  double argument(double t) const { return 2 * sqrt(2 / kPi) * (t + 0.044715 * t * t * t); }
};

/// x tanh(softplus(x)), and tanh(s) + x (1 - tanh(s)^2) sigmoid(x) with 1 - tanh(s)^2 = 4 q/(1 + q)^2, q =
/// e^-2s.
struct Mish {
  explicit Mish(const double*) {}
  double softplus(double x) const { return atLeast(x, 0) + log1p(limitedExp(-fabs(x))); }
  double value(double x) const {
    const double t = atLeast(x, -200);
    return t * tanh(softplus(t));
  }
  double slope(double x) const {
    const double t = within(x, -200, 200), s = softplus(t);
    const double q = limitedExp(-2 * s);
    return tanh(s) + gated(t, t) * (4 * q / ((1 + q) * (1 + q)));
  }
};

/// x erf(s) and erf(s) + x 2/sqrt(pi) e^(-s^2) sigmoid(x) with s = softplus(x).
struct Serf {
  explicit Serf(const double*) {}
  double softplus(double x) const { return atLeast(x, 0) + log1p(limitedExp(-fabs(x))); }
  double value(double x) const {
    const double t = atLeast(x, -200);
    return t * erf(softplus(t));
  }
  double slope(double x) const {
    const double t = within(x, -200, 200), s = softplus(t);
    return erf(s) + gated(t, t) * limitedExp(-s * s) * 2 / sqrt(kPi);
  }
};

constexpr Reference kReferences[] = {
    reference<Gelu>("gelu"),        reference<GeluTanh>("gelu-tanh"), reference<Silu>("silu"),
    reference<Swish>("quick-gelu"), reference<Swish>("swish"),        reference<Mish>("mish"),
    reference<Serf>("serf"),
};

}  // namespace

std::span<const Reference> gatedReferences() {
  return kReferences;
}

}  // namespace playground::accuracy
