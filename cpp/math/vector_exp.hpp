// e^x and what is made of it (expm1, sigmoid, tanh, sech^2), once for a double and for four of them.
// In double with about 1e-11 of error: a result narrowed to float is off by half an ULP. Formulas may
// therefore be written as in a textbook. It knows nothing of activations.
#pragma once

#include "tensor/simd.hpp"

namespace playground::tensor {

/// A polynomial, constant term first, by Estrin's scheme: pairs, then pairs of pairs. Half the chain of
/// Horner's rule for one product more a level, and the same order of operations everywhere.
template <class D, std::size_t N>
PLAYGROUND_INLINE D estrin(D x, const D (&terms)[N]) {
  if constexpr (N == 1) {
    return terms[0];
  } else {
    D pairs[(N + 1) / 2];
    for (std::size_t i = 0; i + 1 < N; i += 2) pairs[i / 2] = terms[i] + terms[i + 1] * x;
    if constexpr (N % 2 == 1) pairs[N / 2] = terms[N - 1];
    return estrin(x * x, pairs);
  }
}
template <class D, class... Rest>
PLAYGROUND_INLINE D polynomial(D x, Rest... coefficients) {
  const D terms[] = {D(coefficients)...};
  return estrin(x, terms);
}
template <class V, class... Rest>
PLAYGROUND_INLINE V polynomialFloat(V x, Rest... coefficients) {
  const V terms[] = {splat<V>(coefficients)...};
  return estrin(x, terms);
}

/// A float widened and kept within +-1e60, so that double formulas never meet an infinity: squares of
/// it are finite, and whatever grows like x narrows to infinity again. NaN stays NaN.
template <class V>
PLAYGROUND_INLINE auto widenFinite(V x) {
  const auto wide = widen(x);
  return atMost(atLeast(wide, -1e60), 1e60);
}

/// e^x = scale (1 + fraction), |fraction| < 0.42. Relative error 2.4e-10 of the fraction.
template <class D>
struct ExpParts {
  D scale, fraction;
};

/// The argument is kept within +-700: beyond it every float result has long become 0 or infinity, and
/// all that is made of the parts stays finite.
template <class D>
PLAYGROUND_INLINE ExpParts<D> expParts(D x) {
  constexpr double kLog2E = 1.4426950408889634, kLn2 = 0.6931471805599453;
  constexpr double kRound = 6755399441055744.0 + 1023.0;  // 1.5 * 2^52 rounds; 1023 is the exponent's bias
  const D limited = atMost(atLeast(x, -700.0), 700.0);
  const D shifted = limited * kLog2E + kRound;
  const D reduced = limited - (shifted - kRound) * kLn2;
  const D fraction = reduced * polynomial(reduced, 1.000000000031328, 0.5000000046874727, 0.16666666249013173,
                                          0.04166635362793855, 0.008333402847740699, 0.0013941064962007677,
                                          0.00019841356896832768);
  return {exponentFromLowBits(shifted), fraction};
}

/// e^x.
template <class D>
PLAYGROUND_INLINE D expWide(D x) {
  const ExpParts<D> parts = expParts(x);
  return parts.scale + parts.scale * parts.fraction;
}

/// e^x - 1 with its relative accuracy near 0, -0 included.
template <class D>
PLAYGROUND_INLINE D expm1Wide(D x) {
  const ExpParts<D> parts = expParts(x);
  return parts.scale * parts.fraction - (D(1.0) - parts.scale);
}

/// 1 / (1 + e^-x).
template <class D>
PLAYGROUND_INLINE D sigmoidWide(D x) {
  return D(1.0) / (D(1.0) + expWide(-x));
}

/// tanh x.
template <class D>
PLAYGROUND_INLINE D tanhWide(D x) {
  const D e = expm1Wide(x + x);
  return e / (e + 2.0);
}

/// 1 - tanh(x)^2, accurate in both tails.
template <class D>
PLAYGROUND_INLINE D sechSquaredWide(D x) {
  const D e = expWide(absolute(x) * -2.0);
  const D sum = e + 1.0;
  return e * 4.0 / (sum * sum);
}

}  // namespace playground::tensor
