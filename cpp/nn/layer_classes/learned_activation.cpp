// Learned and random slopes.
#include "nn/layer_classes/learned_activation.hpp"

#include "activations/table.hpp"
#include "tensor/sums.hpp"

namespace playground::nn {

LearnedActivation::LearnedActivation(std::string name, const Shape& shape, activations::Activation function,
                                     bool perChannel)
    : ActivationLayer(std::move(name), shape, std::move(function)), perChannel_(perChannel) {
  const activations::NamedValue own = function_.parameters().front();
  parameter_ = makeParameter(this->name() + "." + own.name, {perChannel ? shape.channels : 1},
                             static_cast<float>(own.value));
  tensor::resizeFilled(scratch_, shape.channels);
}

activations::Activation LearnedActivation::function() const {
  activations::Activation function = function_;
  if (!perChannel_) function.setParameter(0, static_cast<double>(parameter_.value.data()[0]));
  return function;
}

MatrixView LearnedActivation::forward(const ConstMatrixView& input, Phase phase) {
  if (!perChannel_) {
    function_ = function();
    return ActivationLayer::forward(input, phase);
  }
  const MatrixView output = begin(input);
  const std::size_t positions = outputShape().positions(), channels = outputShape().channels;
  for (std::size_t i = 0; i < input.rows * channels; ++i) {
    const float slope = parameter_.value.data()[i % channels];
    for (std::size_t at = i * positions; at < (i + 1) * positions; ++at) {
      const float x = input.data[at];
      output.data[at] = x > 0.0F ? x : slope * x;
    }
  }
  return output;
}

MatrixView LearnedActivation::backward(const MatrixView& upstream, bool needInputGradient) {
  float* product = batchView(product_, upstream.rows, upstream.columns).data;
  function_.description().learning.gradient(parameter_.value.data()[0], preActivation().data, upstream.data,
                                            product, upstream.size());
  const std::size_t positions = outputShape().positions(), channels = outputShape().channels;
  float* gradient = parameter_.gradient.data();
  if (!perChannel_) {
    gradient[0] = static_cast<float>(tensor::sum(product, upstream.size()));
    return ActivationLayer::backward(upstream, needInputGradient);
  }
  tensor::channelSums(product, upstream.rows, channels, positions, gradient, scratch_.data());
  if (!needInputGradient) return {};
  for (std::size_t i = 0; i < upstream.rows * channels; ++i) {
    const float slope = parameter_.value.data()[i % channels];
    for (std::size_t at = i * positions; at < (i + 1) * positions; ++at) {
      if (!(preActivation().data[at] > 0.0F)) upstream.data[at] *= slope;
    }
  }
  return upstream;
}

bool RandomizedRelu::isOne(const activations::Activation& function) {
  return function.description().drawsSlopes;
}

RandomizedRelu::RandomizedRelu(std::string name, const Shape& shape, activations::Activation function,
                               random::Generator& generator)
    : ActivationLayer(std::move(name), shape, std::move(function)),
      generator_(generator),
      // PyTorch draws in double between limits that it has rounded to the tensor's type.
      lower_(static_cast<double>(static_cast<float>(function_.parameters()[0].value))),
      upper_(static_cast<double>(static_cast<float>(function_.parameters()[1].value))) {}

MatrixView RandomizedRelu::forward(const ConstMatrixView& input, Phase phase) {
  if (phase == Phase::kEvaluate) return ActivationLayer::forward(input, phase);
  const MatrixView output = begin(input);
  float* slopes = batchView(slopes_, input.rows, input.columns).data;
  for (std::size_t i = 0; i < input.size(); ++i) {
    const float x = input.data[i];
    slopes[i] = x <= 0.0F ? static_cast<float>(generator_.uniform64() * (upper_ - lower_) + lower_) : 1.0F;
    output.data[i] = x * slopes[i];
  }
  return output;
}

MatrixView RandomizedRelu::backward(const MatrixView& upstream, bool needInputGradient) {
  if (!needInputGradient) return {};
  for (std::size_t i = 0; i < upstream.size(); ++i) upstream.data[i] *= slopes_.data()[i];
  return upstream;
}

}  // namespace playground::nn
