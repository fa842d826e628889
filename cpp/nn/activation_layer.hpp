// An elementwise activation as a layer.
#pragma once

#include "activations/activation.hpp"
#include "nn/layer.hpp"

namespace playground::nn {

class ActivationLayer final : public Layer {
 public:
  ActivationLayer(std::string name, std::size_t units, activations::Activation function);

  std::size_t outputColumns() const override { return units_; }
  MatrixView forward(const ConstMatrixView& input, Phase phase) override;
  /// Overwrites `upstream` with the gradient at the input and returns it.
  MatrixView backward(const MatrixView& upstream, bool needInputGradient) override;

  const activations::Activation& function() const { return function_; }
  /// Input and output of the last forward, [batch, units]: what the statistics look at.
  const ConstMatrixView& preActivation() const { return input_; }
  const ConstMatrixView& activation() const { return activation_; }

 private:
  std::size_t units_;
  activations::Activation function_;
  tensor::Buffer output_;
  ConstMatrixView input_;
  ConstMatrixView activation_;
};

}  // namespace playground::nn
