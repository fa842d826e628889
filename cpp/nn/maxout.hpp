// Maxout (Goodfellow et al. 2013): the largest of each group of neighbouring channels. With a dense layer or
// a convolution before it, it is the paper's maxout layer.
#pragma once

#include <cstdint>

#include "nn/layer.hpp"

namespace playground::nn {

class Maxout final : public Layer {
 public:
  /// `pieces` must divide the input's channels.
  Maxout(std::string name, const Shape& input, std::size_t pieces)
      : Layer(std::move(name)), input_(input), pieces_(pieces) {}

  Shape outputShape() const override { return {input_.channels / pieces_, input_.height, input_.width}; }
  /// Of equals the first counts, of NaNs, which are larger than any number, the last.
  MatrixView forward(const ConstMatrixView& input, Phase phase) override;
  MatrixView backward(const MatrixView& upstream, bool needInputGradient) override;

 private:
  Shape input_;
  std::size_t pieces_;
  tensor::Buffer output_;
  tensor::Buffer inputGradient_;
  std::vector<std::uint32_t> largest_;  // where in its sample each output came from
};

}  // namespace playground::nn
