// Piecewise linear functions that pass or scale the positive side: the ReLU family and its clipped
// relatives. At a kink the slope is the one frameworks use (0 for ReLU, a for leaky ReLU).
#pragma once

#include "activations/formula.hpp"

namespace playground::activations {

struct Identity {
  static constexpr std::string_view kName = "identity";
  explicit Identity(const double*) {}
  template <class V>
  V value(V x) const {
    return x;
  }
  template <class V>
  V slope(V x) const {
    return constantAt(x, 1.0f);
  }
  template <class V>
  V curvature(V x) const {
    return constantAt(x, 0.0f);
  }
};

/// max(0, x); -0 stays -0. Nair & Hinton 2010.
struct Relu {
  static constexpr std::string_view kName = "relu";
  explicit Relu(const double*) {}
  template <class V>
  V value(V x) const {
    return atLeast(x, 0.0f);
  }
  template <class V>
  V slope(V x) const {
    return slopeOfGate(*this, x);
  }
  template <class V>
  auto blocks(V x) const {
    return x <= 0.0f;
  }
  template <class V>
  V curvature(V x) const {
    return constantAt(x, 0.0f);
  }
};

/// x limited to [low, high]; the slope is 0 on both limits.
struct Clip {
  float low, high;
  template <class V>
  V value(V x) const {
    return atMost(atLeast(x, low), high);
  }
  template <class V>
  V slope(V x) const {
    return slopeOfGate(*this, x);
  }
  template <class V>
  auto blocks(V x) const {
    return (x <= low) | (x >= high);
  }
  template <class V>
  V curvature(V x) const {
    return constantAt(x, 0.0f);
  }
};

struct Relu6 : Clip {
  static constexpr std::string_view kName = "relu6";
  explicit Relu6(const double*) : Clip{0.0f, 6.0f} {}
};

struct HardTanh : Clip {
  static constexpr std::string_view kName = "hard-tanh";
  explicit HardTanh(const double* p) : Clip{static_cast<float>(p[0]), static_cast<float>(p[1])} {}
};

struct ShiftedRelu : Clip {
  static constexpr std::string_view kName = "shifted-relu";
  explicit ShiftedRelu(const double* p) : Clip{static_cast<float>(p[0]), __builtin_inff()} {}
  template <class V>
  V slope(V x) const {
    return slopeOfGate(*this, x);
  }
  template <class V>
  auto blocks(V x) const {
    return x <= low;
  }
};

/// x > 0 ? x : a x.
struct Leaky {
  float a, lowest;
  /// With a = 0 the limit at -infinity is -0, not the NaN of 0 times infinity.
  explicit Leaky(double slope)
      : a(static_cast<float>(slope)), lowest(a == 0.0f ? -3.4028234663852886e38f : -__builtin_inff()) {}
  template <class V>
  V value(V x) const {
    return select(x > 0.0f, x, a * atLeast(x, lowest));
  }
  template <class V>
  V slope(V x) const {
    return piecewise(x > 0.0f, 1.0f, a, x);
  }
  template <class V>
  V curvature(V x) const {
    return constantAt(x, 0.0f);
  }
};

struct LeakyRelu : Leaky {
  static constexpr std::string_view kName = "leaky-relu";
  explicit LeakyRelu(const double* p) : Leaky(p[0]) {}
};

struct PRelu : Leaky {
  static constexpr std::string_view kName = "prelu";
  explicit PRelu(const double* p) : Leaky(p[0]) {}
};

/// In evaluation: the mean of the two limits.
struct RRelu : Leaky {
  static constexpr std::string_view kName = "rrelu";
  explicit RRelu(const double* p) : Leaky((p[0] + p[1]) / 2) {}
};

/// x > theta ? x : value.
struct Threshold {
  static constexpr std::string_view kName = "threshold";
  float theta, otherwise;
  explicit Threshold(const double* p)
      : theta(static_cast<float>(p[0])), otherwise(static_cast<float>(p[1])) {}
  template <class V>
  V value(V x) const {
    return select(x > theta, x, constantAt(x, otherwise));
  }
  template <class V>
  V slope(V x) const {
    return slopeOfGate(*this, x);
  }
  template <class V>
  auto blocks(V x) const {
    return x <= theta;
  }
  template <class V>
  V curvature(V x) const {
    return constantAt(x, 0.0f);
  }
};

/// x > theta ? x : 0.
struct ThresholdedRelu : Threshold {
  static constexpr std::string_view kName = "thresholded-relu";
  explicit ThresholdedRelu(const double* p) : Threshold(Parameters{{p[0], 0.0}}.values) {}

 private:
  struct Parameters {
    double values[2];
  };
};

/// |x|, slope 0 at 0.
struct Absolute {
  static constexpr std::string_view kName = "absolute";
  explicit Absolute(const double*) {}
  template <class V>
  V value(V x) const {
    return absolute(x);
  }
  template <class V>
  V slope(V x) const {
    return select(x < 0.0f, splat<V>(-1.0f), piecewise(x > 0.0f, 1.0f, 0.0f, x));
  }
  template <class V>
  V curvature(V x) const {
    return constantAt(x, 0.0f);
  }
};

}  // namespace playground::activations
