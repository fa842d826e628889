// Layers in order, forwards and backwards.
#include "nn/network/sequence.hpp"

namespace playground::nn {

void Sequence::add(std::unique_ptr<Layer> layer) {
  trains_ = trains_ || !layer->parameters().empty();
  if (!trains_) ++lowest_;
  layers_.push_back(std::move(layer));
}

MatrixView Sequence::forward(const ConstMatrixView& input, Phase phase) {
  MatrixView output = passedThrough(input);
  for (const auto& layer : layers_) output = layer->forward(output, phase);
  return output;
}

void Sequence::trace(const ConstMatrixView& input, std::vector<float>& outputs) {
  MatrixView output = passedThrough(input);
  for (const auto& layer : layers_) {
    output = layer->forward(output, Phase::kEvaluate);
    for (std::size_t i = 0; i < output.size(); ++i) outputs.push_back(output.data[i]);
  }
}

MatrixView Sequence::backward(const MatrixView& upstream, bool needInputGradient) {
  const std::size_t lowest = needInputGradient ? 0 : lowest_;
  MatrixView gradient = upstream;
  for (std::size_t i = layers_.size(); i > lowest; --i) {
    gradient = layers_[i - 1]->backward(gradient, needInputGradient || i - 1 > lowest);
  }
  return gradient;
}

std::vector<Parameter*> Sequence::parameters() {
  std::vector<Parameter*> list;
  for (const auto& layer : layers_) {
    for (Parameter* parameter : layer->parameters()) list.push_back(parameter);
  }
  return list;
}

std::vector<StateTensor> Sequence::state() {
  std::vector<StateTensor> list;
  for (const auto& layer : layers_) {
    for (const StateTensor& tensor : layer->state()) list.push_back(tensor);
  }
  return list;
}

}  // namespace playground::nn
