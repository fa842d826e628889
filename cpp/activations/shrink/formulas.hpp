// Functions flat around 0 (the shrinkage family), and the two that are constant except for a jump:
// step and signum. Odd functions keep the sign of a zero.
#pragma once

#include "activations/formula.hpp"

namespace playground::activations {

/// x where |x| > lambda, else 0.
struct HardShrink {
  static constexpr std::string_view kName = "hardshrink";
  float lambda;
  explicit HardShrink(const double* p) : lambda(static_cast<float>(p[0])) {}
  template <class V>
  V value(V x) const {
    return select(absolute(x) <= lambda, signedZero(x), x);
  }
  template <class V>
  V slope(V x) const {
    return slopeOfGate(*this, x);
  }
  template <class V>
  auto blocks(V x) const {
    return absolute(x) <= lambda;
  }
  template <class V>
  V curvature(V x) const {
    return constantAt(x, 0.0f);
  }
};

/// sign(x) max(|x| - lambda, 0).
struct SoftShrink {
  static constexpr std::string_view kName = "softshrink";
  float lambda;
  explicit SoftShrink(const double* p) : lambda(static_cast<float>(p[0])) {}
  template <class V>
  V value(V x) const {
    return select(absolute(x) <= lambda, signedZero(x), x - tensor::flipSign(splat<V>(lambda), x));
  }
  template <class V>
  V slope(V x) const {
    return slopeOfGate(*this, x);
  }
  template <class V>
  auto blocks(V x) const {
    return absolute(x) <= lambda;
  }
  template <class V>
  V curvature(V x) const {
    return constantAt(x, 0.0f);
  }
};

/// x - tanh x; below 1/2 by the series, where the difference would cancel.
struct TanhShrink {
  static constexpr std::string_view kName = "tanhshrink";
  explicit TanhShrink(const double*) {}
  template <class V>
  V value(V x) const {
    const auto w = widenFinite(x);
    const auto z = w * w;
    const auto small = w * z *
                       tensor::polynomial(z, 0.33333333320394787, -0.13333329601040145, 0.053966499303152865,
                                          -0.02183908608686989, 0.008621847544794507, -0.002679784829829064);
    return narrow(select(absolute(w) < 0.5, small, w - tensor::tanhWide(w)));
  }
  template <class V>
  V slope(V x) const {
    const auto t = tensor::tanhWide(widenFinite(x));
    return narrow(t * t);
  }
  template <class V>
  V curvature(V x) const {
    const auto w = widenFinite(x);
    return narrow(tensor::tanhWide(w) * tensor::sechSquaredWide(w) * 2.0);
  }
};

/// x > 0 ? 1 : 0.
struct Step {
  static constexpr std::string_view kName = "step";
  explicit Step(const double*) {}
  template <class V>
  V value(V x) const {
    return piecewise(x > 0.0f, 1.0f, 0.0f, x);
  }
  template <class V>
  V slope(V x) const {
    return constantAt(x, 0.0f);
  }
  template <class V>
  V curvature(V x) const {
    return constantAt(x, 0.0f);
  }
};

/// The sign of x; a zero is kept.
struct Signum {
  static constexpr std::string_view kName = "signum";
  explicit Signum(const double*) {}
  template <class V>
  V value(V x) const {
    return select(x > 0.0f, splat<V>(1.0f), select(x < 0.0f, splat<V>(-1.0f), x));
  }
  template <class V>
  V slope(V x) const {
    return constantAt(x, 0.0f);
  }
  template <class V>
  V curvature(V x) const {
    return constantAt(x, 0.0f);
  }
};

}  // namespace playground::activations
