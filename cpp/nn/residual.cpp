// The sum around a block, forwards and backwards.
#include "nn/residual.hpp"

#include <algorithm>

namespace playground::nn {

MatrixView Residual::forward(const ConstMatrixView& input, Phase phase) {
  const MatrixView inner = layers_.forward(input, phase);
  const MatrixView output = batchView(output_, input.rows, input.columns);
  for (std::size_t i = 0; i < output.size(); ++i) output.data[i] = input.data[i] + inner.data[i];
  return output;
}

MatrixView Residual::backward(const MatrixView& upstream, bool needInputGradient) {
  if (!needInputGradient) return layers_.backward(upstream, false);
  // The inner layers may overwrite what they are given, and it is needed once more for the way around them.
  const MatrixView gradient = batchView(inputGradient_, upstream.rows, upstream.columns);
  std::copy(upstream.data, upstream.data + upstream.size(), gradient.data);
  const MatrixView inner = layers_.backward(upstream, true);
  for (std::size_t i = 0; i < gradient.size(); ++i) gradient.data[i] += inner.data[i];
  return gradient;
}

}  // namespace playground::nn
