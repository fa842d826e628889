// Functions of the form x times a gate: GELU exact and tanh, SiLU / Swish / quick GELU, Mish, hard-swish.
// All have the limit -0 at -infinity (frameworks often give NaN there), and tails that keep their
// relative accuracy: the normal one through erfc, the logistic ones through e^-x.
#pragma once

#include "activations/formula.hpp"

namespace playground::activations {

/// x Phi(x). Hendrycks & Gimpel 2016.
struct Gelu {
  static constexpr std::string_view kName = "gelu";
  explicit Gelu(const double*) {}
  template <class V>
  V value(V x) const {
    const auto w = widenFinite(x);
    return narrow(w * tensor::normalCdfWide(w));
  }
  /// Phi(x) + x phi(x), which is 1 - slope(-x).
  template <class V>
  V slope(V x) const {
    const auto w = widenFinite(x);
    const auto parts = tensor::normalParts(w);
    const auto left = parts.tail - absolute(w) * parts.density;
    return narrow(select(w > 0.0, 1.0 - left, left));
  }
  template <class V>
  V curvature(V x) const {
    const auto w = widenFinite(x);
    return narrow(tensor::normalParts(w).density * (2.0 - w * w));
  }
};

/// x sigmoid(rate x).
struct LogisticGate {
  double rate;
  template <class V>
  V value(V x) const {
    const auto w = widenFinite(x);
    return narrow(w / (tensor::expWide(w * -rate) + 1.0));
  }
  template <class V>
  V slope(V x) const {
    const auto z = widenFinite(x) * rate;
    const auto e = tensor::expWide(-z);
    const auto s = 1.0 / (e + 1.0);
    return narrow(s * (z * (e * s) + 1.0));
  }
  template <class V>
  V curvature(V x) const {
    const auto z = widenFinite(x) * rate;
    const auto e = tensor::expWide(-z);
    const auto s = 1.0 / (e + 1.0);
    return narrow(s * (e * s) * (z * (s * (e - 1.0)) + 2.0) * rate);
  }
};

/// Elfwing, Uchibe & Doya 2017; Ramachandran, Zoph & Le 2017.
struct Silu : LogisticGate {
  static constexpr std::string_view kName = "silu";
  explicit Silu(const double*) : LogisticGate{1.0} {}
};

struct Swish : LogisticGate {
  static constexpr std::string_view kName = "swish";
  explicit Swish(const double* p) : LogisticGate{static_cast<double>(static_cast<float>(p[0]))} {}
};

struct QuickGelu : LogisticGate {
  static constexpr std::string_view kName = "quick-gelu";
  explicit QuickGelu(const double* p) : LogisticGate{static_cast<double>(static_cast<float>(p[0]))} {}
};

/// x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))) = x sigmoid(u), u twice the tanh's argument.
struct GeluTanh {
  static constexpr std::string_view kName = "gelu-tanh";
  explicit GeluTanh(const double*) {}
  template <class V>
  V value(V x) const {
    const auto w = widenFinite(x);
    return narrow(w / (tensor::expWide(w * ((w * w) * -kCubic - kLinear)) + 1.0));
  }
  template <class V>
  V slope(V x) const {
    const auto w = bounded(x);
    const auto e = tensor::expWide(w * ((w * w) * -kCubic - kLinear));
    const auto s = 1.0 / (e + 1.0);
    return narrow(s * (w * (w * w * (3.0 * kCubic) + kLinear) * (e * s) + 1.0));
  }
  template <class V>
  V curvature(V x) const {
    const auto w = bounded(x);
    const auto e = tensor::expWide(w * ((w * w) * -kCubic - kLinear));
    const auto s = 1.0 / (e + 1.0);
    const auto first = w * w * (3.0 * kCubic) + kLinear;  // u'
    const auto inner = w * (s * (e - 1.0) * (first * first) + w * (6.0 * kCubic)) + first * 2.0;
    return narrow(s * (e * s) * inner);
  }

 private:
  static constexpr double kLinear = 1.5957691216057308;  // 2 sqrt(2/pi)
  static constexpr double kCubic = 1.5957691216057308 * 0.044715;
  /// Slope and curvature have reached their limits long before 1e30, and x^5 stays finite below it.
  template <class V>
  PLAYGROUND_INLINE static auto bounded(V x) {
    return atMost(atLeast(widen(x), -1e30), 1e30);
  }
};

/// x tanh(softplus(x)) = x n/(n + 2) with n = E (E + 2), E = e^x. Misra 2019.
struct Mish {
  static constexpr std::string_view kName = "mish";
  explicit Mish(const double*) {}
  template <class V>
  V value(V x) const {
    const auto w = widenFinite(x);
    const auto e = tensor::expWide(atMost(w, 100.0));
    const auto n = e * (e + 2.0);
    return narrow(w * n / (n + 2.0));
  }
  template <class V>
  V slope(V x) const {
    const auto w = bounded(x);
    const auto e = tensor::expWide(w);
    const auto m = e * (e + 2.0) + 2.0;
    return narrow(e * ((e + 2.0) * m + w * (e + 1.0) * 4.0) / (m * m));
  }
  template <class V>
  V curvature(V x) const {
    const auto w = bounded(x);
    const auto e = tensor::expWide(w);
    const auto m = e * (e + 2.0) + 2.0;
    const auto second = tensor::polynomial(e, 2.0, 2.0, -3.0, -2.0);
    return narrow(e * ((e + 1.0) * m * 8.0 + w * second * 4.0) / (m * m * m));
  }

 private:
  /// Slope and curvature have reached their limits at 100, and e^600 is finite.
  template <class V>
  PLAYGROUND_INLINE static auto bounded(V x) {
    return atMost(atLeast(widen(x), -1e60), 100.0);
  }
};

/// x min(max(x + 3, 0), 6) / 6. Howard et al. 2019. Slopes at the kinks as in PyTorch: -1/2 and 3/2.
struct HardSwish {
  static constexpr std::string_view kName = "hard-swish";
  explicit HardSwish(const double*) {}
  template <class V>
  V value(V x) const {
    const auto w = widenFinite(x);
    return narrow(atLeast(w, -3.0) * atMost(atLeast(w + 3.0, 0.0), 6.0) / 6.0);
  }
  template <class V>
  V slope(V x) const {
    const auto w = widenFinite(x);
    const auto middle = (w + w + 3.0) / 6.0;
    return narrow(select(w > 3.0, middle * 0.0 + 1.0, select(w < -3.0, middle * 0.0, middle)));
  }
  template <class V>
  V curvature(V x) const {
    return piecewise((x >= -3.0f) & (x <= 3.0f), 1.0f / 3.0f, 0.0f, x);
  }
};

}  // namespace playground::activations
