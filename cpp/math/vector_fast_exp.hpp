// e^x by float arithmetic, for the functions that training spends its time on: half the work of the double
// form of vector_exp.hpp. In two steps, which a caller may run as two loops: a short chain of operations
// keeps more vectors in flight at once than a long one. The caller bounds the argument; this file knows
// nothing of activations.
#pragma once

#include <type_traits>

#include "math/vector_exp.hpp"

namespace playground::tensor {

/// Two vectors on their way from one step to the next.
template <class V>
struct Staged {
  V first, second;
};

/// Step one: x = turns ln 2 + first, |first| <= ln 2 / 2; the pattern of `second` holds turns + kShift + 127.
/// The caller keeps turns + kShift within -126 to 127, or throws the result away. NaN stays NaN in `first`.
template <int kShift, class V>
PLAYGROUND_INLINE Staged<V> reduceExp(V x) {
  constexpr float kRound =
      12582912.0f + 127.0f + static_cast<float>(kShift);  // 1.5 * 2^23 and the exponent's bias
  const V shifted = x * 1.44269504f + kRound;
  const V turns = shifted - kRound;
  // ln 2 in two parts, the first with 15 bits, so that its products are exact.
  return {(x - turns * 0.693145751953125f) - turns * 1.42860677e-06f, shifted};
}

/// Step one from an argument in double, which loses nothing however large.
template <int kShift, class V, class D>
PLAYGROUND_INLINE Staged<V> reduceExpWide(D x) {
  constexpr float kRound = 12582912.0f + 127.0f + static_cast<float>(kShift);
  const V shifted = narrow(x * 1.4426950408889634) + kRound;
  return {narrow(x - widen(shifted - kRound) * 0.6931471805599453), shifted};
}

/// (e^r - 1 - r) / r^2 for |r| <= ln 2 / 2.
template <class V>
PLAYGROUND_INLINE V expBendQuotient(V r) {
  return polynomialFloat(r, 0.5000000061133802f, 0.16666542924264796f, 0.04166628594352956f,
                         0.008366597641180057f, 0.0013946183148472733f);
}
/// e^r - 1 - r.
template <class V>
PLAYGROUND_INLINE V expBend(V r) {
  return r * r * expBendQuotient(r);
}

/// Step two: e^x = 2^-kShift scale (1 + fraction). The fraction's error is at most 0.7 * 2^-24, and 0.8 ULP
/// where the scale is 2^kShift. The shift is how results below 2^-126 are reached.
template <class V>
PLAYGROUND_INLINE ExpParts<V> expPartsOf(Staged<V> reduced) {
  return {exponentFromLowBits32(reduced.second), reduced.first + expBend(reduced.first)};
}

/// The same parts as two vectors between two loops.
template <class V>
PLAYGROUND_INLINE Staged<V> staged(ExpParts<V> parts) {
  return {parts.scale, parts.fraction};
}

constexpr double powerOfTwo(int exponent) {
  double power = 1;
  for (int i = 0; i < exponent; ++i) power *= 2;
  for (int i = 0; i > exponent; --i) power /= 2;
  return power;
}

/// e^x in double from the staged parts, the shift taken back: for formulas whose last steps need double.
template <int kShift, class V>
PLAYGROUND_INLINE auto expFromParts(Staged<V> parts) {
  const auto scale = widen(parts.first) * powerOfTwo(-kShift);
  return scale + scale * widen(parts.second);
}

/// e^x = scale (1 + fraction) in double, the shift left in, from the reduced argument. The fraction is not
/// rounded: its error is a quarter of a float's.
template <class V>
PLAYGROUND_INLINE auto expPartsFromReduced(Staged<V> reduced) {
  const auto scale = widen(exponentFromLowBits32(reduced.second));
  const auto r = widen(reduced.first);
  const auto fraction = r + r * r * widen(expBendQuotient(reduced.first));
  return ExpParts<std::decay_t<decltype(scale)>>{scale, fraction};
}

/// 1 / (1 + e^-x), within 2 ULP, in two steps. Both terms of the sum are scaled by 2^-24, so that it stays
/// finite where the quotient is the smallest float.
template <class V>
PLAYGROUND_INLINE Staged<V> reduceSigmoid(V x) {
  return reduceExp<-24>(atMost(atLeast(-x, -30.0f), 104.5f));
}
/// 2^kShift (1 + e^x) from e^x. The 1 is lost in part beside a scale of 2^24 and more: that goes to the
/// smaller term.
template <int kShift, class V>
PLAYGROUND_INLINE V onePlus(ExpParts<V> e) {
  constexpr float kUnit = static_cast<float>(powerOfTwo(kShift));
  const V whole = e.scale + kUnit;
  const V lost = kUnit - (whole - e.scale);
  return whole + (e.scale * e.fraction + lost);
}
template <class V>
PLAYGROUND_INLINE V sigmoidOfReduced(Staged<V> reduced) {
  return static_cast<float>(powerOfTwo(-24)) / onePlus<-24>(expPartsOf(reduced));
}

/// e^-|x| as parts shifted by 40, down to where floats end.
template <class V>
PLAYGROUND_INLINE Staged<V> expMinusAbsolute(V x) {
  return staged(expPartsOf(reduceExp<40>(atLeast(-absolute(x), -110.0f))));
}

/// e^(-t^2/2) as parts shifted by 40, for 0 <= t <= 14.6. The square is exact: t = head + tail with a head of
/// 12 bits.
template <class V>
PLAYGROUND_INLINE Staged<V> expMinusHalfSquare(V t) {
  constexpr float kRound = 12582912.0f + 127.0f + 40.0f;
  const V head = floatOf(bitsOf(t) & 0xfffff000u);
  const V square = head * head;
  const V rest = (t - head) * (t + head);
  const V shifted = (square + rest) * -0.72134752f + kRound;
  const V turns = shifted - kRound;
  const V first = (square * -0.5f - turns * 0.693145751953125f) - (turns * 1.42860677e-06f + rest * 0.5f);
  return staged(expPartsOf(Staged<V>{first, shifted}));
}

/// base + ln(1 + e^-|x|) for base >= 0, within 1.5 ULP, from e^-|x|'s reduced argument: 2 atanh(s) with
/// s = e/(2 + e), s in double; its first term is added to the base without loss.
template <class V>
PLAYGROUND_INLINE Staged<V> reduceMinusAbsolute(V x) {
  return reduceExp<40>(atLeast(-absolute(x), -110.0f));
}
template <class V>
PLAYGROUND_INLINE V plusLog1pOfExp(V base, Staged<V> reduced) {
  const auto parts = expPartsFromReduced(reduced);
  const auto e = parts.scale + parts.scale * parts.fraction;  // 2^40 e^-|x|: the quotient does not mind
  const V s = narrow(e / (e + 2.0 * powerOfTwo(40)));
  const V z = s * s, twice = s + s;
  const V series = polynomialFloat(z, 0.3333333366556475f, 0.19999851614953185f, 0.14296249468123962f,
                                   0.10852266538670778f, 0.11616782076053636f);
  const V larger = atLeast(base, twice), smaller = atMost(base, twice);
  const V finite = atMost(larger, 1e9f);  // beyond, nothing of the smaller is left
  const V lost = smaller - ((finite + smaller) - finite);
  return (larger + smaller) + (twice * (z * series) + lost);
}

}  // namespace playground::tensor
