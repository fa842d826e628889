// Sine, cosine and sinc, exact in their reduction up to the largest float. At infinity sine and cosine
// have no limit and give NaN; sinc and its slopes have the limit 0.
#pragma once

#include "activations/formula.hpp"

namespace playground::activations {

struct Sine {
  static constexpr std::string_view kName = "sine";
  explicit Sine(const double*) {}
  template <class V>
  V value(V x) const {
    return tensor::sinOf(x);
  }
  template <class V>
  V slope(V x) const {
    return tensor::cosOf(x);
  }
  template <class V>
  V curvature(V x) const {
    return -tensor::sinOf(x);
  }
};

struct Cosine {
  static constexpr std::string_view kName = "cosine";
  explicit Cosine(const double*) {}
  template <class V>
  V value(V x) const {
    return tensor::cosOf(x);
  }
  template <class V>
  V slope(V x) const {
    return -tensor::sinOf(x);
  }
  template <class V>
  V curvature(V x) const {
    return -tensor::cosOf(x);
  }
};

/// sin(x)/x, 1 at 0; slope and curvature below 1 by series, where the quotients cancel.
struct Sinc {
  static constexpr std::string_view kName = "sinc";
  explicit Sinc(const double*) {}
  template <class V>
  V value(V x) const {
    const auto w = widenFinite(x);
    const auto quotient = tensor::sinCosWide(x).sine / w;
    return vanish(x, narrow(select(w == 0.0, w * 0.0 + 1.0, quotient)));
  }
  template <class V>
  V slope(V x) const {
    const auto w = widenFinite(x);
    return vanish(x, narrow(slopeWide(x, w)));
  }
  template <class V>
  V curvature(V x) const {
    const auto w = widenFinite(x);
    const auto small =
        tensor::polynomial(w * w, -0.3333333333332548, 0.09999999999461216, -0.0059523808916343394,
                           0.0001543207349572164, -2.254211595601023e-06, 2.0778588781600788e-08);
    const auto large = -(tensor::sinCosWide(x).sine + slopeWide(x, w) * 2.0) / w;
    return vanish(x, narrow(select(absolute(w) < 1.0, small, large)));
  }

 private:
  template <class V, class D>
  PLAYGROUND_INLINE static D slopeWide(V x, D w) {
    const auto parts = tensor::sinCosWide(x);
    const D small =
        w * tensor::polynomial(w * w, -0.33333333333332793, 0.03333333333294905, -0.0011904761860379554,
                               2.2045836579028247e-05, -2.5048500484543216e-07, 1.8950907463073232e-09);
    return select(absolute(w) < 1.0, small, (parts.cosine - parts.sine / w) / w);
  }
  template <class V>
  PLAYGROUND_INLINE static V vanish(V x, V result) {
    return select(absolute(x) == __builtin_inff(), splat<V>(0.0f), result);
  }
};

}  // namespace playground::activations
