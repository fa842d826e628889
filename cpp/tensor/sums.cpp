// The fixed-order sums.
#include "tensor/sums.hpp"

#include <algorithm>

#include "tensor/simd.hpp"

namespace playground::tensor {

namespace {

constexpr std::size_t kBlock = 256;

template <class Difference4, class Difference1>
double squares(std::size_t n, Difference4 four, Difference1 one) {
  double total = 0.0;
  std::size_t i = 0;
  while (i + 4 <= n) {
    const std::size_t end = std::min(n - (n - i) % 4, i + kBlock);
    F32x4 sum = splat<F32x4>(0.0F);
    for (; i < end; i += 4) {
      const F32x4 v = four(i);
      sum += v * v;
    }
    total += laneSum(sum);
  }
  for (; i < n; ++i) {
    const double v = static_cast<double>(one(i));
    total += v * v;
  }
  // Squares that leave a float's range vanish or overflow: rare, and slowly in double.
  constexpr double kSmallest = 1e-30, kLargest = 1e37;
  if (total >= kSmallest * static_cast<double>(n) && total <= kLargest) return total;
  total = 0.0;
  for (i = 0; i < n; ++i) {
    const double v = static_cast<double>(one(i));
    total += v * v;
  }
  return total;
}

}  // namespace

double sum(const float* x, std::size_t n) {
  double total = 0.0;
  std::size_t i = 0;
  while (i + 4 <= n) {
    const std::size_t end = std::min(n - (n - i) % 4, i + kBlock);
    F32x4 lanes = splat<F32x4>(0.0F);
    for (; i < end; i += 4) lanes += load4(x + i);
    total += laneSum(lanes);
  }
  for (; i < n; ++i) total += static_cast<double>(x[i]);
  return total;
}

double sumOfSquares(const float* x, std::size_t n) {
  return squares(
      n, [x](std::size_t i) { return load4(x + i); }, [x](std::size_t i) { return x[i]; });
}

double sumOfSquaredDifferences(const float* a, const float* b, std::size_t n) {
  return squares(
      n, [a, b](std::size_t i) { return load4(a + i) - load4(b + i); },
      [a, b](std::size_t i) { return a[i] - b[i]; });
}

void columnSums(const float* x, std::size_t rows, std::size_t columns, float* out, float* scratch) {
  constexpr std::size_t kRows = 16;
  std::fill(out, out + columns, 0.0F);
  for (std::size_t first = 0; first < rows; first += kRows) {
    const std::size_t last = std::min(rows, first + kRows);
    std::copy(x + first * columns, x + (first + 1) * columns, scratch);
    for (std::size_t i = first + 1; i < last; ++i) {
      const float* row = x + i * columns;
      for (std::size_t j = 0; j < columns; ++j) scratch[j] += row[j];
    }
    for (std::size_t j = 0; j < columns; ++j) out[j] += scratch[j];
  }
}

void channelSums(const float* x, std::size_t rows, std::size_t channels, std::size_t positions, float* out,
                 float* scratch) {
  if (positions == 1) return columnSums(x, rows, channels, out, scratch);
  for (std::size_t c = 0; c < channels; ++c) {
    double total = 0.0;
    for (std::size_t row = 0; row < rows; ++row)
      total += sum(x + (row * channels + c) * positions, positions);
    out[c] = static_cast<float>(total);
  }
}

}  // namespace playground::tensor
