// Functions whose negative side, or whole, is an exponential: ELU, CELU, SELU, e^x, the Gaussian. The
// slope of an ELU comes from e^x and never from f + alpha, which is 0 below -17.33 where the slope is not.
#pragma once

#include "activations/formula.hpp"

namespace playground::activations {

/// scale * (x > 0 ? x : alpha (e^(x rate) - 1)): ELU, CELU and SELU in one.
struct ScaledElu {
  float positive;                  // slope of the positive side
  double negative, rate, product;  // factor and rate of the exponential, and their product
  template <class V>
  V value(V x) const {
    const auto w = widen(x);
    return select(x > 0.0f, x * positive, narrow(tensor::expm1Wide(w * rate) * negative));
  }
  template <class V>
  V slope(V x) const {
    return select(x > 0.0f, splat<V>(positive), narrow(tensor::expWide(widen(x) * rate) * product));
  }
  template <class V>
  V curvature(V x) const {
    return select(x > 0.0f, splat<V>(0.0f), narrow(tensor::expWide(widen(x) * rate) * (product * rate)));
  }
};

/// Clevert, Unterthiner & Hochreiter 2015.
struct Elu : ScaledElu {
  static constexpr std::string_view kName = "elu";
  explicit Elu(const double* p) : Elu(static_cast<double>(static_cast<float>(p[0]))) {}

 private:
  explicit Elu(double alpha) : ScaledElu{1.0f, alpha, 1.0, alpha} {}
};

/// Barron 2017: x/alpha in the exponent makes it smooth for every alpha.
struct Celu : ScaledElu {
  static constexpr std::string_view kName = "celu";
  explicit Celu(const double* p) : Celu(static_cast<double>(static_cast<float>(p[0]))) {}

 private:
  explicit Celu(double alpha) : ScaledElu{1.0f, alpha, 1.0 / alpha, 1.0} {}
};

/// Klambauer, Unterthiner, Mayr & Hochreiter 2017: lambda ELU(alpha).
struct Selu : ScaledElu {
  static constexpr std::string_view kName = "selu";
  explicit Selu(const double* p) : Selu(static_cast<float>(p[0]), static_cast<float>(p[1])) {}

 private:
  explicit Selu(float alpha, float lambda)
      : ScaledElu{lambda, static_cast<double>(lambda) * static_cast<double>(alpha), 1.0,
                  static_cast<double>(lambda) * static_cast<double>(alpha)} {}
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
