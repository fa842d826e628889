// What every activation should give: its value and slope in double, within 1e-13 of the mathematical result
// (relative, or 1e-16 absolute where the result crosses zero). Written from the definitions and the C
// library's functions, so that no mistake of the kernels can be here too; it knows nothing of cpp/.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace playground::accuracy {

enum class Order { kValue, kSlope };

/// truth[i] = f(x[i]) or f'(x[i]) for parameters in the table's order; NaN for NaN. The parameters are
/// rounded to float as PyTorch rounds them, but for hard-sigmoid's. At a kink the slope is PyTorch's. Results
/// beyond the range of floats need not be accurate, only beyond it: arguments are limited where exponentials
/// have left it.
using Truth = void (*)(const double* parameters, const float* x, double* truth, std::size_t n);

struct Reference {
  std::string_view name;
  Truth value, slope;
};

// A family a file.
std::span<const Reference> piecewiseReferences();
std::span<const Reference> exponentialReferences();
std::span<const Reference> gatedReferences();
std::span<const Reference> sigmoidalReferences();
std::span<const Reference> smoothReferences();

/// nullptr where there is no such function.
const Reference* findReference(std::string_view name);

}  // namespace playground::accuracy
