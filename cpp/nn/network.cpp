// Building, forward and backward of a feed-forward network.
#include "nn/network.hpp"

#include <string>

namespace playground::nn {

Network::Network(std::size_t inputs, const std::vector<LayerSpec>& layers, Initializer initializer,
                 random::Generator& generator)
    : matmul_(std::make_unique<tensor::Matmul>()) {
  std::size_t columns = inputs;
  std::size_t batchNorms = 0;
  for (const LayerSpec& spec : layers) {
    if (const auto* dense = std::get_if<DenseSpec>(&spec)) {
      auto layer = std::make_unique<Dense>("dense" + std::to_string(dense_.size() + 1), columns, dense->units,
                                           dense->bias, generator, *matmul_);
      dense_.push_back(layer.get());
      layers_.push_back(std::move(layer));
    } else if (const auto* norm = std::get_if<BatchNormSpec>(&spec)) {
      layers_.push_back(std::make_unique<BatchNorm>("batchNorm" + std::to_string(++batchNorms), columns,
                                                    norm->momentum, norm->epsilon));
    } else if (const auto* activation = std::get_if<ActivationSpec>(&spec)) {
      auto layer = std::make_unique<ActivationLayer>("activation" + std::to_string(activations_.size() + 1),
                                                     columns, activation->function);
      activations_.push_back(layer.get());
      layers_.push_back(std::move(layer));
    }
    columns = layers_.back()->outputColumns();
  }
  while (lowest_ < layers_.size() && layers_[lowest_]->parameters().empty()) ++lowest_;
  for (Dense* layer : dense_) initialize(*layer, initializer, generator);
}

MatrixView Network::forward(const ConstMatrixView& input, Phase phase) {
  MatrixView output;
  ConstMatrixView current = input;
  for (const auto& layer : layers_) {
    output = layer->forward(current, phase);
    current = output;
  }
  return output;
}

void Network::backward(const MatrixView& gradient) {
  MatrixView upstream = gradient;
  for (std::size_t i = layers_.size(); i > lowest_; --i)
    upstream = layers_[i - 1]->backward(upstream, i - 1 > lowest_);
}

std::vector<Parameter*> Network::parameters() {
  std::vector<Parameter*> list;
  for (const auto& layer : layers_) {
    for (Parameter* parameter : layer->parameters()) list.push_back(parameter);
  }
  return list;
}

std::vector<StateTensor> Network::state() {
  std::vector<StateTensor> list;
  for (const auto& layer : layers_) {
    for (const StateTensor& tensor : layer->state()) list.push_back(tensor);
  }
  return list;
}

std::size_t Network::parameterCount() {
  std::size_t count = 0;
  for (const Parameter* parameter : parameters()) count += parameter->value.size();
  return count;
}

}  // namespace playground::nn
