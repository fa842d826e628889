// The elementary functions on floats: correct to about half an ULP over every float, the same bits for
// V = float and for each lane of V = F32x4. NaN in gives NaN out; denormals are kept. It knows nothing of
// activations, which mostly work on the double forms of the vector_*.hpp files directly.
#pragma once

#include "math/vector_erf.hpp"
#include "math/vector_exp.hpp"
#include "math/vector_log.hpp"
#include "math/vector_trig.hpp"

namespace playground::tensor {

/// e^x: 0 at -infinity.
template <class V>
PLAYGROUND_INLINE V expOf(V x) {
  return narrow(expWide(widen(x)));
}
/// e^x - 1: keeps -0, and -1 at -infinity.
template <class V>
PLAYGROUND_INLINE V expm1Of(V x) {
  return narrow(expm1Wide(widen(x)));
}
/// ln x: -infinity at 0, NaN below.
template <class V>
PLAYGROUND_INLINE V logOf(V x) {
  return narrow(logWide(widen(x)));
}
/// ln(1 + x): -infinity at -1, NaN below.
template <class V>
PLAYGROUND_INLINE V log1pOf(V x) {
  return narrow(log1pWide(widen(x)));
}
/// 1 / (1 + e^-x).
template <class V>
PLAYGROUND_INLINE V sigmoidOf(V x) {
  return narrow(sigmoidWide(widen(x)));
}
template <class V>
PLAYGROUND_INLINE V tanhOf(V x) {
  return narrow(tanhWide(widen(x)));
}
/// ln(1 + e^x), with its tail e^x for negative x.
template <class V>
PLAYGROUND_INLINE V softplusOf(V x) {
  const auto wide = widen(x);
  return narrow(atLeast(wide, 0.0) + log1pUnit(expWide(-absolute(wide))));
}
template <class V>
PLAYGROUND_INLINE V erfOf(V x) {
  return narrow(erfWide(widenFinite(x)));
}
/// The normal CDF, with its relative accuracy in the negative tail.
template <class V>
PLAYGROUND_INLINE V normalCdfOf(V x) {
  return narrow(normalCdfWide(widenFinite(x)));
}
/// NaN at an infinity, where there is no limit.
template <class V>
PLAYGROUND_INLINE V sinOf(V x) {
  return narrow(sinCosWide(x).sine);
}
template <class V>
PLAYGROUND_INLINE V cosOf(V x) {
  return narrow(sinCosWide(x).cosine);
}
template <class V>
PLAYGROUND_INLINE V atanOf(V x) {
  return narrow(atanWide(widenFinite(x)));
}

}  // namespace playground::tensor
