// The compiled loops of a formula, which its description points to.
#pragma once

#include <cstddef>

namespace playground::activations {

/// `parameters` in the table's order; n must be a multiple of four. Outputs may be the very same array as an
/// input.
struct Kernel {
  void (*value)(const double* parameters, const float* x, float* y, std::size_t n);
  void (*backward)(const double* parameters, const float* x, const float* upstream, float* dx, std::size_t n);
  /// Of one element: curves are drawn with it, nothing is trained.
  float (*curvature)(const double* parameters, float x);
#ifdef PLAYGROUND_SCALAR_FORMULAS
  /// The same formula one element at a time, which the tests compare the loops with.
  float (*scalarValue)(const double* parameters, float x);
  float (*scalarSlope)(const double* parameters, float x);
  bool isGate;  // slopes are 0 or 1 and let the upstream gradient through or not
#endif
};

}  // namespace playground::activations
