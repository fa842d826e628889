// What the formula files share: the conventions of a formula and three small helpers. A formula is a struct
// with a name and a constructor from the parameters in the table's order. Its value, slope and curvature are
// templates over V = float or F32x4. The costly ones give value = finishValue(x, prepareValue(x)), and
// likewise the slope: the array loops run the two halves one after the other over short blocks, which nearly
// doubles their speed. Those whose slope is 0 or 1 say by `blocks` where it is 0.
#pragma once

#include <string_view>

#include "math/vector_fast_exp.hpp"
#include "math/vector_math.hpp"

namespace playground::activations {

using tensor::absolute;
using tensor::atLeast;
using tensor::atMost;
using tensor::narrow;
using tensor::select;
using tensor::splat;
using tensor::Staged;
using tensor::widen;
using tensor::widenFinite;

/// A constant at every number, NaN at NaN (whose comparison's mask, all ones, is one itself).
PLAYGROUND_INLINE float constantAt(float x, float constant) {
  return x == x ? constant : x;
}
PLAYGROUND_INLINE tensor::F32x4 constantAt(tensor::F32x4 x, float constant) {
  return tensor::floatOf(tensor::bitsOf(splat<tensor::F32x4>(constant)) | (tensor::U32x4)(x != x));
}

/// `yes` where the mask is set, `no` elsewhere, NaN where x is; the mask is not set there.
template <class V, class Mask>
PLAYGROUND_INLINE V piecewise(Mask mask, float yes, float no, V x) {
  return select(mask, splat<V>(yes), constantAt(x, no));
}

/// 0 where a formula that passes or blocks says so, else 1.
template <class Formula, class V>
PLAYGROUND_INLINE V slopeOfGate(const Formula& formula, V x) {
  return select(formula.blocks(x), splat<V>(0.0f), constantAt(x, 1.0f));
}

/// Zero with the sign of x, for the flat middle of odd functions.
template <class V>
PLAYGROUND_INLINE V signedZero(V x) {
  return tensor::floatOf(tensor::bitsOf(x) & tensor::kSignBit32);
}

}  // namespace playground::activations
