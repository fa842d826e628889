// The compiled loops of each formula, found by name once and called once per array.
#pragma once

#include <cstddef>
#include <string_view>

namespace playground::activations {

/// `parameters` in the table's order.
struct Kernel {
  std::string_view name;
  void (*value)(const double* parameters, const float* x, float* y, std::size_t n);
  void (*backward)(const double* parameters, const float* x, const float* upstream, float* dx, std::size_t n);
  void (*curvature)(const double* parameters, const float* x, float* y, std::size_t n);
};

/// The kernel of a name of the table, or null.
const Kernel* findKernel(std::string_view name);

}  // namespace playground::activations
