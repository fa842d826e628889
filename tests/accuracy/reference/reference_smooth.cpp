// Smooth unbounded relatives of ReLU and of the line. A root that would cancel is rationalised.
#include "reference/reference_loop.hpp"

namespace playground::accuracy {
namespace {

/// ln(1 + e^(beta x)) / beta, and x itself where beta x, exact in double, is above the threshold.
struct Softplus {
  double beta, threshold;
  explicit Softplus(const double* p) : beta(rounded(p[0])), threshold(rounded(p[1])) {}
  double value(double x) const {
    const double z = beta * x;
    const double soft = (atLeast(z, 0) + log1p(limitedExp(-fabs(z)))) / beta;
    return z > threshold ? x : soft;
  }
  double slope(double x) const {
    const double z = beta * x;
    const double soft = 1 / (1 + limitedExp(-z));
    return z > threshold ? 1 : soft;
  }
};

/// (x + h)/2 with h = sqrt(x^2 + b), which for negative x is b/(2 (h - x)); with b = 0 that is ReLU.
struct Squareplus {
  double b;
  explicit Squareplus(const double* p) : b(rounded(p[0])) {}
  double value(double x) const {
    const double t = finite(x), h = sqrt(t * t + b);
    const double left = b / (2 * (h + fabs(t)));
    return x > 0 ? (t + h) / 2 : (b > 0 ? left : 0);
  }
  /// (1 + x/h)/2 = (h + x)/(2h), for negative x b/(2h (h - x)).
  double slope(double x) const {
    const double t = finite(x), h = sqrt(t * t + b);
    const double left = b / (2 * h * (h + fabs(t)));
    return x > 0 ? (1 + t / h) / 2 : (b > 0 ? left : 0);
  }
};

/// (sqrt(x^2 + 1) - 1)/2 + x.
struct BentIdentity {
  explicit BentIdentity(const double*) {}
  double value(double x) const {
    const double t = finite(x), z = t * t;
    return z / (sqrt(z + 1) + 1) / 2 + t;
  }
  double slope(double x) const {
    const double t = finite(x);
    return t / (2 * sqrt(t * t + 1)) + 1;
  }
};

constexpr Reference kReferences[] = {
    reference<Softplus>("softplus"),
    reference<Squareplus>("squareplus"),
    reference<BentIdentity>("bent-identity"),
};

}  // namespace

std::span<const Reference> smoothReferences() {
  return kReferences;
}

}  // namespace playground::accuracy
