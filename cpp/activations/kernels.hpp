// The compiled loops of each formula, found by name once and called once per array.
#pragma once

#include <cstddef>
#include <string_view>

namespace playground::activations {

/// `parameters` in the table's order; n must be a multiple of four. Outputs may be the very same array as an
/// input.
struct Kernel {
  std::string_view name;
  void (*value)(const double* parameters, const float* x, float* y, std::size_t n);
  void (*backward)(const double* parameters, const float* x, const float* upstream, float* dx, std::size_t n);
  /// Of one element: curves are drawn with it, nothing is trained.
  float (*curvature)(const double* parameters, float x);
};

/// The kernel of a name of the table, or null.
const Kernel* findKernel(std::string_view name);

}  // namespace playground::activations
