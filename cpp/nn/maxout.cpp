// Maxout group by group.
#include "nn/maxout.hpp"

#include <algorithm>

namespace playground::nn {

MatrixView Maxout::forward(const ConstMatrixView& input, Phase /*phase*/) {
  const std::size_t positions = input_.positions();
  const MatrixView output = batchView(output_, input.rows, outputShape().size());
  if (largest_.size() < output.size()) largest_.resize(output.size());
  for (std::size_t i = 0; i < output.rows; ++i) {
    const float* x = input.row(i);
    for (std::size_t j = 0; j < output.columns; ++j) {
      const std::size_t first = j / positions * pieces_ * positions + j % positions;
      std::size_t best = first;
      for (std::size_t at = first + positions; at < first + pieces_ * positions; at += positions) {
        if (x[at] > x[best] || x[at] != x[at]) best = at;
      }
      largest_[i * output.columns + j] = static_cast<std::uint32_t>(best);
      output.row(i)[j] = x[best];
    }
  }
  return output;
}

MatrixView Maxout::backward(const MatrixView& upstream, bool needInputGradient) {
  if (!needInputGradient) return {};
  const MatrixView gradient = batchView(inputGradient_, upstream.rows, input_.size());
  std::fill(gradient.data, gradient.data + gradient.size(), 0.0F);
  for (std::size_t i = 0; i < upstream.rows; ++i) {
    for (std::size_t j = 0; j < upstream.columns; ++j) {
      gradient.row(i)[largest_[i * upstream.columns + j]] = upstream.row(i)[j];
    }
  }
  return gradient;
}

}  // namespace playground::nn
