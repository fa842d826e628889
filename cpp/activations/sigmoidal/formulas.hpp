// Functions that saturate on both sides: sigmoid, tanh and their scaled, hard and slow relatives, with
// log-sigmoid. Slopes are written without 1 - f^2, which cancels in the tails.
#pragma once

#include "activations/formula.hpp"

namespace playground::activations {

/// The value in floats; the slope from e^-|x| in double.
struct Sigmoid {
  static constexpr std::string_view kName = "sigmoid";
  explicit Sigmoid(const double*) {}
  template <class V>
  Staged<V> prepareValue(V x) const {
    return tensor::reduceSigmoid(x);
  }
  template <class V>
  V finishValue(V, Staged<V> reduced) const {
    return tensor::sigmoidOfReduced(reduced);
  }
  template <class V>
  V value(V x) const {
    return finishValue(x, prepareValue(x));
  }
  template <class V>
  Staged<V> prepareSlope(V x) const {
    return tensor::expMinusAbsolute(x);
  }
  template <class V>
  V finishSlope(V, Staged<V> parts) const {
    const auto e = tensor::expFromParts<40>(parts);
    const auto sum = e + 1.0;
    return narrow(e / (sum * sum));
  }
  template <class V>
  V slope(V x) const {
    return finishSlope(x, prepareSlope(x));
  }
  template <class V>
  V curvature(V x) const {
    const auto w = widen(x);
    const auto e = tensor::expWide(-absolute(w));
    const auto sum = e + 1.0;
    return narrow(tensor::flipSign(e * (e - 1.0) / (sum * sum * sum), w));
  }
};

/// ln sigmoid(x) = min(x, 0) - ln(1 + e^-|x|).
struct LogSigmoid {
  static constexpr std::string_view kName = "log-sigmoid";
  explicit LogSigmoid(const double*) {}
  template <class V>
  Staged<V> prepareValue(V x) const {
    return tensor::reduceMinusAbsolute(x);
  }
  template <class V>
  V finishValue(V x, Staged<V> reduced) const {
    return -tensor::plusLog1pOfExp(atLeast(-x, 0.0f), reduced);
  }
  template <class V>
  V value(V x) const {
    return finishValue(x, prepareValue(x));
  }
  template <class V>
  Staged<V> prepareSlope(V x) const {
    return tensor::reduceSigmoid(-x);
  }
  template <class V>
  V finishSlope(V, Staged<V> reduced) const {
    return tensor::sigmoidOfReduced(reduced);
  }
  template <class V>
  V slope(V x) const {
    return finishSlope(x, prepareSlope(x));
  }
  template <class V>
  V curvature(V x) const {
    return -Sigmoid(nullptr).slope(x);
  }
};

/// outer tanh(inner x): tanh, LeCun's tanh and the symmetric sigmoid.
struct ScaledTanh {
  double outer, inner;
  template <class V>
  V value(V x) const {
    return narrow(tensor::tanhWide(widenFinite(x) * inner) * outer);
  }
  template <class V>
  V slope(V x) const {
    return narrow(tensor::sechSquaredWide(widenFinite(x) * inner) * (outer * inner));
  }
  template <class V>
  V curvature(V x) const {
    const auto w = widenFinite(x) * inner;
    return narrow(tensor::sechSquaredWide(w) * tensor::tanhWide(w) * (-2.0 * outer * inner * inner));
  }
};

/// Exponentials in floats, quotients in double.
struct Tanh : ScaledTanh {
  static constexpr std::string_view kName = "tanh";
  explicit Tanh(const double*) : ScaledTanh{1.0, 1.0} {}
  /// By the size and the sign, for the parts of -0 have none.
  template <class V>
  Staged<V> prepareValue(V x) const {
    const V size = absolute(x);
    return tensor::reduceExp<0>(atMost(size + size, 40.0f));
  }
  template <class V>
  V finishValue(V x, Staged<V> reduced) const {
    const auto parts = tensor::expPartsFromReduced(reduced);
    const auto grown = parts.scale * parts.fraction - (1.0 - parts.scale);  // e^2|x| - 1
    return tensor::flipSign(narrow(grown / (grown + 2.0)), x);
  }
  template <class V>
  V value(V x) const {
    return finishValue(x, prepareValue(x));
  }
  template <class V>
  Staged<V> prepareSlope(V x) const {
    return tensor::expMinusAbsolute(x + x);
  }
  template <class V>
  V finishSlope(V, Staged<V> parts) const {
    const auto e = tensor::expFromParts<40>(parts);
    const auto sum = e + 1.0;
    return narrow(e * 4.0 / (sum * sum));
  }
  template <class V>
  V slope(V x) const {
    return finishSlope(x, prepareSlope(x));
  }
};

/// LeCun, Bottou, Orr & Mueller 1998.
struct LecunTanh : ScaledTanh {
  static constexpr std::string_view kName = "lecun-tanh";
  explicit LecunTanh(const double*) : ScaledTanh{1.7159, 2.0 / 3.0} {}
};

/// (1 - e^-x) / (1 + e^-x) = tanh(x/2).
struct SymmetricSigmoid : ScaledTanh {
  static constexpr std::string_view kName = "symmetric-sigmoid";
  explicit SymmetricSigmoid(const double*) : ScaledTanh{1.0, 0.5} {}
};

/// clip(a x + b, 0, 1). The parameters stay doubles: with a = 1/6 the kinks are at -3 and 3 exactly.
struct HardSigmoid {
  static constexpr std::string_view kName = "hard-sigmoid";
  double a, b;
  explicit HardSigmoid(const double* p) : a(p[0]), b(p[1]) {}
  template <class V>
  V value(V x) const {
    return narrow(atMost(atLeast(line(x), 0.0), 1.0));
  }
  template <class V>
  V slope(V x) const {
    const auto y = line(x);
    return narrow(select((y > 0.0) & (y < 1.0), y * 0.0 + a, atMost(atLeast(y, 0.0), 0.0)));
  }
  template <class V>
  V curvature(V x) const {
    return constantAt(x, 0.0f);
  }

 private:
  template <class V>
  PLAYGROUND_INLINE auto line(V x) const {
    return widenFinite(x) * a + b;
  }
};

/// clip((x + 1)/2, 0, 1): the slope of sparse-plus.
struct SparseSigmoid {
  static constexpr std::string_view kName = "sparse-sigmoid";
  explicit SparseSigmoid(const double*) {}
  template <class V>
  V value(V x) const {
    return atMost(atLeast((x + 1.0f) * 0.5f, 0.0f), 1.0f);
  }
  template <class V>
  V slope(V x) const {
    return piecewise(absolute(x) < 1.0f, 0.5f, 0.0f, x);
  }
  template <class V>
  V curvature(V x) const {
    return constantAt(x, 0.0f);
  }
};

/// x / (1 + |x|).
struct Softsign {
  static constexpr std::string_view kName = "softsign";
  explicit Softsign(const double*) {}
  template <class V>
  V value(V x) const {
    const auto w = widenFinite(x);
    return narrow(w / (absolute(w) + 1.0));
  }
  template <class V>
  V slope(V x) const {
    const auto sum = absolute(widenFinite(x)) + 1.0;
    return narrow(1.0 / (sum * sum));
  }
  /// -2 sign(x) / (1 + |x|)^3, and 0 at 0, where it jumps.
  template <class V>
  V curvature(V x) const {
    const auto w = widenFinite(x);
    const auto sum = absolute(w) + 1.0;
    return select(x == 0.0f, x, narrow(tensor::flipSign(-2.0 / (sum * sum * sum), w)));
  }
};

struct Arctan {
  static constexpr std::string_view kName = "arctan";
  explicit Arctan(const double*) {}
  template <class V>
  V value(V x) const {
    return tensor::atanOf(x);
  }
  template <class V>
  V slope(V x) const {
    const auto w = widenFinite(x);
    return narrow(1.0 / (w * w + 1.0));
  }
  template <class V>
  V curvature(V x) const {
    const auto w = widenFinite(x);
    const auto sum = w * w + 1.0;
    return narrow(w * -2.0 / (sum * sum));
  }
};

}  // namespace playground::activations
