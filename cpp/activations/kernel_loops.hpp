// The array loops of a formula, to be instantiated by its description. They take whole vectors of four
// only: whoever calls them pads what is left over, so that a formula is compiled once a loop and there is one
// result for every length.
#pragma once

#include "activations/formula.hpp"
#include "activations/kernels.hpp"

namespace playground::activations {

using tensor::F32x4;
using tensor::kLanes;
using tensor::load4;
using tensor::store4;

/// Applies `lane` to all of x; `other` is a second input (x itself when there is none).
template <class Operation>
PLAYGROUND_INLINE void forEach(const float* x, const float* other, float* y, std::size_t n, Operation lane) {
  for (std::size_t i = 0; i < n; i += kLanes) store4(y + i, lane(load4(x + i), load4(other + i)));
}

/// The same in two loops over blocks that stay in the first-level cache.
template <class Prepare, class Finish>
PLAYGROUND_INLINE void forEachStaged(const float* x, const float* other, float* y, std::size_t n,
                                     Prepare prepare, Finish finish) {
  constexpr std::size_t kBlock = 256;
  alignas(16) float first[kBlock];
  alignas(16) float second[kBlock];
  std::size_t size = 0;
  for (std::size_t i = 0; i < n; i += size) {
    size = n - i < kBlock ? n - i : kBlock;
    for (std::size_t k = 0; k < size; k += kLanes) {
      const Staged<F32x4> staged = prepare(load4(x + i + k));
      store4(first + k, staged.first);
      store4(second + k, staged.second);
    }
    for (std::size_t k = 0; k < size; k += kLanes) {
      store4(y + i + k, finish(load4(x + i + k), load4(other + i + k),
                               Staged<F32x4>{load4(first + k), load4(second + k)}));
    }
  }
}

template <class Formula>
concept StagedFormula = requires(const Formula& formula, F32x4 v) {
  formula.prepareValue(v);
  formula.prepareSlope(v);
};

/// Slopes of 0 and 1 let the upstream gradient through or not, infinities included, as the frameworks do;
/// where x is NaN it goes through. Four vectors a turn, for there is little to do but to load and store.
template <class Formula>
concept Gate = requires(const Formula& formula, F32x4 v) {
  formula.blocks(v);
};

template <class Formula>
PLAYGROUND_INLINE void backwardThroughGate(const Formula& formula, const float* x, const float* upstream,
                                           float* dx, std::size_t n) {
  const auto through = [&](F32x4 v, F32x4 up) { return tensor::selectOrZero(~formula.blocks(v), up); };
  constexpr std::size_t kTurn = 4 * kLanes;
  std::size_t i = 0;
  for (; i + kTurn <= n; i += kTurn) {
    F32x4 result[4];
    for (std::size_t k = 0; k < 4; ++k) {
      result[k] = through(load4(x + i + k * kLanes), load4(upstream + i + k * kLanes));
    }
    for (std::size_t k = 0; k < 4; ++k) store4(dx + i + k * kLanes, result[k]);
  }
  forEach(x + i, upstream + i, dx + i, n - i, through);
}

template <class Formula>
struct Loops {
  static void value(const double* parameters, const float* x, float* y, std::size_t n) {
    const Formula formula(parameters);
    if constexpr (StagedFormula<Formula>) {
      forEachStaged(
          x, x, y, n, [&](F32x4 v) { return formula.prepareValue(v); },
          [&](F32x4 v, F32x4, Staged<F32x4> staged) { return formula.finishValue(v, staged); });
    } else {
      forEach(x, x, y, n, [&](F32x4 v, F32x4) { return formula.value(v); });
    }
  }
  static void backward(const double* parameters, const float* x, const float* upstream, float* dx,
                       std::size_t n) {
    const Formula formula(parameters);
    if constexpr (StagedFormula<Formula>) {
      forEachStaged(
          x, upstream, dx, n, [&](F32x4 v) { return formula.prepareSlope(v); },
          [&](F32x4 v, F32x4 up, Staged<F32x4> staged) { return up * formula.finishSlope(v, staged); });
    } else if constexpr (Gate<Formula>) {
      backwardThroughGate(formula, x, upstream, dx, n);
    } else {
      forEach(x, upstream, dx, n, [&](F32x4 v, F32x4 up) { return up * formula.slope(v); });
    }
  }
};

template <class Formula>
float curvatureOf(const double* parameters, float x) {
  return Formula(parameters).curvature(x);
}

#ifdef PLAYGROUND_SCALAR_FORMULAS
template <class Formula>
float scalarValueOf(const double* parameters, float x) {
  return Formula(parameters).value(x);
}
template <class Formula>
float scalarSlopeOf(const double* parameters, float x) {
  return Formula(parameters).slope(x);
}
template <class Formula>
inline constexpr Kernel kKernelOf{&Loops<Formula>::value,  &Loops<Formula>::backward, &curvatureOf<Formula>,
                                  &scalarValueOf<Formula>, &scalarSlopeOf<Formula>,   Gate<Formula>};
#else
template <class Formula>
inline constexpr Kernel kKernelOf{&Loops<Formula>::value, &Loops<Formula>::backward, &curvatureOf<Formula>};
#endif

}  // namespace playground::activations
