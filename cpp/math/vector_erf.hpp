// The normal distribution's CDF and the error function by way of the scaled tail R(t) = Phi(-t) e^(t^2/2). So
// the far negative tail keeps its relative accuracy (1 + erf loses it). Once for a double and for four of
// them; it knows nothing of activations.
#pragma once

#include "math/vector_exp.hpp"

namespace playground::tensor {

inline constexpr double kInverseSqrt2Pi = 0.3989422804014327;

/// R(t) = Phi(-t) e^(t^2/2) for t in [0, 14.6] as a quotient of polynomials, relative error 8.3e-11.
template <class D>
PLAYGROUND_INLINE D normalScaledTail(D t) {
  const D top = polynomial(t, 0.4999999999577292, 0.5074723388353296, 0.2505145145719011, 0.0712842893021342,
                           0.011637760767361812, 0.0008889541736941514);
  const D bottom = polynomial(t, 1.0, 1.812829230456243, 1.4474576067059646, 0.657018819136287,
                              0.1809170806001438, 0.029171353579059547, 0.002228280441627367);
  return top / bottom;
}

/// The same with relative error 6e-9, a tenth of a float's rounding, for the functions training spends its
/// time on.
template <class D>
struct Quotient {
  D top, bottom;
};
template <class D>
PLAYGROUND_INLINE Quotient<D> normalScaledTailFast(D t) {
  return {polynomial(t, 0.5000000030185043, 0.4384957957977058, 0.18338405420978035, 0.04068346211780439,
                     0.004123776890862213),
          polynomial(t, 1.0, 1.6748765782631994, 1.2031214272721418, 0.46986379197261463, 0.1019846951563708,
                     0.010336657686532559)};
}

/// Phi(-|x|) and the density at x, from one exponential. |x| is kept within 14.6 for the tail, where
/// it has passed below every float.
template <class D>
struct NormalParts {
  D tail, density;
};

template <class D>
PLAYGROUND_INLINE NormalParts<D> normalParts(D x) {
  const D t = absolute(x);
  const D e = expWide(t * t * -0.5);
  return {e * normalScaledTail(atMost(t, 14.6)), e * kInverseSqrt2Pi};
}

/// Phi(x), the normal CDF.
template <class D>
PLAYGROUND_INLINE D normalCdfWide(D x) {
  const D tail = normalParts(x).tail;
  return select(x > 0.0, D(1.0) - tail, tail);
}

/// erf x.
template <class D>
PLAYGROUND_INLINE D erfWide(D x) {
  const D tail = normalParts(x * 1.4142135623730951).tail;
  const D large = flipSign(D(1.0) - (tail + tail), x);
  const D z = x * x;
  const D small = x * polynomial(z, 1.1283791670820804, -0.37612638519131114, 0.11283773805838718,
                                 -0.026863119912161035, 0.00520030838074821, -0.0007692853099932707);
  return select(absolute(x) < 0.5, small, large);
}

}  // namespace playground::tensor
