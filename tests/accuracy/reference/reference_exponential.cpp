// The ELU family, e^x, the Gaussian and the complementary log-log, by expm1 wherever 1 would be subtracted.
#include "reference/reference_loop.hpp"

namespace playground::accuracy {
namespace {

/// positive x above 0, amplitude (e^(rate x) - 1) up to it.
struct ExponentialUnit {
  double positive, amplitude, width;
  double value(double x) const {
    const double below = amplitude * expm1(within(x / width, -kFar, kFar));
    return x > 0 ? positive * x : below;
  }
  double slope(double x) const {
    const double below = amplitude / width * limitedExp(x / width);
    return x > 0 ? positive : below;
  }
};
struct Elu : ExponentialUnit {
  explicit Elu(const double* p) : ExponentialUnit{1, rounded(p[0]), 1} {}
};
struct Celu : ExponentialUnit {
  explicit Celu(const double* p) : ExponentialUnit{1, rounded(p[0]), rounded(p[0])} {}
};
struct Selu : ExponentialUnit {
  explicit Selu(const double* p) : ExponentialUnit{rounded(p[1]), rounded(p[0]) * rounded(p[1]), 1} {}
};

struct Exponential {
  explicit Exponential(const double*) {}
  double value(double x) const { return limitedExp(x); }
  double slope(double x) const { return limitedExp(x); }
};

/// The square of a float is exact in double.
struct Gaussian {
  explicit Gaussian(const double*) {}
  double value(double x) const { return limitedExp(-finite(x) * finite(x)); }
  double slope(double x) const { return -2 * within(x, -14, 14) * value(x); }
};

/// 1 - e^(-e^x).
struct LogLog {
  explicit LogLog(const double*) {}
  double inner(double x) const { return limitedExp(atMost(x, 5)); }
  double value(double x) const { return -expm1(-atMost(inner(x), kFar)); }
  double slope(double x) const { return inner(x) * limitedExp(-inner(x)); }
};

constexpr Reference kReferences[] = {
    reference<Elu>("elu"),           reference<Celu>("celu"),
    reference<Selu>("selu"),         reference<Exponential>("exponential"),
    reference<Gaussian>("gaussian"), reference<LogLog>("log-log"),
};

}  // namespace

std::span<const Reference> exponentialReferences() {
  return kReferences;
}

}  // namespace playground::accuracy
