// The fully connected layer: z = x Wᵀ + b.
#pragma once

#include "nn/layer.hpp"
#include "tensor/matmul.hpp"

namespace playground::nn {

class Dense final : public WeightedLayer {
 public:
  /// `matmul` is the workspace that the layers of a network share; it must outlive the layer. The weight is
  /// [units, inputs].
  Dense(std::string name, std::size_t inputs, std::size_t units, bool bias, random::Generator& generator,
        tensor::Matmul& matmul);

  Shape outputShape() const override { return {units_}; }
  std::size_t fanIn() const override { return inputs_; }
  std::size_t fanOut() const override { return units_; }
  MatrixView forward(const ConstMatrixView& input, Phase phase) override;
  MatrixView backward(const MatrixView& upstream, bool needInputGradient) override;

 private:
  std::size_t inputs_;
  std::size_t units_;
  tensor::Matmul& matmul_;
  tensor::Buffer output_;
  tensor::Buffer inputGradient_;
  tensor::Buffer scratch_;
  ConstMatrixView input_;
};

}  // namespace playground::nn
