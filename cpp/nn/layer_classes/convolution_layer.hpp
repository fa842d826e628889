// The two-dimensional convolution (cross-correlation, as every framework has it): each filter is laid over
// every place of the image.
#pragma once

#include <optional>

#include "nn/network/layer.hpp"
#include "tensor/convolution.hpp"
#include "tensor/matmul.hpp"
#include "tensor/winograd.hpp"

namespace playground::nn {

class Conv2d final : public WeightedLayer {
 public:
  /// The weight is [filters, channels, kernelHeight, kernelWidth]. `matmul` as in Dense.
  Conv2d(std::string name, const tensor::ConvolutionGeometry& geometry, std::size_t filters, bool bias,
         random::Generator& generator, tensor::Matmul& matmul);

  Shape outputShape() const override { return {filters_, geometry_.height, geometry_.width}; }
  std::size_t fanIn() const override { return geometry_.patchSize(); }
  std::size_t fanOut() const override { return filters_ * geometry_.kernelHeight * geometry_.kernelWidth; }
  /// input [batch, channels height width] -> output [batch, filters height width].
  MatrixView forward(const ConstMatrixView& input, Phase phase) override;
  MatrixView backward(const MatrixView& upstream, bool needInputGradient) override;

 private:
  ConstMatrixView filters() const { return {weight_.value.data(), filters_, geometry_.patchSize()}; }

  tensor::ConvolutionGeometry geometry_;
  std::size_t filters_;
  tensor::Matmul& matmul_;
  std::optional<tensor::Winograd> tiles_;  // where it is faster than the products of patches below
  tensor::Buffer patches_;  // of one image, [patchSize, positions]: small enough to stay in the cache
  tensor::Buffer output_;
  tensor::Buffer inputGradient_;
  tensor::Buffer scratch_;
  ConstMatrixView input_;
};

}  // namespace playground::nn
