// The fully connected layer: z = x Wᵀ + b.
#pragma once

#include "nn/layer.hpp"
#include "tensor/matmul.hpp"

namespace playground::nn {

class Dense final : public Layer {
 public:
  /// `matmul` is the workspace that the layers of a network share; it must outlive the layer.
  /// Draws weight and bias as torch.nn.Linear's constructor does: both uniform in +-1/sqrt(inputs), weight
  /// first; without a bias none is drawn.
  Dense(std::string name, std::size_t inputs, std::size_t units, bool bias, random::Generator& generator,
        tensor::Matmul& matmul);

  std::size_t inputs() const { return inputs_; }
  std::size_t outputColumns() const override { return units_; }
  MatrixView forward(const ConstMatrixView& input, Phase phase) override;
  MatrixView backward(const MatrixView& upstream, bool needInputGradient) override;
  std::vector<Parameter*> parameters() override;

  Parameter& weight() { return weight_; }
  const Parameter& weight() const { return weight_; }
  Parameter* bias() { return hasBias_ ? &bias_ : nullptr; }
  /// Whether backward measures the norm below; it costs a pass over the batch.
  void measureGradient(bool yes) { measuresGradient_ = yes; }
  /// L2 norm of the loss gradient at z = x Wᵀ + b over the whole batch, [batch, units], of the last backward.
  double preActivationGradientNorm() const { return preActivationGradientNorm_; }

 private:
  std::size_t inputs_;
  std::size_t units_;
  bool hasBias_;
  Parameter weight_;  // [units, inputs]
  Parameter bias_;    // [units]
  tensor::Matmul& matmul_;
  tensor::Buffer output_;
  tensor::Buffer inputGradient_;
  tensor::Buffer scratch_;
  ConstMatrixView input_;
  bool measuresGradient_ = false;
  double preActivationGradientNorm_ = 0.0;
};

}  // namespace playground::nn
