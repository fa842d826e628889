// Sums in one fixed order: four float lanes over blocks, the blocks in double. The same bits everywhere, and
// close to a double sum's accuracy.
#pragma once

#include <cstddef>

namespace playground::tensor {

/// Sum of n floats. NaN and Inf propagate.
double sum(const float* x, std::size_t n);

/// Sum of squares of n floats, also where a square is beyond a float's range. NaN and Inf propagate.
double sumOfSquares(const float* x, std::size_t n);

/// Sum of squared differences a[i] - b[i] of n floats.
double sumOfSquaredDifferences(const float* a, const float* b, std::size_t n);

/// out[j] = sum over rows of x[row * columns + j], rows taken 16 at a time so that rounding grows slowly.
void columnSums(const float* x, std::size_t rows, std::size_t columns, float* out, float* scratch);

/// out[c] = sum of x[row, c, position] over rows and positions; x is [rows, channels, positions]. With one
/// position these are columnSums; scratch has [channels].
void channelSums(const float* x, std::size_t rows, std::size_t channels, std::size_t positions, float* out,
                 float* scratch);

}  // namespace playground::tensor
