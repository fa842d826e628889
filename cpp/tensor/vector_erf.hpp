// The normal distribution's CDF and the error function by way of the scaled tail
// R(t) = Phi(-t) e^(t^2/2), so that the far negative tail keeps its relative accuracy (1 + erf loses it).
// Once for a double and for four of them; it knows nothing of activations.
#pragma once

#include "tensor/vector_exp.hpp"

namespace playground::tensor {

inline constexpr double kInverseSqrt2Pi = 0.3989422804014327;

/// R(t) = Phi(-t) e^(t^2/2) for t in [0, 14.6], relative error 2e-10: w P(w) with w = 1 / (1 + t/4).
template <class D>
PLAYGROUND_INLINE D normalScaledTail(D t) {
  const D w = D(1.0) / (t * 0.25 + 1.0);
  return w * polynomial(w, 0.09973340085580941, 0.09978913389526531, 0.092923891770821, 0.08461131864591946,
                        0.04960332907619805, 0.0779566534267021, -0.029732423269164632, 0.04561348872742244,
                        0.013568213818703897, -0.06753717326521919, 0.04168123063141165,
                        -0.008211064419561903);
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
