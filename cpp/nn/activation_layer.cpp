// Forward and backward of an elementwise activation.
#include "nn/activation_layer.hpp"

namespace playground::nn {

ActivationLayer::ActivationLayer(std::string name, std::size_t units, activations::Activation function)
    : Layer(std::move(name)), units_(units), function_(std::move(function)) {}

MatrixView ActivationLayer::forward(const ConstMatrixView& input, Phase /*phase*/) {
  input_ = input;
  const MatrixView output = batchView(output_, input.rows, units_);
  function_.value(input.data, output.data, input.size());
  activation_ = output;
  return output;
}

MatrixView ActivationLayer::backward(const MatrixView& upstream, bool needInputGradient) {
  if (!needInputGradient) return {};
  function_.backward(input_.data, upstream.data, upstream.data, upstream.size());
  return upstream;
}

}  // namespace playground::nn
