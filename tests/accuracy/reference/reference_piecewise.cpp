// Functions made of lines and jumps. In double their products and sums of floats are exact or nearly so; what
// matters is on which side of a kink the slope is taken.
#include "reference/reference_loop.hpp"

namespace playground::accuracy {
namespace {

struct Identity {
  explicit Identity(const double*) {}
  double value(double x) const { return x; }
  double slope(double) const { return 1; }
};

/// x limited to [low, high], with the slope 0 on both limits.
struct Clip {
  double low, high;
  double value(double x) const { return within(x, low, high); }
  double slope(double x) const { return x > low && x < high ? 1 : 0; }
};
constexpr double kInfinity = std::numeric_limits<double>::infinity();
struct Relu : Clip {
  explicit Relu(const double*) : Clip{0, kInfinity} {}
  /// No upper limit, and so none at infinity.
  double slope(double x) const { return x > 0 ? 1 : 0; }
};
struct Relu6 : Clip {
  explicit Relu6(const double*) : Clip{0, 6} {}
};
struct HardTanh : Clip {
  explicit HardTanh(const double* p) : Clip{rounded(p[0]), rounded(p[1])} {}
};
struct ShiftedRelu : Clip {
  explicit ShiftedRelu(const double* p) : Clip{rounded(p[0]), kInfinity} {}
  double slope(double x) const { return x > low ? 1 : 0; }
};

/// The limit at -infinity is 0 with a slope of 0, and infinite with any other: 1e60 times it is beyond all
/// floats.
struct Leaky {
  double a;
  explicit Leaky(const double* p) : a(rounded(p[0])) {}
  double value(double x) const { return x > 0 ? x : a * finite(x); }
  double slope(double x) const { return x > 0 ? 1 : a; }
};
/// In evaluation the slope is the mean of the limits.
struct RRelu : Leaky {
  explicit RRelu(const double* p) : Leaky(p) { a = rounded((p[0] + p[1]) / 2); }
};

struct Jump {
  double theta, otherwise;
  double value(double x) const { return x > theta ? x : otherwise; }
  double slope(double x) const { return x > theta ? 1 : 0; }
};
struct Threshold : Jump {
  explicit Threshold(const double* p) : Jump{rounded(p[0]), rounded(p[1])} {}
};
struct ThresholdedRelu : Jump {
  explicit ThresholdedRelu(const double* p) : Jump{rounded(p[0]), 0} {}
};

struct HardShrink {
  double lambda;
  explicit HardShrink(const double* p) : lambda(rounded(p[0])) {}
  double value(double x) const { return fabs(x) > lambda ? x : 0; }
  double slope(double x) const { return fabs(x) > lambda ? 1 : 0; }
};
struct SoftShrink : HardShrink {
  using HardShrink::HardShrink;
  double value(double x) const { return x - within(x, -lambda, lambda); }
};

/// x min(max(x + 3, 0), 6) / 6. On the kinks the middle piece's slopes, -1/2 and 3/2.
struct HardSwish {
  explicit HardSwish(const double*) {}
  double value(double x) const { return finite(x) * within(x + 3, 0, 6) / 6; }
  double slope(double x) const { return x < -3 ? 0 : (x > 3 ? 1 : (2 * x + 3) / 6); }
};

/// clip(a x + b, 0, 1), the line rounded once. The double nearest to 1/6 stands for 1/6 itself, whose kinks
/// are at -3 and 3 exactly.
struct HardSigmoid {
  double a, b;
  bool sixth;
  explicit HardSigmoid(const double* p) : a(p[0]), b(p[1]), sixth(a == 1.0 / 6.0 && b == 0.5) {}
  double line(double x) const { return sixth ? (x + 3) / 6 : std::fma(a, finite(x), b); }
  double value(double x) const { return within(line(x), 0, 1); }
  double slope(double x) const { return line(x) > 0 && line(x) < 1 ? a : 0; }
};

struct SparseSigmoid {
  explicit SparseSigmoid(const double*) {}
  double value(double x) const { return within((x + 1) / 2, 0, 1); }
  double slope(double x) const { return fabs(x) < 1 ? 0.5 : 0; }
};
/// Its integral: 0, (x + 1)^2 / 4, x.
struct SparsePlus {
  explicit SparsePlus(const double*) {}
  double value(double x) const {
    const double base = within(x, -1, 1) + 1;
    return x > 1 ? x : base * base / 4;
  }
  double slope(double x) const { return within((x + 1) / 2, 0, 1); }
};

struct Step {
  explicit Step(const double*) {}
  double value(double x) const { return x > 0 ? 1 : 0; }
  double slope(double) const { return 0; }
};
struct Signum {
  explicit Signum(const double*) {}
  double value(double x) const { return x > 0 ? 1 : (x < 0 ? -1 : 0); }
  double slope(double) const { return 0; }
};
struct Absolute {
  explicit Absolute(const double*) {}
  double value(double x) const { return fabs(x); }
  double slope(double x) const { return x > 0 ? 1 : (x < 0 ? -1 : 0); }
};

constexpr Reference kReferences[] = {
    reference<Identity>("identity"),
    reference<Relu>("relu"),
    reference<Relu6>("relu6"),
    reference<HardTanh>("hard-tanh"),
    reference<ShiftedRelu>("shifted-relu"),
    reference<Leaky>("leaky-relu"),
    reference<Leaky>("prelu"),
    reference<RRelu>("rrelu"),
    reference<Threshold>("threshold"),
    reference<ThresholdedRelu>("thresholded-relu"),
    reference<HardShrink>("hardshrink"),
    reference<SoftShrink>("softshrink"),
    reference<HardSwish>("hard-swish"),
    reference<HardSigmoid>("hard-sigmoid"),
    reference<SparseSigmoid>("sparse-sigmoid"),
    reference<SparsePlus>("sparse-plus"),
    reference<Step>("step"),
    reference<Signum>("signum"),
    reference<Absolute>("absolute"),
};

}  // namespace

std::span<const Reference> piecewiseReferences() {
  return kReferences;
}

}  // namespace playground::accuracy
