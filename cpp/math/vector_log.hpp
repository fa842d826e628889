// Logarithms, once for a double and for four of them: log, log1p, and log1p on [0, 1] without a
// reduction, which is what the softplus family needs. It knows nothing of activations.
#pragma once

#include "math/vector_exp.hpp"

namespace playground::tensor {

/// 2 atanh(s) for |s| <= 1/3, relative error 6.6e-14.
template <class D>
PLAYGROUND_INLINE D twiceAtanh(D s) {
  return (s + s) * polynomial(s * s, 0.9999999999999347, 0.33333333340789967, 0.1999999860454683,
                              0.14285813510065273, 0.11107661462002302, 0.09155533355771875,
                              0.0703202239678246, 0.10042730545217328);
}

/// ln(1 + e) for e in [0, 1]: s = e / (2 + e) needs no reduction.
template <class D>
PLAYGROUND_INLINE D log1pUnit(D e) {
  return twiceAtanh(e / (e + 2.0));
}

/// ln x for a positive normal double; 0 gives -infinity, negative numbers NaN, infinity itself.
template <class D>
PLAYGROUND_INLINE D logWide(D x) {
  constexpr double kLn2 = 0.6931471805599453;
  const D mantissa = mantissaOf(x);  // [1, 2)
  const auto large = mantissa > 1.4142135623730951;
  const D m = select(large, mantissa * 0.5, mantissa);
  const D exponent = exponentOf(x) + select(large, D(1.0), D(0.0));
  const D result = exponent * kLn2 + twiceAtanh((m - 1.0) / (m + 1.0));
  const D infinity = D(__builtin_inf());
  const D special = select(x > 0.0, x, select(x == 0.0, -infinity, D(__builtin_nan(""))));
  return select((x > 0.0) & (x < infinity), result, special);
}

/// ln(1 + x) for x > -1 with its relative accuracy near 0, -0 included.
template <class D>
PLAYGROUND_INLINE D log1pWide(D x) {
  const D sum = x + 1.0;
  const D lost = x - (sum - 1.0);  // what rounding took from the sum, exactly
  const D large =
      logWide(sum) + select((sum > 0.0) & (sum < 1e60), lost / sum, D(0.0));  // limits lose nothing
  const D small = twiceAtanh(x / (x + 2.0));
  return select(absolute(x) < 0.25, small, large);
}

}  // namespace playground::tensor
