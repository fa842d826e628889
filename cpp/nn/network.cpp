// Building a network.
#include "nn/network.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "activations/moments.hpp"
#include "nn/batch_norm.hpp"
#include "nn/conv2d.hpp"
#include "nn/dense.hpp"
#include "nn/dropout.hpp"
#include "nn/layer_norm.hpp"
#include "nn/maxout.hpp"
#include "nn/pool.hpp"
#include "nn/residual.hpp"
#include "nn/trained_activations.hpp"

namespace playground::nn {

namespace {

// A layer's own activation: the next one before another layer with weights.
const ActivationSpec* activationAfter(const std::vector<LayerSpec>& specs, std::size_t i) {
  for (++i; i < specs.size(); ++i) {
    if (const auto* activation = specs[i].as<ActivationSpec>()) return activation;
    if (specs[i].as<DenseSpec>() != nullptr || specs[i].as<Conv2dSpec>() != nullptr) return nullptr;
  }
  return nullptr;
}

InitializerConfig withGain(InitializerConfig config, const ActivationSpec* activation) {
  if (!config.values.has("gain") || config.values.isNumber("gain")) return config;
  config.values.set("gain", 1.0);
  if (activation == nullptr) return config;
  const double moment = activations::secondMoment(activation->function);
  if (moment > 0.0 && std::isfinite(moment)) config.values.set("gain", 1.0 / std::sqrt(moment));
  return config;
}

}  // namespace

Network::Network(const Shape& input, const std::vector<LayerSpec>& layers,
                 const InitializerConfig& initializer, random::Generator& generator)
    : outputShape_(inputShapeOf(layers, input)) {
  layers_ = build(layers, outputShape_, initializer, generator);
  for (const Initialization& one : initializations_) initialize(*one.layer, one.config, generator);
  initializations_.clear();
}

Sequence Network::build(const std::vector<LayerSpec>& specs, Shape& shape,
                        const InitializerConfig& initializer, random::Generator& generator) {
  Sequence sequence;
  for (std::size_t i = 0; i < specs.size(); ++i) {
    const LayerSpec& spec = specs[i];
    types_.push_back(typeOf(spec));
    if (const auto* block = spec.as<ResidualSpec>()) {
      const auto count = std::count(types_.begin(), types_.end(), types_.back());
      Shape inner = shape;
      Sequence layers = build(block->layers, inner, initializer, generator);
      sequence.add(std::make_unique<Residual>("residual" + std::to_string(count), shape, std::move(layers)));
      continue;
    }
    std::unique_ptr<Layer> layer = make(spec, shape, generator);
    const std::optional<InitializerConfig>* own = nullptr;
    if (const auto* dense = spec.as<DenseSpec>()) own = &dense->init;
    if (const auto* conv = spec.as<Conv2dSpec>()) own = &conv->init;
    if (own != nullptr) {
      auto* weighted = static_cast<WeightedLayer*>(layer.get());
      weighted_.push_back(weighted);
      initializations_.push_back({weighted, withGain(own->value_or(initializer), activationAfter(specs, i))});
    }
    if (spec.as<ActivationSpec>() != nullptr)
      activations_.push_back(static_cast<ActivationLayer*>(layer.get()));
    shape = layer->outputShape();
    sequence.add(std::move(layer));
  }
  return sequence;
}

std::unique_ptr<Layer> Network::make(const LayerSpec& spec, const Shape& input,
                                     random::Generator& generator) {
  const auto count = std::count(types_.begin(), types_.end(), types_.back());
  std::string name = std::string(types_.back()) + std::to_string(count);
  if (const auto* dense = spec.as<DenseSpec>()) {
    return std::make_unique<Dense>(std::move(name), input.size(), dense->units, dense->bias, generator,
                                   matmul_);
  }
  if (const auto* conv = spec.as<Conv2dSpec>()) {
    return std::make_unique<Conv2d>(std::move(name), geometryOf(*conv, input), conv->filters, conv->bias,
                                    generator, matmul_);
  }
  if (const auto* pool = spec.as<PoolSpec>()) {
    const PoolWindows windows = {input, pool->size, pool->stride};
    if (pool->average) return std::make_unique<AveragePool2d>(std::move(name), windows);
    return std::make_unique<MaxPool2d>(std::move(name), windows);
  }
  if (spec.as<GlobalAveragePoolSpec>() != nullptr) {
    return std::make_unique<GlobalAveragePool>(std::move(name), input);
  }
  if (const auto* dropout = spec.as<DropoutSpec>()) {
    const auto kind = dropout->alpha ? Dropout::Kind::kAlpha : Dropout::Kind::kZero;
    return std::make_unique<Dropout>(std::move(name), input, kind, dropout->rate, generator);
  }
  if (const auto* norm = spec.as<BatchNormSpec>()) {
    return std::make_unique<BatchNorm>(std::move(name), input, norm->momentum, norm->epsilon);
  }
  if (const auto* norm = spec.as<LayerNormSpec>()) {
    return std::make_unique<LayerNorm>(std::move(name), input, norm->epsilon);
  }
  if (const auto* maxout = spec.as<MaxoutSpec>()) {
    return std::make_unique<Maxout>(std::move(name), input, maxout->pieces);
  }
  if (const auto* activation = spec.as<ActivationSpec>()) {
    const activations::Activation& function = activation->function;
    if (activation->learned) {
      return std::make_unique<LearnedActivation>(std::move(name), input, function, activation->perChannel);
    }
    if (function.name() == "rrelu") {
      return std::make_unique<RandomizedRelu>(std::move(name), input, function, generator);
    }
    return std::make_unique<ActivationLayer>(std::move(name), input, function);
  }
  return std::make_unique<Flatten>(std::move(name), input);
}

std::size_t Network::parameterCount() {
  std::size_t count = 0;
  for (const Parameter* parameter : parameters()) count += parameter->value.size();
  return count;
}

}  // namespace playground::nn
