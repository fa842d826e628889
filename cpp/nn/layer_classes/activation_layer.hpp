// An elementwise activation as a layer, and what all layers of that kind show the statistics.
#pragma once

#include "activations/activation.hpp"
#include "nn/network/layer.hpp"

namespace playground::nn {

class ActivationLayer : public Layer {
 public:
  ActivationLayer(std::string name, const Shape& shape, activations::Activation function);

  Shape outputShape() const override { return shape_; }
  MatrixView forward(const ConstMatrixView& input, Phase phase) override;
  /// Overwrites `upstream` with the gradient at the input and returns it.
  MatrixView backward(const MatrixView& upstream, bool needInputGradient) override;

  /// With its parameter's present value, where one is learned for the whole layer.
  virtual activations::Activation function() const { return function_; }
  /// Input and output of the last forward, [batch, features]: what the statistics look at.
  const ConstMatrixView& preActivation() const { return input_; }
  const ConstMatrixView& activation() const { return activation_; }
  /// The parameter that is learned, or null.
  virtual const Parameter* learned() const { return nullptr; }

 protected:
  /// Buffer for the activation of `input`, which is remembered.
  MatrixView begin(const ConstMatrixView& input);

  activations::Activation function_;

 private:
  Shape shape_;
  tensor::Buffer output_;
  ConstMatrixView input_;
  ConstMatrixView activation_;
};

}  // namespace playground::nn
