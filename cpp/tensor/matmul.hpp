// Matrix product on four-lane vectors with one fixed summation order: every output element is summed over the
// inner dimension from first to last, whatever the shapes. So results do not depend on tiling or platform.
#pragma once

#include <vector>

#include "tensor/tensor.hpp"

namespace playground::tensor {

enum class Transpose { kNo, kYes };

/// Matrix product with its packing workspace, which grows on first use of a shape and is kept, so that a
/// training step allocates nothing: 16 inner floats, and inner times the rows of c, rounded up to fours,
/// where a is not transposed.
class Matmul {
 public:
  /// What is added to a sum before it is stored: nothing, or one of these.
  struct Epilogue {
    const float* columnBias = nullptr;  // [columns of c], to every row
    const float* rowBias = nullptr;     // [rows of c], to every column
    bool add = false;                   // what c holds already
  };

  /// c = op(a) op(b) + bias, where op transposes if asked; bias is null or [columns of c], added to every
  /// row. Shapes must agree (asserted by the callers' construction); c must not alias a or b. NaN and Inf
  /// propagate.
  void run(const ConstMatrixView& a, Transpose transposeA, const ConstMatrixView& b, Transpose transposeB,
           const MatrixView& c, const float* bias = nullptr) {
    setRows(a, transposeA);
    times(b, transposeB, c, {bias, nullptr, false});
  }

  /// The same in two steps, for many products with one a. It must stay as it is until the last of them. With
  /// `copied` a transposed a is interleaved as well: many products then read it in order, from one place.
  void setRows(const ConstMatrixView& a, Transpose transposeA, bool copied = false);
  void times(const ConstMatrixView& b, Transpose transposeB, const MatrixView& c, const Epilogue& epilogue);

  /// The same with a b that many products share, packed once: columns of op(b), rounded up to fours, times
  /// its rows.
  void timesPanels(const float* panels, const MatrixView& c, const Epilogue& epilogue);
  static void toPanels(const ConstMatrixView& b, Transpose transposeB, float* panels);

  /// Element (i, k) of op(m) is at data[i * outerStride + k * innerStride], i along the side that is tiled:
  /// the rows of a, the columns of b. The kernels need not know about transposes.
  struct Side {
    const float* data = nullptr;
    std::size_t outerStride = 0;
    std::size_t innerStride = 0;
  };

 private:
  void timesPair(const float* panels, std::size_t first, std::size_t count, const MatrixView& c,
                 const Epilogue& epilogue);

  Side a_;
  std::size_t inner_ = 0;
  std::size_t inPlace_ = 0;   // the number of rows that are read in place
  std::vector<float> panel_;  // eight columns of op(b), interleaved, and the next eight
  std::vector<float> rows_;   // the other rows of op(a), interleaved by fours
};

}  // namespace playground::tensor
