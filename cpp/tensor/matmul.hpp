// Matrix product on four-lane vectors with one fixed summation order: every output element is summed over the
// inner dimension from first to last, whatever the shapes, so that results do not depend on tiling or
// platform.
#pragma once

#include <vector>

#include "tensor/tensor.hpp"

namespace playground::tensor {

enum class Transpose { kNo, kYes };

/// Matrix product with its packing workspace, which grows on first use of a shape and is kept, so that a
/// training step allocates nothing: 8 inner floats, and inner times the rows of c, rounded up to fours, where
/// a is not transposed.
class Matmul {
 public:
  /// c = op(a) op(b) + bias, where op transposes if asked; bias is null or [columns of c], added to every
  /// row. Shapes must agree (asserted by the callers' construction); c must not alias a or b. NaN and Inf
  /// propagate.
  void run(const ConstMatrixView& a, Transpose transposeA, const ConstMatrixView& b, Transpose transposeB,
           const MatrixView& c, const float* bias = nullptr);

 private:
  std::vector<float> panel_;  // eight columns of op(b), interleaved
  std::vector<float> rows_;   // the rows of op(a), interleaved by fours
};

}  // namespace playground::tensor
