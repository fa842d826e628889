// Rows, or columns where there are fewer of them, orthonormal times gain.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

#include "nn/initializers.hpp"
#include "tensor/simd.hpp"

namespace playground::nn {

namespace {

using tensor::F64x4;

F64x4 loadWide(const double* from) {
  F64x4 v;
  std::memcpy(&v, from, sizeof v);
  return v;
}

double dot(const double* a, const double* b, std::size_t n) {
  F64x4 even = 0.0, odd = 0.0;
  std::size_t k = 0;
  for (; k + 8 <= n; k += 8) {
    even = even + loadWide(a + k) * loadWide(b + k);
    odd = odd + loadWide(a + k + 4) * loadWide(b + k + 4);
  }
  const F64x4 sums = even + odd;
  double sum = (sums.low[0] + sums.low[1]) + (sums.high[0] + sums.high[1]);
  for (; k < n; ++k) sum += a[k] * b[k];
  return sum;
}

// a -= factor * b.
void subtractMultiple(double* a, double factor, const double* b, std::size_t n) {
  for (std::size_t k = 0; k < n; ++k) a[k] -= factor * b[k];
}

// Rows of `a`, [rows, columns] with rows <= columns, made orthonormal in place, first to last: the Q of the
// QR decomposition whose R has a positive diagonal. Gram-Schmidt with one re-orthogonalisation pass: twice is
// enough (Giraud, Langou and Rozloznik 2005).
void orthonormalize(std::vector<double>& a, std::size_t rows, std::size_t columns) {
  for (std::size_t i = 0; i < rows; ++i) {
    double* row = a.data() + i * columns;
    for (int pass = 0; pass < 2; ++pass) {
      for (std::size_t j = 0; j < i; ++j) {
        const double* before = a.data() + j * columns;
        subtractMultiple(row, dot(row, before, columns), before, columns);
      }
    }
    const double length = std::sqrt(dot(row, row, columns));
    for (std::size_t k = 0; k < columns; ++k) row[k] /= length;
  }
}

// torch.nn.init.orthogonal_: a normal matrix, transposed where it is wide, has its columns made orthonormal.
void drawOrthogonal(const schema::Values& /*values*/, const WeightsToDraw& weights,
                    random::Generator& generator) {
  float* weight = weights.data;
  const std::size_t rows = weights.rows, columns = weights.columns;
  const double gain = weights.gain;
  generator.normal(weight, rows * columns, 0.0, 1.0);
  const bool wide = rows < columns;
  const std::size_t count = wide ? rows : columns, length = wide ? columns : rows;
  std::vector<double> a(rows * columns);
  const auto at = [&](std::size_t i, std::size_t k) { return wide ? i * columns + k : k * columns + i; };
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t k = 0; k < length; ++k) a[i * length + k] = static_cast<double>(weight[at(i, k)]);
  }
  orthonormalize(a, count, length);
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t k = 0; k < length; ++k) weight[at(i, k)] = static_cast<float>(gain * a[i * length + k]);
  }
}

}  // namespace

extern const InitializerType kOrthogonalInitializer;
const InitializerType kOrthogonalInitializer{
    .name = "orthogonal",
    .title = "Orthogonal",
    .summary = "Rows, or columns where there are fewer of them, orthonormal times the gain.",
    .source = "Saxe et al. 2014",
    .fields = kGainFields,
    .draw = drawOrthogonal,
    .work = [](double units, double fanIn) { return units * fanIn * std::min(units, fanIn); }};

}  // namespace playground::nn
