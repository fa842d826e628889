// Functions of the form x times a gate: GELU exact and tanh, SiLU / Swish / quick GELU, Mish, hard-swish.
// All have the limit -0 at -infinity (frameworks often give NaN there), and tails that keep their
// relative accuracy: the normal one through erfc, the logistic ones through e^-x.
#pragma once

#include "activations/formula.hpp"

namespace playground::activations {

/// x Phi(x) = max(x, 0) - |x| Phi(-|x|). Hendrycks & Gimpel 2016.
struct Gelu {
  static constexpr std::string_view kName = "gelu";
  explicit Gelu(const double*) {}
  template <class V>
  Staged<V> prepareValue(V x) const {
    return tensor::expMinusHalfSquare(size(x));
  }
  template <class V>
  V finishValue(V x, Staged<V> parts) const {
    const auto t = widen(size(x));
    const auto tail = tensor::normalScaledTailFast(t);
    return narrow(widen(atLeast(x, 0.0f)) - t * tensor::expFromParts<40>(parts) * tail.top / tail.bottom);
  }
  template <class V>
  V value(V x) const {
    return finishValue(x, prepareValue(x));
  }
  template <class V>
  Staged<V> prepareSlope(V x) const {
    return prepareValue(x);
  }
  /// Phi(x) + x phi(x), which is 1 - slope(-x).
  template <class V>
  V finishSlope(V x, Staged<V> parts) const {
    const auto t = widen(size(x));
    const auto tail = tensor::normalScaledTailFast(t);
    const auto left =
        tensor::expFromParts<40>(parts) * (tail.top / tail.bottom - t * tensor::kInverseSqrt2Pi);
    return narrow(select(widen(x) > 0.0, 1.0 - left, left));
  }
  template <class V>
  V slope(V x) const {
    return finishSlope(x, prepareSlope(x));
  }
  template <class V>
  V curvature(V x) const {
    const auto w = widenFinite(x);
    return narrow(tensor::normalParts(w).density * (2.0 - w * w));
  }

 private:
  /// |x|, kept where the tail has passed below every float.
  template <class V>
  PLAYGROUND_INLINE static V size(V x) {
    return atMost(absolute(x), 14.6f);
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

/// Elfwing, Uchibe & Doya 2017; Ramachandran, Zoph & Le 2017. Exponentials in floats.
struct Silu : LogisticGate {
  static constexpr std::string_view kName = "silu";
  explicit Silu(const double*) : LogisticGate{1.0} {}
  template <class V>
  Staged<V> prepareValue(V x) const {
    return tensor::reduceExp<-32>(-atLeast(x, -110.0f));
  }
  /// The sum is scaled by 2^-32, so that it stays finite where the quotient is the smallest float. Above 32,
  /// where the gate is 1, the parts are garbage and thrown away.
  template <class V>
  V finishValue(V x, Staged<V> reduced) const {
    constexpr float kUnit = static_cast<float>(tensor::powerOfTwo(-32));
    const V gated = atLeast(x, -110.0f) / tensor::onePlus<-32>(tensor::expPartsOf(reduced)) * kUnit;
    return select(x > 32.0f, x, gated);
  }
  template <class V>
  V value(V x) const {
    return finishValue(x, prepareValue(x));
  }
  template <class V>
  Staged<V> prepareSlope(V x) const {
    return tensor::staged(tensor::expPartsOf(tensor::reduceExp<-32>(-limited(x))));
  }
  template <class V>
  V finishSlope(V x, Staged<V> parts) const {
    const auto e = tensor::expFromParts<-32>(parts);
    const auto sum = e + 1.0;
    return narrow((sum + widen(limited(x)) * e) / (sum * sum));
  }
  template <class V>
  V slope(V x) const {
    return finishSlope(x, prepareSlope(x));
  }

 private:
  /// Beyond these the slope is 0 and 1.
  template <class V>
  PLAYGROUND_INLINE static V limited(V x) {
    return atMost(atLeast(x, -110.0f), 60.0f);
  }
};

struct Swish : LogisticGate {
  static constexpr std::string_view kName = "swish";
  explicit Swish(const double* p) : LogisticGate{static_cast<double>(static_cast<float>(p[0]))} {}
};

struct QuickGelu : LogisticGate {
  static constexpr std::string_view kName = "quick-gelu";
  explicit QuickGelu(const double* p) : LogisticGate{static_cast<double>(static_cast<float>(p[0]))} {}
};

/// x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))) = x sigmoid(u), u twice the tanh's argument. The argument in
/// double, the exponential in floats.
struct GeluTanh {
  static constexpr std::string_view kName = "gelu-tanh";
  explicit GeluTanh(const double*) {}
  template <class V>
  Staged<V> prepareValue(V x) const {
    const auto w = widen(limited(x));
    return tensor::reduceExpWide<-40, V>(w * ((w * w) * -kCubic - kLinear));
  }
  template <class V>
  V finishValue(V x, Staged<V> reduced) const {
    const auto e = tensor::expFromParts<-40>(tensor::staged(tensor::expPartsOf(reduced)));
    return narrow(widen(atLeast(x, -11.0f)) / (e + 1.0));
  }
  template <class V>
  V value(V x) const {
    return finishValue(x, prepareValue(x));
  }
  template <class V>
  Staged<V> prepareSlope(V x) const {
    return prepareValue(x);
  }
  template <class V>
  V finishSlope(V x, Staged<V> reduced) const {
    const auto w = widen(limited(x));
    const auto e = tensor::expFromParts<-40>(tensor::staged(tensor::expPartsOf(reduced)));
    const auto sum = e + 1.0;
    return narrow((sum + w * (w * w * (3.0 * kCubic) + kLinear) * e) / (sum * sum));
  }
  template <class V>
  V slope(V x) const {
    return finishSlope(x, prepareSlope(x));
  }
  template <class V>
  V curvature(V x) const {
    const auto w = atMost(atLeast(widen(x), -1e30), 1e30);  // the limits are reached, and x^5 is finite
    const auto e = tensor::expWide(w * ((w * w) * -kCubic - kLinear));
    const auto s = 1.0 / (e + 1.0);
    const auto first = w * w * (3.0 * kCubic) + kLinear;  // u'
    const auto inner = w * (s * (e - 1.0) * (first * first) + w * (6.0 * kCubic)) + first * 2.0;
    return narrow(s * (e * s) * inner);
  }

 private:
  static constexpr double kLinear = 1.5957691216057308;  // 2 sqrt(2/pi)
  static constexpr double kCubic = 1.5957691216057308 * 0.044715;
  /// At -11 the value and the slope have passed below every float; at 6 the gate is 1.
  template <class V>
  PLAYGROUND_INLINE static V limited(V x) {
    return atMost(atLeast(x, -11.0f), 6.0f);
  }
};

/// x tanh(softplus(x)) = x n/(n + 2) with n = E (E + 2), E = e^x. Misra 2019. Exponentials in floats.
struct Mish {
  static constexpr std::string_view kName = "mish";
  explicit Mish(const double*) {}
  /// E is kept at e^30, where n/(n + 2) and the slope have long been 1.
  template <class V>
  Staged<V> prepareValue(V x) const {
    return tensor::staged(tensor::expPartsOf(tensor::reduceExp<40>(limited(x))));
  }
  template <class V>
  V finishValue(V x, Staged<V> parts) const {
    const auto e = tensor::expFromParts<40>(parts);
    const auto n = e * (e + 2.0);
    return narrow(widen(atLeast(x, -110.0f)) * n / (n + 2.0));
  }
  template <class V>
  V value(V x) const {
    return finishValue(x, prepareValue(x));
  }
  template <class V>
  Staged<V> prepareSlope(V x) const {
    return prepareValue(x);
  }
  template <class V>
  V finishSlope(V x, Staged<V> parts) const {
    const auto e = tensor::expFromParts<40>(parts);
    const auto m = e * (e + 2.0) + 2.0;
    return narrow(e * ((e + 2.0) * m + widen(limited(x)) * (e + 1.0) * 4.0) / (m * m));
  }
  template <class V>
  V slope(V x) const {
    return finishSlope(x, prepareSlope(x));
  }
  template <class V>
  V curvature(V x) const {
    const auto w = atMost(atLeast(widen(x), -1e60), 100.0);
    const auto e = tensor::expWide(w);
    const auto m = e * (e + 2.0) + 2.0;
    const auto second = tensor::polynomial(e, 2.0, 2.0, -3.0, -2.0);
    return narrow(e * ((e + 1.0) * m * 8.0 + w * second * 4.0) / (m * m * m));
  }

 private:
  template <class V>
  PLAYGROUND_INLINE static V limited(V x) {
    return atMost(atLeast(x, -110.0f), 30.0f);
  }
};

/// x min(max(x + 3, 0), 6) / 6. Howard et al. 2019. Slopes at the kinks as in PyTorch: -1/2 and 3/2.
struct HardSwish {
  static constexpr std::string_view kName = "hard-swish";
  explicit HardSwish(const double*) {}
  /// In floats: the sum is exact near -3, where the value crosses zero. x + 3 and x limited alike, for -0
  /// below -3.
  template <class V>
  V value(V x) const {
    const V inner = atLeast(x, -3.0f);
    return select(x >= 3.0f, x, inner * (inner + 3.0f) / 6.0f);
  }
  /// In floats: near the zero at -3/2 the sum is exact. x + x may overflow only where it is not looked at.
  template <class V>
  V slope(V x) const {
    const V middle = (x + x + 3.0f) / 6.0f;
    return select(x > 3.0f, splat<V>(1.0f), select(x < -3.0f, splat<V>(0.0f), middle));
  }
  template <class V>
  V curvature(V x) const {
    return piecewise((x >= -3.0f) & (x <= 3.0f), 1.0f / 3.0f, 0.0f, x);
  }
};

}  // namespace playground::activations
