// Pooling: the largest or the mean of each window of a channel, or of all of it. Windows lie inside the
// image; what is left over at the right and bottom is not looked at, as in PyTorch and Keras' "valid".
#pragma once

#include <cstdint>
#include <vector>

#include "nn/layer.hpp"

namespace playground::nn {

/// Square windows of `size`, `stride` apart, over an image of the given shape.
struct PoolWindows {
  Shape input;
  std::size_t size = 2, stride = 2;
  Shape output() const {
    return {input.channels, (input.height - size) / stride + 1, (input.width - size) / stride + 1};
  }
};

class MaxPool2d final : public Layer {
 public:
  MaxPool2d(std::string name, const PoolWindows& windows) : Layer(std::move(name)), windows_(windows) {}

  Shape outputShape() const override { return windows_.output(); }
  /// Of equals the first counts, of NaNs, which are larger than any number, the last: as in PyTorch.
  MatrixView forward(const ConstMatrixView& input, Phase phase) override;
  MatrixView backward(const MatrixView& upstream, bool needInputGradient) override;

 private:
  PoolWindows windows_;
  tensor::Buffer output_;
  tensor::Buffer inputGradient_;
  std::vector<std::uint32_t> largest_;  // where in its sample each output came from
};

class AveragePool2d final : public Layer {
 public:
  AveragePool2d(std::string name, const PoolWindows& windows) : Layer(std::move(name)), windows_(windows) {}

  Shape outputShape() const override { return windows_.output(); }
  MatrixView forward(const ConstMatrixView& input, Phase phase) override;
  MatrixView backward(const MatrixView& upstream, bool needInputGradient) override;

 private:
  PoolWindows windows_;
  tensor::Buffer output_;
  tensor::Buffer inputGradient_;
};

/// The mean over each channel's height and width, [batch, channels].
class GlobalAveragePool final : public Layer {
 public:
  GlobalAveragePool(std::string name, const Shape& input) : Layer(std::move(name)), input_(input) {}

  Shape outputShape() const override { return {input_.channels}; }
  MatrixView forward(const ConstMatrixView& input, Phase phase) override;
  MatrixView backward(const MatrixView& upstream, bool needInputGradient) override;

 private:
  Shape input_;
  tensor::Buffer output_;
  tensor::Buffer inputGradient_;
};

}  // namespace playground::nn
