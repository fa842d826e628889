// Smooth unbounded relatives of ReLU and of the line: softplus, squareplus, sparse-plus, bent identity.
#pragma once

#include "activations/formula.hpp"

namespace playground::activations {

/// ln(1 + e^(beta x)) / beta, and x itself where beta x is above the threshold (PyTorch's rule).
struct Softplus {
  static constexpr std::string_view kName = "softplus";
  double beta, inverse, threshold;
  explicit Softplus(const double* p)
      : beta(static_cast<double>(static_cast<float>(p[0]))),
        inverse(1.0 / beta),
        threshold(static_cast<double>(static_cast<float>(p[1]))) {}
  template <class V>
  Staged<V> prepareValue(V x) const {
    return tensor::reduceMinusAbsolute(x);
  }
  template <class V>
  V finishValue(V x, Staged<V> reduced) const {
    if (plain()) return tensor::plusLog1pOfExp(atLeast(x, 0.0f), reduced);
    const auto w = widen(x);
    const auto z = w * beta;
    const auto soft = atLeast(z, 0.0) + tensor::log1pUnit(tensor::expWide(-absolute(z)));
    return narrow(select(z > threshold, w, soft * inverse));
  }
  template <class V>
  V value(V x) const {
    return finishValue(x, prepareValue(x));
  }
  template <class V>
  Staged<V> prepareSlope(V x) const {
    return tensor::reduceSigmoid(x);
  }
  template <class V>
  V finishSlope(V x, Staged<V> reduced) const {
    if (plain()) return tensor::sigmoidOfReduced(reduced);
    const auto z = widen(x) * beta;
    return select(linear(x), splat<V>(1.0f), narrow(tensor::sigmoidWide(z)));
  }
  template <class V>
  V slope(V x) const {
    return finishSlope(x, prepareSlope(x));
  }
  template <class V>
  V curvature(V x) const {
    const auto e = tensor::expWide(-absolute(widen(x) * beta));
    const auto sum = e + 1.0;
    return select(linear(x), splat<V>(0.0f), narrow(e / (sum * sum) * beta));
  }

 private:
  /// PyTorch's defaults, or a threshold that shows in no float: worth floats. The same for a whole array.
  bool plain() const { return beta == 1.0 && threshold >= 17.0; }
  /// beta x > threshold: the same comparison as in value, seen through the float it gives.
  template <class V>
  PLAYGROUND_INLINE auto linear(V x) const {
    const auto z = widen(x) * beta;
    const auto one = z * 0.0;
    return narrow(select(z > threshold, one + 1.0, one)) > 0.0f;
  }
};

/// (x + sqrt(x^2 + b)) / 2; for negative x as b / (2 (|x| + sqrt)), which does not cancel. Barron 2021.
struct Squareplus {
  static constexpr std::string_view kName = "squareplus";
  double b;
  explicit Squareplus(const double* p) : b(static_cast<double>(static_cast<float>(p[0]))) {}
  template <class V>
  V value(V x) const {
    const auto w = widenFinite(x);
    const auto sum = absolute(w) + root(w);
    return narrow(select(w > 0.0, sum * 0.5, b * 0.5 / sum));
  }
  template <class V>
  V slope(V x) const {
    const auto w = widenFinite(x);
    const auto h = root(w);
    const auto sum = absolute(w) + h;
    return narrow(select(w > 0.0, sum, b / sum) / (h + h));
  }
  template <class V>
  V curvature(V x) const {
    const auto h = root(widenFinite(x));
    return narrow(b * 0.5 / (h * h * h));
  }

 private:
  /// sqrt(x^2 + b), kept above 0 so that b = 0 gives ReLU and its slope 0 at 0 instead of 0/0.
  template <class D>
  PLAYGROUND_INLINE D root(D w) const {
    return atLeast(tensor::squareRoot(w * w + b), 1e-100);
  }
};

/// 0 below -1, (x + 1)^2 / 4 between, x above 1.
struct SparsePlus {
  static constexpr std::string_view kName = "sparse-plus";
  explicit SparsePlus(const double*) {}
  template <class V>
  V value(V x) const {
    const auto w = atLeast(widen(x), -1.0);
    const auto sum = atMost(w, 1.0) + 1.0;
    return select(x > 1.0f, x, narrow(sum * sum * 0.25));
  }
  template <class V>
  V slope(V x) const {
    return atMost(atLeast((x + 1.0f) * 0.5f, 0.0f), 1.0f);
  }
  template <class V>
  V curvature(V x) const {
    return piecewise(absolute(x) < 1.0f, 0.5f, 0.0f, x);
  }
};

/// (sqrt(x^2 + 1) - 1)/2 + x; the first term as x^2 / (2 (sqrt + 1)), which does not cancel.
struct BentIdentity {
  static constexpr std::string_view kName = "bent-identity";
  explicit BentIdentity(const double*) {}
  template <class V>
  V value(V x) const {
    const auto w = widenFinite(x);
    return narrow(w + w * w * 0.5 / (tensor::squareRoot(w * w + 1.0) + 1.0));
  }
  template <class V>
  V slope(V x) const {
    const auto w = widenFinite(x);
    return narrow(w * 0.5 / tensor::squareRoot(w * w + 1.0) + 1.0);
  }
  template <class V>
  V curvature(V x) const {
    const auto w = widenFinite(x);
    const auto h = tensor::squareRoot(w * w + 1.0);
    return narrow(0.5 / (h * h * h));
  }
};

}  // namespace playground::activations
