// Functions whose negative side, or whole, is an exponential: ELU, CELU, SELU, e^x, the Gaussian. The
// slope of an ELU comes from e^x and never from f + alpha, which is 0 below -17.33 where the slope is not.
#pragma once

#include "activations/formula.hpp"

namespace playground::activations {

/// x > 0 ? positive x : negative (1 + excess) (e^x - 1), in floats: ELU and SELU. What is made of a positive
/// x on the negative side is garbage, and thrown away. The factor is applied to sums before they are rounded,
/// or it would raise their rounding above 2 ULP. kExcess: whether there is one; SELU's factor is a product,
/// which no float holds.
template <bool kExcess>
struct FastElu {
  float positive, negative, excess;
  template <class V>
  Staged<V> prepareValue(V x) const {
    return tensor::reduceExp<0>(atLeast(x, -20.0f));  // e^-20 vanishes beside 1
  }
  /// -0 goes the positive way, where it stays.
  template <class V>
  V finishValue(V x, Staged<V> reduced) const {
    const V bend = tensor::expBend(reduced.first);
    const V fraction = reduced.first + bend;
    const V scale = tensor::exponentFromLowBits32(reduced.second) * negative;
    const V below = fraction * scale - (negative - scale);
    V rest = (bend - (fraction - reduced.first)) * scale;
    if constexpr (kExcess) rest = rest + below * excess;
    return select(x >= 0.0f, x * positive, below + rest);
  }
  template <class V>
  V value(V x) const {
    return finishValue(x, prepareValue(x));
  }
  template <class V>
  Staged<V> prepareSlope(V x) const {
    return tensor::reduceExp<40>(atLeast(x, -113.0f));  // down to the last denormal for factors up to 100
  }
  template <class V>
  V finishSlope(V x, Staged<V> reduced) const {
    return select(x > 0.0f, splat<V>(positive), exponential(reduced));
  }
  template <class V>
  V slope(V x) const {
    return finishSlope(x, prepareSlope(x));
  }
  template <class V>
  V curvature(V x) const {
    return select(x > 0.0f, splat<V>(0.0f), exponential(prepareSlope(x)));
  }

 private:
  /// negative (1 + excess) e^x.
  template <class V>
  PLAYGROUND_INLINE V exponential(Staged<V> reduced) const {
    const V whole = reduced.first + 1.0f;
    V rest = reduced.first - (whole - 1.0f) + tensor::expBend(reduced.first);
    if constexpr (kExcess) rest = rest + whole * excess;
    const V scale = tensor::exponentFromLowBits32(reduced.second) * negative;
    return (whole * scale + rest * scale) * static_cast<float>(tensor::powerOfTwo(-40));
  }
};

/// Clevert, Unterthiner & Hochreiter 2015.
struct Elu : FastElu<false> {
  static constexpr std::string_view kName = "elu";
  explicit Elu(const double* p) : FastElu<false>{1.0f, static_cast<float>(p[0]), 0.0f} {}
};

/// Klambauer, Unterthiner, Mayr & Hochreiter 2017: lambda ELU(alpha).
struct Selu : FastElu<true> {
  static constexpr std::string_view kName = "selu";
  explicit Selu(const double* p)
      : Selu(static_cast<float>(p[1]),
             static_cast<double>(static_cast<float>(p[0])) * static_cast<double>(static_cast<float>(p[1]))) {}

 private:
  Selu(float lambda, double product)
      : FastElu<true>{lambda, static_cast<float>(product), excessOf(product)} {}
  static float excessOf(double product) {
    const double rounded = static_cast<double>(static_cast<float>(product));
    return rounded == 0.0 ? 0.0f : static_cast<float>(product / rounded - 1.0);
  }
};

/// Barron 2017: x/alpha in the exponent makes the ELU smooth for every alpha. In double, for x/alpha would
/// lose to rounding what the exponential makes of it.
struct Celu {
  static constexpr std::string_view kName = "celu";
  double alpha, rate;
  explicit Celu(const double* p) : alpha(static_cast<double>(static_cast<float>(p[0]))), rate(1.0 / alpha) {}
  template <class V>
  V value(V x) const {
    return select(x > 0.0f, x, narrow(tensor::expm1Wide(widen(x) * rate) * alpha));
  }
  template <class V>
  V slope(V x) const {
    return select(x > 0.0f, splat<V>(1.0f), narrow(tensor::expWide(widen(x) * rate)));
  }
  template <class V>
  V curvature(V x) const {
    return select(x > 0.0f, splat<V>(0.0f), narrow(tensor::expWide(widen(x) * rate) * rate));
  }
};

struct Exponential {
  static constexpr std::string_view kName = "exponential";
  explicit Exponential(const double*) {}
  template <class V>
  V value(V x) const {
    return tensor::expOf(x);
  }
  template <class V>
  V slope(V x) const {
    return tensor::expOf(x);
  }
  template <class V>
  V curvature(V x) const {
    return tensor::expOf(x);
  }
};

/// e^(-x^2).
struct Gaussian {
  static constexpr std::string_view kName = "gaussian";
  explicit Gaussian(const double*) {}
  template <class V>
  V value(V x) const {
    const auto w = widenFinite(x);
    return narrow(tensor::expWide(-(w * w)));
  }
  template <class V>
  V slope(V x) const {
    const auto w = widenFinite(x);
    return narrow(tensor::expWide(-(w * w)) * w * -2.0);
  }
  template <class V>
  V curvature(V x) const {
    const auto w = widenFinite(x);
    return narrow(tensor::expWide(-(w * w)) * (w * w * 4.0 - 2.0));
  }
};

/// 1 - e^(-e^x), the complementary log-log.
struct LogLog {
  static constexpr std::string_view kName = "log-log";
  explicit LogLog(const double*) {}
  template <class V>
  V value(V x) const {
    return narrow(-tensor::expm1Wide(-inner(x)));
  }
  template <class V>
  V slope(V x) const {
    const auto y = inner(x);
    return narrow(y * tensor::expWide(-y));
  }
  template <class V>
  V curvature(V x) const {
    const auto y = inner(x);
    return narrow(y * tensor::expWide(-y) * (-y + 1.0));
  }

 private:
  /// e^x, x kept below 10, where e^-22026 has long vanished.
  template <class V>
  PLAYGROUND_INLINE static auto inner(V x) {
    return tensor::expWide(atMost(widen(x), 10.0));
  }
};

}  // namespace playground::activations
