// Transforms a weight to the points at which tiles are multiplied, and its gradient back. Runs once a batch,
// so it is compiled for size.
#include <algorithm>
#include <array>

#include "tensor/winograd.hpp"

namespace playground::tensor {

namespace {

std::array<float, 4> spreadFilter(float g0, float g1, float g2) {
  return {g0, 0.5F * ((g0 + g2) + g1), 0.5F * ((g0 + g2) - g1), g2};
}

std::array<float, 3> foldFilter(float u0, float u1, float u2, float u3) {
  const float sum = 0.5F * (u1 + u2);
  return {u0 + sum, 0.5F * (u1 - u2), sum + u3};
}

}  // namespace

void Winograd::setFilters(const float* weight, Transpose transpose) {
  const std::size_t channels = geometry_.input.channels, plane = channels * filters_;
  for (std::size_t f = 0; f < filters_; ++f) {
    for (std::size_t c = 0; c < channels; ++c, weight += 9) {
      std::array<float, 4> columns[3];  // of each of the kernel's rows
      for (std::size_t y = 0; y < 3; ++y)
        columns[y] = spreadFilter(weight[3 * y], weight[3 * y + 1], weight[3 * y + 2]);
      for (std::size_t j = 0; j < kPoints; ++j) {
        const auto points = spreadFilter(columns[0][j], columns[1][j], columns[2][j]);
        for (std::size_t i = 0; i < kPoints; ++i)
          weight_.data()[(i * kPoints + j) * plane + c * filters_ + f] = points[i];
      }
    }
  }
  for (std::size_t k = 0; k < kProducts; ++k) {
    Matmul::toPanels({weight_.data() + k * plane, channels, filters_}, transpose, panels_.data() + k * plane);
  }
}

void Winograd::takeWeightGradient(float* gradient) {
  const std::size_t channels = geometry_.input.channels, plane = channels * filters_;
  for (std::size_t f = 0; f < filters_; ++f) {
    for (std::size_t c = 0; c < channels; ++c, gradient += 9) {
      const float* points = weightGradient_.data() + c * filters_ + f;
      std::array<float, 3> rows[kPoints];
      for (std::size_t i = 0; i < kPoints; ++i) {
        const float* u = points + i * kPoints * plane;
        rows[i] = foldFilter(u[0], u[plane], u[2 * plane], u[3 * plane]);
      }
      for (std::size_t x = 0; x < 3; ++x) {
        const auto column = foldFilter(rows[0][x], rows[1][x], rows[2][x], rows[3][x]);
        for (std::size_t y = 0; y < 3; ++y) gradient[3 * y + x] = column[y];
      }
    }
  }
  std::fill(weightGradient_.begin(), weightGradient_.end(), 0.0F);
}

}  // namespace playground::tensor
