// Forward and backward of an elementwise activation.
#include "nn/layer_classes/activation_layer.hpp"

namespace playground::nn {

ActivationLayer::ActivationLayer(std::string name, const Shape& shape, activations::Activation function)
    : Layer(std::move(name)), function_(std::move(function)), shape_(shape) {}

MatrixView ActivationLayer::begin(const ConstMatrixView& input) {
  input_ = input;
  const MatrixView output = batchView(output_, input.rows, input.columns);
  activation_ = output;
  return output;
}

MatrixView ActivationLayer::forward(const ConstMatrixView& input, Phase /*phase*/) {
  const MatrixView output = begin(input);
  function_.value(input.data, output.data, input.size());
  return output;
}

MatrixView ActivationLayer::backward(const MatrixView& upstream, bool needInputGradient) {
  if (!needInputGradient) return {};
  function_.backward(input_.data, upstream.data, upstream.data, upstream.size());
  return upstream;
}

}  // namespace playground::nn
