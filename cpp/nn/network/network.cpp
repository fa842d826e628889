// Building a network.
#include "nn/network/network.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "activations/moments.hpp"

namespace playground::nn {

namespace {

// A layer's own activation: the next one before another layer with weights.
const ActivationSpec* activationAfter(const std::vector<LayerSpec>& specs, std::size_t i) {
  for (++i; i < specs.size(); ++i) {
    if (specs[i].activation) return &*specs[i].activation;
    if (specs[i].type->isWeighted()) return nullptr;
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

class Network::Builder final : public LayerBuilder {
 public:
  Builder(Network& network, const InitializerConfig& initializer, random::Generator& generator)
      : network_(network), initializer_(initializer), generator_(generator) {}

  random::Generator& generator() override { return generator_; }
  tensor::Matmul& matmul() override { return network_.matmul_; }

  Sequence build(const std::vector<LayerSpec>& specs, Shape& shape) override {
    Sequence sequence;
    for (std::size_t i = 0; i < specs.size(); ++i) {
      const LayerSpec& spec = specs[i];
      types_.push_back(spec.type);
      const auto count = std::count(types_.begin(), types_.end(), spec.type);
      std::unique_ptr<Layer> layer =
          spec.type->make(spec, std::string(spec.type->name) + std::to_string(count), shape, *this);
      if (spec.type->isWeighted()) {
        auto* weighted = static_cast<WeightedLayer*>(layer.get());
        network_.weighted_.push_back(weighted);
        initializations_.push_back(
            {weighted, withGain(spec.init.value_or(initializer_), activationAfter(specs, i))});
      }
      if (spec.activation) network_.activations_.push_back(static_cast<ActivationLayer*>(layer.get()));
      shape = layer->outputShape();
      sequence.add(std::move(layer));
    }
    return sequence;
  }

  void initializeAll() {
    for (const Initialization& one : initializations_) initialize(*one.layer, one.config, generator_);
  }

 private:
  struct Initialization {
    WeightedLayer* layer;
    InitializerConfig config;
  };

  Network& network_;
  const InitializerConfig& initializer_;
  random::Generator& generator_;
  std::vector<Initialization> initializations_;
  std::vector<const LayerType*> types_;  // of the layers built so far
};

Network::Network(const Shape& input, const std::vector<LayerSpec>& layers,
                 const InitializerConfig& initializer, random::Generator& generator)
    : outputShape_(inputShapeOf(layers, input)) {
  Builder builder(*this, initializer, generator);
  layers_ = builder.build(layers, outputShape_);
  builder.initializeAll();
}

std::size_t Network::parameterCount() {
  std::size_t count = 0;
  for (const Parameter* parameter : parameters()) count += parameter->value.size();
  return count;
}

}  // namespace playground::nn
